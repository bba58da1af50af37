"""Times of happenings, compared: what holds what, and what is settled of the day."""

from collections.abc import Iterable, Mapping

from kg.iso8601 import (
    DAYS_OF_DATE,
    bounds,
    is_month_day,
    is_weekday,
    truncated_month_day,
    truncations,
)
from kg.records import Extraction


def published(found: Extraction) -> str:
    """When an article was published, told or inferred; empty where it is not known."""
    return found.document.source.published or (found.published.value if found.published else "")


def is_day(value: str) -> bool:
    """Whether a time names one day."""
    return "/" not in value and len(value) >= DAYS_OF_DATE


def compatible(left: str, right: str) -> bool:
    """Whether the times are equal, one holds the other, or one is not given."""
    if not left or not right:
        return True
    (first, last), (start, end) = bounds(left), bounds(right)
    return (first <= start and end <= last) or (start <= first and last <= end)


def settled(value: str) -> Mapping[str, str]:
    """The day, month and year that a time lies in, as far as it lies in one."""
    start, end = (day.isoformat() for day in bounds(value)) if value else ("", "")
    sizes = {"day": 10, "month": 7, "year": 4}
    return {name: start[:n] for name, n in sizes.items() if start and start[:n] == end[:n]}


def day_of_year(value: str, truncated: str) -> str:
    """`--12-07` where the words tell day and month, with a year or without; empty where not."""
    if is_day(value):
        day = bounds(value)[0]
        return truncated_month_day(day.month, day.day)
    return truncated if is_month_day(truncated) else ""


def calendar_facts(value: str, truncated: str) -> Mapping[str, str]:
    """What is known of the day: of a whole one its day of month and weekday as well.

    `truncated` is a day of which the words leave the year or the month out.
    """
    known = truncations(bounds(value)[0]) if is_day(value) else {truncated}
    return {_form(each): each for each in sorted(known | _implied(known)) if each}


def _form(truncated: str) -> str:
    return "weekday" if is_weekday(truncated) else f"date in {len(truncated)} characters"


def _implied(known: Iterable[str]) -> set[str]:
    """A day of a month is also a day of some month, and lies in it."""
    days = set(filter(is_month_day, known))
    return {f"---{each[-2:]}" for each in days} | {each[:4] for each in days}
