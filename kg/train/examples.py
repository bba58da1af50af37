"""Gold attributions as the labels of words: a tag each, and pointers between the roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.language import Parsed
from kg.extract.tagger.encoding import Numbers, Words
from kg.extract.tagger.tags import BEGIN, INSIDE, NO_WORD, OUTSIDE
from kg.records import Span
from kg.score.corpus import Gold


@dataclass(frozen=True, slots=True)
class Example:
    """One annotator's labels of an article's words.

    `cue` is, for words of a content, the first word of their cue; `source`, for words of a cue,
    the first word of their source; `NO_WORD` elsewhere.
    """

    tag: Numbers
    cue: Numbers
    source: Numbers


def example_of(parsed: Parsed, words: Words, gold: Sequence[Gold]) -> Example:
    """Labels of all words. Where roles share a word a cue wins over a source, that over content."""
    bounds = _bounds(parsed, words)
    tag, cue, source = (np.full(len(words), value) for value in (OUTSIDE, NO_WORD, NO_WORD))
    for role in ("content", "source", "cue"):
        for item in gold:
            first_cue, first_source = (_first(bounds, item.cue), _first(bounds, item.source))
            for run in _runs(bounds, getattr(item, role)):
                tag[run] = INSIDE[role]
                tag[run[0]] = BEGIN[role]
                cue[run] = first_cue if role == "content" else NO_WORD
                source[run] = first_source if role == "cue" else NO_WORD
    return Example(_repaired(tag), cue, source)


def _bounds(parsed: Parsed, words: Words) -> tuple[Numbers, Numbers]:
    tokens = [parsed.doc[int(i)] for i in words.tokens]
    starts = np.asarray([token.idx for token in tokens], dtype=np.int64)
    ends = np.asarray([token.idx + len(token) for token in tokens], dtype=np.int64)
    return starts, ends


def _runs(bounds: tuple[Numbers, Numbers], spans: Iterable[Span]) -> Iterable[Numbers]:
    """The words that each span touches."""
    starts, ends = bounds
    for span in spans:
        first, last = np.searchsorted(ends, span.start, "right"), np.searchsorted(starts, span.end)
        if first < last:
            yield np.arange(first, last)


def _first(bounds: tuple[Numbers, Numbers], spans: Iterable[Span]) -> int:
    return min((int(run[0]) for run in _runs(bounds, spans)), default=NO_WORD)


def _repaired(tag: Numbers) -> Numbers:
    """What was cut off its beginning by another role begins anew."""
    for role, inside in INSIDE.items():
        follows = np.concatenate([[OUTSIDE], tag[:-1]])
        lost = (tag == inside) & (follows != inside) & (follows != BEGIN[role])
        tag = np.where(lost, BEGIN[role], tag)
    return tag
