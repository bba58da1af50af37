"""What a time expression is read against, and how its parts are read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kg import iso8601 as iso
from kg.extract.times.tense import Tense
from kg.extract.words import words
from kg.records import Time

# A day without a year lies within this many days of publication.
YEAR_IS_NAMED = 270


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    published: date | None
    tense: Tense | None = None
    before: tuple[Time, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The day that the paragraph named last."""
        days = (time.value for time in reversed(self.before) if iso.width(time.value) == 1)
        return next((iso.bounds(value)[0] for value in days), None)


type Match = re.Match[str]
type Rule = Callable[[Match, Setting], str | None]


def has(match: Match, name: str) -> bool:
    """Whether the pattern found that part."""
    return match.groupdict().get(name) is not None


def number(match: Match, name: str) -> int:
    """A part in figures."""
    return int(match[name])


def month_number(match: Match) -> int:
    """The number of the month named."""
    months: dict[str, int] = words("times")["months"]
    return months[match["month"].lower()]


def shift_of(match: Match) -> int:
    """Minus one for "last", one for "next"."""
    shifts: dict[str, int] = words("times")["shifts"]
    return shifts[match["which"].lower()]


def count_of(match: Match) -> int:
    """How many units are counted; one where no number stands."""
    numbers: dict[str, int] = words("times")["numbers"]
    text = (match.groupdict().get("number") or "1").lower()
    return int(text) if text.isdigit() else numbers[text]


def counted(match: Match, day: date | None, sign: int) -> str | None:
    """The unit so many steps from a day, as a value."""
    unit = match["unit"].lower()
    return iso.period_of(iso.shift(day, sign * count_of(match), unit), unit) if day else None


def by_tense(values: Iterable[str | None], setting: Setting) -> str | None:
    """The latest day up to publication, the earliest from it on, or the nearest to it.

    The nearest also where the tense asks for a day so far away that a writer would have named the
    year: then the verb is not the one that the date belongs to.
    """
    days = [iso.bounds(value)[0] for value in values if value]
    published = setting.published
    if published is None or not days:
        return None
    past = max((day for day in days if day <= published), default=None)
    future = min((day for day in days if day >= published), default=None)
    nearest = min(days, key=lambda day: (abs((day - published).days), day))
    asked = {"past": past, "future": future}.get(setting.tense or "", nearest)
    far = asked is None or abs((asked - published).days) > YEAR_IS_NAMED
    return (nearest if far or asked is None else asked).isoformat()
