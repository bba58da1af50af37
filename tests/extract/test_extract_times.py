"""Each case: a text of our own, its day of publication, and the times that are read from it."""

import pytest

from kg import iso8601 as iso
from kg.extract.times.expressions import find_times
from kg.extract.times.published import publication
from kg.extract.times.rules import RULES
from kg.extract.times.truncated import find_truncated
from kg.extract.words import words
from kg.records import Document, Furniture, Source, Span, Time
from tests.cases import cases


@pytest.fixture
def parse(reader):
    def parsed(text, **about):
        furniture = about.pop("furniture", ())
        (result,) = reader.read([Document("a.txt", "a.txt", text, Source(**about), furniture)])
        return result

    return parsed


def shown(times, text):
    return [[time.span.of(text), time.value, time.rule] for time in times]


@pytest.mark.parametrize("case", cases("times"))
def test_times(case, parse):
    published = case.get("published")
    day = Time(str(published), Span(0, 0), "metadata") if published else None
    expected = [[str(part) for part in time] for time in case["times"]]
    assert shown(find_times(parse(case["text"]), day), case["text"]) == expected


@pytest.mark.parametrize("case", cases("times-bare"))
def test_bare_times(case, parse):
    assert shown(find_truncated(parse(case["text"])), case["text"]) == case["times"]


def test_every_rule_has_patterns_and_a_docstring():
    assert set(words("times")["rules"]) == set(RULES)
    assert all(rule.__doc__ for rule in RULES.values())


def test_times_read_against_an_inferred_day_are_inferred(parse):
    inferred = Time("2024-05-15", Span(0, 4), "dateline", inferred=True)
    relative, absolute = find_times(parse("It broke on Monday, and on 4 June 1996."), inferred)
    assert (relative.inferred, absolute.inferred) == (True, False)


def test_furniture_holds_no_times(parse):
    text = "The dam broke.\nPicture of May 3, 2019"
    credit = Furniture(Span(15, len(text)), "picture credit")
    assert find_times(parse(text, furniture=(credit,)), None) == []


@pytest.mark.parametrize("day", ["0001-01-01", "2024-05-15", "9999-12-31"])
def test_what_lies_outside_the_calendar_has_no_value(parse, day):
    text = """The wall stood 3 days ago, 900 years ago and 900 decades ago.
It will fall on Monday, tomorrow, next month, in 900 decades, in the next 900 decades.
It was built in January 0000, in spring 0000, in the 9990s, on December 31, 9999."""
    read = parse(text, published=day)
    spans = {time.span.of(text): time.value for time in find_times(read, publication(read))}
    assert {"January 0000", "9990s"}.isdisjoint(spans)
    in_the_middle = day == "2024-05-15"
    assert ("tomorrow" in spans) == ("next month" in spans) == in_the_middle
    assert not in_the_middle or {"next 900 decades", "900 decades ago"}.isdisjoint(spans)


@pytest.mark.parametrize("day", ["January 1, 0001", "December 31, 9999"])
def test_publication_is_not_inferred_from_the_ends_of_the_calendar(parse, day):
    text = f"The wall fell on {day}. It had leant since the 30th."
    assert publication(parse(text)) is None


def test_publication_from_metadata_has_no_words(parse):
    day = publication(parse("The dam broke on Monday.", published="2024-05-15T08:00:00+02:00"))
    assert day == Time("2024-05-15", Span(0, 0), "metadata")


@pytest.mark.parametrize(
    ("text", "value", "words_of_it"),
    [
        ("Dam breaks\n\nMay 3, 2019\n\nThe dam broke on Friday.", "2019-05-03", "May 3, 2019"),
        (
            "Posted on Monday, 6 May 2019 10:15 GMT\nA dam broke.",
            "2019-05-06",
            "Monday, 6 May 2019",
        ),
        ("LONDON, May 3, 2019 (Agency) — The dam broke.", "2019-05-03", "May 3, 2019"),
        (
            "LONDON, May 3 (Agency) - The dam broke after a storm on May 1, 2019.",
            "2019-05-03",
            "May 1, 2019",
        ),
    ],
)
def test_publication_inferred_from_the_text(parse, text, value, words_of_it):
    day = publication(parse(text))
    assert (day.value, day.span.of(text), day.inferred) == (value, words_of_it, True)


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke on Friday.",
        "The dam broke on Friday. It was built on May 3, 2019.",
        "The dam broke on the 30th. It was built on May 3, 1919.",
    ],
)
def test_publication_that_is_open_is_not_guessed(parse, text):
    assert publication(parse(text)) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2014/2016", "2014-01-01", "2016-12-31"),
    ],
)
def test_bounds(value, first, last):
    assert tuple(day.isoformat() for day in iso.bounds(value)) == (first, last)


def test_a_month_later_is_no_longer_than_the_month():
    day, _ = iso.bounds("2024-01-31")
    assert iso.add_months(day, 1).isoformat() == "2024-02-29"
    assert iso.add_months(day, -2).isoformat() == "2023-11-30"
