"""Promises of the resolution as a whole: order, removal, completeness, cost."""

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from resolve_drafts import cases, extraction

from kg.ids import source_id
from kg.records import Extraction, Key, Resolution
from kg.resolve import clues, resolve
from kg.resolve.clues import (
    ACTOR_CLUES,
    CLAIM_CLUES,
    EVENT_CLUES,
    NESTING_CLUES,
    QUOTING_CLUES,
    SHORT_NAME_CLUES,
)

FIRST = ("Ana", "Ben", "Carla", "Dmitri", "Dmitry", "Elena", "Farid", "Greta", "Bill", "William")
LAST = ("Lindqvist", "Okafor", "Mendes", "Zaitsev", "Zaytsev", "Moreau", "Aydin", "Falk", "Pfalk")
TOPICS = ("bridge", "harbour", "ferry", "school", "river", "tunnel", "market", "library")
SYLLABLES = ("ba", "den", "fi", "gor", "hus", "kal", "lem", "mi", "nur", "pov")
VERBS = ("reopen", "close", "expand", "repair", "inspect", "sell", "paint", "survey")


def article(number: int, seed: int = 7) -> Extraction:
    """A made-up article that shares its people and topics with others near it in time."""
    rng = random.Random(f"{seed}/{number}")
    week = number // 20
    ending = SYLLABLES[week % 10] + SYLLABLES[week // 10 % 10]
    people = ["Hanna Voss", *(f"{rng.choice(FIRST)} {rng.choice(LAST)}{ending}" for _ in range(2))]
    actors: dict[str, Any] = {f"p{i}": {"name": name} for i, name in enumerate(people)}
    actors["bare"] = {"name": people[1].split()[1]}
    actors["board"] = {"name": rng.choice(("Harbour Board", "HB")), "type": "Organization"}
    events = {
        f"e{i}": {
            "words": rng.choice(("phone call", "summit", "talks")),
            "participants": rng.sample(("p0", "p1", "p2", "board"), 2),
            "quantities": {"minute": rng.choice((30, 45, 60))},
        }
        | ({"time": f"20{10 + week // 12:02}-{1 + week % 12:02}-05"} if rng.random() < 0.6 else {})
        for i in range(3)
    }
    claims = {
        f"c{i}": {
            "speaker": rng.choice(("p0", "p1", "board")),
            "says": f"the {rng.choice(TOPICS)} of district {week} will {rng.choice(VERBS)} soon",
            "act": rng.choice(("state", "state", "warn", "deny")),
        }
        for i in range(4)
    }
    return extraction(f"n{number}", {"actors": actors, "events": events, "claims": claims})


def articles(count: int) -> list[Extraction]:
    return [article(number) for number in range(count)]


@pytest.mark.parametrize("seed", range(3))
def test_order_does_not_matter(seed: int) -> None:
    found = articles(40)
    expected = resolve(found)
    random.Random(seed).shuffle(found)
    assert resolve(iter(found)) == expected


def test_the_sample_has_something_of_all() -> None:
    found = resolve(articles(40))
    assert any(len(identity.members) > 1 for identity in found.actors)
    assert any(len(identity.members) > 1 for identity in found.events)
    assert found.statements
    assert {dispute.kind for dispute in found.disputes} == {"figure", "denial"}


def test_copies_of_a_text_are_one_source() -> None:
    found = articles(10)
    assert resolve([*found, *found[:4]]) == resolve(found)


def test_removing_one_leaves_what_the_others_give() -> None:
    """Nothing is kept between runs: after any resolution, the others alone give the same."""
    found = articles(30)
    expected = resolve(found[:7] + found[8:])
    resolve(found)
    assert resolve(found[:7] + found[8:]) == expected
    gone = source_id(found[7].document.text)
    assert gone not in {key.source for key in members(expected)}


def members(resolution: Resolution) -> list[Key]:
    groups = (*resolution.actors, *resolution.events, *resolution.statements)
    return [key for group in groups for key in group.members]


def test_every_actor_and_event_is_in_exactly_one_identity() -> None:
    found = articles(40)
    resolution = resolve(found)
    for part, identities in (("actors", resolution.actors), ("events", resolution.events)):
        count = Counter(key for identity in identities for key in identity.members)
        local = {Key(source_id(f.document.text), x.id) for f in found for x in getattr(f, part)}
        assert set(count) == local
        assert set(count.values()) == {1}


def test_ids_are_unique() -> None:
    resolution = resolve(articles(60))
    ids = [group.id for group in (*resolution.actors, *resolution.events, *resolution.statements)]
    assert len(ids) == len(set(ids))


def test_decisions_span_each_identity() -> None:
    resolution = resolve(articles(40))
    for group in (*resolution.actors, *resolution.events, *resolution.statements):
        if len(group.members) == 1:
            (decision,) = group.decisions
            assert decision.member == decision.anchor == group.members[0]
            assert decision.clue == "alone"
        else:
            reached = {decision.member for decision in group.decisions}
            assert len(group.decisions) == len(group.members) - 1
            assert reached == set(group.members[1:])
            assert {d.anchor for d in group.decisions} <= set(group.members)
        assert all(d.reason and clues.explain(d.clue) for d in group.decisions)


@pytest.mark.parametrize("case", cases("actors"), ids=lambda case: case["name"])
def test_cases_give_the_same_from_last_to_first(case: dict[str, Any]) -> None:
    found = [extraction(name, draft) for name, draft in case["articles"].items()]
    assert resolve(found[::-1]) == resolve(found)


def counted(monkeypatch: pytest.MonkeyPatch, table: Mapping[str, Any], count: list[int]) -> None:
    for name, clue in table.items():

        def counting(left: Any, right: Any, clue: Any = clue) -> Any:
            count[0] += 1
            return clue(left, right)

        monkeypatch.setitem(table, name, counting)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("few", "many"), [(60, 300), pytest.param(200, 2000, marks=pytest.mark.slow)]
)
def test_cost_grows_with_the_articles_and_not_with_their_square(
    monkeypatch: pytest.MonkeyPatch, few: int, many: int
) -> None:
    count = [0]
    claims = (CLAIM_CLUES, QUOTING_CLUES, NESTING_CLUES)
    for table in (ACTOR_CLUES, SHORT_NAME_CLUES, EVENT_CLUES, *claims):
        counted(monkeypatch, table, count)
    per_article = []
    for number in (few, many):
        count[0] = 0
        resolve(articles(number))
        per_article.append(count[0] / number)
    assert per_article[0] > 10
    assert per_article[1] < 1.5 * per_article[0]
