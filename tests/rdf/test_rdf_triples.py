"""The quick graph answers as rdflib's own."""

from itertools import product

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from kg.rdf.triples import TripleGraph

NODES = [URIRef(f"urn:{name}") for name in "abc"]
VALUES = [*NODES, Literal("a"), Literal(1), Literal("x", lang="en")]
ALL = [
    triple for number, triple in enumerate(product(NODES, [*NODES, RDF.type], VALUES)) if number % 3
]
PATTERNS = list(product([None, *NODES], [None, *NODES, RDF.type], [None, *VALUES]))


@pytest.fixture
def graphs() -> tuple[TripleGraph, Graph]:
    quick, own = TripleGraph(ALL), Graph()
    for triple in ALL:
        own.add(triple)
    for graph in (quick, own):
        graph.remove((NODES[0], NODES[1], None))
        graph.remove((None, None, Literal(1)))
    return quick, own


def test_patterns(graphs: tuple[TripleGraph, Graph]) -> None:
    quick, own = graphs
    assert len(quick) == len(own) > 20
    for pattern in PATTERNS:
        found = list(quick.triples(pattern))
        assert len(found) == len(set(found)), pattern
        assert set(found) == set(own.triples(pattern)), pattern


def test_ends(graphs: tuple[TripleGraph, Graph]) -> None:
    quick, own = graphs
    for one, two in product([None, *VALUES, RDF.type], repeat=2):
        for name in ("objects", "subjects", "predicates"):
            found = {graph: sorted(getattr(graph, name)(one, two)) for graph in graphs}
            assert found[quick] == found[own], (name, one, two)
        for name in ("predicate_objects", "subject_objects", "subject_predicates"):
            assert sorted(getattr(quick, name)(one)) == sorted(getattr(own, name)(one)), (name, one)


def test_paths_and_lists_of_nodes(graphs: tuple[TripleGraph, Graph]) -> None:
    quick, own = graphs
    path, start = NODES[1] / NODES[2], NODES[2]
    assert sorted(quick.objects(start, path)) == sorted(own.objects(start, path)) != []
    assert sorted(quick.subjects(path, start)) == sorted(own.subjects(path, start)) != []


def test_literals_without_a_value_are_named_with_their_place() -> None:
    broken = Literal("x", datatype=URIRef("http://www.w3.org/2001/XMLSchema#integer"))
    triples = [(NODES[0], NODES[1], broken), (NODES[2], NODES[1], broken)]
    graph = TripleGraph([*ALL, *triples])
    assert sorted(graph.ill_typed()) == triples
    assert list(TripleGraph(ALL).ill_typed()) == []
