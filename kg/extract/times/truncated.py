"""Days without a year or a month, as far as their words give them: "December 7", "the 30th".

They are kept where there is no day of publication to resolve them against. Other articles may
know the day: then what is truncated here speaks for or against its being the same.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg import iso8601 as iso
from kg.extract.times.expressions import expressions, is_figure
from kg.extract.times.setting import Match, has, month_number, number
from kg.extract.words import words
from kg.iso8601 import truncated_day, truncated_month_day, truncated_weekday
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


def day_of_month(match: Match) -> str | None:
    """ "the 30th": neither month nor year is said."""
    day = number(match, "day")
    return truncated_day(day) if 1 <= day <= LONGEST_MONTH else None


def weekday(match: Match) -> str | None:
    """ "Thursday", not "the following Thursday", which counts from another day."""
    if has(match, "other"):
        return None
    return truncated_weekday(words("times")["weekdays"][match["weekday"].lower()])


READINGS: Mapping[str, Callable[[Match], str | None]] = {
    "month-day": month_day,
    "day-of-month": day_of_month,
    "weekday": weekday,
}
