"""What the network reads of an article: word pieces, and what the parse knows of each word.

Words are the tokens of the parse that are not space. A line break is one separator piece, so that
the network sees where paragraphs end. All arrays are parallel and one-dimensional.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.language import Parsed
from kg.extract.quotes import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token
    from tokenizers import Tokenizer

type Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

# Of BERT's vocabulary, which is MiniLM's too: `[PAD]`, `[CLS]`, `[SEP]`.
PADDING_ID, CLS_ID, SEPARATOR_ID = 0, 101, 102
SEPARATES = -1
# Values of `Words.case`: the weights know lower case only.
LOWER, CAPITAL, CAPITALS, DIGITS = range(4)
# A label that the network was not trained with.
UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """Numbers of the parse's labels, from 1; 0 is a label that was not seen in training."""

    tags: Mapping[str, int]
    deps: Mapping[str, int]


def numbered(labels: Mapping[str, Sequence[str]]) -> Labels:
    """Labels in their order, numbered from 1."""
    tags, deps = (
        {label: number for number, label in enumerate(labels[part], UNKNOWN + 1)}
        for part in ("tags", "deps")
    )
    return Labels(tags, deps)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article: their numbers in the parse, and what the parse says of each.

    `head` is the number of the governing word among the words; `breaks` tells whether a line
    ends before the word; `quoted` whether it is quoted, the marks included.
    """

    texts: tuple[str, ...]
    tokens: Numbers
    case: Numbers
    tag: Numbers
    dep: Numbers
    head: Numbers
    quoted: Numbers
    breaks: Numbers

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article as the network takes it: `word` is each piece's word, or -1 at a line's end.

    `first` is the place of each word's first piece.
    """

    ids: Numbers
    word: Numbers
    first: Numbers


def words_of(parsed: Parsed, quotations: Sequence[Quotation], labels: Labels) -> Words:
    """The words of a parsed article with the numbers of their labels."""
    kept = [token for token in parsed.doc if not token.is_space]
    place = {token.i: number for number, token in enumerate(kept)}
    return Words(
        texts=tuple(token.text for token in kept),
        tokens=_numbers(token.i for token in kept),
        case=_numbers(case_of(token.text) for token in kept),
        tag=_numbers(labels.tags.get(token.tag_, UNKNOWN) for token in kept),
        dep=_numbers(labels.deps.get(token.dep_, UNKNOWN) for token in kept),
        head=_numbers(place.get(token.head.i, place[token.i]) for token in kept),
        quoted=_quoted(kept, quotations),
        breaks=_numbers(_starts_line(token) for token in kept),
    )


def pieces_of(words: Words, tokenizer: "Tokenizer") -> Pieces:
    """The words cut into the pieces of the tokenizer's vocabulary."""
    encoding = tokenizer.encode(list(words.texts), is_pretokenized=True, add_special_tokens=False)
    word = np.asarray(encoding.word_ids, dtype=np.int64)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    starts = np.flatnonzero(np.diff(word, prepend=-1))
    # A separator goes before the first piece of each word that opens a line.
    before = starts[words.breaks[word[starts]] == 1]
    word = np.insert(word, before, SEPARATES)
    ids = np.insert(ids, before, SEPARATOR_ID)
    first = np.zeros(len(words), dtype=np.int64)
    places = np.flatnonzero(word >= 0)
    seen, at = np.unique(word[places], return_index=True)
    first[seen] = places[at]
    # A word of characters that the vocabulary drops shares the piece before it.
    return Pieces(ids, word, np.maximum.accumulate(first))


def case_of(text: str) -> int:
    """How a word is written."""
    if text.isdigit():
        return DIGITS
    if len(text) > 1 and text.isupper():
        return CAPITALS
    return CAPITAL if text[:1].isupper() else LOWER


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _starts_line(token: "Token") -> bool:
    before = token.nbor(-1) if token.i else None
    return before is not None and before.is_space and "\n" in before.text


def _quoted(kept: "Sequence[Token]", quotations: Sequence[Quotation]) -> Numbers:
    inside = np.zeros(len(kept), dtype=np.int64)
    starts = np.asarray([token.idx for token in kept], dtype=np.int64)
    for quotation in quotations:
        first, last = np.searchsorted(starts, quotation.outer)
        inside[first:last] = 1
    return inside
