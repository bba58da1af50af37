"""Dates as ISO 8601 writes them: days, months, years, intervals, and days that are not whole.

A value is `2021-12-30`, `2021-12`, `2021` or `start/end`, both ends included. A truncated date is
what words give of a day when they leave the year or the month out, in the forms of ISO 8601:2000,
5.2.1.3 (and of `xsd:gMonthDay`, `xsd:gDay` and `xsd:gMonth`): `--12-07` is a 7 December, `---30` a
30th, `--06` some day of a June, `-W-4` a Thursday. None fixes a day; each tells two days apart.
Weeks begin on Monday.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

DAYS_OF_DATE = len("2021-12-30")


def day_value(year: int, month: int, day: int) -> str | None:
    """`2021-12-30`; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def month_value(day: date) -> str:
    """`2021-12`."""
    return f"{day.year:04d}-{day.month:02d}"


def year_value(day: date) -> str:
    """`2021`."""
    return f"{day.year:04d}"


def interval(first: date, last: date) -> str:
    """`2021-12-27/2022-01-02`, both days included; a single day stays a day."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


@cache
def bounds(value: str) -> tuple[date, date]:
    """First and last day of a value: of a day, a month, a year or an interval."""
    first, _, last = value.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(value: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in value[:DAYS_OF_DATE].split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    month, *days = rest
    first, last = (days[0], days[0]) if days else (1, monthrange(year, month)[1])
    return date(year, month, first), date(year, month, last)


def overlap(left: str, right: str) -> bool:
    """Whether two values share at least one day."""
    (first, last), (other_first, other_last) = bounds(left), bounds(right)
    return first <= other_last and other_first <= last


def gap(left: str, right: str) -> int:
    """How many days lie from the end of the earlier value to the start of the later one."""
    (first, last), (other_first, other_last) = bounds(left), bounds(right)
    return max((other_first - last).days, (first - other_last).days, 0)


def width(value: str) -> int:
    """How many days the value spans."""
    first, last = bounds(value)
    return (last - first).days + 1


def add_days(day: date, count: int) -> date:
    """The day that is `count` days later; earlier where negative."""
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = add_days(day, -day.weekday())
    return monday, add_days(monday, 6)


def period_of(day: date, unit: str) -> str:
    """The day, week, weekend, month, year or decade that a day lies in, as a value."""
    if unit == "month":
        return month_value(day)
    if unit == "year":
        return year_value(day)
    if unit == "decade":
        first = day.year - day.year % 10
        return f"{first:04d}/{first + 9:04d}"
    monday, sunday = week_of(day)
    starts = {"day": day, "week": monday, "weekend": add_days(monday, 5)}
    return interval(starts[unit], day if unit == "day" else sunday)


def shift(day: date, count: int, unit: str) -> date:
    """The day `count` units later; a weekend is shifted by weeks."""
    months = {"month": 1, "year": 12, "decade": 120}
    if unit in months:
        return add_months(day, count * months[unit])
    return add_days(day, count * (1 if unit == "day" else 7))


_MONTH_DAY, _DAY, _WEEKDAY = "--", "---", "-W-"


def truncated_month_day(month: int, day: int) -> str:
    """`--12-07`."""
    return f"{_MONTH_DAY}{month:02d}-{day:02d}"


def truncated_day(day: int) -> str:
    """`---30`."""
    return f"{_DAY}{day:02d}"


def truncated_month(month: int) -> str:
    """`--06`."""
    return f"{_MONTH_DAY}{month:02d}"


def truncated_weekday(weekday: int) -> str:
    """`-W-4` for a Thursday; `weekday` counts from 0 for Monday."""
    return f"{_WEEKDAY}{weekday + 1}"


def names_month(truncated: str) -> bool:
    """Whether the month is told, and the year left out."""
    return truncated.startswith(_MONTH_DAY) and not truncated.startswith(_DAY)


def is_month(truncated: str) -> bool:
    """Whether only the month is told."""
    return names_month(truncated) and len(truncated) == len("--06")


def is_month_day(truncated: str) -> bool:
    """Whether day and month are told."""
    return names_month(truncated) and not is_month(truncated)


def is_weekday(truncated: str) -> bool:
    """Whether only the day of the week is told."""
    return truncated.startswith(_WEEKDAY)


def truncations(day: date) -> frozenset[str]:
    """All truncated forms of a day: what words may call it."""
    return frozenset(
        (
            truncated_month(day.month),
            truncated_month_day(day.month, day.day),
            truncated_day(day.day),
            truncated_weekday(day.weekday()),
        )
    )


def truncations_agree(left: str, right: str) -> bool:
    """Whether two truncated dates can be of one day: a weekday agrees with any date.

    Two offsets are of one day where they are equal, or count in different units.
    """
    if is_offset(left) or is_offset(right):
        both = is_offset(left) and is_offset(right)
        return not both or left == right or offset_unit(left) != offset_unit(right)
    if is_weekday(left) != is_weekday(right):
        return True
    if is_month(left) or is_month(right):
        return not (names_month(left) and names_month(right)) or left[:4] == right[:4]
    # The last two characters of a date are the day of the month, the last one of a weekday it.
    same_form = left.startswith(_DAY) == right.startswith(_DAY)
    return left == right if same_form else left[-2:] == right[-2:]


def nearest(truncated: str, day: date, *, past: bool) -> date:
    """The last day up to `day` that the truncated date can be of; not `past`: the first from it."""
    step = timedelta(days=-1 if past else 1)
    while truncated not in truncations(day):
        day += step
    return day


_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_OFFSET = re.compile(r"(-?)P(\d+)([DWMY])")


def offset(count: int, unit: str) -> str | None:
    """`P1M` for the next month; None where no designator of durations names the unit."""
    letter = next((letter for letter, name in _UNITS.items() if name == unit), None)
    return f"{'-' if count < 0 else ''}P{abs(count)}{letter}" if letter else None


def is_offset(value: str) -> bool:
    """Whether the value counts from the day of writing."""
    return _OFFSET.fullmatch(value) is not None


def _parts(value: str) -> tuple[int, str]:
    match = _OFFSET.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no offset")
    sign, count, letter = match.groups()
    return (-int(count) if sign else int(count)), _UNITS[letter]


def is_ahead(value: str) -> bool:
    """Whether the value is an offset to what lies after the day of writing."""
    return is_offset(value) and _parts(value)[0] > 0


def offset_unit(value: str) -> str:
    """The unit that an offset counts in: `day`, `week`, `month` or `year`."""
    return _parts(value)[1]


def from_offset(value: str, day: date) -> str:
    """The day, week, month or year that lies so far from a day, as a value."""
    count, unit = _parts(value)
    return period_of(shift(day, count, unit), unit)


def written_on(value: str, day: date) -> date:
    """The day of writing, from which an offset in days leads to `day`."""
    return add_days(day, -_parts(value)[0])
