"""Who is meant by an office: the person whom articles of about that time give it.

"The US president" of an article that names nobody is whoever holds the office, by what articles of
the weeks around it say. Where those before and those after it name two people, nobody is taken.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.records import Actor, Extraction, Key
from kg.resolve.clues.score import OFFICE_HOLDER, Score
from kg.resolve.clusters import Clusters, Link
from kg.resolve.names import office_of
from kg.resolve.profiles import is_described

SURE = 0.8
# Articles of so many days before or after tell who holds an office.
NEAR = timedelta(days=60)

type Office = tuple[str, Key]
type Holders = Mapping[Key, "Holder"]  # by the first of all articles' actors that are that person


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom an article gives an office."""

    key: Key
    name: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds one office, by article and by day."""

    by_source: Mapping[str, Holders]
    by_day: Mapping[date, Holders]
    days: Sequence[date]

    def at(self, source: str, day: date | None) -> Holder | None:
        """The one holder in the article itself, else the one of the days around."""
        near = self.by_source.get(source) or (self._around(day) if day else {})
        return next(iter(near.values())) if len(near) == 1 else None

    def _around(self, day: date) -> Holders:
        """Those of the last day up to this one, and of the first from it on."""
        at = bisect_left(self.days, day)
        exact = at < len(self.days) and self.days[at] == day
        beside = [self.days[at]] if exact else [*self.days[max(0, at - 1) : at + 1]]
        near = [other for other in beside if abs(other - day) <= NEAR]
        return {root: holder for other in near for root, holder in self.by_day[other].items()}


def office_links(
    sources: Mapping[str, Extraction], unnamed: Iterable[Key], clusters: Clusters
) -> list[Link]:
    """Links of unnamed holders of an office to the person who holds it at that time."""
    local = {Key(s, actor.id): actor for s, found in sources.items() for actor in found.actors}
    days = {source: _day(found) for source, found in sources.items()}
    tenures = _tenures(local, days, clusters)
    found = []
    for key in sorted(unnamed):
        actor = local[key]
        office = _office(key, actor.name, actor.party, local, clusters)
        tenure = tenures.get(office) if office else None
        holder = tenure.at(key.source, days[key.source]) if tenure else None
        if holder:
            found.append(_link(key, actor, holder))
    return found


def _link(key: Key, actor: Actor, holder: Holder) -> Link:
    why = f"{holder.name} is told to be “{actor.name}” at about that time"
    return Link(key, holder.key, OFFICE_HOLDER, Score(SURE, why))


def _day(found: Extraction) -> date | None:
    told = found.published.value if found.published else found.document.source.published
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


def _tenures(
    local: Mapping[Key, Actor], days: Mapping[str, date | None], clusters: Clusters
) -> Mapping[Office, Tenure]:
    by_source: dict[Office, dict[str, dict[Key, Holder]]] = defaultdict(dict)
    by_day: dict[Office, dict[date, dict[Key, Holder]]] = defaultdict(dict)
    for office, key, name in _told(local, clusters):
        root, holder, day = clusters.root(key), Holder(key, name), days[key.source]
        by_source[office].setdefault(key.source, {}).setdefault(root, holder)
        if day:
            by_day[office].setdefault(day, {}).setdefault(root, holder)
    return {
        office: Tenure(found, by_day[office], sorted(by_day[office]))
        for office, found in by_source.items()
    }


def _told(local: Mapping[Key, Actor], clusters: Clusters) -> Iterator[tuple[Office, Key, str]]:
    """Each office that an article gives a person."""
    for key in sorted(local):
        actor = local[key]
        for role in actor.roles if actor.type == "Person" else ():
            office = _office(key, role.title, role.party, local, clusters)
            if office:
                yield office, key, actor.name


def _office(
    key: Key, title: str, party: str | None, local: Mapping[Key, Actor], clusters: Clusters
) -> Office | None:
    """An office and for whom it is held: somebody named, whom other articles name too."""
    name, holder = office_of(title), Key(key.source, party or "")
    if not name or holder not in local or is_described(local[holder]):
        return None
    return name, clusters.root(holder)
