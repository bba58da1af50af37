"""What annotators marked comes back from the labels of words, whole."""

import pytest

from kg.config import DEFAULT_MODEL
from kg.extract.language import Reader
from kg.extract.quotes import find_quotations
from kg.extract.tagger.encoding import Labels, words_of
from kg.extract.tagger.tags import BEGIN, INSIDE, NO_WORD, OUTSIDE
from kg.records import Document, Source, Span
from kg.score.corpus import Gold

TEXT = "Rain, the mayor told us, would stop soon. Nobody agreed."


@pytest.fixture(scope="module")
def parsed():
    (found,) = Reader(DEFAULT_MODEL).read([Document("a.txt", "a.txt", TEXT, Source())])
    return found


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def labels(parsed, *gold):
    from kg.train.examples import example_of  # noqa: PLC0415

    words = words_of(parsed, find_quotations(TEXT), Labels({}, {}))
    return words.texts, example_of(parsed, words, gold)


def test_roles_and_pointers(parsed):
    item = Gold((span("the mayor"),), (span("told"),), (span("Rain"), span("would stop soon")))
    texts, example = labels(parsed, item)
    at = {text: number for number, text in enumerate(texts)}
    named = {value: f"B {role}" for role, value in BEGIN.items()}
    named |= {value: f"I {role}" for role, value in INSIDE.items()}
    marked = [(t, named[tag]) for t, tag in zip(texts, example.tag.tolist(), strict=True) if tag]
    assert marked == [
        ("Rain", "B content"), ("the", "B source"), ("mayor", "I source"), ("told", "B cue"),
        ("would", "B content"), ("stop", "I content"), ("soon", "I content"),
    ]  # fmt: skip
    assert {example.cue[at[word]] for word in ("Rain", "would", "stop")} == {at["told"]}
    assert example.source[at["told"]] == at["the"]
    assert example.cue[at["told"]] == example.source[at["Rain"]] == NO_WORD


def test_a_cue_inside_a_content_cuts_it(parsed):
    outer = Gold((), (span("agreed"),), (span("Rain, the mayor told us, would stop soon"),))
    inner = Gold((span("the mayor"),), (span("told"),), (span("Rain"),))
    texts, example = labels(parsed, outer, inner)
    tags = dict(zip(texts, example.tag.tolist(), strict=True))
    assert tags["told"] == BEGIN["cue"]
    assert tags["us"] == BEGIN["content"]
    assert tags["Nobody"] == OUTSIDE


def test_a_cue_without_a_source_points_nowhere(parsed):
    texts, example = labels(parsed, Gold((), (span("told"),), (span("would stop soon"),)))
    assert example.source[texts.index("told")] == NO_WORD
