"""Each case: a text of our own, and the events that it tells of, all of them."""

import pytest

from kg.extract.actors.casting import build_cast
from kg.extract.claims.finding import find_claims
from kg.extract.events.finding import find_events
from kg.extract.events.lexicon import lexicon
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.extract.times.expressions import find_times
from kg.extract.words import words
from kg.records import Document, Source, Span, Time
from tests.cases import cases

PUBLISHED = Time("2024-05-15", Span(0, 0), "metadata")


@pytest.fixture
def events_of(reader):
    def find(text, with_claims=True):
        (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source())])
        quotations = find_quotations(text)
        cast = build_cast(parsed, quotations)
        claims = find_claims(parsed, cast, quotations, Options(tagger=False)) if with_claims else []
        times = find_times(parsed, PUBLISHED)
        return find_events(parsed, cast, claims, times, PUBLISHED), claims

    return find


def shown(event, text):
    return {
        "type": event.type,
        "triggers": [trigger.span.of(text) for trigger in event.triggers],
        "status": event.status,
        "time": event.time and event.time.value,
        "place": event.place,
        "parts": {part.actor: part.role for part in event.participants},
        "quantities": [[quantity.value, quantity.unit] for quantity in event.quantities],
    }


@pytest.mark.parametrize("case", cases("events"))
def test_events(case, events_of):
    found, _ = events_of(case["text"])
    got = [shown(event, case["text"]) for event in found]
    assert [event["triggers"] for event in got] == [e["triggers"] for e in case["events"]]
    for event, expected in zip(got, case["events"], strict=True):
        wanted = {k: str(v) if k == "time" and v else v for k, v in expected.items()}
        assert {key: event[key] for key in expected} == wanted


def test_an_event_inside_a_claim_belongs_to_the_innermost_one(events_of):
    text = "Ana Prado said that Spain had arrested two sailors."
    (event,), claims = events_of(text)
    assert event.claimed_in == (claims[0].id,)


def test_an_event_that_is_told_outside_a_claim_as_well_is_in_none(events_of):
    text = "Spain invaded Portugal in 2019. Ana Prado said that the invasion was a crime."
    (event, *_), claims = events_of(text)
    assert claims
    assert event.claimed_in == ()


def test_ids_are_distinct_and_readable(events_of):
    found, _ = events_of("Spain invaded Portugal in 2019. France invaded Italy in 1999.")
    assert [event.id for event in found] == [
        "assault-invaded-portugal-spain-6",
        "assault-invaded-france-italy-39",
    ]


def test_a_time_lies_in_the_text_of_its_event(events_of):
    text = "Spain and Italy held talks in Rome on May 3."
    (event,), _ = events_of(text)
    assert event.time.span.of(text) == "May 3"
    assert all(part.span.of(text) in {"Spain", "Italy"} for part in event.participants)


def test_the_word_list_is_consistent():
    lists = words("events")
    named = {
        row[key]
        for rows in lists["types"].values()
        for row in rows
        for key in ("objects", "not_objects", "modifiers", "not_modifiers", "near", "after")
        if key in row
    }
    assert named <= set(lists["classes"])
    assert len(lists["types"]) == 17
    assert all(entry.lemma == lemma for (_, lemma), rows in lexicon().items() for entry in rows)


def strings(node):
    if isinstance(node, dict):
        yield from (each for value in node.values() for each in strings(value))
    elif isinstance(node, list):
        yield from (each for value in node for each in strings(value))
    else:
        yield node


@pytest.mark.parametrize("topic", ["events", "times", "quantities"])
def test_no_word_is_read_as_yes_or_no(topic):
    assert not [word for word in strings(words(topic)) if word is False]
    assert "on" in words("events")["roles"]["recipient"]


def test_a_span_runs_forwards_whichever_token_is_named_first(reader):
    (parsed,) = reader.read([Document("a.txt", "a.txt", "In talks are the envoys.", Source())])
    first, last = parsed.doc[1], parsed.doc[2]
    assert parsed.span(last, first) == parsed.span(first, last) == Span(3, 12)


def test_evidence_of_what_goes_on_stands_in_the_text_though_the_verb_comes_last(events_of):
    text = "In talks in Oslo are the envoys of Norway and Sweden."
    found, _ = events_of(text)
    spans = [event.time.span for event in found if event.time]
    assert spans
    assert all(span.start < span.end <= len(text) for span in spans)
