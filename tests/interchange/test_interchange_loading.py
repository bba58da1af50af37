"""The export loads unchanged into other stores: the same quads in the same graphs."""

import json
from collections import defaultdict

import pyoxigraph
import pytest

from kg.config import Settings
from tests.interchange.answers import ask_server
from tests.interchange.conftest import Graph
from tests.interchange.servers import Server

BASE = Settings().base

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["nquads", "trig"])
def loaded(request: pytest.FixtureRequest, server: Server, examples: Graph) -> Server:
    server.load(examples.exports[request.param])
    return server


@pytest.fixture(scope="module")
def quads(examples: Graph) -> dict[str, list[str]]:
    """Triples by graph, as they were written."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in pyoxigraph.parse(path=examples.exports["nquads"]):
        found[quad.graph_name.value].append(str(quad.triple))
    return found


def test_as_many_quads_in_each_graph(loaded: Server, quads: dict[str, list[str]]) -> None:
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    bindings = json.loads(loaded.query(text, "application/sparql-results+json"))["results"]
    found = {row["g"]["value"]: int(row["n"]["value"]) for row in bindings["bindings"]}
    ours = {name: count for name, count in found.items() if name.startswith(BASE)}
    assert ours == {name: len(triples) for name, triples in quads.items()}


def test_every_term_comes_back_as_it_was(loaded: Server, quads: dict[str, list[str]]) -> None:
    for name, triples in quads.items():
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        assert ask_server(loaded, text) == set(triples)
