"""Records of two invented articles against gold, counted by hand."""

from dataclasses import replace
from typing import Any

import pytest

from kg import errors
from kg.score.forms import Article, Gold
from kg.score.reading import to_articles
from kg.score.scores import Scores, score_records

TEXTS = {
    "dam.txt": "Engineers: Dam is safe\nLena Holt met Omar Fry on Monday. Holt said that Fry had "
    "promised repairs to residents. Comment here",
    "flood.txt": "Lena Holt was told of repairs by Fry. A spokesman warned of floods.",
}


def at(doc: str, words: str, nth: int = 0) -> list[int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[doc].index(words, start + 1)
    return [start, start + len(words)]


def actor(id_: str, name: str, *mentions: list[int]) -> dict[str, Any]:
    return {"id": id_, "name": name, "mentions": mentions}


DAM: dict[str, Any] = {
    "doc": "dam.txt",
    "boilerplate": [[*at("dam.txt", "Comment here"), "comment form"]],
    "actors": [
        actor("holt", "Lena Holt", at("dam.txt", "Lena Holt"), at("dam.txt", "Holt", 1)),
        actor("fry", "Omar Fry", at("dam.txt", "Omar Fry"), at("dam.txt", "Fry", 1)),
        actor("engineers", "engineers"),
        actor("residents", "residents"),
    ],
    "events": [
        {
            "id": "meeting",
            "type": "CONSULT",
            "time": "2024-05-06",
            "status": "occurred",
            "participants": [{"actor": "holt", "role": "agent"}, {"actor": "fry", "role": "agent"}],
            "mentions": [at("dam.txt", "met")],
        }
    ],
    "claims": [
        {
            "id": "safe",
            "speaker": "engineers",
            "content": [at("dam.txt", "Dam is safe")],
            "kind": "direct",
            "act": "state",
        },
        {
            "id": "outer",
            "speaker": "holt",
            "content": [at("dam.txt", "Fry had promised repairs to residents")],
            "kind": "indirect",
            "act": "state",
        },
        {
            "id": "inner",
            "speaker": "fry",
            "content": [at("dam.txt", "repairs")],
            "kind": "indirect",
            "act": "promise",
            "addressee": "residents",
            "nested_in": "outer",
        },
    ],
}
FLOOD: dict[str, Any] = {
    "doc": "flood.txt",
    "actors": [
        actor("holt", "Lena Holt", at("flood.txt", "Lena Holt")),
        actor("fry", "Omar Fry", at("flood.txt", "Fry")),
        actor("spokesman", "spokesman"),
    ],
    "claims": [
        {
            "id": "told",
            "speaker": "fry",
            "content": [at("flood.txt", "repairs")],
            "kind": "indirect",
            "act": "promise",
        },
        {
            "id": "warned",
            "speaker": "spokesman",
            "content": [at("flood.txt", "floods")],
            "kind": "indirect",
            "act": "warn",
        },
    ],
}
SAME = (("dam.txt#inner", "flood.txt#told"),)
GOLD = Gold(to_articles([DAM, FLOOD]), {}, SAME)


def renamed(record: dict[str, Any]) -> dict[str, Any]:
    """The same with ids of another scheme, as ours are: they must not matter."""
    claims = [
        it
        | {"id": f"c-{it['id']}", "speaker": f"x-{it['speaker']}"}
        | {"same_as": "promise" if it["id"] in {"inner", "told"} else None}
        | ({"addressee": f"x-{it['addressee']}"} if "addressee" in it else {})
        | ({"nested_in": f"c-{it['nested_in']}"} if "nested_in" in it else {})
        for it in record["claims"]
    ]
    events = [
        it
        | {"id": f"e-{it['id']}"}
        | {"participants": [{"actor": f"x-{part['actor']}"} for part in it["participants"]]}
        for it in record.get("events", [])
    ]
    actors = [it | {"id": f"x-{it['id']}"} for it in record["actors"]]
    return record | {"claims": claims, "events": events, "actors": actors}


def score(*records: dict[str, Any], gold: Gold = GOLD) -> Scores:
    return score_records(gold, to_articles(records), TEXTS)


def without(record: dict[str, Any], part: str, *ids: str) -> dict[str, Any]:
    return record | {part: [it for it in record[part] if it["id"] not in ids]}


def changed(record: dict[str, Any], part: str, id_: str, **values: Any) -> dict[str, Any]:
    return record | {part: [it | values if it["id"] == id_ else it for it in record[part]]}


OURS, OTHERS = renamed(DAM), renamed(FLOOD)


def test_gold_under_other_ids_scores_one() -> None:
    scores = score(OURS, OTHERS)
    assert {f.name: f.value for f in scores.figures if f.value not in {None, 1.0}} == {}
    unmeasured = {figure.name for figure in scores.figures if figure.value is None}
    assert unmeasured == {"mixed found", "in page furniture"}


def test_claims_that_are_missed_or_made_up() -> None:
    made_up = {"id": "c-new", "speaker": None, "content": [at("dam.txt", "on Monday")]}
    record = without(OURS, "claims", "c-safe")
    scores = score(record | {"claims": [*record["claims"], made_up]}, OTHERS)
    assert (scores["claims"].precision, scores["claims"].recall) == (4 / 5, 4 / 5)
    assert scores["direct found"].value == 0
    assert scores["indirect found"].value == 1


def test_a_wrong_speaker_is_a_found_claim_and_no_more() -> None:
    scores = score(changed(OURS, "claims", "c-inner", speaker="x-holt"), OTHERS)
    assert scores["claims"].value == 1
    assert scores["claims with speaker"].precision == scores["speaker"].value == 4 / 5


def test_unnamed_speakers_are_aligned_by_what_they_say() -> None:
    assert score(OURS, OTHERS)["speaker"].found == 5
    mixed_up = changed(OURS, "claims", "c-safe", speaker="x-spokesman")
    assert score(mixed_up, OTHERS)["speaker"].found == 4


def test_a_link_to_the_wrong_claim() -> None:
    scores = score(changed(OURS, "claims", "c-inner", nested_in="c-safe"), OTHERS)
    assert (scores["nested"].found, scores["nested"].value) == (1, 0)


def test_act_and_addressee_of_matched_claims() -> None:
    scores = score(changed(OURS, "claims", "c-inner", act="warn", addressee="x-holt"), OTHERS)
    assert scores["act"].value == 4 / 5
    assert (scores["addressee"].found, scores["addressee"].gold) == (0, 1)


def test_statements_that_are_joined_wrongly() -> None:
    scores = score(OURS, changed(OTHERS, "claims", "c-warned", same_as="promise"))
    assert (scores["same statement"].precision, scores["same statement"].recall) == (1 / 3, 1)


def test_a_claim_in_page_furniture_is_counted() -> None:
    leak = {"id": "c-leak", "content": [at("dam.txt", "Comment here")]}
    scores = score(OURS | {"claims": [*OURS["claims"], leak]}, OTHERS)
    assert scores["in page furniture"].found == 1


def test_a_mention_with_a_word_more_overlaps() -> None:
    wider = actor("x-fry", "Omar Fry", at("dam.txt", "met Omar Fry"), at("dam.txt", "Fry", 1))
    record = OURS | {"actors": [*without(OURS, "actors", "x-fry")["actors"], wider]}
    scores = score(record, OTHERS)
    assert scores["mentions"].found == scores["mentions"].gold == 6
    assert scores["mentions"].value == 5 / 6
    assert scores["mentions, overlapping"].value == 1


@pytest.mark.parametrize(("doc", "words"), [("dam.txt", "Comment"), ("dam.txt", "Dam")])
def test_mentions_that_count_neither_for_nor_against(doc: str, words: str) -> None:
    """What stands in page furniture, and what gold calls optional."""
    gold = replace(GOLD, optional={"dam.txt": GOLD.articles["dam.txt"].claims[0].content})
    more = OURS | {"actors": [*OURS["actors"], actor("x-new", "New", at(doc, words))]}
    assert score(more, OTHERS, gold=gold)["mentions"].value == 1


def test_one_person_taken_for_two() -> None:
    split = [it | {"id": it["id"].replace("x-holt", "x-other")} for it in OTHERS["actors"]]
    identity = score(OURS, OTHERS | {"actors": split})["identity"]
    assert identity.precision == 1
    # Of Holt's three mentions, two see two of three and one sees one; Fry's are whole.
    assert identity.recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 3) / 6)


