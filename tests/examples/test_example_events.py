"""What happened according to the example articles, when, and who took part."""

import pytest

from tests.examples.example_graph import Examples
from tests.examples.missed import missed

CALL = {  # a word of each article that names the call, after the words before it
    "harbour-courier": ("spoke", ""),
    "capital-ledger": ("telephone conversation", ""),
    "meridian-dispatch": ("call", "The "),
    "northgate-times": ("spoke", ""),
}
LATER = {  # files, words, what stands before them, day
    "harbour, talks": ("harbour-courier", "talks", "when ", "2022-01-10"),
    "harbour, NATO": ("harbour-courier", "meets", "", "2022-01-12"),
    "hanbit, talks": ("hanbit-daily", "talks", "level ", "2022-01-10"),
    "hanbit, NATO": ("hanbit-daily", "Talks", "", "2022-01-12"),
    "ledger, talks": ("capital-ledger", "meeting", "", "2022-01-10"),
}
CALLS = """PREFIX kg: <https://kg.example/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?event ?time ?who WHERE {
  ?event a kg:GlobalEvent ; kg:time ?time .
  ?local prov:specializationOf ?event ; kg:participation/rdf:value/prov:specializationOf ?person .
  ?person rdfs:label ?who .
}"""


def test_the_call_is_one_event_of_both_presidents(examples: Examples) -> None:
    calls = {
        article.same(article.event(*words).id)
        for file, words in CALL.items()
        for article in [examples.articles[file]]
    }
    assert len(calls) == 1
    rows = [row for row in examples.ask(CALLS) if row["event"] in calls]
    assert {(row["time"], row["who"]) for row in rows} == {
        ("2021-12-30", "Joe Biden"),
        ("2021-12-30", "Vladimir Putin"),
    }


@pytest.mark.parametrize(
    ("file", "word", "before"),
    [
        pytest.param("hanbit-daily", "phone call", ""),
        pytest.param("hanbit-daily", "dialogue", "", marks=missed(
            "the dialogue (the call) is taken for the meeting of 7 December")),
        pytest.param("northgate-times", "phone call", "holiday ", marks=missed(
            "the call of the headline is joined with the conversation that Kyiv asked for")),
        pytest.param("tri-city-post", "call", "with the "),
    ],
)  # fmt: skip
def test_the_call_of_other_articles(file: str, word: str, before: str, examples: Examples) -> None:
    article, courier = examples.articles[file], examples.articles["harbour-courier"]
    call = courier.same(courier.event("spoke").id)
    assert article.same(article.event(word, before).id) == call


def test_the_call_lasted_fifty_minutes(examples: Examples) -> None:
    for file in ("harbour-courier", "northgate-times"):
        call = examples.articles[file].event("spoke")
        assert {(it.value, it.unit) for it in call.quantities} == {(50.0, "minute")}
        assert call.status == "occurred"


@pytest.mark.parametrize(
    ("file", "word"), [("harbour-courier", "video summit"), ("hanbit-daily", "meeting")]
)
def test_the_summit_was_on_the_seventh(file: str, word: str, examples: Examples) -> None:
    event = examples.articles[file].event(word)
    assert event.time
    assert event.time.value == "2021-12-07"
    assert event.status == "occurred"


@missed("“their video summit” and “the meeting [of the two]” have no participants")
def test_the_summit_is_one_event(examples: Examples) -> None:
    courier, hanbit = examples.articles["harbour-courier"], examples.articles["hanbit-daily"]
    summit = courier.event("video summit")
    assert {part.actor for part in summit.participants} == {"joe-biden", "vladimir-putin"}
    assert courier.same(summit.id) == hanbit.same(hanbit.event("meeting").id)


@pytest.mark.parametrize("fact", LATER)
def test_the_days_of_january(fact: str, examples: Examples) -> None:
    file, word, before, day = LATER[fact]
    event = examples.articles[file].event(word, before)
    assert event.time
    assert event.time.value == day


@pytest.mark.parametrize("fact", LATER)
def test_what_comes_after_publication_has_not_occurred(fact: str, examples: Examples) -> None:
    file, word, before, _ = LATER[fact]
    assert examples.articles[file].event(word, before).status == "scheduled"


def test_nothing_has_occurred_after_its_article(examples: Examples) -> None:
    for article in examples.articles.values():
        published = article.record.published
        for event in article.record.events:
            later = published and event.time and event.time.value > published.value
            assert not (later and event.status == "occurred"), event.label


def test_meetings_of_several_articles_are_one(examples: Examples) -> None:
    courier, hanbit = examples.articles["harbour-courier"], examples.articles["hanbit-daily"]
    for ours, theirs in ((("talks", "when "), ("talks", "level ")), (("meets",), ("Talks",))):
        assert courier.same(courier.event(*ours).id) == hanbit.same(hanbit.event(*theirs).id)


def test_january_is_the_one_to_come(examples: Examples) -> None:
    event = examples.articles["meridian-dispatch"].event("talks", "January’s ")
    assert event.time
    assert event.time.value.startswith("2022-01")


def test_before_a_day_is_not_on_it(examples: Examples) -> None:
    consult = examples.articles["northgate-times"].event("consult")
    assert consult.time is None or consult.time.value != "2022-01-10"


@missed("“will answer a new attack” makes the attack one that is to come")
def test_an_attack_that_is_feared_is_not_scheduled(examples: Examples) -> None:
    assert examples.articles["harbour-courier"].event("attack").status == "hypothetical"


def test_the_talks_of_the_undated_article(examples: Examples) -> None:
    post = examples.articles["tri-city-post"].record
    words = [t.span.of(post.document.text) for event in post.events for t in event.triggers]
    assert any(word.startswith("sit") for word in words)


def test_an_article_without_a_date_has_no_day_of_its_own(examples: Examples) -> None:
    post = examples.articles["tri-city-post"].record
    assert post.document.source.published is None
    assert post.published is None
    assert [event.label for event in post.events if event.time] == []


def test_an_article_without_a_date_has_the_days_that_others_give(examples: Examples) -> None:
    post = examples.articles["tri-city-post"]
    days = {row["event"]: row["time"] for row in examples.ask(CALLS)}
    concluded = {event.label: days.get(post.same(event.id), "") for event in post.record.events}
    assert set(concluded.values()) <= {"", "2021-12-30", "2022-01-10"}


@missed("the subject of the sentence before takes part in “their meeting in Geneva in June”")
def test_the_meeting_in_june(examples: Examples) -> None:
    meeting = examples.articles["tri-city-post"].event("meeting")
    assert {part.actor for part in meeting.participants} == {"joe-biden", "vladimir-putin"}
