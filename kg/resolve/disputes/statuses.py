"""Told as over here and as still to come there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.ids import digest
from kg.iso8601 import DAYS_OF_DATE
from kg.records import Dispute, Identity, Side
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.sides import by_value
from kg.resolve.disputes.tellings import Telling, tellings

type BySource = Mapping[str, Mapping[str, Telling]]


def find_statuses(accounts: Accounts) -> Iterator[Dispute]:
    """One happening is told as over and as still to come, in one article or on one day.

    What an earlier article foresees and a later one reports is no conflict.
    """
    for identity in accounts.identities:
        told = _told(accounts, identity)
        found = [
            told[source][value]
            for source in sorted(_at_odds(accounts, told))
            for value in sorted(told[source])
        ]
        if found:
            yield _dispute(identity, found)


def _told(accounts: Accounts, identity: Identity) -> BySource:
    """Of each article the first telling of each value."""
    told: dict[str, dict[str, Telling]] = defaultdict(dict)
    for key in identity.members:
        for telling in sorted(tellings(accounts, key), key=lambda telling: telling.span):
            told[key.source].setdefault(telling.value, telling)
    return told


def _at_odds(accounts: Accounts, told: BySource) -> set[str]:
    """Articles that contradict themselves, or another of the same day."""
    found = {source for source, values in told.items() if len(values) > 1}
    by_day: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for source, values in told.items():
        for value in values:
            by_day[accounts.published(source)[:DAYS_OF_DATE]][value].append(source)
    for day, sides in by_day.items():
        if day and len(sides) > 1 and not _in_turn(accounts, sides):
            found |= {source for sources in sides.values() for source in sources}
    return found


def _in_turn(accounts: Accounts, sides: Mapping[str, Sequence[str]]) -> bool:
    """Whether the hours show that all who foresaw it wrote before all who report it."""
    foresaw = [accounts.published(source) for source in sides["to come"]]
    report = [accounts.published(source) for source in sides["occurred"]]
    timed = all("T" in time for time in (*foresaw, *report))
    return timed and max(foresaw) < min(report)


def _dispute(identity: Identity, found: Sequence[Telling]) -> Dispute:
    sides = [Side(telling.key, telling.value, telling.span) for telling in found]
    return Dispute(
        id=digest("status", identity.id),
        kind="status",
        subject=identity.id,
        reason=f"{identity.name}: told as over and as still to come",
        sides=by_value(sides),
        rule="over-and-to-come",
    )
