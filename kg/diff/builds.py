"""The two sides of a comparison: stores, and exports read back into stores of their own."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import errors
from kg.diff.names import BESIDE_ARTICLES, relative
from kg.diff.parting import NOT_TOLD, learn
from kg.store.dump import has_graphs, load_lines, read_dump
from kg.store.embedded import open_store
from kg.store.protocol import Store

Lines = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Build:
    """A store, the base of its IRIs, and the names of its graphs, which are relative to that."""

    store: Store
    base: str
    parts: frozenset[str]

    @property
    def articles(self) -> frozenset[str]:
        """The articles that have a graph, by the last part of its IRI."""
        return self.parts - {*BESIDE_ARTICLES}

    def lines(self, part: str) -> Iterator[str]:
        """The sorted lines of a graph, with relative IRIs; none where there is no such graph."""
        if part not in self.parts:
            return iter(())
        return relative(self.store.quads((f"{self.base}graph/{part}",)), self.base)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both builds, and what a comparison of them cannot tell."""

    left: Build
    right: Build
    notes: tuple[str, ...]


@contextmanager
def open_pair(left: Path, right: Path) -> Iterator[Pair]:
    """Both builds: folders of stores, or files that `kg export` wrote.

    Where one has no named graphs, the other's are left aside as well. Raises `errors.NotFound`,
    `errors.StoreBroken`, `errors.StoreBusy`, `errors.BadRequest` for what is no export.
    """
    paths = (left, right)
    if missing := [path for path in paths if not path.exists()]:
        raise errors.NotFound(f"There is no store and no export {missing[0]}.")
    is_merged = not all(path.is_dir() or has_graphs(path) for path in paths)
    with ExitStack() as stack:
        stores = [stack.enter_context(_stored(path, is_merged=is_merged)) for path in paths]
        builds = list(map(_build, stores, paths))
        yield Pair(builds[0], builds[1], (NOT_TOLD,) if is_merged else ())


@contextmanager
def _stored(path: Path, *, is_merged: bool) -> Iterator[Store]:
    if not path.is_dir():
        with _loaded(lambda: read_dump(path), is_merged=is_merged) as store:
            yield store
        return
    with closing(open_store(path, read_only=True)) as store:
        if not is_merged:
            yield store
            return
        with _loaded(store.quads, is_merged=True) as merged:
            yield merged


@contextmanager
def _loaded(lines: Lines, *, is_merged: bool) -> Iterator[Store]:
    """A store of lines, which are read twice where their graphs have to be found."""
    parting = learn(lines()) if is_merged else None
    if parting and not parting.base:
        raise errors.BadRequest(
            "An export without named graphs that describes no article does not tell its base."
        )
    graphed = chain.from_iterable(map(parting.graphed, lines())) if parting else lines()
    with (
        TemporaryDirectory(prefix="kg-diff-") as folder,
        closing(load_lines(graphed, Path(folder))) as store,
    ):
        yield store


def _build(store: Store, path: Path) -> Build:
    graphs = store.graphs()
    base = graphs[0].rpartition("graph/")[0] if graphs else ""
    strange = [graph for graph in graphs if not base or not graph.startswith(f"{base}graph/")]
    if strange:
        raise errors.BadRequest(f"{path} is no build of kg: it holds the graph {strange[0]}.")
    parts = (graph.removeprefix(f"{base}graph/") for graph in graphs)
    return Build(store, base, frozenset(parts))
