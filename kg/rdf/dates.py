"""From the ISO 8601 strings of the records to the date literals of XML Schema."""

import datetime
import re

from kg import errors, iso8601
from kg.rdf.namespaces import XSD
from kg.rdf.terms import text, typed

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TRUNCATED = re.compile(r"--\d\d(-\d\d)?|---\d\d|-W-[1-7]")


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


def truncated(value: str) -> str:
    """A day without its year, month or week, or an offset from writing; raises `errors.Invalid`.

    A string and not an `xsd:gMonthDay` or `xsd:gDay`, since no such type holds a day of the week.
    """
    if not (_TRUNCATED.fullmatch(value) or iso8601.is_offset(value)):
        raise errors.Invalid(f"{value!r} is not a truncated ISO 8601 day, nor an offset.")
    return text(value)


def bounds(value: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a day, month, year or `start/end`; raises `errors.Invalid`."""
    problem = errors.Invalid(f"{value!r} is not an ISO 8601 day, month, year or interval.")
    if not all(_DATE.fullmatch(part) for part in value.split("/", 1)):
        raise problem
    try:
        first, last = iso8601.bounds(value)
    except ValueError:
        raise problem from None
    if last < first:
        raise errors.Invalid(f"The interval {value!r} ends before it starts.")
    return first, last
