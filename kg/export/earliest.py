"""Which of several dates is the earliest, where that is certain.

A day is all of its hours. A day or time without a zone, held against a time with one, may be of
any zone from UTC+14 to UTC-12. Two without a zone are read as of the same one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from functools import reduce
from typing import Final, Self

_FIRST_ZONE: Final = timezone(timedelta(hours=14))
_LAST_ZONE: Final = timezone(timedelta(hours=-12))
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Dated:
    """Something, and the first and last moment that its date may mean."""

    name: str
    first: datetime
    last: datetime

    @classmethod
    def of(cls, name: str, date: str) -> Self:
        """Of an ISO 8601 day, or day and time; raises `ValueError`."""
        first = datetime.fromisoformat(date)
        last = datetime.combine(first, time.max) if _DAY.fullmatch(date) else first
        return cls(name, first, last)

    def precedes(self, other: Self) -> bool:
        """Whether it is earlier, whatever is not told of both."""
        last, first = self.last, other.first
        if (last.tzinfo is None) != (first.tzinfo is None):
            last = last if last.tzinfo else last.replace(tzinfo=_LAST_ZONE)
            first = first if first.tzinfo else first.replace(tzinfo=_FIRST_ZONE)
        return last < first


def earliest(dates: Iterable[tuple[str, str]]) -> str | None:
    """The name whose date precedes all others; None where there is none, or one has no date.

    Takes pairs of a name and an ISO 8601 day, or day and time; raises `ValueError`.
    """
    pairs = list(dates)
    if not pairs or not all(date for _, date in pairs):
        return None
    dated = [Dated.of(name, date) for name, date in pairs]
    # One that precedes all others precedes whatever is held when its turn comes.
    found = reduce(lambda held, each: each if each.precedes(held) else held, dated)
    others = (each for each in dated if each is not found)
    return found.name if all(map(found.precedes, others)) else None
