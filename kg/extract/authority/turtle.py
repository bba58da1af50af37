"""Entries in Turtle: SKOS concepts that are a person, body, place or group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg import errors
from kg.extract.authority.entries import Row
from kg.records import ActorType

SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
KG = "https://kg.example/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CONCEPT = f"{SKOS}Concept"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"

# What an entry is by its class; a body of water or another landform never acts.
CLASSES: Mapping[str, tuple[ActorType, bool]] = {
    f"{SCHEMA}Person": ("Person", True),
    f"{SCHEMA}Organization": ("Organization", True),
    f"{SCHEMA}NewsMediaOrganization": ("Organization", True),
    f"{SCHEMA}Country": ("Place", True),
    f"{SCHEMA}AdministrativeArea": ("Place", True),
    f"{SCHEMA}Continent": ("Place", True),
    f"{SCHEMA}Place": ("Place", True),
    f"{SCHEMA}Landform": ("Place", False),
    f"{SCHEMA}BodyOfWater": ("Place", False),
    f"{KG}Group": ("Group", True),
}
ONE = {f"{SKOS}prefLabel", f"{KG}adjective", f"{KG}capital", f"{KG}party", f"{KG}seatOf"}

type Values = dict[str, list[str]]


def read_turtle(file: Path) -> Iterator[Row]:
    """The entries of a Turtle file, in its order.

    Raises `errors.BadRequest` where it is no Turtle, or an entry has no name or type, or two.
    """
    for subject, values in _subjects(file).items():
        if CONCEPT in values[TYPE]:
            yield _row(f"{file}, {subject}", subject, values)


def _subjects(file: Path) -> dict[str, Values]:
    """Values by predicate of each subject; labels in another language than English are left out."""
    # rdflib would take over a second for what ships; this parser takes some milliseconds.
    from pyoxigraph import Literal, RdfFormat, parse  # noqa: PLC0415

    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            term = quad.object
            language = term.language if isinstance(term, Literal) else None
            if language is None or language.split("-")[0] == "en":
                value = getattr(term, "value", "")
                found[str(quad.subject.value)][quad.predicate.value].append(value)
    except SyntaxError as error:
        raise errors.BadRequest(f"{file} is not Turtle: {error.msg}.") from None
    return found


def _row(where: str, subject: str, values: Values) -> Row:
    for predicate in ONE:
        if len(set(values.get(predicate, ()))) > 1:
            said = " and ".join(map(repr, sorted(set(values[predicate]))))
            raise errors.BadRequest(f"{where}: {predicate} can be one only, but is {said}.")
    kind, acts = _class(where, values)
    return Row(
        where=where,
        keys=(subject,),
        name=_first(values, f"{SKOS}prefLabel") or _missing(where),
        type=kind,
        acts=acts,
        names=_all(values, f"{SKOS}altLabel"),
        shared=_all(values, f"{KG}sharedName"),
        adjective=_first(values, f"{KG}adjective"),
        demonyms=_all(values, f"{KG}demonym"),
        cities=_all(values, f"{KG}capital") + _all(values, f"{KG}governedFrom"),
        codes=_all(values, f"{SKOS}notation"),
        party=_first(values, f"{KG}seatOf") or _first(values, f"{KG}party"),
        same_as=_all(values, SAME_AS),
    )


def _class(where: str, values: Values) -> tuple[ActorType, bool]:
    found = [CLASSES[name] for name in values[TYPE] if name in CLASSES]
    if len(set(found)) != 1:
        names = ", ".join(name.removeprefix(SCHEMA) for name in CLASSES)
        raise errors.BadRequest(f"{where} needs one type (rdf:type) out of {names}.")
    return found[0]


def _missing(where: str) -> str:
    raise errors.BadRequest(f"{where} has no name (skos:prefLabel, in English or no language).")


def _all(values: Values, predicate: str) -> tuple[str, ...]:
    stripped = (value.strip() for value in values.get(predicate, ()))
    return tuple(dict.fromkeys(filter(None, stripped)))


def _first(values: Values, predicate: str) -> str | None:
    return next(iter(_all(values, predicate)), None)
