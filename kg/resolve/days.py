"""Times of happenings that no member gives: what follows from other articles, and from links.

Each rule of `RULES` looks at the identities that are still without a time, with the times that the
rules before it found, and says what a time rests on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.iso8601 import bounds, interval, width
from kg.records import EventRelation, Extraction, Identity, Key, global_ids
from kg.resolve.times import compatible, is_day
from kg.resolve.wording import listed
from kg.resolve.writing import Events, Writing, follows, reason

MOST_NAMES = 3  # of so many happenings a reason tells the names
# Relations of what lies inside something else in time.
INSIDE: frozenset[EventRelation] = frozenset({"part", "during"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules look at. `inside` and `around` lead from an id to the ids linked to it."""

    identities: Mapping[str, Identity]
    events: Events
    written: Mapping[str, Writing]
    inside: Mapping[str, Sequence[str]]
    around: Mapping[str, Sequence[str]]

    def dated(self, ids: Iterable[str]) -> list[Identity]:
        """Those of the identities that have a time."""
        return [self.identities[id_] for id_ in ids if self.identities[id_].time]


type Concluded = tuple[str, str]  # the time, and the reason for it
type Rule = Callable[[Identity, Known], Concluded | None]


def with_days(
    identities: Sequence[Identity],
    sources: Mapping[str, Extraction],
    events: Events,
    written: Mapping[str, Writing],
) -> tuple[Identity, ...]:
    """Identities, where those without a time have the one that follows, with its reason."""
    inside, around = _linked(sources, global_ids(identities))
    known = Known({i.id: i for i in identities}, events, written, inside, around)
    for rule in RULES:
        settled = {id_: _settled(i, known, rule) for id_, i in known.identities.items()}
        known = replace(known, identities=settled)
    return tuple(known.identities.values())


def _settled(identity: Identity, known: Known, rule: Rule) -> Identity:
    found = None if identity.time else rule(identity, known)
    return replace(identity, time=found[0], time_reason=found[1]) if found else identity


def counted(identity: Identity, known: Known) -> Concluded | None:
    """What the words of all members lead to, counted from the days on which they were written."""
    found: dict[str, Writing] = {}
    for member in identity.members:
        writing = known.written.get(member.source)
        time = follows(known.events[member], writing) if writing else None
        if writing and time:
            found.setdefault(time, writing)
    times = sorted(found, key=_exactness)
    if not times or not all(compatible(*pair) for pair in pairwise(times)):
        return None
    return times[0], reason(found[times[0]])


def _exactness(value: str) -> tuple[int, str]:
    return width(value), value


def day_of_whole(identity: Identity, known: Known) -> Concluded | None:
    """What takes place in something that has one day takes place on that day."""
    wholes = known.dated(known.around.get(identity.id, ()))
    days = {whole.time: whole for whole in wholes if whole.time and is_day(whole.time)}
    if len(days) != 1:
        return None
    ((day, whole),) = days.items()
    return day, f"it took place within this: {whole.name}"


def span_of_inside(identity: Identity, known: Known) -> Concluded | None:
    """What holds dated happenings lasts at least from the first to the last of them."""
    dated = known.dated(known.inside.get(identity.id, ()))
    inside = [each for each in dated if _is_real(each, known.events)]
    names = listed(sorted({each.name for each in inside})[:MOST_NAMES])
    return _hull([each.time for each in inside if each.time], f"this took place within it: {names}")


def _is_real(identity: Identity, events: Events) -> bool:
    """Whether some article tells of it as of what has happened or is planned."""
    return any(events[member].status in {"occurred", "scheduled"} for member in identity.members)


def going_on(identity: Identity, known: Known) -> Concluded | None:
    """What articles tell of as going on went on when they were written."""
    times: list[str] = []
    for member in identity.members:
        event, writing = known.events[member], known.written.get(member.source)
        if event.time and event.time.is_within:
            times.append(event.time.value)
        elif event.truncated and event.truncated.is_within and writing:
            times.append(writing.day.isoformat())
    return _hull(times, "it was going on when articles told of it")


def _hull(times: Sequence[str], why: str) -> Concluded | None:
    if not times:
        return None
    ends = [bounds(time) for time in times]
    return interval(min(first for first, _ in ends), max(last for _, last in ends)), why


# Tried in this order; what was told in words comes before what only lies around it.
RULES: tuple[Rule, ...] = (counted, day_of_whole, span_of_inside, going_on)


def _linked(
    sources: Mapping[str, Extraction], ids: Mapping[Key, str]
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The ids inside each id, and those around it, as the articles' links tell."""
    inside: dict[str, set[str]] = defaultdict(set)
    around: dict[str, set[str]] = defaultdict(set)
    for source, found in sources.items():
        for link in found.links:
            inner, outer = (ids[Key(source, id_)] for id_ in (link.event, link.other))
            if link.relation in INSIDE and inner != outer:
                inside[outer].add(inner)
                around[inner].add(outer)
    return _sorted(inside), _sorted(around)


def _sorted(sets: Mapping[str, set[str]]) -> Mapping[str, Sequence[str]]:
    return {id_: sorted(found) for id_, found in sets.items()}
