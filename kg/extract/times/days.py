"""How expressions for days are read: one function a rule. See `kg.extract.times.rules`."""

from kg import iso8601 as iso
from kg.extract.times.setting import Match, Setting, by_tense, has, month_number, number, shift_of
from kg.extract.words import words

# A bare day in a list lies within this many days of the dated one before it.
LISTED_WITHIN = 14


def full_date(match: Match, _: Setting) -> str | None:
    """A day with its month and year."""
    return iso.day_value(number(match, "year"), month_number(match), number(match, "day"))


def numeric_date(match: Match, _: Setting) -> str | None:
    """A date in figures; where day and month could be exchanged it has no value."""
    parts = match.groupdict()
    if parts.get("first") is None:
        return iso.day_value(*(number(match, part) for part in ("year", "month", "day")))
    first, second, year = (number(match, part) for part in ("first", "second", "year"))
    readings = {iso.day_value(year, first, second), iso.day_value(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def day_range(match: Match, setting: Setting) -> str | None:
    """Days of one month, from one to another."""
    first = month_day(match, setting)
    if first is None:
        return None
    last = iso.day_value(int(first[:4]), month_number(match), number(match, "until"))
    return f"{first}/{last}" if last and first < last else None


def month_day(match: Match, setting: Setting) -> str | None:
    """A day and its month; the year is the one given, or the one that the tense asks for."""
    month, day = month_number(match), number(match, "day")
    if has(match, "year"):
        return iso.day_value(number(match, "year"), month, day)
    if setting.published is None:
        return None
    year = setting.published.year
    if has(match, "yearword"):
        return iso.day_value(year + words("times")["shifts"][match["yearword"].lower()], month, day)
    near = (iso.day_value(each, month, day) for each in range(year - 4, year + 5))
    return by_tense(near, setting)


def named_day(match: Match, setting: Setting) -> str | None:
    """A day with a name of its own and a fixed place in the calendar."""
    month, day = words("times")["named_days"][match["named_day"].lower()]
    if has(match, "year"):
        return iso.day_value(number(match, "year"), month, day)
    if setting.published is None:
        return None
    year = setting.published.year
    return by_tense(
        (iso.day_value(each, month, day) for each in (year - 1, year, year + 1)), setting
    )


def day_of_month(match: Match, setting: Setting) -> str | None:
    """A bare day: of the month named, else of the one that the tense and the calendar ask for."""
    if setting.published is None:
        return None
    day = number(match, "day")
    if has(match, "which"):
        month = iso.add_months(setting.published.replace(day=1), shift_of(match))
        return iso.day_value(month.year, month.month, day)
    listed = _continues_list(day, setting)
    if listed:
        return listed
    months = (iso.add_months(setting.published.replace(day=1), step) for step in range(-2, 3))
    values = (iso.day_value(month.year, month.month, day) for month in months)
    if not has(match, "weekday"):
        return by_tense(values, setting)
    wanted = words("times")["weekdays"][match["weekday"].lower()]
    return by_tense((v for v in values if v and iso.bounds(v)[0].weekday() == wanted), setting)


def weekday(match: Match, setting: Setting) -> str | None:
    """The last such day up to publication; for what is to come, the next one."""
    if setting.published is None:
        return None
    wanted = words("times")["weekdays"][match["weekday"].lower()]
    which = (match["which"] or "").lower()
    ahead = (wanted - setting.published.weekday()) % 7
    behind = (setting.published.weekday() - wanted) % 7
    if has(match, "other"):
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
