"""Shipped queries as plain rows, and resources by what a user would call them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import errors
from kg.config import Settings

if TYPE_CHECKING:
    from kg.store.protocol import Store

Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be looked up: its name for the user, its class, and where its IRIs begin."""

    name: str
    class_iri: str
    folder: str


CLAIM = Kind("claim", "https://kg.example/ontology#Claim", "claim/")
ACTOR = Kind("actor", "https://kg.example/ontology#GlobalActor", "actor/")


def ask(store: "Store", settings: Settings, query: str, **values: str) -> list[Row]:
    """The rows of a shipped query as plain values, None where a variable is unbound."""
    from kg.lookup import Asked  # noqa: PLC0415

    return Asked(store, settings).rows(query, **values)


def find(store: "Store", settings: Settings, kind: Kind, wanted: str) -> str:
    """The IRI of a resource by its IRI, its id, or the beginning of its id.

    Raises `errors.NotFound` where there is none, or more than one.
    """
    # Tables print `claim/5a88…`, which is to be pasted back as it stands.
    short = f"{settings.base}{kind.folder}{wanted.removeprefix(kind.folder).lower()}"
    start = wanted if wanted.startswith(settings.base) else short
    if _is_whole(store, settings, kind, start):  # which takes no search through all that there are
        return start
    rows = ask(store, settings, "commands/find", **{"class": kind.class_iri, "beginning": start})
    found = [row["resource"] or "" for row in rows]
    if start in found or len(found) == 1:
        return start if start in found else found[0]
    if found:
        ids = ", ".join(iri.removeprefix(f"{settings.base}{kind.folder}") for iri in found)
        raise errors.NotFound(f"{wanted!r} begins the id of more than one {kind.name}: {ids}.")
    raise errors.NotFound(f"There is no {kind.name} {wanted!r} in {settings.store}.")


def _is_whole(store: "Store", settings: Settings, kind: Kind, iri: str) -> bool:
    try:
        rows = ask(store, settings, "browse/resource", resource=iri)
    except errors.BadRequest:  # what no IRI can hold
        return False
    return any(row["value"] == kind.class_iri for row in rows)


def find_actor(store: "Store", settings: Settings, wanted: str) -> str:
    """The IRI of an actor by IRI, id, beginning of an id, or name; raises `errors.NotFound`."""
    try:
        return find(store, settings, ACTOR, wanted)
    except errors.NotFound:
        rows = ask(store, settings, "browse/search", words=wanted)
        named = [row["actor"] for row in rows if (row["label"] or "").lower() == wanted.lower()]
        if len(named) != 1 or not named[0]:
            raise
        return named[0]


def source_of_claim(store: "Store", settings: Settings, claim: str) -> str:
    """The id of the article that a claim (IRI) stands in."""
    from kg.rdf.iris import local_id  # noqa: PLC0415

    (row,) = ask(store, settings, "browse/claim-source", claim=claim)
    return local_id(row["source"] or "")
