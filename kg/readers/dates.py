"""Days and times as bylines state them, read into ISO 8601 only where there is one reading."""

import re
from datetime import date, time

from kg.readers.patterns import compiled

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_WORDY = re.compile(r"(?:(\d{1,2})\w* ([A-Z][a-z]{2})|([A-Z][a-z]{2})\S* (\d{1,2}))[^\d]*(\d{4})")
_CLOCK = re.compile(r"(?<![\d.-])(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm])?(?!\d)")


def first_moment(text: str) -> str | None:
    """The first day stated in a credit line, with its time of day if it has one, or None."""
    match = compiled("<moment>").search(text)
    return iso_moment(match.group()) if match else None


def iso_moment(stated: str) -> str | None:
    """`2021-12-30` or `2021-12-30T10:12:00`; None where there is no such day, or more than one."""
    match = compiled("<day>").search(stated)
    day = read_day(match.group()) if match else None
    if match is None or day is None:
        return None
    clock = read_clock(stated[match.end() :])
    return f"{day}T{clock}" if clock else day


def read_day(stated: str) -> str | None:
    """A day in ISO 8601, or None."""
    if found := _YEAR_FIRST.match(stated):
        year, month, day = found.groups()
    elif found := _YEAR_LAST.match(stated):
        return day_or_month_first(*map(int, found.groups()))
    elif found := _WORDY.match(stated):
        year, day = found[5], found[1] or found[4]
        month = _MONTHS.index((found[2] or found[3]).lower()) + 1
    else:
        return None
    return iso_day(int(year), int(month), int(day))


def day_or_month_first(first: int, second: int, year: int) -> str | None:
    """The day where only one order gives one: 30/12/2021, but not 10/12/2021."""
    readings = {iso_day(year, first, second), iso_day(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def iso_day(year: int, month: int, day: int) -> str | None:
    """A day in ISO 8601, or None where the calendar has none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_clock(stated: str) -> str | None:
    """The first time of day, 24 hours, or None."""
    found = _CLOCK.search(stated)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    try:
        return time(hour, minute, second).isoformat()
    except ValueError:
        return None
