"""What must be joined and what must not, from tests/cases/resolve."""

from typing import Any

import pytest
from resolve_drafts import cases, extractions, key, with_all_names

from kg.records import Decision, Extraction, Identity, Resolution, Statement, global_ids
from kg.resolve import resolve
from kg.resolve.clues import explain
from kg.resolve.clues.events import MOST
from kg.resolve.named import MOST_READINGS

CAST = {
    "ana": {"name": "Ana Lindqvist"},
    "ben": {"name": "Ben Okafor"},
    "cem": {"name": "Cem Aydin"},
    "dia": {"name": "Dia Moreau", "roles": {"spokeswoman": "board"}},
    "pier": {"name": "Long Pier", "type": "Place"},
    "board": {"name": "Harbour Board", "type": "Organization"},
    "unspecified": {"name": "unspecified source", "type": "Role", "described": True},
    "norland": {"name": "Norland", "type": "Place"},
    "france": {"name": "France", "type": "Place"},
    "spain": {"name": "Spain", "type": "Place"},
    "union": {"name": "European Union", "type": "Organization"},
}


def by_name(name: str) -> Any:
    return pytest.mark.parametrize("case", cases(name), ids=lambda case: case["name"])


def built(case: dict[str, Any], part: str | None) -> dict[str, Extraction]:
    drafts = {
        name: {"actors": CAST, **({part: draft} if part else draft)}
        for name, draft in case["articles"].items()
    }
    return extractions(drafts)


def check_joined(
    case: dict[str, Any], found: dict[str, Extraction], groups: tuple[Identity | Statement, ...]
) -> None:
    ids = global_ids(groups)
    for places in case.get("together", []):
        assert len({ids.get(key(found, place), place) for place in places}) == 1, places
    for one, two in case.get("apart", []):
        keys = key(found, one), key(found, two)
        assert ids.get(keys[0], one) != ids.get(keys[1], two), (one, two)


def check_decisions(case: dict[str, Any], made: list[Decision]) -> None:
    if "clue" in case:
        assert case["clue"] in {decision.clue for decision in made}
        assert explain(case["clue"]).endswith(".")
    if "reason" in case:
        assert case["reason"] in {decision.reason for decision in made}


def all_decisions(groups: tuple[Identity | Statement, ...]) -> list[Decision]:
    return [decision for group in groups for decision in group.decisions]


@by_name("actors")
def test_actors(case: dict[str, Any]) -> None:
    found = built(case, None)
    actors = resolve(found.values()).actors
    check_joined(case, found, actors)
    check_decisions(case, all_decisions(actors))
    names = {member: actor.name for actor in actors for member in actor.members}
    for place, name in case.get("names", {}).items():
        assert names[key(found, place)] == name


@by_name("events")
def test_events(case: dict[str, Any]) -> None:
    found = built(case, None if case.get("whole") else "events")
    events = resolve(found.values()).events
    check_joined(case, found, events)
    check_decisions(case, all_decisions(events))
    if "time" in case:
        assert case["time"] in {event.time for event in events}


@by_name("statements")
def test_statements(case: dict[str, Any]) -> None:
    found = {name: with_all_names(each) for name, each in built(case, "claims").items()}
    resolution = resolve(found.values())
    check_joined(case, found, resolution.statements)
    check_decisions(case, all_decisions(resolution.statements))
    if "origins" in case:
        assert [statement.origins for statement in resolution.statements] == [case["origins"]]
    if "speaker" in case:
        speaker = global_ids(resolution.actors)[key(found, case["speaker"])]
        assert {statement.speaker for statement in resolution.statements} == {speaker}


def test_names_and_ids_come_from_the_fullest_form() -> None:
    found = extractions(
        {
            "A": {"actors": {"m": {"name": "Mendes"}}},
            "B": {"actors": {"a": {"name": "Carla Mendes", "same_as": ["https://example.org/1"]}}},
            "C": {"actors": {"a": {"name": "Carla Mendes"}}},
        }
    )
    (person,) = resolve(found.values()).actors
    assert (person.name, person.type) == ("Carla Mendes", "Person")
    assert person.id.startswith("carla-mendes-")
    assert person.same_as == ("https://example.org/1",)
    assert resolve([found["C"]]).actors[0].id == person.id


def test_a_link_changes_no_id_and_namesakes_have_ids_of_their_own() -> None:
    here, there = "http://www.wikidata.org/entity/Q230", "http://www.wikidata.org/entity/Q1428"
    found = extractions(
        {
            name: {"actors": {"g": {"name": "Georgia", "type": "Place", "same_as": links}}}
            for name, links in {"A": [], "B": [here], "C": [there]}.items()
        }
    )
    bare, linked = (resolve([found[name]]).actors[0] for name in "AB")
    assert bare.id == linked.id
    two = resolve([found["B"], found["C"]]).actors
    assert len({identity.id for identity in two}) == 2
    assert {identity.same_as for identity in two} == {(here,), (there,)}


def test_reasons_read_as_clauses() -> None:
    found = extractions(
        {
            "A": {"actors": {"a": {"name": "Sergei Zaitsev"}}},
            "B": {"actors": {"a": {"name": "Sergey Zaytsev"}}},
            "C": {"actors": {"a": {"name": "Zaitsev"}, "lone": {"name": "Ana Lindqvist"}}},
        }
    )
    reasons = {d.clue: d.reason for d in all_decisions(resolve(found.values()).actors)}
    assert set(reasons) == {"same-spelling", "surname-alone", "alone"}
    assert reasons["alone"] == "no other article names it in a way that matches"
    assert "are spellings of one name" in reasons["same-spelling"]
    assert "for short; nothing else fits as well" in reasons["surname-alone"]


def test_reasons_of_events_tell_all_that_speaks_for_it() -> None:
    event = {"words": "phone call", "time": "2024-03-05", "participants": ["ana", "ben"]}
    found = built({"articles": {"A": {"e": event}, "B": {"e": event}}}, "events")
    (decision,) = all_decisions(resolve(found.values()).events)
    assert decision.reason == (
        "both involve Ana Lindqvist and Ben Okafor; both happen on 2024-03-05; "
        "the same words name both (call, phone)"
    )
    assert decision.score == pytest.approx(1.2 / MOST, abs=0.001)


def test_a_surname_of_very_many_stands_for_none() -> None:
    names = [f"{chr(97 + i)}{chr(97 + i)}na Mendes".title() for i in range(MOST_READINGS + 1)]
    drafts = {name: {"actors": {"a": {"name": name}}} for name in names}
    found = extractions({**drafts, "last": {"actors": {"m": {"name": "Mendes"}}}})
    reasons = {decision.reason for decision in all_decisions(resolve(found.values()).actors)}
    assert f"Mendes may be short for {len(names)} names" in reasons


def test_nothing_comes_from_nothing() -> None:
    assert resolve([]) == Resolution()
