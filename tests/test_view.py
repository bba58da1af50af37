"""The JSON form of extractions."""

import json
from dataclasses import replace

from kg.ids import source_id
from kg.records import (
    Actor,
    Claim,
    Decision,
    Dispute,
    Document,
    Event,
    EventLink,
    Extraction,
    Identity,
    Key,
    Mention,
    Quantity,
    Relay,
    Resolution,
    Role,
    Side,
    Source,
    Span,
    Statement,
    Time,
    Tool,
)
from kg.view import link, to_record, to_records

TOOL = Tool("kg", "0.1.0", "en_test", "1", "0" * 64)
TEXT = "Ada said the talks lasted 50 minutes."
OTHER = "Ada told Bo the talks lasted 20 minutes."


def extraction(name: str, text: str, figure: str) -> Extraction:
    at = text.index(figure)
    content = Span(text.index("the talks"), len(text) - 1)
    return Extraction(
        document=Document(name, f"/somewhere/{name}", text, Source(publisher="Gazette")),
        tool=TOOL,
        actors=(
            Actor("ada", "Ada", "Person", (Mention(Span(0, 3), "name"),),
                  roles=(Role("minister", Span(0, 3)), Role("minister", Span(0, 3)))),
            Actor("officials", "officials", "Role", descriptions=(Mention(Span(0, 3), "noun"),)),
        ),
        events=(
            Event("e", "CONSULT", "talks", "occurred", (Mention(content, "noun"),),
                  claimed_in=("c-" + name,),
                  quantities=(Quantity(float(figure), "minute", Span(at, at + 2)),)),
        ),
        claims=(
            Claim("c-" + name, "ada", "named", Span(0, 3), Span(4, 8), (content,), "indirect",
                  "state", "verb", relayed_by=(Relay("Wire", Span(0, 3)),), about=("e", "ada")),
        ),
    )  # fmt: skip


LEFT, RIGHT = extraction("a.txt", TEXT, "50"), extraction("b.txt", OTHER, "20")
KEYS = [Key(source_id(TEXT), "e"), Key(source_id(OTHER), "e")]
PEOPLE = tuple(Key(key.source, "ada") for key in KEYS)
CLAIMS = (Key(KEYS[0].source, "c-a.txt"), Key(KEYS[1].source, "c-b.txt"))
DECISIONS = (Decision(PEOPLE[0], PEOPLE[1], "same-name", 1.0, "both are Ada"),)
RESOLUTION = Resolution(
    actors=(Identity("ada-1", "Ada", "Person", PEOPLE, DECISIONS),),
    events=(Identity("talks-1", "talks", "CONSULT", tuple(KEYS), (), time="2024-05-01"),),
    statements=(Statement("s-1", "ada-1", CLAIMS, (), 2),),
    disputes=(
        Dispute("d-1", "figure", "talks-1", "50 or 20 minutes",
                (Side(KEYS[0], "50", Span(0, 1)), Side(KEYS[1], "20", Span(0, 1))), "test"),
    ),
)  # fmt: skip


def test_ids_are_those_of_the_resolution() -> None:
    first, second = to_records([LEFT, RIGHT], RESOLUTION)
    assert [first["doc"], second["doc"]] == ["a.txt", "b.txt"]
    for record in (first, second):
        assert record["actors"][0]["id"] == "ada-1"
        assert record["events"][0]["id"] == "talks-1"
        assert record["claims"][0]["speaker"] == "ada-1"
        assert record["claims"][0]["about"] == ["talks-1", "ada-1"]
        assert record["claims"][0]["same_as"] == "s-1"


def test_conflicts_name_the_other_file_and_claim() -> None:
    first, second = to_records([LEFT, RIGHT], RESOLUTION)
    assert first["claims"][0]["contradicts"] == ["b.txt#c-b.txt"]
    assert second["claims"][0]["contradicts"] == ["a.txt#c-a.txt"]


def test_an_event_of_two_claims_stands_for_both() -> None:
    words = replace(LEFT.claims[0], id="c-more")
    told = replace(LEFT.events[0], claimed_in=("c-a.txt", "c-more"))
    both = replace(LEFT, events=(told,), claims=(*LEFT.claims, words))
    first, second = to_records([both, RIGHT], RESOLUTION)
    assert first["events"][0]["claimed_in"] == ["c-a.txt", "c-more"]
    assert [claim["contradicts"] for claim in first["claims"]] == [["b.txt#c-b.txt"]] * 2
    assert second["claims"][0]["contradicts"] == ["a.txt#c-a.txt", "a.txt#c-more"]


