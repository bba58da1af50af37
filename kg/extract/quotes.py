"""Quotations: the stretches between quotation marks, as the marks are really used.

Marks may be straight, typographic or foreign, unbalanced, or turned the wrong way; a quotation
never crosses a paragraph, since each paragraph of a long one opens anew.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Span

OPENERS, CLOSERS, EITHER = "“„«", "”»", '"'
_TWO_OPENING = re.compile(r"(?<!\w)''(?=\w)")
_TWO_CLOSING = re.compile(r"''")
SINGLE_OPENER, SINGLE_CLOSER = "‘", "’"


@dataclass(frozen=True, slots=True)
class Quotation:
    """`inner` is what is quoted, `outer` the same with its marks."""

    inner: Span
    outer: Span


def find_quotations(text: str) -> list[Quotation]:
    """All quotations in double marks, in order."""
    marked = _single_characters(text)
    return [
        _trimmed(marked, start, end)
        for paragraph in paragraphs(text)
        for start, end in _pairs(marked, paragraph)
        if marked[start + 1 : end].strip(" ,.;:\xa0")
    ]


def _single_characters(text: str) -> str:
    """The text, as long as before, with marks made of two apostrophes as one and a space."""
    return _TWO_CLOSING.sub('" ', _TWO_OPENING.sub(' "', text))


def overlapping(quotations: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Those of sorted quotations that share a character with the span, marks included."""
    first = bisect_right(quotations, span.start, key=lambda quotation: quotation.outer.end)
    last = bisect_left(quotations, span.end, key=lambda quotation: quotation.outer.start)
    return quotations[first:last]


def find_single_quotations(text: str) -> Iterator[Span]:
    """Stretches between ‘ and ’; straight single marks are apostrophes more often than not."""
    for paragraph in paragraphs(text):
        at = paragraph.start
        while (start := text.find(SINGLE_OPENER, at, paragraph.end)) >= 0:
            end = _single_end(text, start + 1, paragraph.end)
            if end < 0:
                break
            yield Span(start + 1, end)
            at = end + 1


def paragraphs(text: str) -> Iterator[Span]:
    """Stretches between line breaks that hold anything."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(at, at + len(line.rstrip("\r\n")))
        at += len(line)


def _single_end(text: str, start: int, end: int) -> int:
    """The closing mark that no letter follows: others are apostrophes."""
    at = start
    while (at := text.find(SINGLE_CLOSER, at, end)) >= 0:
        if not text[at + 1 : at + 2].isalnum():
            return at
        at += 1
    return -1


def _pairs(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """Positions of opening and closing marks; an open one ends with its paragraph."""
    opened: int | None = None
    for at in range(paragraph.start, paragraph.end):
        mark = text[at]
        if mark not in OPENERS + CLOSERS + EITHER:
            continue
        if opened is None:
            if _opens(text, at, paragraph):
                opened = at
        elif _opens_anew(text, at):
            yield opened, at
            opened = at
        else:
            yield opened, at
            opened = None
    if opened is not None:
        yield opened, paragraph.end


def _opens(text: str, at: int, paragraph: Span) -> bool:
    """A mark with a word after it opens, whichever way it is turned."""
    following = text[at + 1 : at + 2]
    if at + 1 >= paragraph.end or following.isspace() or following in ",.;:":
        return False
    return text[at] not in CLOSERS or at == paragraph.start or text[at - 1].isspace()


def _opens_anew(text: str, at: int) -> bool:
    """An opening mark inside a quotation whose closing mark was forgotten."""
    opener = text[at] in OPENERS and text[at + 1 : at + 2].isalnum() and text[at - 1].isspace()
    # After a comma the mark is a closing one that was turned: `again, “he added.`
    return opener and text[at - 2 : at - 1] != ","


def _trimmed(text: str, start: int, end: int) -> Quotation:
    inner_start, inner_end = start + 1, end
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Quotation(Span(inner_start, inner_end), Span(start, min(end + 1, len(text))))