def test_two_people_taken_for_one() -> None:
    joined = [it | {"id": it["id"].replace("x-fry", "x-holt")} for it in OTHERS["actors"]]
    assert score(OURS, OTHERS | {"actors": joined})["identity"].precision < 1


def test_names_may_be_those_of_a_mention() -> None:
    assert score(changed(OURS, "actors", "x-holt", name="Holt"), OTHERS)["names"].value == 1
    scores = score(changed(OURS, "actors", "x-holt", name="Mayor"), OTHERS)
    assert (scores["names"].found, scores["names"].gold) == (6, 7)


@pytest.mark.parametrize(
    ("ours", "right"),
    [
        ("2024-05-06", True),
        ("2024-05-06T14:00:00", True),
        ("2024-05-07", False),
        ("2024-05", False),
        (None, False),
    ],
)
def test_times_agree_within_what_gold_says(ours: str | None, right: bool) -> None:
    scores = score(changed(OURS, "events", "e-meeting", time=ours), OTHERS)
    assert scores["event time"].value == right


def test_type_status_and_participants_of_events() -> None:
    parts = [{"actor": "x-holt"}, {"actor": "x-nobody"}, {"actor": "x-someone"}]
    event = {"type": "AID", "status": "denied", "participants": parts}
    scores = score(changed(OURS, "events", "e-meeting", **event), OTHERS)
    assert scores["event words"].value == 1
    assert scores["event type"].value == scores["event status"].value == 0
    participants = scores["event participants"]
    assert (participants.precision, participants.recall) == (1 / 3, 1 / 2)


def test_confidence_is_judged_with_source_and_cue() -> None:
    sure = changed(OURS, "claims", "c-safe", confidence=0.95)
    wrong = changed(sure, "claims", "c-outer", confidence=0.95, cue=at("dam.txt", "met"))
    found = score(wrong, OTHERS).calibration
    assert found is not None
    assert [(it.claims, it.right) for it in found.bins] == [(2, 0.5)]
    assert found.without == 3


def test_more_articles_than_gold_has() -> None:
    alone = Gold(to_articles([DAM]), {})
    assert score(OURS, OTHERS, gold=alone)["claims"].value == 1


def test_an_article_without_a_record() -> None:
    scores = score(OURS)
    assert scores.missing == ("flood.txt",)
    assert scores["claims"].recall == 3 / 5


def test_a_text_that_is_missing() -> None:
    with pytest.raises(errors.NotFound, match=r"flood\.txt"):
        score_records(GOLD, {}, {"dam.txt": TEXTS["dam.txt"]})


def test_nothing_at_all() -> None:
    scores = score_records(Gold({"dam.txt": Article("dam.txt")}, {}), {}, TEXTS)
    assert {figure.value for figure in scores.figures} == {None, 0.0}
