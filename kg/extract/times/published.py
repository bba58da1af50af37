"""The day of publication: what the article says of itself, else what its words leave no doubt of.

Where the hints leave more than one day, there is none. An inferred day is marked as such and keeps
the words that it rests on.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from kg import iso8601 as iso
from kg.extract.times.expressions import Expression, expressions, fill, full_dates, head_of
from kg.extract.times.rules import RULES
from kg.extract.times.setting import Setting
from kg.extract.times.tense import tense_around
from kg.extract.words import words
from kg.records import Span, Time

if TYPE_CHECKING:
    from kg.extract.language import Parsed

# The words of a day that stands in the metadata are not in the text.
NO_WORDS = Span(0, 0)
# A line that holds nothing but a date is the article's own near its head.
HEAD_LINES = 12
# An article that gives a full date is taken to follow it within so many days,
HORIZON = 31
# and its first bare day of a month ("on the 30th") to lie back no more than so many.
RECENT = 7
LEAD_CHARACTERS = 1500

Hint = Callable[[date], bool]


def publication(parsed: "Parsed") -> Time | None:
    """The day of publication. Its span is empty where it comes from metadata."""
    rules = (from_metadata, from_dateline, from_hints)
    return next((found for rule in rules if (found := rule(parsed))), None)


def from_metadata(parsed: "Parsed") -> Time | None:
    """The day that the article's own metadata give."""
    published = parsed.document.source.published
    if not published or not re.match(r"\d{4}-\d\d-\d\d", published):
        return None
    return Time(published[: iso.DAYS_OF_DATE], NO_WORDS, "metadata")


def from_dateline(parsed: "Parsed") -> Time | None:
    """A line that gives a date and nothing else, or the date of a wire report's first line."""
    text = parsed.document.text
    for time in full_dates(text):
        line = line_around(text, time.span)
        near_head = text.count("\n", 0, line.start) < HEAD_LINES
        if (near_head or is_marked(text, line)) and is_dateline(text, line, time.span):
            return Time(time.value, time.span, "dateline", inferred=True)
    return None


def line_around(text: str, span: Span) -> Span:
    """The line that a span stands in."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def is_marked(text: str, line: Span) -> bool:
    """Whether the line says that it gives the day of publication."""
    return bool(re.match(r"\W*(?:first )?(?:published|posted)\b", line.of(text), re.IGNORECASE))


def is_dateline(text: str, line: Span, date_span: Span) -> bool:
    """Whether the line holds only words that go with a date, or begins a wire report with it."""
    before, after = text[line.start : date_span.start], text[date_span.end : line.end]
    allowed = {*words("times")["dateline_words"], *words("times")["weekdays"]}
    rest = re.findall(r"[a-z]+", f"{before} {after}".lower())
    wire = re.compile(words("times")["wire"].replace("$DATE", re.escape(date_span.of(text))))
    return all(word in allowed for word in rest) or bool(wire.match(line.of(text)))


def from_hints(parsed: "Parsed") -> Time | None:
    """The one day that agrees with all hints, in the month after the latest full date."""
    known = [time for time in full_dates(parsed.document.text) if not is_to_come(parsed, time.span)]
    if not known:
        return None
    latest = max(known, key=lambda time: (time.value, time.span))
    first = iso.bounds(latest.value)[0]
    hints = [hint for rule in (lead_day, next_month, agency_line) for hint in rule(parsed)]
    days = [iso.add_days(first, count) for count in range(HORIZON)]
    left = [day for day in days if all(hint(day) for hint in hints)]
    if not hints or len(left) != 1:
        return None
    return Time(left[0].isoformat(), latest.span, "hints", inferred=True)


def is_to_come(parsed: "Parsed", span: Span) -> bool:
    """Whether the words around a date place it in the future."""
    head = head_of(parsed.doc, span)
    return head is not None and tense_around(head) == "future"


def lead_day(parsed: "Parsed") -> Iterator[Hint]:
    """The first bare day of a month near the head, unless it is to come, lies a few days back."""
    found = (e for e in expressions(parsed.doc.text[:LEAD_CHARACTERS]) if e.rule == "day-of-month")
    bare = (e for e in found if "which" not in named(e))
    first = next((e for e in bare if _tense(parsed, e) != "future"), None)
    if first is not None:
        number = int(first.match["day"])
        yield lambda day: any(iso.add_days(day, -back).day == number for back in range(RECENT + 1))


def next_month(parsed: "Parsed") -> Iterator[Hint]:
    """The next month is the one month that a day to come is named with."""
    found = expressions(parsed.doc.text)
    said = any(named(e).get("which") == "next" and named(e).get("unit") == "month" for e in found)
    ahead = [e for e in found if e.rule == "month-day" and (_tense(parsed, e) != "past")]
    months = {words("times")["months"][e.match["month"].lower()] for e in ahead}
    if said and len(months) == 1:
        (wanted,) = months
        yield lambda day: iso.add_months(day, 1).month == wanted


def agency_line(parsed: "Parsed") -> Iterator[Hint]:
    """The day and month in an agency's first line are those of publication."""
    pattern = re.compile(fill(words("times")["agency_line"]), re.MULTILINE)
    match = pattern.search(parsed.document.text)
    if match:
        yield lambda day: RULES["month-day"](match, Setting(day)) == day.isoformat()


def named(found: Expression) -> dict[str, str]:
    """The parts of an expression that its pattern names, in lower case."""
    return {name: part.lower() for name, part in found.match.groupdict().items() if part}


def _tense(parsed: "Parsed", found: Expression) -> str | None:
    if named(found).get("yearword") == "next":
        return "future"
    head = head_of(parsed.doc, found.span)
    return tense_around(head) if head is not None else None
