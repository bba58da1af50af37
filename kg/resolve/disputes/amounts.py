"""Figures as the amounts that they allow: "at least 40" and "45" agree."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.records import Span
from kg.resolve.wording import family, is_state
from kg.resolve.words import load, word_set

ROUNDED = 0.1  # how far a rounded figure may be off
BEFORE = 25  # characters before a figure in which words may qualify it

_COUNTED = re.compile(
    r"(?<![\w.,:/$€£-])(?P<figure>\d{1,3}(?:,\d{3})+|\d+|[A-Za-z]+)"
    r"(?:\s+(?P<scale>hundred|thousand|million|billion))?"
    r"\s+(?P<unit>[^\W\d_][\w’'-]+(?:\s+[^\W\d_][\w’'-]+)?)"
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, the families of words that say what it counts, and the least and most it allows."""

    span: Span
    value: float
    units: frozenset[str]
    low: float
    high: float


def amount(text: str, span: Span, value: float, units: frozenset[str] = frozenset()) -> Amount:
    """The amount of a figure that begins a span, as far as the words before it qualify it."""
    before = text[max(0, span.start - BEFORE) : span.start]
    if _qualifier()["at least"].search(before):
        return Amount(span, value, units, value, float("inf"))
    if _qualifier()["about"].search(before):
        return Amount(span, value, units, value * (1 - ROUNDED), value * (1 + ROUNDED))
    return Amount(span, value, units, value, value)


def disagree(amounts: Iterable[Amount]) -> bool:
    """Whether two of the amounts cannot both hold."""
    found = list(amounts)
    return bool(found) and max(x.low for x in found) > min(x.high for x in found)


def counted(text: str, piece: Span) -> Iterator[Amount]:
    """What a stretch of text counts: figures before words, but for days and years."""
    for match in _COUNTED.finditer(text, *piece):
        value = _value(match["figure"])
        words = match["unit"].casefold().split()
        if value is not None and words[0] not in word_set("disputes", "not_counted"):
            units = frozenset(family(word) for word in words if not is_state(word))
            total = value * _SCALES.get((match["scale"] or "").casefold(), 1)
            yield amount(text, Span(*match.span()), total, units)


def _value(figure: str) -> float | None:
    if figure[0].isdigit():
        return float(figure.replace(",", ""))
    spelt = load("function")["numbers"].get(figure.casefold())
    return float(spelt) if spelt is not None else None


@cache
def _qualifier() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(
            rf"(?<!\bno )(?<!\bnot )\b(?:{'|'.join(words)})\s+(?:the |a )?$", re.IGNORECASE
        )
        for name, words in load("disputes")["amounts"].items()
    }
