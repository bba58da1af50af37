"""Tellings of a happening, and what they say of it together.

A happening is asked about for every telling after it: what it knows is kept by distinct value, so
that asking costs the same however often the article tells of it.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg import iso8601 as iso
from kg.extract.events.lexicon import modifier_lemmas, prepositions
from kg.extract.events.status import Reading
from kg.extract.events.triggers import Trigger
from kg.extract.words import words
from kg.iso8601 import is_offset
from kg.records import Participant, Quantity, Span, Status, Time

# Rules that count from the day of publication, which across time zones may be the next.
COUNTED = {"day-word"}
# What is possible by some of the words and ruled out by as many is still possible.
ORDER: tuple[Status, ...] = ("occurred", "scheduled", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger with all that its sentence says of the happening.

    `beside` are token indexes of triggers that it is said to be before, after, during or part of.
    """

    trigger: Trigger
    reading: Reading
    participants: tuple[Participant, ...] = ()
    time: Time | None = None
    truncated: Time | None = None
    place: str | None = None
    quantities: tuple[Quantity, ...] = ()
    beside: frozenset[int] = frozenset()

    @property
    def medium(self) -> str | None:
        """How people consult, where the words say so: by phone, video or in person."""
        token = self.trigger.token
        if self.trigger.entry.type != "CONSULT":
            return None
        near = {token.lemma_.lower(), *modifier_lemmas(token)}
        near |= {noun.lower_ for noun in prepositions(token).values()}
        media: dict[str, list[str]] = words("events")["media"]
        named = (name for name in ("video", "person", "phone") if near & set(media[name]))
        return next(named, "person" if self._is_held_somewhere else None)

    @property
    def _is_held_somewhere(self) -> bool:
        """ "The talks in Geneva": who meets in a place meets in person."""
        token = self.trigger.token
        somewhere = prepositions(token).keys() & set(words("events")["roles"]["place"])
        return self.place is not None and token.pos_ == "NOUN" and bool(somewhere)


class Happening:
    """Tellings that were taken to be of one happening, in the order of the text."""

    def __init__(self, first: Telling) -> None:
        self.entry = first.trigger.entry
        self.tellings: list[Telling] = []
        self.lemmas: set[str] = set()
        self.tokens: set[int] = set()
        self.places: set[str] = set()
        self.told: Counter[Status] = Counter()
        self.days: set[date] = set()
        self.undated: set[str] = set()
        self.truncations: Counter[str] = Counter()
        self.time: Time | None = None
        self._understood: Counter[Status] = Counter()
        self._actors: dict[str | None, set[str]] = defaultdict(set)
        self._times: dict[tuple[str, str], list[Time]] = defaultdict(list)
        self._media: list[tuple[Span, str]] = []
        self.add(first)

    def add(self, telling: Telling) -> None:
        """Take in a telling, and what it says."""
        insort(self.tellings, telling, key=_place)
        self.lemmas.add(telling.trigger.token.lemma_.lower())
        self.tokens.add(telling.trigger.token.i)
        self.places |= {telling.place} if telling.place else set()
        readings = self.told if telling.reading.told else self._understood
        readings[telling.reading.status] += 1
        for part in telling.participants:
            self._actors[None].add(part.actor)
            self._actors[part.role].add(part.actor)
        if medium := telling.medium:
            insort(self._media, (_place(telling), medium))
        if telling.truncated:
            self.truncations[telling.truncated.value] += 1
            self.undated |= {telling.truncated.value} if not telling.time else set()
        if telling.time:
            self._add_time(telling.time)

    def _add_time(self, time: Time) -> None:
        self._times[time.value, time.rule].append(time)
        self.days |= known_days(time)
        self.time = _agreed(self._times.values())

    def actors(self, role: str | None = None) -> set[str]:
        """Who takes part, or takes part in that role."""
        return self._actors[role]

    def nearness(self, place: Span) -> int:
        """Greater, the nearer it was told of before a place; least, where only after it."""
        at = bisect_left(self.tellings, place, key=_place)
        first = self.tellings[0].trigger.span.start
        return self.tellings[at - 1].trigger.span.start if at else -first

    @property
    def truncated(self) -> Time | None:
        """The day as far as its words give it, most often.

        A date says more than a weekday, and that more than how far from writing it lies.
        """
        times = [telling.truncated for telling in self.tellings if telling.truncated]
        return min(
            times,
            key=lambda t: (is_offset(t.value), -len(t.value), -self.truncations[t.value], t.span),
            default=None,
        )

    @property
    def status(self) -> Status:
        """What most tellings say that say it in words; else what most leave to be understood.

        What is planned is often spoken of as possible as well, so a plan counts double.
        """
        counts = Counter(self.told or self._understood)
        counts["scheduled"] *= 2
        return min(counts, key=lambda status: (-counts[status], ORDER.index(status)))

    @property
    def medium(self) -> str | None:
        """How people consult, from the first telling that says so."""
        return self._media[0][1] if self._media else None


def known_days(time: Time | None) -> set[date]:
    """The day that the time fixes; none where it spans several, or is counted from another."""
    if time is None or time.rule in COUNTED or iso.width(time.value) > 1:
        return set()
    return {iso.bounds(time.value)[0]}


def _place(telling: Telling) -> Span:
    return telling.trigger.span


def _agreed(groups: Iterable[list[Time]]) -> Time:
    """The time that most agree with; of several the narrowest, then the first."""
    groups = list(groups)
    best = min(groups, key=lambda group: _rank(group, groups))
    return min(best, key=lambda time: time.span)


def _rank(group: list[Time], groups: Iterable[list[Time]]) -> tuple[bool, int, int, Span]:
    value, rule = group[0].value, group[0].rule
    agreeing = sum(len(other) for other in groups if iso.overlap(value, other[0].value))
    return rule in COUNTED, -agreeing, iso.width(value), min(time.span for time in group)
