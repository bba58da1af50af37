"""Cut a text where marked stretches begin and end, so that overlapping ones can be shown."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

REACH = 400  # characters shown on either side of a claim in a paragraph without end


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at `text[start:end]`: an actor, a claim, a cue. `target` is an IRI to link."""

    start: int
    end: int
    kind: str
    target: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch over which the same marks hold; `kinds` are theirs, `link` the closest with one."""

    start: int
    text: str
    kinds: tuple[str, ...]
    link: Mark | None


def segments(
    text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None
) -> list[Segment]:
    """The text from `start` to `end` in stretches that no mark begins or ends inside of."""
    waiting = deque(sorted(marks, key=lambda mark: mark.start))
    active: list[Mark] = []
    found = []
    for left, right in pairwise(_cuts(marks, start, len(text) if end is None else end)):
        while waiting and waiting[0].start <= left:
            active.append(waiting.popleft())
        active = [mark for mark in active if mark.end > left]
        found.append(_segment(left, text[left:right], active))
    return found


def passage(text: str, marks: Iterable[Mark]) -> tuple[int, int]:
    """Start and end of the paragraphs around the marks, no further than `REACH` from them."""
    first, last = _extent(marks)
    opening = text.rfind("\n", 0, first) + 1
    closing = text.find("\n", last)
    return max(opening, first - REACH), min(closing if closing >= 0 else len(text), last + REACH)


def _extent(marks: Iterable[Mark]) -> tuple[int, int]:
    spans = [(mark.start, mark.end) for mark in marks] or [(0, 0)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _cuts(marks: Iterable[Mark], start: int, end: int) -> list[int]:
    ends = {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    return sorted(ends | {start, end})


def _segment(start: int, text: str, marks: Iterable[Mark]) -> Segment:
    shortest_first = sorted(marks, key=lambda mark: (mark.end - mark.start, mark.kind))
    kinds = tuple(sorted({mark.kind for mark in shortest_first}))
    return Segment(start, text, kinds, next((m for m in shortest_first if m.target), None))
