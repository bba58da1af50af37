"""The whole documentation of an ontology."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg.rdf.documentation.constraints import constraints_of, read_shapes
from kg.rdf.documentation.names import ONTOLOGY, prefixes, vocabulary_of
from kg.rdf.documentation.records import Alignment, Documentation, Section, Term
from kg.rdf.documentation.terms import Reader
from kg.rdf.namespaces import DCTERMS, KG, OWL, SKOS, VANN
from kg.rdf.ontology import load_ontology
from kg.rdf.shapes import load_shapes

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


# The anchors have a sign that no own term has.
SECTIONS = (
    ("section-classes", "Classes", "Class"),
    ("section-object-properties", "Object properties", "ObjectProperty"),
    ("section-datatype-properties", "Datatype properties", "DatatypeProperty"),
)


@cache
def shipped() -> Documentation:
    """The documentation of the ontology that ships; raises `errors.Invalid` where it is broken."""
    return document(load_ontology(), load_shapes())


def document(ontology: "Graph", shapes: "Graph") -> Documentation:
    """The documentation of an ontology, and of the shapes that data in its terms have to have."""
    known = frozenset(_shown(ontology))
    reader = Reader(ontology, known, constraints_of(shapes))
    return Documentation(
        **_header(reader),
        prefixes=tuple(sorted(prefixes().items())),
        sections=tuple(_sections(reader)),
        schemes=tuple(reader.scheme(node) for node in _of_kind(reader, f"{SKOS.iri}ConceptScheme")),
        borrowed=tuple(_borrowed(reader)),
        alignments=tuple(_alignments(reader)),
        shapes=read_shapes(shapes, known),
    )


def _shown(ontology: "Graph") -> Iterator[str]:
    """IRIs of the terms that stand on the page."""
    from rdflib import RDF, URIRef  # noqa: PLC0415

    kinds = [f"{OWL.iri}{kind}" for _, _, kind in SECTIONS]
    for kind in (*kinds, f"{SKOS.iri}ConceptScheme", f"{SKOS.iri}Concept"):
        yield from map(str, ontology.subjects(RDF.type, URIRef(kind)))


def _header(reader: Reader) -> dict[str, str]:
    from rdflib import URIRef  # noqa: PLC0415

    node = URIRef(ONTOLOGY)
    where = {
        "version": f"{OWL.iri}versionInfo",
        "version_iri": f"{OWL.iri}versionIRI",
        "title": f"{DCTERMS.iri}title",
        "description": f"{DCTERMS.iri}description",
        "license": f"{DCTERMS.iri}license",
        "prefix": f"{VANN.iri}preferredNamespacePrefix",
        "namespace": f"{VANN.iri}preferredNamespaceUri",
    }
    return {"iri": ONTOLOGY} | {name: reader.text(node, iri) for name, iri in where.items()}


def _sections(reader: Reader) -> Iterator[Section]:
    for anchor, title, kind in SECTIONS:
        own = [
            node for node in _of_kind(reader, f"{OWL.iri}{kind}") if str(node).startswith(KG.iri)
        ]
        yield Section(anchor, title, tuple(map(reader.term, own)))


def _borrowed(reader: Reader) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """Terms of others by their vocabulary, classes before properties."""
    found = [
        reader.term(node)
        for _, _, kind in SECTIONS
        for node in _of_kind(reader, f"{OWL.iri}{kind}")
        if not str(node).startswith(ONTOLOGY)
    ]
    for title, terms in groupby(sorted(found, key=_vocabulary), key=_vocabulary):
        yield title, tuple(terms)


def _vocabulary(term: Term) -> str:
    return vocabulary_of(term.ref.iri)


def _alignments(reader: Reader) -> Iterator[tuple[str, tuple[Alignment, ...]]]:
    def order(item: Alignment) -> tuple[str, str, str]:
        return vocabulary_of(item.other.iri), item.term.name, item.other.name

    found = sorted(reader.alignments(), key=order)
    for title, items in groupby(found, key=lambda item: vocabulary_of(item.other.iri)):
        yield title, tuple(items)


def _of_kind(reader: Reader, kind: str) -> list["URIRef"]:
    """The terms of a kind, in the order of the alphabet whatever their case."""
    from rdflib import RDF, URIRef  # noqa: PLC0415

    nodes = reader.graph.subjects(RDF.type, URIRef(kind))
    return sorted({n for n in nodes if isinstance(n, URIRef)}, key=lambda n: (n.lower(), n))
