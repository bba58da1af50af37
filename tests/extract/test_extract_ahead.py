"""What is dated after publication is scheduled."""

import pytest

from kg.extract.events.ahead import with_dates_ahead
from kg.records import Event, Mention, Span, Time

WORDS = Span(0, 5)


def event(status, time):
    when = Time(time, WORDS, "full-date") if time else None
    return Event("e", "CONSULT", "talks", status, (Mention(WORDS, "happening-noun"),), time=when)


@pytest.mark.parametrize(
    ("status", "time", "published", "wanted"),
    [
        ("occurred", "2024-05-16", "2024-05-15", "scheduled"),
        ("occurred", "2024-05-15", "2024-05-15", "occurred"),
        ("occurred", "2024-05", "2024-05-15", "occurred"),
        ("occurred", "2024-06", "2024-05-15", "scheduled"),
        ("occurred", None, "2024-05-15", "occurred"),
        ("hypothetical", "2024-05-16", "2024-05-15", "hypothetical"),
        ("occurred", "2024-05-16", None, "occurred"),
    ],
)
def test_status(status, time, published, wanted):
    day = Time(published, Span(0, 0), "metadata") if published else None
    (found,) = with_dates_ahead([event(status, time)], day)
    assert found.status == wanted
