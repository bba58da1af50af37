"""Graphs to export: the small one of the questions, and as many copies of an article as wanted."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph

from kg.store.embedded import GRAPH_FOLDER

ROOT = Path(__file__).parents[2]
BASE = "https://kg.example/"
SHA256 = "207aaccfdb4c57f2c3efba81a1a4ed706d5ae206acb3aace8a0c24d1a8682cb5"


def small_graph() -> list[str]:
    """Its lines, sorted."""
    text = (ROOT / "tests/queries/graph.trig").read_bytes()
    return sorted(f"{quad} .\n" for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TRIG))


def graphs_of(lines: Iterable[str]) -> dict[str, str]:
    graphs: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        graphs[line.rsplit(" ", 2)[1][1:-1]].append(line)
    return {graph: "".join(found) for graph, found in graphs.items()}


def write_copies(folder: Path, count: int) -> None:
    """A store of copies of one article, each with ids, a text and identities of its own."""
    lines = [line for line in small_graph() if line.endswith(f"<{BASE}graph/a> .\n")]
    file = folder / "copies.nq"
    with file.open("w", encoding="utf-8", newline="\n") as written:
        for number in range(count):
            written.writelines(copies(lines, f"a{number}"))
    store = pyoxigraph.Store(str(folder / GRAPH_FOLDER))
    store.bulk_load(path=str(file))
    store.flush()
    file.unlink()


def copies(lines: Iterable[str], name: str) -> Iterator[str]:
    """The lines of article `a` for one that is called something else, and its identities."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    changes = {
        SHA256: sha256,
        f"{BASE}source/a": f"{BASE}source/{name}",
        f"{BASE}claim/a": f"{BASE}claim/{name}-",
        f"{BASE}graph/a>": f"{BASE}graph/{name}>",
    }
    for line in lines:
        for old, new in changes.items():
            line = line.replace(old, new)  # noqa: PLW2901
        yield line
        if f"{BASE}ontology#inSource>" in line and "/actor/" in line.partition(" ")[0]:
            yield from _identity(line.partition(" ")[0])


def _identity(local: str) -> Iterator[str]:
    shared, graph = local.rpartition("/")[2], f"<{BASE}graph/identity>"
    yield (
        f"{local} <http://www.w3.org/ns/prov#specializationOf> <{BASE}actor/{shared} {graph} .\n"
    )
    yield (
        f"<{BASE}actor/{shared} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<{BASE}ontology#GlobalActor> {graph} .\n"
    )
