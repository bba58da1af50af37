"""How something is said: the act, and whether the words are quoted."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg.extract.quotes import Quotation, overlapping
from kg.extract.words import words
from kg.records import Act, Span
from kg.records import Quotation as Kind


@cache
def _content_acts() -> tuple[tuple[re.Pattern[str], Act], ...]:
    return tuple((re.compile(row["pattern"], re.S), row["act"]) for row in words("acts"))


def act_of_content(content: str) -> Act:
    """What the content of a neutral cue does."""
    return next((found for pattern, found in _content_acts() if pattern.search(content)), "state")


def kind_of(content: Iterable[Span], quotations: Sequence[Quotation]) -> Kind:
    """`direct` where all is quoted, `mixed` where some is, `indirect` otherwise.

    Marks around a larger stretch belong to whoever says that stretch, not to this content.
    """
    kinds = {_kind(piece, quotations) for piece in content}
    if kinds == {"direct"}:
        return "direct"
    return "indirect" if kinds == {"indirect"} else "mixed"


def _kind(piece: Span, quotations: Sequence[Quotation]) -> Kind:
    near = overlapping(quotations, piece)
    if any(_same(q.inner, piece) for q in near):
        return "direct"
    return "mixed" if any(_holds(piece, q) for q in near) else "indirect"


def _holds(piece: Span, quotation: Quotation) -> bool:
    return quotation.inner.start >= piece.start and quotation.inner.end <= piece.end + 2


def _same(left: Span, right: Span) -> bool:
    """Equal but for the punctuation at the end."""
    return abs(left.start - right.start) <= 1 and abs(left.end - right.end) <= 2