def test_an_event_tells_how_it_stands_to_others() -> None:
    summit = replace(LEFT.events[0], id="summit")
    linked = EventLink("before", "summit", "e", Span(4, 8), "marker")
    article = replace(LEFT, events=(*LEFT.events, summit), links=(linked,))
    talks, before = to_record(article, link([article], RESOLUTION))["events"]
    assert talks["links"] == []
    assert before["links"] == [
        {"relation": "before", "other": "talks-1", "span": [4, 8], "rule": "marker"}
    ]


def test_two_claims_on_one_side_do_not_contradict() -> None:
    side = RESOLUTION.disputes[0].sides[0]
    agreed = replace(RESOLUTION.disputes[0], sides=(side, replace(side, key=KEYS[1])))
    records = to_records([LEFT, RIGHT], replace(RESOLUTION, disputes=(agreed,)))
    assert [record["claims"][0]["contradicts"] for record in records] == [[], []]


def test_event_takes_the_time_that_another_article_gives() -> None:
    (record,) = to_records([LEFT], RESOLUTION)
    assert record["events"][0]["time"] == "2024-05-01"
    own = replace(LEFT.events[0], time=Time("2024-05", Span(0, 3), "month"))
    (record,) = to_records([replace(LEFT, events=(own,))], RESOLUTION)
    assert record["events"][0]["time"] == "2024-05"


def test_an_actor_has_the_name_that_all_articles_share() -> None:
    slip = replace(RIGHT.actors[0], name="Adda")
    records = to_records([LEFT, replace(RIGHT, actors=(slip, *RIGHT.actors[1:]))], RESOLUTION)
    told = [(record["actors"][0]["name"], record["actors"][0]["local_name"]) for record in records]
    assert told == [("Ada", None), ("Ada", "Adda")]


def test_without_a_resolution_ids_are_local() -> None:
    record = to_record(LEFT, link([LEFT], Resolution()))
    assert record["claims"][0]["speaker"] == "ada"
    assert record["claims"][0]["same_as"] is None
    assert record["claims"][0]["contradicts"] == []
    assert record["events"][0]["time"] is None


def test_confidence_and_tagger_are_told_where_there_are_any() -> None:
    sure = replace(LEFT.claims[0], confidence=0.87)
    tagged = replace(TOOL, tagger="claims", tagger_version="1.0", tagger_sha256="f" * 64)
    extractions = [replace(LEFT, claims=(sure,), tool=tagged), RIGHT]
    first, second = to_records(extractions, RESOLUTION)
    assert [first["claims"][0]["confidence"], first["tool"]["tagger"]] == [0.87, "claims"]
    assert [second["claims"][0]["confidence"], second["tool"]["tagger"]] == [None, None]


def test_a_statement_of_one_claim_is_no_group() -> None:
    alone = replace(RESOLUTION.statements[0], members=CLAIMS[:1])
    (record,) = to_records([LEFT], replace(RESOLUTION, statements=(alone,), disputes=()))
    assert record["claims"][0]["same_as"] is None


def test_spans_are_the_surfaces_and_roles_have_no_mentions() -> None:
    (record,) = to_records([LEFT], RESOLUTION)
    claim, (ada, officials) = record["claims"][0], record["actors"]
    assert TEXT[slice(*claim["cue"])] == "said"
    assert TEXT[slice(*claim["content"][0])] == "the talks lasted 50 minutes"
    assert ada["roles"] == ["minister"]
    assert officials["mentions"] == []
    assert officials["descriptions"] == [[0, 3]]
    assert claim["relayed_by"] == ["Wire"]


def test_published_falls_back_on_the_date_inferred() -> None:
    inferred = replace(LEFT, published=Time("2024-05-02", Span(0, 3), "dateline", inferred=True))
    (record,) = to_records([inferred], RESOLUTION)
    assert (record["source"]["published"], record["source"]["published_inferred"]) == (
        "2024-05-02",
        True,
    )


def test_json_can_be_written() -> None:
    for record in to_records([LEFT, RIGHT], RESOLUTION):
        assert json.loads(json.dumps(record)) == record
