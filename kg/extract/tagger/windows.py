"""Cuts an article's pieces into windows that the network can take, and lays them out in batches.

A window begins with the piece `[CLS]`, which stands for "no source"; then come pieces already read,
as context, then new ones. It ends with a line where one ends in its last third. Memory depends on
the window's size and the batch's, never on the article's length.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kg.extract.tagger.encoding import CLS_ID, PADDING_ID, Numbers, Pieces, Words

# In pieces.
WINDOW = 160
CONTEXT = 48


class Window(NamedTuple):
    """Pieces `start` to `end` of an article, of which those before `fresh` are context."""

    start: int
    fresh: int
    end: int


@dataclass(frozen=True, slots=True)
class Features:
    """What the network reads of each piece of an article, `[CLS]` not counted.

    `head` is the place, in the article, of the governing word's first piece; a word's further
    pieces and separators point at the word's first piece and at themselves.
    """

    ids: Numbers
    case: Numbers
    tag: Numbers
    dep: Numbers
    quoted: Numbers
    head: Numbers


def features_of(words: Words, pieces: Pieces) -> Features:
    """The features of all pieces; separators have none."""
    separator = pieces.word < 0
    word = np.where(separator, 0, pieces.word)
    own = np.arange(len(word))
    first = pieces.first[word]
    head = np.where(first == own, pieces.first[words.head[word]], first)
    named = (words.case, words.tag, words.dep, words.quoted)
    case, tag, dep, quoted = (np.where(separator, 0, values[word]) for values in named)
    return Features(pieces.ids, case, tag, dep, quoted, np.where(separator, own, head))


def windows_of(pieces: Pieces) -> Iterator[Window]:
    """Windows whose fresh parts are the whole article, in order, each piece once."""
    room, fresh = WINDOW - 1, 0
    ends = np.flatnonzero(pieces.word < 0)
    while fresh < len(pieces.ids):
        start = max(0, fresh - CONTEXT)
        end = min(start + room, len(pieces.ids))
        if end < len(pieces.ids):
            end = _line_end(ends, start + room * 2 // 3, end)
        yield Window(start, fresh, end)
        fresh = end


def _line_end(ends: Numbers, earliest: int, latest: int) -> int:
    """The last end of a line between two places, or else the later place."""
    at = int(np.searchsorted(ends, latest))
    return int(ends[at - 1]) if at and ends[at - 1] > earliest else latest


def cut(features: Features, window: Window) -> Features:
    """The features of one window, `[CLS]` first, with places counted inside the window."""
    part = slice(window.start, window.end)
    own = np.arange(1, window.end - window.start + 1)
    head = features.head[part] - window.start + 1
    inside = (head >= 1) & (head <= len(own))
    plain = (features.case, features.tag, features.dep, features.quoted)
    case, tag, dep, quoted = (headed(0, values[part]) for values in plain)
    ids = headed(CLS_ID, features.ids[part])
    return Features(ids, case, tag, dep, quoted, headed(0, np.where(inside, head, own)))


def headed(first: int, values: Numbers) -> Numbers:
    """The values of a window's pieces, after that of `[CLS]`."""
    return np.concatenate([[first], values])


def batches(lengths: Sequence[int], pieces: int) -> Iterator[list[int]]:
    """Numbers of the windows in batches of like length, each of about so many pieces."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda n: (lengths[n], n)):
        if batch and (len(batch) + 1) * lengths[number] > pieces:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def stack(
    values: Iterable[Numbers], fill: int = PADDING_ID
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Rows of different lengths as one table, filled up."""
    rows = list(values)
    width = max(len(row) for row in rows)
    return np.stack([np.pad(row, (0, width - len(row)), constant_values=fill) for row in rows])
