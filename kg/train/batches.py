"""Labelled windows, cut anew at random in each epoch, in batches of like length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from kg.extract.tagger.encoding import PADDING_ID, Numbers, Pieces, Words
from kg.extract.tagger.tags import BEGIN, INSIDE, NO_WORD
from kg.extract.tagger.windows import Features, Window, cut, features_of, headed, stack
from kg.train.examples import Example
from kg.train.network import Window as Inputs

# A label that costs nothing.
IGNORED = -100
# A cue without a source points at the window's first piece.
NOTHING = 0
NO_PIECE = -1
NO_SOURCE = -2
# Fewer pieces of an article than this are no window.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Labels:
    """For each piece of an article: its tag, and the pieces that it points at."""

    tag: Numbers
    cue: Numbers
    source: Numbers


@dataclass(frozen=True, slots=True)
class Article:
    """An article's features, and the labels that each of its annotators gives it."""

    features: Features
    labels: tuple[Labels, ...]


class Batch(NamedTuple):
    """A batch's inputs and labels, each (B, L)."""

    inputs: Inputs
    tag: Tensor
    cue: Tensor
    source: Tensor


def article_of(words: Words, pieces: Pieces, examples: Sequence[Example]) -> Article:
    """An article with labels on the first piece of each word."""
    labels = tuple(_labels(pieces, example) for example in examples)
    return Article(features_of(words, pieces), labels)


def _labels(pieces: Pieces, example: Example) -> Labels:
    word = np.where(pieces.word < 0, 0, pieces.word)
    counts = (pieces.word >= 0) & (pieces.first[word] == np.arange(len(word)))
    tag, cue, source = example.tag[word], example.cue[word], example.source[word]
    is_cue = (tag == BEGIN["cue"]) | (tag == INSIDE["cue"])
    to_source = np.where(source == NO_WORD, NO_SOURCE, pieces.first[source])
    return Labels(
        np.where(counts, tag, IGNORED),
        np.where(counts & (cue != NO_WORD), pieces.first[cue], NO_PIECE),
        np.where(counts & is_cue, to_source, NO_PIECE),
    )


def epoch(
    articles: Sequence[Article], random: Random, window: int, batch: int, bucket: int
) -> Iterator[Batch]:
    """All articles once, in windows that begin at a random place, in random order."""
    for chunk in _chunks(articles, random, window, batch, bucket):
        yield _stacked(chunk)


def count(articles: Sequence[Article], random: Random, window: int, batch: int, bucket: int) -> int:
    """How many batches an epoch has; another epoch's number may differ a little."""
    return len(_chunks(articles, random, window, batch, bucket))


type _Cut = tuple[Features, Labels]


def _chunks(
    articles: Sequence[Article], random: Random, window: int, batch: int, bucket: int
) -> list[list[_Cut]]:
    windows = [found for article in articles for found in _windows(article, random, window)]
    random.shuffle(windows)
    chunks = []
    for at in range(0, len(windows), batch * bucket):
        alike = sorted(windows[at : at + batch * bucket], key=lambda item: len(item[0].ids))
        chunks += [alike[first : first + batch] for first in range(0, len(alike), batch)]
    random.shuffle(chunks)
    return chunks


def _windows(article: Article, random: Random, window: int) -> Iterator[_Cut]:
    labels = random.choice(article.labels)
    room = window - 1
    for at in range(-random.randrange(room), len(labels.tag), room):
        start, end = max(at, 0), min(at + room, len(labels.tag))
        if end - start >= SHORTEST:
            yield cut(article.features, Window(start, start, end)), _cut_labels(labels, start, end)


def _cut_labels(labels: Labels, start: int, end: int) -> Labels:
    """Labels with `[CLS]` first; a pointer that leads out of the window costs nothing."""

    def inside(places: Numbers) -> Numbers:
        return np.where((places >= start) & (places < end), places - start + 1, IGNORED)

    source = labels.source[start:end]
    return Labels(
        headed(IGNORED, labels.tag[start:end]),
        headed(IGNORED, inside(labels.cue[start:end])),
        headed(IGNORED, np.where(source == NO_SOURCE, NOTHING, inside(source))),
    )


def _stacked(chunk: Sequence[_Cut]) -> Batch:
    features, labels = zip(*chunk, strict=True)
    inputs = Inputs(*(_table(features, name, PADDING_ID) for name in Inputs._fields))
    return Batch(inputs, *(_table(labels, field.name, IGNORED) for field in fields(Labels)))


def _table(rows: Iterable[Features | Labels], name: str, fill: int) -> Tensor:
    return torch.from_numpy(stack((getattr(row, name) for row in rows), fill))
