"""What lies after the day of publication has not occurred yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.iso8601 import bounds
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
    dated = event.time is not None and bounds(event.time.value)[0] > last
    return event.status == "occurred" and dated
