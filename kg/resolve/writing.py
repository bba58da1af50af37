"""When articles without a date were written, as other articles tell.

An article that says "yesterday" or "on Thursday" of something that another article dates was
written a day after that day, or in the days after it. Its other times that leave the year out, or
that count from the day of writing, follow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.iso8601 import (
    add_days,
    bounds,
    from_offset,
    interval,
    is_month,
    is_offset,
    is_weekday,
    month_value,
    names_month,
    nearest,
    offset_unit,
    written_on,
)
from kg.records import Dating, Event, Extraction, Identity, Key
from kg.resolve.times import is_day

WEEK = 6  # days after the one that a weekday names, until it would be another's name

type Events = Mapping[Key, Event]


@dataclass(frozen=True, slots=True)
class Writing:
    """The day of writing, and the dated happening that tells it; `exact` where that leaves one."""

    day: date
    anchor: Identity
    exact: bool


def datings(written: Mapping[str, Writing]) -> tuple[Dating, ...]:
    """The records of the days of writing, by source."""
    return tuple(
        Dating(source, each.day.isoformat(), each.exact, reason(each))
        for source, each in sorted(written.items())
    )


def reason(writing: Writing) -> str:
    """What a day of writing, and a time that is counted from it, rest on."""
    anchor = writing.anchor
    return f"counted from {anchor.time}, when other articles say that this was: {anchor.name}"


def local_events(sources: Mapping[str, Extraction]) -> Events:
    """All events of all articles."""
    return {Key(s, event.id): event for s, found in sources.items() for event in found.events}


def days_of_writing(
    identities: Iterable[Identity], sources: Mapping[str, Extraction], events: Events
) -> Mapping[str, Writing]:
    """By source, for articles without a date of their own; not all of them can be told."""
    undated = {source for source, found in sources.items() if found.published is None}
    told: dict[str, list[Writing]] = defaultdict(list)
    for identity in identities:
        for member in identity.members if _is_past(identity, events) else ():
            if member.source in undated:
                told[member.source] += _writings(identity, events[member])
    return {source: max(found, key=_rank) for source, found in told.items() if _agree(found)}


def _agree(writings: Sequence[Writing]) -> bool:
    """Whether all can hold: one exact day at most, and none that is told of after it."""
    exact = {writing.day for writing in writings if writing.exact}
    late = any(writing.day > min(exact) for writing in writings) if exact else False
    return bool(writings) and len(exact) < 2 and not late


def _is_past(identity: Identity, events: Events) -> bool:
    """Whether it has a day, and no article that gives that tells of it as still to come.

    Of what some expect and others report it cannot be told who wrote before and who after.
    """
    dated = (events[member] for member in identity.members if events[member].time)
    happened = all(event.status != "scheduled" for event in dated)
    return happened and identity.time is not None and is_day(identity.time)


def _rank(writing: Writing) -> tuple[bool, date, str]:
    """What leaves one day comes first, then the last day that is told of by a bare name."""
    return writing.exact, writing.day, writing.anchor.id


def _writings(identity: Identity, event: Event) -> Iterator[Writing]:
    told, time = event.truncated, identity.time
    if told is None or time is None or told.is_within or event.status != "occurred":
        return
    day = date.fromisoformat(time)
    if not is_offset(told.value):
        # A day that is named with its month may lie far back.
        yield from () if names_month(told.value) else [Writing(day, identity, exact=False)]
    elif offset_unit(told.value) == "day":
        yield Writing(written_on(told.value, day), identity, exact=True)


def follows(event: Event, writing: Writing) -> str | None:
    """When an event takes place by an article's day of writing; None where no words lead there."""
    told = event.truncated
    if told is None or told.is_within:
        return None
    past = event.status == "occurred"
    if is_offset(told.value):
        if offset_unit(told.value) == "day" and not writing.exact:
            return None
        period = from_offset(told.value, writing.day)
        return _up_to(period, writing.day) if past else period
    day = nearest(told.value, _latest(told.value, writing) if past else writing.day, past=past)
    return month_value(day) if is_month(told.value) else day.isoformat()


def _latest(truncated: str, writing: Writing) -> date:
    """How late a past day can be: a date that is named may lie after the happening that told it."""
    dated = not writing.exact and not is_weekday(truncated)
    return add_days(writing.day, WEEK) if dated else writing.day


def _up_to(period: str, day: date) -> str:
    """What has happened this week has happened by the day of writing."""
    first, last = bounds(period)
    return interval(first, day) if "/" in period and first <= day <= last else period
