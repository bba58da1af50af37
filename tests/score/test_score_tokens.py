"""What counts as a word, and what as quoted."""

import pytest

from kg.records import Span
from kg.score.tokens import Tokens, tokens_of


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def counted(text: str, *spans: str) -> frozenset[int]:
    return tokens_of(text).counted(span_of(text, words) for words in spans)


def test_marks_at_the_edges_cost_nothing() -> None:
    text = "Mara Voss said: “The bridge won’t hold.”"
    assert counted(text, "“The bridge won’t hold.”") == counted(text, "The bridge won’t hold")


def test_a_word_with_an_apostrophe_is_one() -> None:
    assert len(counted("It won't hold", "won't")) == 1


def test_a_mark_alone_counts() -> None:
    text = "Voss: no bridge"
    assert len(counted(text, ":")) == 1
    assert not counted(text, ":") & counted(text, "Voss", "no bridge")


def test_a_word_is_counted_whole_where_it_is_touched() -> None:
    assert counted("the bridge", "rid") == counted("the bridge", "bridge")


def test_what_is_dropped_counts_for_nobody() -> None:
    tokens = tokens_of("the old bridge")
    assert tokens.without(frozenset({1})).counted([Span(0, 14)]) == {0, 2}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He said “the dam is safe”.", "the dam is safe", "direct"),
        ('He said "the dam is safe".', "the dam is safe", "direct"),
        ("He said ''the dam is safe''.", "the dam is safe", "direct"),
        ("He said “the dam is safe”.", "“the dam is safe”", "direct"),
        ("He called the dam “quite safe”.", "the dam “quite safe", "mixed"),
        ("He said the dam is safe.", "the dam is safe", "indirect"),
        ("He said 'the dam is safe'.", "the dam is safe", "indirect"),
        ("“So it is\nHe said the dam is safe.", "the dam is safe", "indirect"),
        ("“No,” he said of the dam. “Never.”", "of the dam", "indirect"),
        ("It ended: ”the dam is safe”", "the dam is safe", "indirect"),
        ("He said: “the dam is safe", "the dam is safe", "direct"),
    ],
)
def test_kind(text: str, words: str, kind: str) -> None:
    tokens: Tokens = tokens_of(text)
    assert tokens.kind(tokens.counted([span_of(text, words)])) == kind
