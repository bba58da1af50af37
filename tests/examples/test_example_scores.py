"""What the rules yield of the example articles, against what a reader found in them.

The floors lie a little below what was measured; whoever makes the rules better may raise them.
"""

import json
from functools import cache
from typing import Any

import pytest

from tests.examples.example_graph import ROOT, Examples
from tests.examples.scoring import f1, matched_claims, mention_counts, right_speakers

GOLD = sorted((ROOT / "examples" / "gold").glob("*-*.json"))


@cache
def read_gold() -> dict[str, dict[str, Any]]:
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in GOLD}


def measure(examples: Examples) -> dict[str, float]:
    """F1 of claims, the share of right speakers among those matched, F1 of mentions."""
    pairs = [(gold, examples.articles[name].record) for name, gold in read_gold().items()]
    claims = [matched_claims(gold, record) for gold, record in pairs]
    speakers = [right_speakers(*pair, found) for pair, found in zip(pairs, claims, strict=True)]
    mentions = [mention_counts(gold, record) for gold, record in pairs]
    matched = sum(map(len, claims))
    ours = sum(len(record.claims) for _, record in pairs)
    theirs = sum(len(gold["claims"]) for gold, _ in pairs)
    return {
        "claims": f1(matched, ours, theirs),
        "claims found": matched / theirs,
        "speakers": sum(speakers) / matched,
        "mentions": f1(*map(sum, zip(*mentions, strict=True))),
    }


@pytest.mark.parametrize(
    ("measured", "floor"),
    [("claims", 0.84), ("claims found", 0.75), ("speakers", 0.92), ("mentions", 0.97)],
)
def test_score(measured: str, floor: float, examples: Examples) -> None:
    scores = measure(examples)
    assert scores[measured] >= floor, f"measured: {scores}"


def test_gold_stands_in_the_texts(examples: Examples) -> None:
    for name, gold in read_gold().items():
        text = examples.articles[name].text
        for claim in gold["claims"]:
            assert [text[start:end] for start, end, _ in claim["content"]] == [
                words for *_, words in claim["content"]
            ]


def test_a_perfect_extraction_scores_one(examples: Examples) -> None:
    """The measure itself: each article's claims, taken for their own gold."""
    record = examples.articles["harbour-courier"].record
    actors = [
        {"id": it.id, "mentions": [list(mention.span) for mention in it.mentions]}
        for it in record.actors
    ]
    claims = [
        {
            "speaker": it.speaker,
            "source_span": it.source_span and list(it.source_span),
            "content": [list(piece) for piece in it.content],
        }
        for it in record.claims
    ]
    gold = {"actors": actors, "claims": claims}
    pairs = matched_claims(gold, record)
    assert sorted(pairs) == [(number, number) for number in range(len(claims))]
    assert right_speakers(gold, record, pairs) == len(claims)
    assert len(set(mention_counts(gold, record))) == 1
