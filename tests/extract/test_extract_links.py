"""How the events of a text stand to one another, and whose word it is that they happened.

Each case: a text of our own, and all its links as [event, relation, other, words], each event named
by the first of its triggers.
"""

import pytest

from kg.extract.events.links.consistent import circles, consistent
from kg.extract.extractor import extract_one
from kg.extract.options import Options
from kg.records import EventLink, Span
from tests.cases import cases


@pytest.fixture
def read(reader, parse):
    def extract(text):
        return extract_one(parse(text), reader.tool, Options(tagger=False))

    return extract


def first_words(extraction, text):
    return {event.id: event.triggers[0].span.of(text) for event in extraction.events}


@pytest.mark.parametrize("case", cases("event-links"))
def test_links(case, read):
    text = case["text"]
    extraction = read(text)
    named = first_words(extraction, text)
    found = [
        [named[link.event], link.relation, named[link.other], link.span.of(text)]
        for link in extraction.links
    ]
    assert sorted(found) == sorted(case["links"])
    for event in case.get("events", ()):
        (told,) = (e for e in extraction.events if named[e.id] == event["trigger"])
        got = {
            "status": told.status,
            "time": told.time and told.time.value,
            "place": told.place,
            "parts": sorted(part.actor for part in told.participants),
            "triggers": [mention.span.of(text) for mention in told.triggers],
            "label": told.label,
            "type": told.type,
        }
        assert {key: got.get(key) for key in event if key != "trigger"} == {
            key: str(value) if key == "time" and value else value
            for key, value in event.items()
            if key != "trigger"
        }


@pytest.mark.parametrize("case", cases("event-claims"))
def test_whose_word_it_is(case, read):
    """`claimed` are, for each event by its first words, the speakers whose word alone it is."""
    text = case["text"]
    extraction = read(text)
    named = first_words(extraction, text)
    speakers = {claim.id: claim.speaker for claim in extraction.claims}
    found = {
        named[event.id]: sorted(speakers[claim] for claim in event.claimed_in)
        for event in extraction.events
    }
    assert found == case["claimed"]
    statuses = {named[event.id]: event.status for event in extraction.events}
    assert {key: statuses[key] for key in case.get("status", {})} == case.get("status", {})


def link(event, relation, other):
    return EventLink(relation, event, other, Span(0, 1), "marker")


def test_what_goes_round_in_a_circle_is_left_out():
    links = (
        link("a", "before", "b"),
        link("b", "before", "c"),
        link("a", "after", "c"),
        link("c", "before", "d"),
    )
    assert consistent(links) == (link("c", "before", "d"),)


def test_a_part_is_not_before_its_whole():
    part, order = link("a", "part", "b"), link("a", "before", "b")
    assert consistent((order, part)) == (part,)


def test_what_is_during_another_is_not_before_it():
    order = link("a", "before", "b")
    assert consistent((link("b", "during", "a"), order)) == (order,)


def test_links_keep_their_order():
    links = (link("c", "during", "d"), link("b", "part", "c"), link("a", "before", "b"))
    assert consistent(links) == links


def test_circles_of_a_long_chain_need_no_recursion():
    arrows = [(str(n), str(n + 1)) for n in range(20_000)]
    assert len(set(circles(arrows).values())) == len(arrows) + 1
    assert len(set(circles([*arrows, ("20000", "0")]).values())) == 1


def test_ends_of_links_are_events_and_words_stand_in_the_text(read):
    text = "Peru held talks ahead of a vote. Chile flew two flights: the first landed in Lima."
    extraction = read(text)
    ids = {event.id for event in extraction.events}
    assert extraction.links
    for each in extraction.links:
        assert {each.event, each.other} <= ids
        assert each.event != each.other
        assert each.span.of(text)
        assert each.rule
