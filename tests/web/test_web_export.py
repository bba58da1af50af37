"""The whole of a large graph, sent without holding it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from served import Served, memory, served

from kg.store import union
from kg.store.embedded import GRAPH_FOLDER

QUADS = 1_000_000
MEBIBYTE = 1 << 20
MOST = 100 * MEBIBYTE
GRAPH = ox.NamedNode("urn:g")
PREDICATE = ox.NamedNode("urn:said")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large")
    store = ox.Store(str(path / GRAPH_FOLDER))
    store.bulk_extend(
        union.with_default(
            ox.Quad(ox.NamedNode(f"urn:claim:{n}"), PREDICATE, ox.Literal(f"this {n}"), GRAPH)
            for n in range(QUADS)
        )
    )
    store.add_graph(union.OWN)
    store.flush()
    return path


def peak(server: Served, path: str, media_type: str) -> tuple[int, int]:
    """The most memory that the service takes while it sends an answer, and the lines of it."""
    connection, most, count = server.connect(), 0, 0
    connection.request("GET", path, headers={"Accept": media_type})
    answer = connection.getresponse()
    assert answer.status == 200
    for part, chunk in enumerate(iter(lambda: answer.read(1 << 16), b"")):
        count += chunk.count(b"\n")
        if part % 50 == 0:
            most = max(most, memory(server.process.pid))
    connection.close()
    return most, count


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/graph", "application/n-quads"),
        ("/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}", "application/n-triples"),
        ("/sparql?query=SELECT*{?s+?p+?o}", "text/tab-separated-values"),
    ],
)
def test_a_million_quads_take_little_memory(
    large: Path, tmp_path: Path, path: str, media_type: str
) -> None:
    with served(large, tmp_path, KG_QUERY_SECONDS="300") as server:
        assert server.ask("ASK {}")[0].status == 200
        idle = memory(server.process.pid)
        most, count = peak(server, path, media_type)
    assert count >= QUADS
    assert 0 < most - idle < MOST
