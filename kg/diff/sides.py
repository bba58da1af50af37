"""What is given as the two sides: which kind of thing each is, and what both can hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg import errors
from kg.diff.parting import NOT_TOLD, Parting, learn
from kg.store import dump
from kg.store.embedded import open_store
from kg.store.protocol import Store

# What only lines of exports have that are no graph of ours, by the name of these.
_VIEWS = {
    "<http://www.nanopub.org/nschema#": "nanopublications (--as nanopub)",
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<(": "triple terms (--as rdf12)",
}
_PARTS = "Both are parts of graphs or packs: what a part does not hold counts as gone or new."


@dataclass(frozen=True, slots=True)
class Side:
    """A store or a file; `lines` gives its N-Quads anew each time."""

    path: Path
    store: Store | None
    lines: Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Merging:
    """Sides whose graphs are found anew, since one has none. `left_out` has them but for one."""

    partings: Mapping[Path, Parting]
    wholes: tuple[bool, ...]
    notes: tuple[str, ...] = ()
    left_out: Path | None = None

    def graphed(self, side: Side) -> Iterator[str]:
        """The lines of a side in the graphs that they came from."""
        parting = self.partings[side.path]
        for line in side.lines():
            if side.path != self.left_out or not parting.is_inferred(line):
                yield from parting.graphed(line)


@contextmanager
def open_side(path: Path) -> Iterator[Side]:
    """A folder of a store, or a file; raises as `kg.diff.builds.open_pair`."""
    if not path.is_dir():
        yield Side(path, None, lambda: _checked(path))
        return
    with closing(open_store(path, read_only=True)) as store:
        yield Side(path, store, store.quads)


def has_graphs(path: Path) -> bool:
    """Whether a side keeps named graphs; raises `errors.BadRequest` for an unknown ending."""
    return path.is_dir() or dump.has_graphs(path)


def learn_both(sides: Sequence[Side]) -> Merging:
    """What has to be known to find the graphs of both; raises `errors.BadRequest`.

    What was inferred is left out where one side has none of it, which is no change.
    """
    partings = {side.path: learn(side.lines()) for side in sides}
    for path, parting in partings.items():
        if not parting.base:
            raise errors.BadRequest(f"{path} is no build of kg: it describes no article.")
    wholes = tuple(partings[side.path].is_whole for side in sides)
    inferring = [path for path, parting in partings.items() if parting.infers]
    if len(inferring) != 1 or len(partings) == 1:
        return Merging(partings, wholes, (NOT_TOLD,) if inferring else ())
    (path,) = inferring
    other = next(each for each in partings if each != path)
    if not has_graphs(path):
        raise errors.BadRequest(
            f"{path} has no named graphs to tell what was inferred (kg build --reason) from what "
            f"was written, and {other} has nothing inferred: export that build as .nq or .trig."
        )
    note = f"What was inferred is left out: {path} has it, and {other} does not."
    return Merging(partings, wholes, (note,), path)


def notes_of_parts(sides: Sequence[Side], wholes: Sequence[bool]) -> tuple[str, ...]:
    """What is to be said of parts; raises `errors.BadRequest` for a part beside a build."""
    parts = [side.path for side, whole in zip(sides, wholes, strict=True) if not whole]
    if len(parts) == 1:
        raise errors.BadRequest(
            f"{parts[0]} is a part of a graph (of an article, a claim or an actor), another view "
            "of it or an evidence pack, and not a build: compare it with a part of the same kind, "
            "or two builds."
        )
    return (_PARTS,) if parts else ()


def _checked(path: Path) -> Iterator[str]:
    """The lines of a file that is no view of a graph; raises `errors.BadRequest`."""
    for line in dump.read_dump(path):
        for sign, name in _VIEWS.items():
            if sign in line:
                raise errors.BadRequest(
                    f"{path} is no build of kg, but a view of one, with {name}: export it without "
                    "--as, or compare the stores."
                )
        yield line
