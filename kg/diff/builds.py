"""The two sides of a comparison: stores, and exports read back into stores of their own."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import errors
from kg.diff.names import BESIDE_ARTICLES, relative
from kg.diff.sides import Merging, Side, has_graphs, learn_both, notes_of_parts, open_side
from kg.rdf.iris import ONTOLOGY
from kg.store.dump import load_lines
from kg.store.protocol import Store


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
    `errors.StoreBroken`, `errors.StoreBusy`, `errors.BadRequest` for what is no export, or not of
    a kind with the other side.
    """
    paths = (left, right)
    if missing := [path for path in paths if not path.exists()]:
        raise errors.NotFound(f"There is no store and no export {missing[0]}.")
    is_merged = not all(has_graphs(path) for path in paths)
    with ExitStack() as stack:
        sides = [stack.enter_context(open_side(path)) for path in paths]
        merging = learn_both(sides) if is_merged else None
        stores = [stack.enter_context(_stored(side, merging)) for side in sides]
        builds = list(map(_build, stores, paths))
        wholes = merging.wholes if merging else tuple(ONTOLOGY in build.parts for build in builds)
        yield Pair(builds[0], builds[1], (*notes_of_parts(sides, wholes),
                                          *(merging.notes if merging else ())))  # fmt: skip


@contextmanager
def _stored(side: Side, merging: Merging | None) -> Iterator[Store]:
    """The store of a side, or one of its lines, put into graphs anew where these are merged."""
    if side.store and not merging:
        yield side.store
        return
    lines = merging.graphed(side) if merging else side.lines()
    with (
        TemporaryDirectory(prefix="kg-diff-") as folder,
        closing(load_lines(lines, Path(folder))) as store,
    ):
        yield store


def _build(store: Store, path: Path) -> Build:
    graphs = store.graphs()
    if not graphs:
        raise errors.BadRequest(f"{path} is no build of kg: there is nothing in it.")
    base = graphs[0].rpartition("graph/")[0]
    strange = [graph for graph in graphs if not base or not graph.startswith(f"{base}graph/")]
    if strange:
        raise errors.BadRequest(f"{path} is no build of kg: it holds the graph {strange[0]}.")
    parts = (graph.removeprefix(f"{base}graph/") for graph in graphs)
    return Build(store, base, frozenset(parts))
