"""Graphs in the embedded store and as the files that `kg export` writes, and the other stores."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.store.embedded import open_store
from kg.store.protocol import Store
from tests.interchange.asking import Asking
from tests.interchange.servers import SERVERS, Server, missing

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "data" / "seeds"
QUERIES = ROOT / "tests" / "queries"
_ENDINGS = {"nquads": "nq", "trig": "trig"}


@dataclass(frozen=True)
class Graph:
    """A graph in the embedded store, its exports by format, and what can be asked of it."""

    store: Store
    exports: dict[str, Path]
    asking: Asking


@pytest.fixture(scope="session", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each of the other stores that is installed."""
    if reason := missing(request.param):
        pytest.skip(reason)
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The example articles, with what follows by the ontology."""
    with _built(ROOT / "examples" / "articles", tmp_path_factory.mktemp("examples")) as graph:
        yield graph


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The seed articles, where they are."""
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not here")
    with _built(SEEDS, tmp_path_factory.mktemp("seeds")) as graph:
        yield graph


@pytest.fixture(scope="session")
def violations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph with something wrong for each check, but for blank nodes, which no store takes."""
    folder = tmp_path_factory.mktemp("violations")
    files = [QUERIES / "graph.trig", *sorted((QUERIES / "violations").glob("*.trig"))]
    graphs: dict[str, list[str]] = defaultdict(list)
    for file in files:
        # One thing is wrong in several ways: in one store, each needs a name of its own.
        text = re.sub(r"\bbad", f"{file.stem}-bad", file.read_text(encoding="utf-8"))
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG):
            if not any(isinstance(term, pyoxigraph.BlankNode) for term in quad.triple):
                graphs[quad.graph_name.value].append(f"{quad} .\n")
    with closing(open_store(folder / "store")) as store:
        store.replace({name: "".join(sorted(set(lines))) for name, lines in graphs.items()})
        yield _exported(store, folder)


@contextmanager
def _built(articles: Path, folder: Path) -> Iterator[Graph]:
    _kg("build", "--reason", str(articles), "--store", str(folder / "store"))
    with closing(open_store(folder / "store", read_only=True)) as store:
        yield _exported(store, folder)


def _exported(store: Store, folder: Path) -> Graph:
    exports = {name: folder / f"graph.{ending}" for name, ending in _ENDINGS.items()}
    for name, file in exports.items():
        _kg("export", "--store", str(folder / "store"), "--format", name, "-o", str(file))
    return Graph(store, exports, Asking(store))


def _kg(*words: str) -> None:
    settings = ("STORE", "BASE", "MODEL", "NO_MODEL", "RECORDED_AT", "REASON")
    result = CliRunner(env={f"KG_{name}": None for name in settings}).invoke(main, words)
    if result.exit_code:
        raise RuntimeError(result.output)
