"""Runs the network over an article and returns what it links."""

from collections.abc import Iterator, Sequence

import numpy as np

from kg.extract.language import Parsed
from kg.extract.quotes import Quotation
from kg.extract.tagger.decode import Linked, Pointing, Row, Table, best_tags, link, runs_of
from kg.extract.tagger.encoding import Numbers, Pieces, Words, pieces_of, words_of
from kg.extract.tagger.model import Model, Scores
from kg.extract.tagger.windows import Features, Window, batches, cut, features_of, windows_of

# Both bound the memory of a run: pieces in a batch, and windows decoded together. Nothing is
# linked across the end of a part, some twelve thousand words.
BATCH = 2048
PART = 64


def tag(
    model: Model, parsed: Parsed, quotations: Sequence[Quotation]
) -> tuple[Words, list[Linked]]:
    """The words of an article, and what the network finds in them."""
    words = words_of(parsed, quotations, model.card.labels)
    return words, find_links(model, words) if len(words) else []


def find_links(model: Model, words: Words) -> list[Linked]:
    """Cues with their contents and sources, as numbers of words, in order."""
    pieces = pieces_of(words, model.tokenizer)
    features = features_of(words, pieces)
    windows = list(windows_of(pieces))
    parts = (windows[at : at + PART] for at in range(0, len(windows), PART))
    return [found for part in parts for found in _links_of_part(model, features, pieces, part)]


def _links_of_part(
    model: Model, features: Features, pieces: Pieces, part: Sequence[Window]
) -> list[Linked]:
    tags: dict[int, Row] = {}
    to_cue: dict[int, Pointing] = {}
    to_source: dict[int, Pointing] = {}
    for window, scores in _scored(model, features, part):
        fresh = _words_in(pieces, window.fresh, window.end)
        tags.update(zip(fresh, _tags(pieces, window, fresh, scores.tag), strict=True))
        to_cue.update(zip(fresh, _pointings(pieces, window, fresh, scores.cue), strict=True))
        to_source.update(zip(fresh, _pointings(pieces, window, fresh, scores.source), strict=True))
    if not tags:
        return []
    table = np.stack([tags[word] for word in sorted(tags)])
    runs = runs_of(best_tags(table).tolist(), table, min(tags))
    return link(list(runs), to_cue, to_source)


def _scored(
    model: Model, features: Features, windows: Sequence[Window]
) -> Iterator[tuple[Window, Scores]]:
    """Each window with its own scores, (L, TAGS) and (L, L), batch after batch."""
    for batch in batches([window.end - window.start + 1 for window in windows], BATCH):
        scores = model.scores([cut(features, windows[number]) for number in batch])
        for row, number in enumerate(batch):
            yield windows[number], Scores(*(table[row] for table in scores))


def _tags(pieces: Pieces, window: Window, fresh: Numbers, scores: Table) -> Table:
    """Log probabilities of the tags of a window's new words."""
    return _log_softmax(scores[_places(pieces, window, fresh)])


def _pointings(pieces: Pieces, window: Window, fresh: Numbers, scores: Table) -> Iterator[Pointing]:
    """Where each of a window's new words points; piece 0 of the window stands for nothing."""
    known = _words_in(pieces, window.start, window.end)
    real = scores[_places(pieces, window, fresh), : window.end - window.start + 1]
    mass = np.exp(_log_softmax(real))
    of_words = mass[:, _places(pieces, window, known)]
    for row, none in zip(of_words, mass[:, 0], strict=True):
        yield Pointing(int(known[0]), row, float(none))


def _places(pieces: Pieces, window: Window, words: Numbers) -> Numbers:
    """The places of words in their window, where `[CLS]` comes first."""
    return pieces.first[words] - window.start + 1


def _words_in(pieces: Pieces, start: int, end: int) -> Numbers:
    """The words whose first piece lies between two places."""
    first, last = np.searchsorted(pieces.first, (start, end))
    return np.arange(first, last)


def _log_softmax(scores: Table) -> Table:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
