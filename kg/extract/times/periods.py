"""How expressions for weeks, months, years and spans are read: one function a rule.

See `kg.extract.times.rules`.
"""

from datetime import date

from kg import iso8601 as iso
from kg.extract.times.setting import Match, Setting, count_of, counted, has, month_number, number
from kg.extract.words import words

UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3653}

HALF_A_YEAR = 6


def month_year(match: Match, setting: Setting) -> str | None:
    """A month and its year."""
    if has(match, "year"):
        return iso.month_value(date(number(match, "year"), month_number(match), 1))
    if setting.published is None:
        return None
    step = words("times")["shifts"][match["yearword"].lower()]
    return iso.month_value(date(setting.published.year + step, month_number(match), 1))


def month(match: Match, setting: Setting) -> str | None:
    """A month: the last one that has begun, for what is to come the next one, else the nearest."""
    if setting.published is None:
        return None
    this = setting.published.replace(day=1)
    step = (month_number(match) - this.month) % 12
    which = (match.groupdict().get("which") or "").lower()
    ahead = iso.add_months(this, step or (12 if which in {"next", "this coming"} else 0))
    behind = iso.add_months(ahead, -12) if ahead > this or which in {"last", "this past"} else this
    nearer = setting.tense is None and not which and 0 < step < HALF_A_YEAR
    future = setting.tense == "future" or which in {"next", "this coming"} or nearer
    if which == "this":
        return iso.month_value(this.replace(month=month_number(match)))
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
    if has(match, "year"):
        return _season(number(match, "year"), start)
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
    """A week, month or year, past, running or next; "early next year" is read as that year."""
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
    return counted(match, setting.published, -1)


def ahead(match: Match, setting: Setting) -> str | None:
    """So many units after publication; a span so long that has passed has no one day."""
    return counted(match, setting.published, 1) if setting.tense == "future" else None


def later(match: Match, setting: Setting) -> str | None:
    """So many units after or before the time that the text named last, if that is as exact."""
    unit = match["unit"].lower()
    last = setting.before[-1].value if setting.before else None
    if last is None or iso.width(last) > UNIT_DAYS[unit]:
        return None
    return counted(match, iso.bounds(last)[0], 1 if match["way"].lower() == "later" else -1)


def span(match: Match, setting: Setting) -> str | None:
    """The last or next so many days, weeks, months, years, up to or from publication."""
    if setting.published is None:
        return None
    step = words("times")["shifts"][match["which"].lower()]
    other = iso.shift(setting.published, step * count_of(match), match["unit"].lower())
    return iso.interval(*sorted((setting.published, other)))


def decade(match: Match, _: Setting) -> str | None:
    """Ten years, from the one named on."""
    first = number(match, "year")
    return f"{first}/{first + 9}"


def year_range(match: Match, _: Setting) -> str | None:
    """From one year to another."""
    first, until = match["year"], match["until"]
    last = first[: 4 - len(until)] + until
    return f"{first}/{last}" if first < last else None


def year(match: Match, _: Setting) -> str | None:
    """A year in figures."""
    return match["year"]


def _cut(value: str, setting: Setting) -> str:
    """What of a running period the tense speaks of: up to publication, or from it on."""
    first, last = iso.bounds(value)
    published = setting.published or last
    if setting.tense == "past":
        return iso.interval(first, published)
    return iso.interval(published, last) if setting.tense == "future" else value


def _year_of(match: Match, setting: Setting) -> int | None:
    if has(match, "year"):
        return number(match, "year")
    if setting.published is None:
        return None
    word = match.groupdict().get("yearword") or "this"
    return setting.published.year + int(words("times")["shifts"][word.lower()])


def _ordinal(match: Match, months: int) -> int:
    if has(match, "number"):
        return number(match, "number")
    place = int(words("times")["ordinals"][match["ordinal"].lower()])
    return min(place, 12 // months)


def _season(year: int, start: int) -> str:
    first = date(year, start, 1)
    return iso.interval(first, iso.add_days(iso.add_months(first, 3), -1))
