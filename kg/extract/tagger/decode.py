"""From scores to spans: the best sequence of tags, and which spans belong together."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kg.extract.tagger.tags import BEGIN, INSIDE, TAGS

type Row = np.ndarray[tuple[int], np.dtype[np.float32]]
type Table = np.ndarray[tuple[int, int], np.dtype[np.float32]]
# By the number of the word that points.
type Pointings = Mapping[int, "Pointing"]

# A way from a content to a cue, or a cue to a source, that gets less than this leads nowhere.
LEAST_MASS = 1e-4


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` up to `end` (exclusive) of one role, and how sure the tags are, 0 to 1."""

    role: str
    first: int
    end: int
    sure: float

    def __len__(self) -> int:
        return self.end - self.first


class Pointing(NamedTuple):
    """Where a word points: probabilities of the words from `lowest` on, and that of no word."""

    lowest: int
    mass: Row
    none: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue, its contents in order and its source, with the probabilities of the two links."""

    cue: Run
    contents: tuple[Run, ...]
    source: Run | None
    cue_link: float
    source_link: float


def best_tags(scores: Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The best sequence that holds BIO, of log probabilities (words, TAGS) (Viterbi 1967)."""
    forbidden = _forbidden()
    back = np.zeros(scores.shape, dtype=np.int64)
    best = np.where(forbidden[0], -np.inf, 0) + scores[0] if len(scores) else np.zeros(TAGS)
    for at in range(1, len(scores)):
        ways = np.where(forbidden, -np.inf, best[:, None])
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[at]
    tags = np.zeros(len(scores), dtype=np.int64)
    at_end = int(best.argmax())
    for at in range(len(scores) - 1, -1, -1):
        tags[at] = at_end
        at_end = int(back[at, at_end])
    return tags


def _forbidden() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whether the second tag may not follow the first: a role goes on only after itself."""
    table = np.zeros((TAGS, TAGS), dtype=bool)
    for role, inside in INSIDE.items():
        table[:, inside] = True
        table[[BEGIN[role], inside], inside] = False
    return table


def runs_of(tags: Sequence[int], scores: Table, word: int = 0) -> Iterator[Run]:
    """The runs that a sequence of tags marks, in order; `word` is the number of the first one."""
    roles = {tag: role for table in (BEGIN, INSIDE) for role, tag in table.items()}
    first = 0
    for at in range(1, len(tags) + 1):
        goes_on = at < len(tags) and tags[at] in INSIDE.values()
        if not goes_on:
            if tags[first] in roles:
                own = scores[np.arange(first, at), np.asarray(tags[first:at])]
                yield Run(roles[tags[first]], word + first, word + at, float(np.exp(own.mean())))
            first = at


def link(runs: Sequence[Run], to_cue: Pointings, to_source: Pointings) -> list[Linked]:
    """Each cue with the contents that point at it and the source that it points at."""
    by_role = {role: [run for run in runs if run.role == role] for role in BEGIN}
    contents: dict[Run, list[tuple[Run, float]]] = {}
    for content in by_role["content"]:
        cue, mass = _target(_mean(content, to_cue), by_role["cue"])
        if cue is not None:
            contents.setdefault(cue, []).append((content, mass))
    return [
        _linked(cue, contents[cue], by_role["source"], to_source)
        for cue in by_role["cue"]
        if cue in contents
    ]


def _linked(
    cue: Run, contents: Sequence[tuple[Run, float]], sources: Sequence[Run], to_source: Pointings
) -> Linked:
    pointing = _mean(cue, to_source)
    source, mass = _target(pointing, sources)
    if source is None or mass <= pointing.none:
        source, mass = None, pointing.none
    pieces = tuple(run for run, _ in contents)
    return Linked(cue, pieces, source, max(mass for _, mass in contents), mass)


def _mean(run: Run, pointings: Pointings) -> Pointing:
    """Where the words of a run point, on average."""
    here = [pointings[word] for word in range(run.first, run.end)]
    lowest = min(p.lowest for p in here)
    total = np.zeros(max(p.lowest + len(p.mass) for p in here) - lowest, np.float32)
    for p in here:
        total[p.lowest - lowest :][: len(p.mass)] += p.mass
    return Pointing(
        lowest, (total / len(here)).astype(np.float32), sum(p.none for p in here) / len(here)
    )


def _target(pointing: Pointing, targets: Sequence[Run]) -> tuple[Run | None, float]:
    """Of the targets in order, the one that gets most of the probability, and how much."""
    first = bisect_left(targets, pointing.lowest, key=lambda run: run.first)
    last = bisect_left(targets, pointing.lowest + len(pointing.mass), key=lambda run: run.first)
    within = targets[first:last]
    mass = [float(pointing.mass[run.first - pointing.lowest :][: len(run)].sum()) for run in within]
    best = max(range(len(within)), key=mass.__getitem__, default=None)
    if best is None or mass[best] < LEAST_MASS:
        return None, 0.0
    return within[best], mass[best]
