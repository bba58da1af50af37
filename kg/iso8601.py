"""Truncated dates: what words give of a day when they leave the year or the month out.

The forms are those of ISO 8601:2000, 5.2.1.3 (and of `xsd:gMonthDay` and `xsd:gDay`): `--12-07`
is a 7 December, `---30` a 30th, `-W-4` a Thursday. None fixes a day; each tells two days apart.
"""

from datetime import date, timedelta

_MONTH_DAY, _DAY, _WEEKDAY = "--", "---", "-W-"


def truncated_month_day(month: int, day: int) -> str:
    """`--12-07`."""
    return f"{_MONTH_DAY}{month:02d}-{day:02d}"


def truncated_day(day: int) -> str:
    """`---30`."""
    return f"{_DAY}{day:02d}"


def truncated_weekday(weekday: int) -> str:
    """`-W-4` for a Thursday; `weekday` counts from 0 for Monday."""
    return f"{_WEEKDAY}{weekday + 1}"


def names_month(truncated: str) -> bool:
    """Whether only the year is left out."""
    return truncated.startswith(_MONTH_DAY) and not truncated.startswith(_DAY)


def truncations(day: date) -> frozenset[str]:
    """All truncated forms of a day: what words may call it."""
    return frozenset(
        (
            truncated_month_day(day.month, day.day),
            truncated_day(day.day),
            truncated_weekday(day.weekday()),
        )
    )


def truncations_agree(left: str, right: str) -> bool:
    """Whether two truncated dates can be of one day: a weekday agrees with any date."""
    if (left.startswith(_WEEKDAY)) != (right.startswith(_WEEKDAY)):
        return True
    # The last two characters of a date are the day of the month, the last one of a weekday it.
    same_form = left.startswith(_DAY) == right.startswith(_DAY)
    return left == right if same_form else left[-2:] == right[-2:]


def nearest(truncated: str, day: date, *, past: bool) -> date:
    """The last day up to `day` that the truncated date can be of; not `past`: the first from it."""
    step = timedelta(days=-1 if past else 1)
    while truncated not in truncations(day):
        day += step
    return day
