"""When people agreed: at the meeting of theirs that the article told of last before."""

from collections.abc import Sequence
from dataclasses import replace

from kg.records import Event, Time

RULE = "same-occasion"
NEAR = 400  # characters before an agreement of nobody named: "by agreeing to go on"


def with_occasions(events: Sequence[Event]) -> list[Event]:
    """Events, where an agreement without a day has that of the meeting it was made at.

    The time is marked as inferred and keeps the words that it rests on.
    """
    meetings = [e for e in events if e.type == "CONSULT" and e.status == "occurred"]
    return [_dated(event, meetings) if _is_open(event) else event for event in events]


def _is_open(event: Event) -> bool:
    several = len(event.participants) != 1
    undated = event.time is None and event.truncated is None
    return event.type == "AGREE" and event.status == "occurred" and several and undated


def _dated(event: Event, meetings: Sequence[Event]) -> Event:
    people = {part.actor for part in event.participants}
    place = event.triggers[0].span
    before = [
        (max(m.span for m in meeting.triggers if m.span < place), meeting)
        for meeting in meetings
        if people <= {part.actor for part in meeting.participants}
        and meeting.triggers[0].span < place
    ]
    last, meeting = max(before, key=lambda pair: pair[0], default=(None, None))
    if last is None or meeting is None or not (people or place.start - last.end <= NEAR):
        return event
    return replace(event, time=_inferred(meeting.time), truncated=_inferred(meeting.truncated))


def _inferred(time: Time | None) -> Time | None:
    return replace(time, rule=RULE, inferred=True) if time else None
