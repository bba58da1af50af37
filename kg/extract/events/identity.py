"""Which triggers of one article name one happening."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg import iso8601 as iso
from kg.extract.actors.cast import Cast
from kg.extract.events.lexicon import modifier_lemmas, prepositions
from kg.extract.events.status import Reading
from kg.extract.events.triggers import Trigger
from kg.extract.words import words
from kg.iso8601 import truncations, truncations_agree
from kg.records import Participant, Quantity, Status, Time

COUNTED = {"day-word"}
POINTING = {"the", "this", "that", "these", "those", "such"}
ORDER: tuple[Status, ...] = ("occurred", "scheduled", "denied", "hypothetical")


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger with all that its sentence says of the happening."""

    trigger: Trigger
    reading: Reading
    participants: tuple[Participant, ...] = ()
    time: Time | None = None
    truncated: Time | None = None
    place: str | None = None
    quantities: tuple[Quantity, ...] = ()

    @property
    def medium(self) -> str | None:
        """How people consult, where the words say so: by phone, video or in person."""
        token = self.trigger.token
        near = {token.lemma_.lower(), *modifier_lemmas(token)}
        near |= {noun.lower_ for noun in prepositions(token).values()}
        media: dict[str, list[str]] = words("events")["media"]
        return next(
            (name for name in ("video", "person", "phone") if near & set(media[name])), None
        )


@dataclass(slots=True)
class Happening:
    """Tellings that were taken to be of one happening."""

    tellings: list[Telling] = field(default_factory=list)

    def actors(self, role: str | None = None) -> set[str]:
        """Who takes part, or takes part in that role."""
        parts = (part for telling in self.tellings for part in telling.participants)
        return {part.actor for part in parts if role in {None, part.role}}

    def add(self, telling: Telling) -> None:
        """Take in a telling, in the order of the text."""
        self.tellings.append(telling)
        self.tellings.sort(key=lambda each: each.trigger.span)

    def nearness(self, place: int) -> int:
        """Greater, the nearer it was told of before a place; least, where only after it."""
        starts = [telling.trigger.span.start for telling in self.tellings]
        return max((start for start in starts if start < place), default=-min(starts))

    @property
    def time(self) -> Time | None:
        """The time that most agree with; of several the narrowest, then the first."""
        times = [telling.time for telling in self.tellings if telling.time]
        counts = {t: sum(iso.overlap(t.value, other.value) for other in times) for t in times}
        return min(
            times,
            key=lambda t: (t.rule in COUNTED, -counts[t], iso.width(t.value), t.span),
            default=None,
        )

    @property
    def truncated(self) -> Time | None:
        """The day as far as its words give it, most often; a date says more than a weekday."""
        times = [telling.truncated for telling in self.tellings if telling.truncated]
        counts = Counter(time.value for time in times)
        return min(times, key=lambda t: (-len(t.value), -counts[t.value], t.span), default=None)

    @property
    def status(self) -> Status:
        """What most tellings say that say it in words; else what most leave to be understood.

        What is planned is often spoken of as possible as well, so a plan counts double.
        """
        told = [t.reading.status for t in self.tellings if t.reading.told]
        counts = Counter(told or [t.reading.status for t in self.tellings])
        counts["scheduled"] *= 2
        return min(counts, key=lambda status: (-counts[status], ORDER.index(status)))

    @property
    def medium(self) -> str | None:
        """How people consult, from the first telling that says so."""
        return next((t.medium for t in self.tellings if t.medium), None)


def resolve_happenings(tellings: Sequence[Telling], cast: Cast) -> list[Happening]:
    """Each telling with the happening that it most likely is of, or a new one.

    Those that say most come first, so that a bare "the talks" finds the talks that it can mean. Of
    several that fit equally well it is the one told of nearest before.
    """
    found: list[Happening] = []
    for telling in sorted(tellings, key=lambda t: (-detail(t), t.trigger.span)):
        place = telling.trigger.span.start
        fitting = [h for h in found if is_same(h, telling, cast)]
        same = max(fitting, key=lambda h: (likeness(h, telling), h.nearness(place)), default=None)
        if same is None:
            same = Happening()
            found.append(same)
        same.add(telling)
    return sorted(found, key=lambda happening: happening.tellings[0].trigger.span)


def detail(telling: Telling) -> int:
    """How much the sentence says of the happening."""
    told = (telling.time is not None) + (telling.medium is not None)
    return min(len(telling.participants), 2) + 2 * told


def is_same(happening: Happening, telling: Telling, cast: Cast) -> bool:
    """Whether something speaks for the telling being of the happening, and nothing against it."""
    entry, other = happening.tellings[0].trigger.entry, telling.trigger.entry
    return (
        (entry.type, entry.family) == (other.type, other.family)
        and not is_set_apart(telling.trigger)
        and times_agree(happening.time, telling.time)
        and truncated_agree(happening, telling)
        and statuses_agree(happening, telling)
        and media_agree(happening.medium, telling.medium)
        and parts_agree(happening, telling, cast)
        and (likeness(happening, telling) > 0 or is_definite(telling.trigger))
    )


