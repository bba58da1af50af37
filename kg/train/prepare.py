"""Reads a corpus with the pipeline that the tagger will see, and keeps what it read.

Parsing takes longer than an epoch's data do to load, so it is done once for a corpus, a pipeline
and a vocabulary.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tokenizers import Tokenizer

from kg.extract.language import Parsed, Reader
from kg.extract.quotes import find_quotations
from kg.extract.tagger.encoding import Labels, pieces_of, words_of
from kg.ids import digest
from kg.records import Document, Source
from kg.score.corpus import Annotated, read_corpus
from kg.train.batches import Article, article_of
from kg.train.examples import example_of

# Told after each article: its name, and the number of all.
type Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Parser:
    """What turns a text into the network's features."""

    reader: Reader
    labels: Labels
    tokenizer: Tokenizer


def prepared(corpus: Path, parser: Parser, work: Path, told: Told) -> list[Article]:
    """The articles of a corpus with their labels; from `work` where they were read before."""
    annotated = list(read_corpus(corpus))
    kept = work / f"corpus-{_key(annotated, parser)}.pickle"
    if kept.exists():
        found: list[Article] = pickle.loads(kept.read_bytes())
        return found
    articles = [_told(item, parser, told, len(annotated)) for item in annotated]
    kept.write_bytes(pickle.dumps(articles))
    return articles


def parse(item: Annotated, reader: Reader) -> Parsed:
    """The text of an annotated article as the pipeline reads it."""
    return next(reader.read([Document(item.name, item.name, item.text, Source())]))


def _told(item: Annotated, parser: Parser, told: Told, count: int) -> Article:
    parsed = parse(item, parser.reader)
    words = words_of(parsed, find_quotations(item.text), parser.labels)
    examples = [example_of(parsed, words, gold) for gold in item.annotators]
    told(item.name, count)
    return article_of(words, pieces_of(words, parser.tokenizer), examples)


def _key(annotated: Sequence[Annotated], parser: Parser) -> str:
    parts = (part for item in annotated for part in (item.name, item.text, *_gold(item)))
    vocabulary = parser.tokenizer.to_str()
    return digest(parser.reader.tool.model_sha256, vocabulary, *parts)


def _gold(item: Annotated) -> Iterator[str]:
    return map(repr, chain.from_iterable(item.annotators))
