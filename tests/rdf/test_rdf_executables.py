"""The shipped questions in the graph, as query editors read them from an endpoint."""

from typing import Any

import pyoxigraph as ox
import pytest

from kg import queries
from kg.rdf.executables import describe_queries

BASE = "https://kg.example/"
QUESTIONS = tuple(query for query in queries.all_queries() if query.folder == "questions")
SHACL = "PREFIX sh: <http://www.w3.org/ns/shacl#> "
# How editors ask: for examples with their texts, and for prefixes.
EXAMPLES = (
    SHACL
    + """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?query ?comment ?text WHERE {
  ?query a sh:SPARQLExecutable ; rdfs:label|rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?text .
}"""
)
PREFIXES = (
    SHACL + "SELECT DISTINCT ?prefix ?namespace { [] sh:prefix ?prefix ; sh:namespace ?namespace }"
)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    graph, nquads = describe_queries(QUESTIONS, BASE)
    assert graph == f"{BASE}graph/queries"
    store = ox.Store()
    store.load(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def ask(store: ox.Store, query: str) -> list[list[str]]:
    found: Any = store.query(query, use_default_graph_as_union=True)
    return [[term.value for term in row] for row in found]


def test_each_question_is_found_once_with_its_text(store: ox.Store) -> None:
    found = {iri: (comment, text) for iri, comment, text in ask(store, EXAMPLES)}
    assert len(ask(store, EXAMPLES)) == len(found)
    assert found == {
        f"{BASE}query/{query.name}": (f"{query.title}. {query.description}", query.text)
        for query in QUESTIONS
    }


def test_prefixes_are_those_of_the_texts(store: ox.Store) -> None:
    found = dict(ask(store, PREFIXES))
    assert found["kg"] == "https://kg.example/ontology#"
    assert set(found) == {prefix for query in QUESTIONS for prefix in query.prefixes}


def test_each_names_its_kind_and_the_endpoint(store: ox.Store) -> None:
    kinds = ask(
        store,
        SHACL
        + "SELECT ?kind (COUNT(?query) AS ?n) { ?query a ?kind ; sh:prefixes ?all } GROUP BY ?kind",
    )
    assert ["http://www.w3.org/ns/shacl#SPARQLExecutable", str(len(QUESTIONS))] in kinds
    targets = ask(store, "SELECT DISTINCT ?to { ?query <https://schema.org/target> ?to }")
    assert targets == [[f"{BASE}sparql"]]


def test_there_is_no_blank_node_and_the_same_bytes_come_again(store: ox.Store) -> None:
    assert not any(isinstance(quad.subject, ox.BlankNode) for quad in store)
    lines = describe_queries(reversed(QUESTIONS), BASE)[1].split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert lines == describe_queries(QUESTIONS, BASE)[1].split("\n")[:-1]
