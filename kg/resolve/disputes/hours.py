"""Different hours of one happening."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ids import digest
from kg.records import Dispute, Event, Identity, Key, Side, Span
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.sides import by_value
from kg.resolve.wording import listed

REACH = 90  # characters on either side of a happening in which an hour is its own
HALF_AN_HOUR = 30  # minutes: clocks of the world differ by multiples of it, mostly
NOON = 12

_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<full>[01]?\d|2[0-3]):(?P<past>[0-5]\d)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[\s(,]{0,3}(?P<zone>GMT|UTC|[A-Z]{1,3}T\b|(?:\w+\s){1,2}time\b)")
_END = re.compile(r"[.;!?]\s+[A-Z“\"]|\n")


@dataclass(frozen=True, slots=True)
class _Hour:
    """When a local event is told to begin, in minutes after midnight, by which clock if told."""

    key: Key
    status: str
    minutes: int
    zone: str
    span: Span


def find_hours(accounts: Accounts) -> Iterator[Dispute]:
    """Accounts of one happening give hours that no difference of clocks explains."""
    for identity in accounts.identities:
        hours = [hour for key in identity.members for hour in _only_hour(accounts, key)]
        clocks = {(hour.status, hour.minutes, hour.zone): hour for hour in hours}.values()
        odd = [hour for hour in hours if any(_at_odds(hour, other) for other in clocks)]
        if odd:
            yield _dispute(identity, odd)


def _only_hour(accounts: Accounts, key: Key) -> list[_Hour]:
    """The hour that an article gives, where it gives one alone."""
    text, event = accounts.text(key.source), accounts.events[key]
    found = {
        (h.minutes, h.zone): h for t in event.triggers for h in _hours(text, key, event, t.span)
    }
    return list(found.values()) if len(found) == 1 else []


def _hours(text: str, key: Key, event: Event, trigger: Span) -> Iterator[_Hour]:
    for match in _CLOCK.finditer(text, max(0, trigger.start - REACH), trigger.end + REACH):
        span = Span(min(trigger.start, match.start()), max(trigger.end, match.end()))
        if not _END.search(text, span.start, span.end):
            zone = _ZONE.match(text, match.end())
            yield _Hour(key, event.status, _minutes(match), zone["zone"] if zone else "", span)


def _minutes(match: re.Match[str]) -> int:
    if match["full"]:
        return int(match["full"]) * 60 + int(match["past"])
    afternoon = NOON * (match["half"].casefold() == "p")
    return (int(match["hour"]) % NOON + afternoon) * 60 + int(match["minute"] or 0)


def _at_odds(left: _Hour, right: _Hour) -> bool:
    """Whether two hours differ by one clock, or by what is no difference of clocks.

    When something was to begin and when it did may differ.
    """
    apart = abs(left.minutes - right.minutes)
    one_clock = bool(left.zone) and left.zone == right.zone
    return left.status == right.status and bool(apart if one_clock else apart % HALF_AN_HOUR)


def _dispute(identity: Identity, odd: Sequence[_Hour]) -> Dispute:
    sides = [
        Side(hour.key, f"{hour.minutes // 60:02}:{hour.minutes % 60:02}", hour.span) for hour in odd
    ]
    return Dispute(
        id=digest("date", identity.id, "hours"),
        kind="date",
        subject=identity.id,
        reason=f"{identity.name}: {listed(sorted({side.value for side in sides}))} are given",
        sides=by_value(sides),
        rule="hours-of-one-event",
    )
