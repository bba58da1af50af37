"""How the documentation names terms, and where on the page they stand."""

from functools import cache

from kg.rdf.documentation.records import Ref
from kg.rdf.namespaces import KG
from kg.resources import known_prefixes

ONTOLOGY = KG.iri.removesuffix("#")
SHAPES = f"{ONTOLOGY}/shapes#"
# What people call the vocabularies that are used and aligned with, by their prefixes.
VOCABULARIES = {
    "dcterms": "Dublin Core",
    "foaf": "FOAF",
    "oa": "Web Annotation",
    "org": "ORG",
    "prov": "PROV-O",
    "rdf": "RDF",
    "rdfs": "RDF Schema",
    "schema": "schema.org",
    "sem": "SEM",
    "sh": "SHACL",
    "skos": "SKOS",
    "time": "OWL-Time",
}


@cache
def prefixes() -> dict[str, str]:
    """Namespaces by their prefixes, as the JSON-LD context has them, and that of the shapes."""
    return known_prefixes() | {"shape": SHAPES}


def short(iri: str) -> str:
    """An IRI with a prefix, or as it is where none fits; the longest namespace is taken."""
    fits = [(len(start), name) for name, start in prefixes().items() if iri.startswith(start)]
    if not fits:
        return iri
    length, name = max(fits)
    return f"{name}:{iri[length:]}"


def vocabulary_of(iri: str) -> str:
    """What people call the vocabulary of a term: its prefix, where they call it nothing else."""
    prefix = short(iri).partition(":")[0]
    return VOCABULARIES.get(prefix, prefix)


def anchor_of(iri: str) -> str:
    """Where a term stands on the page.

    Own classes and properties by their fragment, so that their IRIs lead to them; entries of lists
    as `act/warn`; lists and terms of others by names with a sign that no fragment has.
    """
    if iri.startswith(KG.iri):
        return iri.removeprefix(KG.iri)
    rest = iri.removeprefix(f"{ONTOLOGY}/")
    if rest != iri and "#" not in rest:
        return rest if "/" in rest else f"list:{rest}"
    return short(iri)


def ref(iri: str, *, here: bool = True) -> Ref:
    """A term by its names; one that is not `here` has no anchor."""
    return Ref(iri, short(iri), anchor_of(iri) if here else None)
