"""Every shipped query gives the same rows, in the same order, in the other stores."""

import pytest

from kg import queries
from kg.queries import Query
from tests.interchange.answers import Answer, ask_embedded, ask_server
from tests.interchange.conftest import Graph
from tests.interchange.servers import Server

pytestmark = pytest.mark.slow

QUERIES = queries.all_queries()
# The embedded store takes no blank node, no two claims of the examples are at odds, and none of its
# articles says where it stands.
WITHOUT_ROWS = {"checks/blank-node", "browse/claim-opponents", "commands/source-at"}
# Virtuoso counts graphs of its own too, and the Oxigraph server a triple once for each graph.
COUNTING = {"browse/size", "api/void-classes", "api/void-graphs", "api/void-properties"}
ALIKE = [query for query in QUERIES if query.name not in COUNTING]
CHECKS = [query for query in QUERIES if query.folder == "checks"]


@pytest.fixture(scope="module")
def with_examples(server: Server, examples: Graph) -> Server:
    server.load(examples.exports["nquads"])
    return server


@pytest.fixture(scope="module")
def with_violations(server: Server, violations: Graph) -> Server:
    server.load(violations.exports["nquads"])
    return server


@pytest.fixture(scope="module")
def with_seeds(server: Server, seeds: Graph) -> Server:
    server.load(seeds.exports["nquads"])
    return server


def compare(query: Query, graph: Graph, server: Server) -> None:
    for text in graph.asking.texts(query):
        assert ask_server(server, text) == ask_embedded(graph.store, text), text


def found(answer: Answer) -> bool:
    """Whether there is a row or a triple, or the answer is yes."""
    return bool(answer[1] if isinstance(answer, tuple) else answer)


@pytest.mark.parametrize("query", ALIKE, ids=lambda query: query.name)
def test_examples(query: Query, with_examples: Server, examples: Graph) -> None:
    compare(query, examples, with_examples)


@pytest.mark.parametrize("query", CHECKS, ids=lambda query: query.name)
def test_violations(query: Query, with_violations: Server, violations: Graph) -> None:
    compare(query, violations, with_violations)


@pytest.mark.long
@pytest.mark.seeds
@pytest.mark.parametrize("query", ALIKE, ids=lambda query: query.name)
def test_seeds(query: Query, with_seeds: Server, seeds: Graph) -> None:
    compare(query, seeds, with_seeds)


def test_what_is_compared_has_rows(examples: Graph, violations: Graph) -> None:
    empty = {
        query.name
        for query in QUERIES
        for graph in [violations if query.folder == "checks" else examples]
        if not any(found(ask_embedded(graph.store, text)) for text in graph.asking.texts(query))
    }
    assert empty == WITHOUT_ROWS
