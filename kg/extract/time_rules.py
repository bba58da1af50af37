"""How each kind of time expression is read: one function a rule.

A rule gets the match of its pattern and the setting: the day of publication, the tense of the
governing verb, and the times found before in the text. It returns a value in ISO 8601, or None
where the words do not fix a time. No figure is guessed: an expression that counts from the day of
publication has no value where that day is not known.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kg.extract import iso
from kg.extract.tense import Tense
from kg.extract.words import words
from kg.records import Time


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


# A day without a year lies within this many days of publication.
YEAR_IS_NAMED = 270
# And one without a month, in a list, within this many days of the one before.
LISTED_WITHIN = 14
UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3653}

Match = re.Match[str]
Rule = Callable[[Match, Setting], str | None]


def full_date(match: Match, _: Setting) -> str | None:
    """A day with its month and year."""
    return iso.day_value(_number(match, "year"), _month(match), _number(match, "day"))


def numeric_date(match: Match, _: Setting) -> str | None:
    """A date in figures; where day and month could be exchanged it has no value."""
    parts = match.groupdict()
    if parts.get("first") is None:
        return iso.day_value(*(_number(match, part) for part in ("year", "month", "day")))
    first, second, year = (_number(match, part) for part in ("first", "second", "year"))
    readings = {iso.day_value(year, first, second), iso.day_value(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def day_range(match: Match, setting: Setting) -> str | None:
    """Days of one month, from one to another."""
    first = month_day(match, setting)
    if first is None:
        return None
    last = iso.day_value(int(first[:4]), _month(match), _number(match, "until"))
    return f"{first}/{last}" if last and first < last else None


def month_day(match: Match, setting: Setting) -> str | None:
    """A day and its month; the year is the one given, or the one that the tense asks for."""
    month, day = _month(match), _number(match, "day")
    if _has(match, "year"):
        return iso.day_value(_number(match, "year"), month, day)
    if setting.published is None:
        return None
    year = setting.published.year
    if _has(match, "yearword"):
        return iso.day_value(year + words("times")["shifts"][match["yearword"].lower()], month, day)
    near = (iso.day_value(each, month, day) for each in range(year - 4, year + 5))
    return _by_tense(near, setting)


def named_day(match: Match, setting: Setting) -> str | None:
    """A day with a name of its own and a fixed place in the calendar."""
    month, day = words("times")["named_days"][match["named_day"].lower()]
    if _has(match, "year"):
        return iso.day_value(_number(match, "year"), month, day)
    if setting.published is None:
        return None
    year = setting.published.year
    return _by_tense(
        (iso.day_value(each, month, day) for each in (year - 1, year, year + 1)), setting
    )


def day_of_month(match: Match, setting: Setting) -> str | None:
    """A bare day: of the month named, else of the one that the tense and the calendar ask for."""
    if setting.published is None:
        return None
    day = _number(match, "day")
    if _has(match, "which"):
        month = iso.add_months(setting.published.replace(day=1), _shift(match))
        return iso.day_value(month.year, month.month, day)
    listed = _continues_list(day, setting)
    if listed:
        return listed
    months = (iso.add_months(setting.published.replace(day=1), step) for step in range(-2, 3))
    values = (iso.day_value(month.year, month.month, day) for month in months)
    if not _has(match, "weekday"):
        return _by_tense(values, setting)
    wanted = words("times")["weekdays"][match["weekday"].lower()]
    return _by_tense((v for v in values if v and iso.bounds(v)[0].weekday() == wanted), setting)


def weekday(match: Match, setting: Setting) -> str | None:
    """The last such day up to publication; for what is to come, the next one."""
    if setting.published is None:
        return None
    wanted = words("times")["weekdays"][match["weekday"].lower()]
    which = (match["which"] or "").lower()
    ahead = (wanted - setting.published.weekday()) % 7
    behind = (setting.published.weekday() - wanted) % 7
    if _has(match, "other"):
        return _weekday_from_text(
            wanted, 1 if match["other"].lower() == "following" else -1, setting
        )
    if which in {"next", "this coming"}:
        return iso.add_days(setting.published, ahead or 7).isoformat()
    if which in {"last", "this past"}:
        return iso.add_days(setting.published, -(behind or 7)).isoformat()
    future = setting.tense == "future" or (which == "this" and setting.tense != "past")
    return iso.add_days(setting.published, ahead if future else -behind).isoformat()


def day_word(match: Match, setting: Setting) -> str | None:
    """A day counted from the day of publication."""
    if setting.published is None:
        return None
    count = words("times")["day_words"][match["day_word"].lower()]
    return iso.add_days(setting.published, count).isoformat()


def same_day(match: Match, setting: Setting) -> str | None:
    """A day counted from the day that the text named last."""
    count = words("times")["anaphoric_days"][match["anaphoric_day"].lower()]
    return iso.add_days(setting.last_day, count).isoformat() if setting.last_day else None


def month_year(match: Match, setting: Setting) -> str | None:
    """A month and its year."""
    if _has(match, "year"):
        return iso.month_value(date(_number(match, "year"), _month(match), 1))
    if setting.published is None:
        return None
    step = words("times")["shifts"][match["yearword"].lower()]
    return iso.month_value(date(setting.published.year + step, _month(match), 1))


def month(match: Match, setting: Setting) -> str | None:
    """A month: the last one that has begun, or for what is to come the next one."""
    if setting.published is None:
        return None
    this = setting.published.replace(day=1)
    step = (_month(match) - this.month) % 12
    which = (match.groupdict().get("which") or "").lower()
    ahead = iso.add_months(this, step or (12 if which in {"next", "this coming"} else 0))
    behind = iso.add_months(ahead, -12) if ahead > this or which in {"last", "this past"} else this
    future = setting.tense == "future" or which in {"next", "this coming"}
    if which == "this":
        return iso.month_value(this.replace(month=_month(match)))
    return iso.month_value(ahead if future and which != "last" else behind)


def quarter(match: Match, setting: Setting) -> str | None:
    """A quarter or half of a calendar year."""
    year = _year_of(match, setting)
    if year is None:
        return None
    months = 6 if match["kind"].lower() == "half" else 3
    place = _ordinal(match, months)
    first = date(year, (place - 1) * months + 1, 1)
    return iso.interval(first, iso.add_days(iso.add_months(first, months), -1))


def season(match: Match, setting: Setting) -> str | None:
    """A season of the northern hemisphere, three whole months from March, June ... on."""
    start = words("times")["seasons"][match["season"].lower()]
    if _has(match, "year"):
        return _season(_number(match, "year"), start)
    if setting.published is None:
        return None
    year, which = setting.published.year, match["which"].lower()
    first = [date(each, start, 1) for each in range(year - 2, year + 3)]
    if which in {"last", "this past"}:
        ended = [day for day in first if iso.add_months(day, 3) <= setting.published]
        return _season(ended[-1].year, start)
    if which == "this":
        return _season(year, start)
    return _season(next(day for day in first if day > setting.published).year, start)


def period(match: Match, setting: Setting) -> str | None:
    """This, last or next week, month, year; "early next year" is read as that year."""
    if setting.published is None:
        return None
    which = (match.groupdict().get("which") or "this").lower().removeprefix("the ")
    unit = match["unit"].lower()
    if which == "in the new":
        ahead = setting.published.month > 6  # (from July on, the new year is the next)
        return iso.year_value(iso.add_months(setting.published, 12 if ahead else 0))
    day = iso.shift(setting.published, words("times")["shifts"][which], unit)
    whole = iso.period_of(day, unit)
    return _cut(whole, setting) if which == "this" and unit == "week" else whole


def same_period(match: Match, setting: Setting) -> str | None:
    """The week, month or year of the day that the text named last, or the one after."""
    if not setting.before:
        return None
    unit = match["unit"].lower()
    step = 1 if match["which"].lower() == "the following" else 0
    day = iso.bounds(setting.before[-1].value)[0]
    known = iso.width(setting.before[-1].value) <= UNIT_DAYS[unit]
    return iso.period_of(iso.shift(day, step, unit), unit) if known else None


def ago(match: Match, setting: Setting) -> str | None:
    """So many days, weeks, months or years before publication, to that unit."""
    return _counted(match, setting.published, -1)


def ahead(match: Match, setting: Setting) -> str | None:
    """So many units after publication; a span so long that has passed has no one day."""
    return _counted(match, setting.published, 1) if setting.tense == "future" else None


def later(match: Match, setting: Setting) -> str | None:
    """So many units after or before the time that the text named last, if that is as exact."""
    unit = match["unit"].lower()
    last = setting.before[-1].value if setting.before else None
    if last is None or iso.width(last) > UNIT_DAYS[unit]:
        return None
    return _counted(match, iso.bounds(last)[0], 1 if match["way"].lower() == "later" else -1)


def span(match: Match, setting: Setting) -> str | None:
    """The last or next so many days, weeks, months, years, up to or from publication."""
    if setting.published is None:
        return None
    step = words("times")["shifts"][match["which"].lower()]
    other = iso.shift(setting.published, step * _count(match), match["unit"].lower())
    return iso.interval(*sorted((setting.published, other)))


def decade(match: Match, _: Setting) -> str | None:
    """Ten years, from the one named on."""
    first = _number(match, "year")
    return f"{first}/{first + 9}"


def year_range(match: Match, _: Setting) -> str | None:
    """From one year to another."""
    first, until = match["year"], match["until"]
    last = first[: 4 - len(until)] + until
    return f"{first}/{last}" if first < last else None


def year(match: Match, _: Setting) -> str | None:
    """A year in figures."""
    return match["year"]


RULES: dict[str, Rule] = {
    "full-date": full_date,
    "numeric-date": numeric_date,
    "day-range": day_range,
    "month-day": month_day,
    "named-day": named_day,
    "day-of-month": day_of_month,
    "weekday": weekday,
    "day-word": day_word,
    "same-day": same_day,
    "month-year": month_year,
    "month": month,
    "quarter": quarter,
    "season": season,
    "period": period,
    "same-period": same_period,
    "ago": ago,
    "ahead": ahead,
    "later": later,
    "span": span,
    "decade": decade,
    "year-range": year_range,
    "year": year,
}


def _has(match: Match, name: str) -> bool:
    return match.groupdict().get(name) is not None


def _number(match: Match, name: str) -> int:
    return int(match[name])


def _month(match: Match) -> int:
    months: dict[str, int] = words("times")["months"]
    return months[match["month"].lower()]


def _shift(match: Match) -> int:
    shifts: dict[str, int] = words("times")["shifts"]
    return shifts[match["which"].lower()]


def _count(match: Match) -> int:
    numbers: dict[str, int] = words("times")["numbers"]
    text = (match.groupdict().get("number") or "1").lower()
    return int(text) if text.isdigit() else numbers[text]


def _counted(match: Match, day: date | None, sign: int) -> str | None:
    unit = match["unit"].lower()
    return iso.period_of(iso.shift(day, sign * _count(match), unit), unit) if day else None


def _by_tense(values: Iterable[str | None], setting: Setting) -> str | None:
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


def _continues_list(day: int, setting: Setting) -> str | None:
    """A bare day that follows a dated one: the next such day after it, within a fortnight."""
    last = setting.before[-1] if setting.before else None
    if last is None or last.rule not in {"full-date", "month-day", "day-of-month"}:
        return None
    start = iso.bounds(last.value)[0]
    value = iso.day_value(start.year, start.month, day)
    near = value is not None and 0 < (iso.bounds(value)[0] - start).days <= LISTED_WITHIN
    agrees = setting.published is not None and (start > setting.published or setting.tense is None)
    return value if near and agrees else None


def _weekday_from_text(wanted: int, sign: int, setting: Setting) -> str | None:
    if setting.last_day is None:
        return None
    days = (iso.add_days(setting.last_day, sign * count) for count in range(1, 8))
    return next(day.isoformat() for day in days if day.weekday() == wanted)


def _cut(value: str, setting: Setting) -> str:
    """What of a running period the tense speaks of: up to publication, or from it on."""
    first, last = iso.bounds(value)
    published = setting.published or last
    if setting.tense == "past":
        return iso.interval(first, published)
    return iso.interval(published, last) if setting.tense == "future" else value


def _year_of(match: Match, setting: Setting) -> int | None:
    if _has(match, "year"):
        return _number(match, "year")
    if setting.published is None:
        return None
    word = match.groupdict().get("yearword") or "this"
    return setting.published.year + int(words("times")["shifts"][word.lower()])


def _ordinal(match: Match, months: int) -> int:
    if _has(match, "number"):
        return _number(match, "number")
    place = int(words("times")["ordinals"][match["ordinal"].lower()])
    return min(place, 12 // months)


def _season(year: int, start: int) -> str:
    first = date(year, start, 1)
    return iso.interval(first, iso.add_days(iso.add_months(first, 3), -1))
