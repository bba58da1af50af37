"""What the SHACL shapes ask for, by the terms that it is asked of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.rdf.documentation.names import ref
from kg.rdf.documentation.records import Constraint, Ref, Relation, Shape

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

TARGETS = {
    "targetClass": "Every",
    "targetSubjectsOf": "What has",
    "targetObjectsOf": "What is a value of",
}


def read_shapes(shapes: "Graph", known: frozenset[str]) -> tuple[Shape, ...]:
    """The node shapes by name; `known` are the IRIs of the terms that stand on the page."""
    from rdflib import RDF, SH, URIRef  # noqa: PLC0415

    nodes = {node for node in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(node, URIRef)}
    return tuple(
        Shape(ref(str(node)), tuple(_targets(shapes, node, known)), _messages(shapes, node))
        for node in sorted(nodes)
    )


def constraints_of(shapes: "Graph") -> Mapping[str, tuple[Constraint, ...]]:
    """What is asked of data, by the IRI of the class or property that it is asked of."""
    from rdflib import RDF, SH, URIRef  # noqa: PLC0415

    found: dict[str, set[Constraint]] = defaultdict(set)
    for node in shapes.subjects(RDF.type, SH.NodeShape):
        if not isinstance(node, URIRef):
            continue
        for term, message in _asked(shapes, node):
            found[term].add(Constraint(ref(str(node)), message))
    return {term: tuple(sorted(items, key=_order)) for term, items in found.items()}


def _order(item: Constraint) -> tuple[str, str]:
    return item.shape.name, item.message


def _asked(shapes: "Graph", node: "URIRef") -> Iterator[tuple[str, str]]:
    """Terms with the messages of the constraints on them: properties by the paths they stand in."""
    from rdflib import SH  # noqa: PLC0415

    for target in shapes.objects(node, SH.targetClass):
        yield from ((str(target), message) for message in _messages(shapes, node))
    for part in shapes.objects(node, SH.property):
        for term in _in_path(shapes, shapes.value(part, SH.path)):
            yield from ((term, str(text)) for text in shapes.objects(part, SH.message))


def _messages(shapes: "Graph", node: "URIRef") -> tuple[str, ...]:
    from rdflib import SH  # noqa: PLC0415

    parts = (node, *shapes.objects(node, SH.property), *shapes.objects(node, SH.sparql))
    return tuple(sorted({str(text) for part in parts for text in shapes.objects(part, SH.message)}))


def _targets(shapes: "Graph", node: "URIRef", known: frozenset[str]) -> Iterator[Relation]:
    from rdflib import SH  # noqa: PLC0415

    for name, label in TARGETS.items():
        iris = sorted(str(term) for term in shapes.objects(node, SH[name]))
        if refs := tuple(_named(iri, known) for iri in iris):
            yield Relation(label, refs)


def _named(iri: str, known: frozenset[str]) -> Ref:
    return ref(iri, here=iri in known)


def _in_path(shapes: "Graph", path: "Node | None") -> set[str]:
    """The properties that a path goes along."""
    from rdflib import RDF, BNode, URIRef  # noqa: PLC0415

    if isinstance(path, URIRef):
        return {str(path)}
    steps = shapes.objects(path) if isinstance(path, BNode) else ()
    return {term for step in steps for term in _in_path(shapes, step)} - {str(RDF.nil)}
