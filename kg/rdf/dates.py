"""From the ISO 8601 strings of the records to the date literals of XML Schema."""

import calendar
import datetime
import re

from kg import errors
from kg.rdf.namespaces import XSD
from kg.rdf.terms import typed

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(value: datetime.date) -> str:
    """An `xsd:date`."""
    return typed(value.isoformat(), XSD["date"])


def moment(value: str) -> str:
    """An `xsd:date` for a day, an `xsd:dateTime` for a day and a time; raises `errors.Invalid`."""
    try:
        if _DAY.fullmatch(value):
            return day(datetime.date.fromisoformat(value))
        return typed(datetime.datetime.fromisoformat(value).isoformat(), XSD["dateTime"])
    except ValueError:
        raise errors.Invalid(f"{value!r} is not an ISO 8601 day, or day and time.") from None


def date_time(value: str) -> str:
    """An `xsd:dateTime`; a bare day is its midnight. Raises `errors.Invalid`."""
    return moment(f"{value}T00:00:00" if _DAY.fullmatch(value) else value)


def bounds(value: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a day, month, year or `start/end`; raises `errors.Invalid`."""
    start, _, end = value.partition("/")
    try:
        first, last = _first(start), _last(end or start)
    except ValueError:
        raise errors.Invalid(
            f"{value!r} is not an ISO 8601 day, month, year or interval."
        ) from None
    if last < first:
        raise errors.Invalid(f"The interval {value!r} ends before it starts.")
    return first, last


def _first(value: str) -> datetime.date:
    year, month, day_ = _fields(value)
    return datetime.date(year, month or 1, day_ or 1)


def _last(value: str) -> datetime.date:
    year, month, day_ = _fields(value)
    month = month or 12
    if month not in range(1, 13):
        raise ValueError(value)
    return datetime.date(year, month, day_ or calendar.monthrange(year, month)[1])


def _fields(value: str) -> tuple[int, int | None, int | None]:
    match = _DATE.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day_ = match.groups()
    return int(year), int(month) if month else None, int(day_) if day_ else None
