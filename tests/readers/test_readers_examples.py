"""The example articles, and that their gold records stand on the words they claim."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.readers import read
from kg.records import Document

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
GOLD = [p for p in sorted((EXAMPLES / "gold").glob("*.json")) if p.name != "CROSS.json"]


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    items = list(read([EXAMPLES / "articles"], 100_000))
    return {item.name: item for item in items if isinstance(item, Document)}


def spans(value: Any) -> Iterator[list[Any]]:
    """Every [start, end, surface] in a record."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list) and [type(part) for part in value] == [int, int, str]:
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_all_six_are_read_and_one_states_no_date(documents: dict[str, Document]) -> None:
    assert {name: doc.source.published for name, doc in documents.items()} == {
        "capital-ledger.html": "2021-12-31",
        "hanbit-daily.txt": "2021-12-31T09:15:00",
        "harbour-courier.txt": "2021-12-31T07:40:00",
        "meridian-dispatch.txt": "2021-12-31",
        "northgate-times.jsonl#1": "2021-12-30",
        "tri-city-post.txt": None,
    }


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_stands_on_its_words(path: Path, documents: dict[str, Document]) -> None:
    gold = load(path)
    text = documents[gold["doc"]].text
    parts = [gold[key] for key in ("actors", "events", "claims")]
    assert all(text[start:end] == surface for start, end, surface in spans(parts))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_source_and_furniture_are_found(path: Path, documents: dict[str, Document]) -> None:
    gold, document = load(path), documents[load(path)["doc"]]
    said = {key: getattr(document.source, key) for key in gold["source"]}
    assert {key: list(v) if isinstance(v, tuple) else v for key, v in said.items()} == gold[
        "source"
    ]
    assert [list(f.span) for f in document.furniture] == [b[:2] for b in gold["boilerplate"]]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_ids_are_defined(path: Path) -> None:
    gold = load(path)
    actors = {actor["id"] for actor in gold["actors"]}
    things = actors | {event["id"] for event in gold["events"]}
    claims = {claim["id"]: claim for claim in gold["claims"]}
    for claim in claims.values():
        assert {claim["speaker"], *claim["relayed_by"]} <= actors
        assert {claim["addressee"], claim["nested_in"]} <= actors | claims.keys() | {None}
        assert set(claim["about"]) <= things
    for event in gold["events"]:
        assert {part["actor"] for part in event["participants"]} | {event["place"]} <= actors | {
            None
        }


def test_links_across_articles_name_gold_claims(documents: dict[str, Document]) -> None:
    cross = load(EXAMPLES / "gold" / "CROSS.json")
    known = {
        f"{load(path)['doc']}#{claim['id']}" for path in GOLD for claim in load(path)["claims"]
    }
    assert {claim for group in cross["same_claim"] for claim in group} <= known
    for item in (item for conflict in cross["conflicts"] for item in conflict["items"]):
        start, end, surface = item["span"]
        assert documents[item["doc"]].text[start:end] == surface
        assert f"{item['doc']}#{item['claim']}" in known
