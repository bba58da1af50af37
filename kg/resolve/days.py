"""Days that only other articles can tell.

An article that says "on Thursday" and gives no date of its own was written in the days after a
Thursday. Where another article dates what it tells of, its other days without a year follow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.iso8601 import names_month, nearest
from kg.records import Event, Extraction, Identity, Key
from kg.resolve.times import is_day

type Events = Mapping[Key, Event]


def with_days(
    identities: Sequence[Identity], sources: Mapping[str, Extraction]
) -> tuple[Identity, ...]:
    """Identities, where those without a time have the day that all their members lead to."""
    events = {Key(s, event.id): event for s, found in sources.items() for event in found.events}
    undated = {source for source, found in sources.items() if found.published is None}
    anchors = _anchors(identities, events, undated)
    return tuple(
        identity if identity.time else _dated(identity, events, anchors) for identity in identities
    )


def _anchors(
    identities: Iterable[Identity], events: Events, undated: set[str]
) -> Mapping[str, Identity]:
    """For an article without a date, the last happening that it tells of by a bare day."""
    told: dict[str, list[Identity]] = defaultdict(list)
    for identity in identities:
        if identity.time and is_day(identity.time):
            for member in identity.members:
                if member.source in undated and _is_recent(events[member]):
                    told[member.source].append(identity)
    return {s: max(found, key=lambda i: (i.time or "", i.id)) for s, found in told.items()}


def _is_recent(event: Event) -> bool:
    """Whether it has happened, and so lately that a weekday or a bare day says when."""
    told = event.truncated
    return event.status == "occurred" and told is not None and not names_month(told.value)


def _dated(identity: Identity, events: Events, anchors: Mapping[str, Identity]) -> Identity:
    days: dict[str, Identity] = {}
    for member in identity.members:
        event, anchor = events[member], anchors.get(member.source)
        if event.truncated and anchor and anchor.time:
            past = event.status == "occurred"
            day = nearest(event.truncated.value, date.fromisoformat(anchor.time[:10]), past=past)
            days[day.isoformat()] = anchor
    if len(days) != 1:
        return identity
    ((day_, anchor),) = days.items()
    why = f"counted from {anchor.time}, when other articles say that this was: {anchor.name}"
    return replace(identity, time=day_, time_reason=why)
