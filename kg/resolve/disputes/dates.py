"""Different dates of one happening."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ids import digest
from kg.records import Dispute, Event, Identity, Key, Side
from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, Link, near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.hours import find_hours
from kg.resolve.times import is_day
from kg.resolve.wording import content_words, listed

FARTHEST = 3  # days: happenings further apart are likely two

type Identities = Mapping[str, Identity]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A local event with its day, and what it has in common with the same one elsewhere."""

    key: Key
    event: Event
    day: date
    identity: str
    parties: frozenset[str]
    place: str
    words: frozenset[str]
    statements: frozenset[str]


def find_dates(accounts: Accounts) -> Iterator[Dispute]:
    """Accounts of what must be one happening give different days, or different hours."""
    yield from _find_days(accounts)
    yield from find_hours(accounts)


def _find_days(accounts: Accounts) -> Iterator[Dispute]:
    """Happenings that differ in their day, and in nothing else that is known.

    Happenings of different days are never joined, so that one told with two days looks like two: of
    one kind, of the same parties, told by no article both, and with something else in common.
    """
    found = {item.key: item for item in _dated(accounts)}
    identities = {identity.id: identity for identity in accounts.identities}
    clusters = Clusters({key: {} for key in found})
    for left, right in near_pairs(_blocks(found.values())):
        if _at_odds(identities, left, right):
            clusters.join(Link(left.key, right.key, "at-odds", Score(1.0, "")))
    for cluster in clusters.sets():
        if len(cluster.members) > 1:
            yield _dispute(identities, found, [found[key].identity for key in cluster.members])


def _dated(accounts: Accounts) -> Iterator[_Dated]:
    for key in sorted(accounts.events):
        event, text = accounts.events[key], accounts.text(key.source)
        if event.time and is_day(event.time.value) and not event.time.inferred:
            surfaces = " ".join(trigger.span.of(text) for trigger in event.triggers)
            parties = {accounts.cast.id_of(key.source, part.actor) for part in event.participants}
            yield _Dated(
                key=key,
                event=event,
                day=date.fromisoformat(event.time.value[:10]),
                identity=accounts.happenings[key],
                parties=frozenset(parties),
                place=accounts.cast.id_of(key.source, event.place) if event.place else "",
                words=frozenset(content_words(surfaces)),
                statements=accounts.stating(key),
            )


def _blocks(found: Iterable[_Dated]) -> Mapping[Hashable, list[_Dated]]:
    """Happenings of one type and the same parties, by their days."""
    blocks: dict[Hashable, list[_Dated]] = defaultdict(list)
    for item in sorted(found, key=lambda item: (item.day, item.key)):
        if len(item.parties) > 1:
            blocks[item.event.type, item.parties].append(item)
        for statement in sorted(item.statements):
            blocks[item.event.type, statement].append(item)
    return blocks


def _at_odds(identities: Identities, left: _Dated, right: _Dated) -> bool:
    apart = abs((left.day - right.day).days)
    return (
        0 < apart <= FARTHEST
        and left.event.status == right.event.status
        and bool(left.words & right.words)
        and _sources(identities, left).isdisjoint(_sources(identities, right))
        and _corroborated(left, right)
    )


def _sources(identities: Identities, item: _Dated) -> set[str]:
    return {key.source for key in identities[item.identity].members}


def _corroborated(left: _Dated, right: _Dated) -> bool:
    """Whether more than type, words and parties speaks for their being one."""
    figures = [{(q.unit, q.value) for q in item.event.quantities} for item in (left, right)]
    return (
        bool(figures[0] & figures[1])
        or bool(left.place and left.place == right.place)
        or bool(left.statements & right.statements)
    )


def _dispute(identities: Identities, found: Mapping[Key, _Dated], told: Sequence[str]) -> Dispute:
    """A dispute about the first happening, with all who give a day of any of them."""
    subject = min(told)
    keys = [key for id_ in sorted(set(told)) for key in identities[id_].members if key in found]
    days = sorted({found[key].day.isoformat() for key in keys})
    return Dispute(
        id=digest("date", subject),
        kind="date",
        subject=subject,
        reason=f"{identities[subject].name}: {listed(days)} are given",
        sides=tuple(sorted((_side(found[k]) for k in keys), key=lambda s: (s.value, s.key))),
        rule="days-of-one-event",
    )


def _side(item: _Dated) -> Side:
    time = item.event.time
    words = time.span if time and time.span.start < time.span.end else item.event.triggers[0].span
    return Side(item.key, item.day.isoformat(), words)
