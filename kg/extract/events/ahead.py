"""What lies after the day of publication has not occurred yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.extract.events.status import Reading
from kg.iso8601 import bounds, is_ahead
from kg.records import Event, Time


def with_dates_ahead(events: Iterable[Event], published: Time | None) -> list[Event]:
    """Events, where one told as a fact but dated ahead is scheduled: "talks open on Monday".

    Without a day of publication nothing is known to lie ahead.
    """
    if published is None:
        return list(events)
    last = bounds(published.value)[1]
    return [replace(e, status="scheduled") if _is_ahead(e, last) else e for e in events]


def _is_ahead(event: Event, last: date) -> bool:
    return event.status == "occurred" and event.time is not None and _after(event.time, last)


def _after(time: Time, last: date) -> bool:
    return bounds(time.value)[0] > last


def read_ahead(
    reading: Reading, time: Time | None, truncated: Time | None, published: Time | None
) -> Reading:
    """The reading of one telling, which is of a plan where its words name a day to come."""
    to_come = truncated is not None and is_ahead(truncated.value)
    dated = time and published and _after(time, bounds(published.value)[1])
    plan = reading.status == "occurred" and (dated or (to_come and not time))
    return Reading("scheduled", True) if plan else reading
