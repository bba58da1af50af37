"""The ontology as a graph."""

from functools import cache
from typing import TYPE_CHECKING

from kg.config import Settings
from kg.rdf.graphs import parse_turtle
from kg.rdf.iris import ONTOLOGY, graph_iri
from kg.rdf.nodes import term_of
from kg.rdf.terms import nquads
from kg.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph

# Shapes are no part of it: they constrain data and say nothing of the world.
FILES = (
    "kg.ttl",
    "event-types.ttl",
    "speech-acts.ttl",
    "values.ttl",
    "cameo.ttl",
    "alignments.ttl",
    "borrowed.ttl",
)


def describe_ontology(settings: Settings) -> tuple[str, str]:
    """IRI of the ontology's graph, and its sorted N-Quads; raises `errors.Invalid`."""
    graph = graph_iri(settings.base, ONTOLOGY)
    triples = load_ontology()
    return graph, nquads(((term_of(s), term_of(p), term_of(o)) for s, p, o in triples), graph)


@cache
def load_ontology() -> "Graph":
    """The ontology's files as one rdflib graph."""
    return parse_turtle(*(resource("ontology") / name for name in FILES))