def likeness(happening: Happening, telling: Telling) -> int:
    """How much speaks for it: the same word, the same people, the same medium, the same time."""
    words_before = {t.trigger.token.lemma_.lower() for t in happening.tellings}
    same_medium = telling.medium is not None and telling.medium == happening.medium
    people = happening.actors() & {part.actor for part in telling.participants}
    timed = telling.time is not None and happening.time is not None
    return (
        2 * (same_medium or telling.trigger.token.lemma_.lower() in words_before)
        + min(len(people), 2)
        + 2 * (timed and times_agree(telling.time, happening.time))
        + 2 * _same_truncated(happening, telling)
    )


def _same_truncated(happening: Happening, telling: Telling) -> bool:
    other = telling.truncated
    told = {t.truncated.value for t in happening.tellings if t.truncated}
    return other is not None and other.value in told


def is_definite(trigger: Trigger) -> bool:
    """Whether the noun points to what was named before: "the talks"."""
    return any(child.lower_ in POINTING for child in trigger.token.children)


def is_set_apart(trigger: Trigger) -> bool:
    """Whether a word such as "another" or "previous" tells it from what was named before."""
    apart = words("events")["apart"]
    token = trigger.token
    # "The last time they spoke" was not this time.
    timed = token.dep_ == "relcl" and token.head.lemma_ == "time"
    near = [*token.children, *(token.head.children if timed else ())]
    since = token.dep_ == "advcl" and any(child.lower_ == "since" for child in token.children)
    return since or any(
        child.lower_ in apart or (timed and child.lower_ == "last") for child in near
    )


def times_agree(left: Time | None, right: Time | None) -> bool:
    """Whether two times share a day, or one is not given."""
    if left is None or right is None or iso.overlap(left.value, right.value):
        return True
    # "today" is counted from the day of publication, which across time zones may be the next.
    counted = COUNTED & {left.rule, right.rule}
    return bool(counted) and iso.gap(left.value, right.value) <= 1


def truncated_agree(happening: Happening, telling: Telling) -> bool:
    """Whether all days without a year can be one day, and the day of those that have one."""
    tellings = (*happening.tellings, telling)
    told = [t.truncated.value for t in tellings if t.truncated and not t.time]
    days = [t.time.value for t in tellings if t.time and t.time.rule not in COUNTED]
    known = [iso.bounds(value)[0] for value in days if iso.width(value) == 1]
    return all(truncations_agree(a, b) for a, b in combinations(told, 2)) and all(
        value in truncations(day) for value in told for day in known
    )


def statuses_agree(happening: Happening, telling: Telling) -> bool:
    """Whether both are told as real, or both as not; what is only understood agrees with all."""
    told = {t.reading.status for t in happening.tellings if t.reading.told}
    if not told or not telling.reading.told:
        return True
    return (telling.reading.status == "occurred") == (happening.status == "occurred")


def media_agree(left: str | None, right: str | None) -> bool:
    """Whether both are by phone, by video or in person, or one is not told."""
    return left is None or right is None or left == right


def parts_agree(happening: Happening, telling: Telling, cast: Cast) -> bool:
    """Whether those who take part can be the same.

    In what has a direction a leader stands for the state, and each role is compared; in what people
    do together the one group must be part of the other.
    """
    if telling.trigger.entry.type not in words("events")["mutual"]:
        return all(_share(happening, telling, role, cast) for role in ("agent", "recipient"))
    left, right = (
        {actor for actor in actors if is_known(actor, cast)}
        for actors in (happening.actors(), {part.actor for part in telling.participants})
    )
    if not left or not right or left <= right or right <= left:
        return True
    if len(right) == 1 and happening.time and telling.time:
        return True
    sides = {side(actor, cast.actors) for actor in right}
    unknown = sides == right and is_definite(telling.trigger) and len(right) == 1
    return unknown or (len(sides) == 1 and sides <= {side(actor, cast.actors) for actor in left})


def is_known(actor: str, cast: Cast) -> bool:
    """Whether the actor is named, or stands for one that is: not just "officials"."""
    known = cast.actors.get(actor)
    return known is None or bool(known.mentions) or known.party is not None


def _share(happening: Happening, telling: Telling, role: str, cast: Cast) -> bool:
    left = {side(actor, cast.actors) for actor in happening.actors(role)}
    right = {side(p.actor, cast.actors) for p in telling.participants if p.role == role}
    return not left or not right or bool(left & right)


def side(actor: str, actors: Mapping[str, object]) -> str:
    """The state or body that an actor stands for; itself, where none is known."""
    known = actors.get(actor)
    party = getattr(known, "party", None)
    roles = getattr(known, "roles", ())
    return party or next((role.party for role in roles if role.party), None) or actor
