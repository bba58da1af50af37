"""Things told in a row: "coal, oil and gas"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.records import Span
from kg.resolve.passages import Passages
from kg.resolve.words import word_set

LONGEST_ITEM = 3  # words between two joints; more are a clause
OUTER_WORDS = 2  # of the first and of the last item, which have no joint on their other side

_WORD = re.compile(r"[^\W_](?:[\w’'.-]*[^\W_])?")
_JOINT = re.compile(r",?\s+(?P<last>and|or|as well as|&)\s+|,\s+", re.IGNORECASE)
_BREAK = re.compile(r"[;:!?“”\"()—\n]|\.\s")

type Item = frozenset[str]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Where things stand in a row, and the comparable words of each."""

    span: Span
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Joint:
    span: Span
    is_last: bool


def enumerations(read: Passages, piece: Span) -> Iterator[Enumeration]:
    """All enumerations in a stretch of text."""
    for row in _rows(read.text, _joints(read, piece)):
        spans = _item_spans(read, piece, row)
        items = tuple(filter(None, (read.bag([span]) for span in spans)))
        if len(items) > 1:
            yield Enumeration(Span(_opening(read.text, piece, spans[0]), spans[-1].end), items)


def _joints(read: Passages, piece: Span) -> list[_Joint]:
    """Commas and conjunctions between words; those inside a name join nothing."""
    found = [
        _Joint(Span(*match.span()), match["last"] is not None)
        for match in _JOINT.finditer(read.text, piece.start, piece.end)
    ]
    names = [span for span, _ in read.inside(piece)]
    return [joint for joint in found if not any(name.holds(joint.span) for name in names)]


def _rows(text: str, joints: Sequence[_Joint]) -> Iterator[list[_Joint]]:
    """Joints with short items between them; the last is a conjunction."""
    row: list[_Joint] = []
    for joint in joints:
        goes_on = row and _is_item(text[row[-1].span.end : joint.span.start])
        if goes_on and (joint.is_last or not row[-1].is_last):
            row.append(joint)
            continue
        if row and row[-1].is_last:
            yield row
        row = [joint]
    if row and row[-1].is_last:
        yield row


def _is_item(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    opens = word_set("disputes", "enumerations").intersection(words)
    return 0 < len(words) <= LONGEST_ITEM and not opens and not _BREAK.search(text)


def _item_spans(read: Passages, piece: Span, row: Sequence[_Joint]) -> list[Span]:
    inner = [Span(left.span.end, right.span.start) for left, right in pairwise(row)]
    first = _nearest(read, Span(piece.start, row[0].span.start), back=True)
    last = _nearest(read, Span(row[-1].span.end, piece.end), back=False)
    return [span for span in (first, *inner, last) if span]


def _nearest(read: Passages, room: Span, *, back: bool) -> Span | None:
    """The words next to a joint, up to one that carries no content; or the name that is there."""
    for span, _ in read.inside(room):
        if (span.end == room.end) if back else (span.start <= room.start + len("the ")):
            return span
    found = [
        Span(*match.span()) for match in _WORD.finditer(read.text, *_clause(read.text, room, back))
    ]
    run: list[Span] = []
    for word in reversed(found) if back else found:
        stops = word.of(read.text).casefold() in _bounds()
        if len(run) == OUTER_WORDS or (stops and (run or back)):
            break
        run += [] if stops else [word]
    return Span(min(run).start, max(run).end) if run else None


def _clause(text: str, room: Span, back: bool) -> Span:
    """The part of a stretch that no stop or mark parts from the joint."""
    breaks = [Span(*match.span()) for match in _BREAK.finditer(text, *room)]
    if not breaks:
        return room
    return Span(breaks[-1].end, room.end) if back else Span(room.start, breaks[0].start)


def _bounds() -> frozenset[str]:
    return word_set("function", "stop") | word_set("disputes", "enumerations")


def _opening(text: str, piece: Span, first: Span) -> int:
    """Where the enumeration begins: with the word that opens it, if one does."""
    before = list(_WORD.finditer(text, max(piece.start, first.start - 20), first.start))
    opens = before and before[-1][0].casefold() in word_set("disputes", "enumerations")
    return before[-1].start() if opens else first.start
