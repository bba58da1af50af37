"""Conflicts between real articles, found by hand: how many of them are among the disputes."""

import json
from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from kg.config import DEFAULT_MODEL
from kg.extract import Extractor
from kg.ids import source_id
from kg.readers import read
from kg.records import Claim, Dispute, Document, Extraction, Key, Side, Span
from kg.resolve import resolve

SHARED = Path(__file__).parent.parent.parent / "shared"
SEEDS, GOLD = SHARED / "data/seeds", SHARED / "data/gold"
MAX_BYTES = 1_000_000
FLOOR = 4  # of five; all five were found when this was written
MOST_OTHERS = 5  # disputes that are none of the five; each was read

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.slow,
    pytest.mark.skipif(not GOLD.exists(), reason=f"there are no real articles in {SHARED}"),
]

Item = dict[str, Any]


@pytest.fixture(scope="module")
def articles() -> dict[str, Extraction]:
    read_in = read(sorted(SEEDS.glob("*.txt")), MAX_BYTES)
    documents = [item for item in read_in if isinstance(item, Document)]
    found = Extractor(DEFAULT_MODEL).extract(documents)
    return {extraction.document.name: extraction for extraction in found}


@pytest.fixture(scope="module")
def disputes(articles: dict[str, Extraction]) -> tuple[Dispute, ...]:
    return resolve(articles.values()).disputes


@pytest.fixture(scope="module")
def conflicts() -> list[list[Item]]:
    """The items of each conflict, each with the content of its claim."""
    cross = json.loads((GOLD / "CROSS.json").read_text(encoding="utf-8"))
    return [[{**item, "content": content(item)} for item in c["items"]] for c in cross["conflicts"]]


def content(item: Item) -> list[Span]:
    file = GOLD / Path(item["doc"]).with_suffix(".json").name
    claims = json.loads(file.read_text(encoding="utf-8"))["claims"]
    found = next((claim for claim in claims if claim["id"] == item["claim"]), {"content": []})
    return [Span(*piece[:2]) for piece in found["content"]]


def meets(articles: dict[str, Extraction], side: Side, item: Item) -> bool:
    """Whether a side stands in an item's article, on its words or on those of its claim."""
    found = articles[item["doc"]]
    if side.key.source != source_id(found.document.text):
        return False
    words = [side.span, *claim_content(found, side.key)]
    marks = [Span(*item["span"][:2]), *item["content"]]
    return any(one.overlaps(other) for one in words for other in marks)


def claim_content(found: Extraction, key: Key) -> Iterator[Span]:
    claims: list[Claim] = [claim for claim in found.claims if claim.id == key.id]
    return (piece for claim in claims for piece in claim.content)


def is_found(articles: dict[str, Extraction], dispute: Dispute, items: list[Item]) -> bool:
    """Whether two sides of a dispute stand for two items of a conflict."""
    return any(
        meets(articles, sides[0], one) and meets(articles, sides[1], two)
        for one, two in combinations(items, 2)
        for sides in permutations(dispute.sides, 2)
    )


def test_conflicts_are_found(
    articles: dict[str, Extraction], disputes: tuple[Dispute, ...], conflicts: list[list[Item]]
) -> None:
    missed = [
        conflict
        for conflict in conflicts
        if not any(is_found(articles, dispute, conflict) for dispute in disputes)
    ]
    assert len(conflicts) - len(missed) >= FLOOR, missed


def test_few_others_are_found(
    articles: dict[str, Extraction], disputes: tuple[Dispute, ...], conflicts: list[list[Item]]
) -> None:
    others = [
        (dispute.kind, dispute.reason)
        for dispute in disputes
        if not any(is_found(articles, dispute, conflict) for conflict in conflicts)
    ]
    assert len(others) <= MOST_OTHERS, others
