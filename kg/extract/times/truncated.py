"""Days without a year or a month, and days told from that of writing: "the 30th", "last week".

They are kept where there is no day of publication to resolve them against. Other articles may
know the day: then what is truncated here speaks for or against its being the same.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg import iso8601 as iso
from kg.extract.times.expressions import expressions, is_figure
from kg.extract.times.setting import Match, count_of, has, month_number, number
from kg.extract.words import words
from kg.iso8601 import truncated_day, truncated_month, truncated_month_day, truncated_weekday
from kg.records import Time

if TYPE_CHECKING:
    from kg.extract.language import Parsed


LEAP_YEAR, LONGEST_MONTH = 2000, 31


def find_truncated(parsed: "Parsed") -> list[Time]:
    """Truncated days in the order of the text, each with the rule that reads it."""
    found = (e for e in expressions(parsed.doc.text) if e.rule in READINGS)
    valued = ((READINGS[e.rule](e.match), e) for e in found if not is_figure(parsed.doc, e))
    return [Time(value, e.span, e.rule) for value, e in valued if value]


def month_day(match: Match) -> str | None:
    """ "December 7": the year is not said."""
    if has(match, "year"):
        return None
    month, day = month_number(match), number(match, "day")
    return truncated_month_day(month, day) if iso.day_value(LEAP_YEAR, month, day) else None


def month(match: Match) -> str | None:
    """ "in June": neither the day nor the year is said."""
    return truncated_month(month_number(match))


def day_of_month(match: Match) -> str | None:
    """ "the 30th": neither month nor year is said."""
    day = number(match, "day")
    return truncated_day(day) if 1 <= day <= LONGEST_MONTH else None


def weekday(match: Match) -> str | None:
    """ "Thursday", not "the following Thursday", which counts from another day."""
    if has(match, "other"):
        return None
    return truncated_weekday(words("times")["weekdays"][match["weekday"].lower()])


def day_word(match: Match) -> str | None:
    """ "yesterday": a day before the day of writing."""
    return iso.offset(words("times")["day_words"][match["day_word"].lower()], "day")


def period(match: Match) -> str | None:
    """ "last month", "the current week"; not a part of one, nor "in the new year"."""
    which = (match.groupdict().get("which") or "").lower().removeprefix("the ")
    step = words("times")["shifts"].get(which)
    return iso.offset(step, match["unit"].lower()) if step is not None else None


def ago(match: Match) -> str | None:
    """ "two weeks ago"."""
    return iso.offset(-count_of(match), match["unit"].lower())


READINGS: Mapping[str, Callable[[Match], str | None]] = {
    "month-day": month_day,
    "month": month,
    "day-of-month": day_of_month,
    "weekday": weekday,
    "day-word": day_word,
    "period": period,
    "ago": ago,
}
