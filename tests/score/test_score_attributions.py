"""Attributions of an invented article, counted by hand."""

from collections.abc import Iterable

import pytest

from kg import errors
from kg.records import Span
from kg.score.corpus import Annotated, Gold
from kg.score.forms import Article, Claim, Marked
from kg.score.scores import Scores, score_corpus

TEXT = """Ilse Marr said “the mill will close in May” and Otto Lund hopes that the river rises.
She wrote: never. Share this story, our editors urge.
"""
NAME = "mill.txt"
CLOSING = ("Ilse Marr", "said", "“the mill will close in May”")
RIVER = ("Otto Lund", "hopes", "that the river rises")
NEVER = (None, ":", "never")


def spans(*words: str | None) -> tuple[Span, ...]:
    found = (word for word in words if word)
    return tuple(Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in found)


def gold(*triples: tuple[str | None, str, str], discarded: Iterable[str] = ()) -> Annotated:
    golds = tuple(Gold(*map(spans, triple)) for triple in triples)
    return Annotated(NAME, TEXT, (golds,), (spans(*discarded),))


def claim(
    source: str | None,
    cue: str | None,
    content: str,
    *,
    id_: str = "",
    nested_in: str | None = None,
    confidence: float | None = None,
) -> Claim:
    source_span, cue_span = (
        next((Marked(*it) for it in spans(word)), None) for word in (source, cue)
    )
    return Claim(
        id=id_ or content,
        content=tuple(Marked(*it) for it in spans(content)),
        source_span=source_span,
        cue=cue_span,
        nested_in=nested_in,
        confidence=confidence,
    )


def score(wanted: Annotated, *claims: Claim) -> Scores:
    return score_corpus([wanted], {NAME: Article(NAME, claims=claims)})


ALL = gold(CLOSING, RIVER, NEVER)


def test_what_is_found_whole_scores_one() -> None:
    scores = score(ALL, claim(*CLOSING), claim(*RIVER), claim(*NEVER))
    assert {f.value for f in scores.figures if f.gold} == {1.0}
    assert [scores[kind].gold for kind in ("direct", "indirect", "mixed")] == [1, 2, 0]


def test_nothing_found_scores_nothing() -> None:
    scores = score(ALL)
    assert [scores[name].value for name in ("half", "full", "exact")] == [0, 0, 0]
    assert scores["source"].value is None


def test_half_of_the_words_are_enough_and_too_few_are_not() -> None:
    # Three of six words: Dice 6/9. One of four words: Dice 2/5.
    scores = score(
        ALL, claim("Ilse Marr", "said", "the mill will"), claim("Otto Lund", "hopes", "river")
    )
    assert (scores["half"].precision, scores["half"].recall) == (1 / 2, 1 / 3)
    assert scores["exact"].value == 0


def test_a_wrong_source_or_cue_is_not_full() -> None:
    scores = score(
        ALL, claim("Otto Lund", "said", CLOSING[2]), claim("Otto", "will", RIVER[2]), claim(*NEVER)
    )
    assert (scores["half"].value, scores["full"].precision) == (1, 1 / 3)
    assert (scores["source"].found, scores["cue"].found) == (2, 2)
    assert scores["source, same words"].found == 1


def test_a_source_that_nobody_names_must_not_be_found() -> None:
    assert score(gold(NEVER), claim("She", ":", "never"))["full"].value == 0
    assert score(gold(NEVER), claim(None, ":", "never"))["full"].value == 1


def test_each_counts_for_one() -> None:
    twice = score(ALL, claim(*RIVER, id_="1"), claim(*RIVER, id_="2"))
    assert (twice["full"].precision, twice["exact"].precision) == (0.5, 0.5)
    assert twice["full"].recall == 1 / 3


def test_the_sources_decide_between_contents_that_fit_as_well() -> None:
    both = gold(("Ilse Marr", "said", "the river"), ("Otto Lund", "hopes", "the river"))
    ours = (
        claim("Otto Lund", "hopes", "the river", id_="1"),
        claim("Ilse Marr", "said", "the river"),
    )
    assert score(both, *ours)["full"].value == 1


def test_a_nested_claim_is_content_of_the_outermost() -> None:
    whole = (
        "Ilse Marr",
        "said",
        "“the mill will close in May” and Otto Lund hopes that the river rises",
    )
    inner = claim(*RIVER, nested_in="outer")
    scores = score(gold(whole), claim(*CLOSING, id_="outer"), inner)
    assert scores["exact"].found == 1
    assert scores["full"].value == 1


def test_a_claim_nested_in_none() -> None:
    with pytest.raises(errors.BadRequest, match="nested in no outermost"):
        score(ALL, claim(*RIVER, id_="r", nested_in="r"))
    with pytest.raises(errors.BadRequest, match="nested in no outermost"):
        score(ALL, claim(*RIVER, nested_in="gone"))


def test_what_the_annotator_discards_counts_for_nobody() -> None:
    urging = claim("our editors", "urge", "Share this story")
    found = score(
        gold(RIVER, discarded=["Share this story, our editors urge"]), claim(*RIVER), urging
    )
    assert found["half"].precision == 1
    used = score(gold(RIVER, discarded=["that the river rises"]), claim(*RIVER))
    assert used["exact"].value == 1


def test_kinds_may_differ_between_gold_and_ours() -> None:
    longer = claim("Ilse Marr", "said", "“the mill will close in May” and")
    scores = score(gold(CLOSING), longer)
    assert (scores["direct"].recall, scores["direct"].found) == (1, 0)
    assert (scores["mixed"].precision, scores["mixed"].gold) == (1, 0)


def test_confidence_is_judged_by_full() -> None:
    ours = claim(*CLOSING, confidence=0.9), claim("Ilse Marr", "hopes", RIVER[2], confidence=0.2)
    found = score(ALL, *ours).calibration
    assert found is not None
    assert [(it.confidence, it.right) for it in found.bins] == [(0.2, 0.0), (0.9, 1.0)]


def test_a_span_outside_of_the_text() -> None:
    with pytest.raises(errors.BadRequest, match=r"mill\.txt: claim c .*5-900"):
        score(ALL, Claim("c", (Marked(5, 900),)))


def test_records_of_another_article() -> None:
    with pytest.raises(errors.BadRequest, match=r"other\.txt"):
        score_corpus([ALL], {"other.txt": Article("other.txt")})


def test_an_article_without_a_record_is_named_and_yields_nothing() -> None:
    scores = score_corpus([ALL], {})
    assert scores.missing == (NAME,)
    assert scores["half"].recall == 0
