"""Which triggers of one article name one happening."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, takewhile

from kg import iso8601 as iso
from kg.blocs import blocs_by_member
from kg.extract.actors.cast import Cast
from kg.extract.events.happening import COUNTED, Happening, Telling, known_days
from kg.extract.events.triggers import Trigger, Turn
from kg.extract.words import words
from kg.iso8601 import is_offset, truncations, truncations_agree
from kg.records import Actor, Time

# Of words in one family: "eas-e" and "eas-ing", "inva-de" and "inva-sion".
SHORTEST_STEM = 3
ENDING = 2

NEW = {"a", "an", "every", "each", "some", "several", "many", "no"}
POINTING = {"the", "this", "that", "these", "those", "such"}


def resolve_happenings(tellings: Sequence[Telling], cast: Cast) -> list[Happening]:
    """Each telling with the happening that it most likely is of, or a new one.

    Those that say most come first, so that a bare "the talks" finds the talks that it can mean. Of
    several that fit equally well it is the one told of nearest before.
    """
    found: dict[tuple[str, str, Turn | None], list[Happening]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: (-detail(t), t.trigger.span)):
        place, entry = telling.trigger.span, telling.trigger.entry
        alike = found[entry.type, entry.family, telling.trigger.turn]
        fitting = [h for h in alike if is_same(h, telling, cast)]
        same = max(fitting, key=lambda h: (likeness(h, telling), h.nearness(place)), default=None)
        if same is None:
            alike.append(Happening(telling))
        else:
            same.add(telling)
    happenings = [happening for alike in found.values() for happening in alike]
    return sorted(happenings, key=lambda happening: happening.tellings[0].trigger.span)


def detail(telling: Telling) -> int:
    """How much the sentence says of the happening."""
    told = (telling.time is not None) + (telling.medium is not None)
    return min(len(telling.participants), 2) + 2 * told


def is_same(happening: Happening, telling: Telling, cast: Cast) -> bool:
    """Whether something speaks for it, and nothing against it; both are of one family."""
    return (
        not is_set_apart(telling.trigger)
        and telling.beside.isdisjoint(happening.tokens)
        and times_agree(happening.time, telling.time)
        and truncated_agree(happening, telling)
        and statuses_agree(happening, telling)
        and media_agree(happening.medium, telling.medium)
        and parts_agree(happening, telling, cast)
        and (likeness(happening, telling) > 0 or is_definite(telling.trigger) or is_bare(telling))
    )


def likeness(happening: Happening, telling: Telling) -> int:
    """How much speaks for it: the same word, people, medium, time and place."""
    same_medium = telling.medium is not None and telling.medium == happening.medium
    people = happening.actors() & {part.actor for part in telling.participants}
    timed = telling.time is not None and happening.time is not None
    return (
        2 * (same_medium or is_same_word(happening, telling.trigger.token.lemma_.lower()))
        + min(len(people), 2)
        + 2 * (timed and times_agree(telling.time, happening.time))
        + 2 * _same_truncated(happening, telling)
        + (telling.place is not None and telling.place in happening.places)
    )


def is_same_word(happening: Happening, lemma: str) -> bool:
    """Whether the word, or one of its stem, names the happening: "respond" and "response"."""
    return lemma in happening.lemmas or any(of_one_stem(lemma, known) for known in happening.lemmas)


def of_one_stem(left: str, right: str) -> bool:
    """Whether two words of one family, verb and noun, begin alike: "invade" and "invasion"."""
    left, right = left.replace("-", ""), right.replace("-", "")
    pairs = zip(left, right, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= max(SHORTEST_STEM, min(len(left), len(right)) - ENDING)


def _same_truncated(happening: Happening, telling: Telling) -> bool:
    other = telling.truncated
    return other is not None and other.value in happening.truncations


def is_definite(trigger: Trigger) -> bool:
    """Whether the noun points to what was named before: "the talks"."""
    return any(child.lower_ in POINTING for child in trigger.token.children)


def is_bare(telling: Telling) -> bool:
    """Whether a noun tells nothing but that it happens: who or when was told elsewhere."""
    told = (telling.participants, telling.time, telling.truncated, telling.quantities)
    return not telling.trigger.is_verb and not any(told) and not is_new(telling)


def is_new(telling: Telling) -> bool:
    """Whether a noun brings up something of its own: "a meeting", "the Iraq war".

    What may happen is told of as "an attack" each time.
    """
    noun = telling.trigger.token
    named = any(t.pos_ == "PROPN" for t in noun.subtree if t.i < noun.i or t.head.lower_ == "of")
    real = telling.reading.status in {"occurred", "scheduled"}
    return named or (real and any(child.lower_ in NEW for child in noun.children))


def is_set_apart(trigger: Trigger) -> bool:
    """Whether a word such as "another" or "previous" tells it from what was named before."""
    apart = words("events")["apart"]
    token = trigger.token
    if trigger.turn is not None:
        return False
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
    counted = COUNTED & {left.rule, right.rule}
    return bool(counted) and iso.gap(left.value, right.value) <= 1


def truncated_agree(happening: Happening, telling: Telling) -> bool:
    """Whether all days without a year can be one day, and the day of those that have one."""
    told, days = set(happening.undated), happening.days | known_days(telling.time)
    if telling.truncated and not telling.time:
        told.add(telling.truncated.value)
    dates = [value for value in told if not is_offset(value)]
    return all(truncations_agree(a, b) for a, b in combinations(told, 2)) and all(
        value in truncations(day) for value in dates for day in days
    )


def statuses_agree(happening: Happening, telling: Telling) -> bool:
    """Whether both are told as real, or both as not; what is only understood agrees with all."""
    if not happening.told or not telling.reading.told:
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
    return not left or not right or bool(left & right) or _in_bloc(left, right, cast)


def _in_bloc(left: set[str], right: set[str], cast: Cast) -> bool:
    """Whether one names a bloc that somebody of the other belongs to: "the West", "the US"."""
    names = [{cast.actors[id_].name for id_ in ids if id_ in cast.actors} for ids in (left, right)]
    blocs = [
        frozenset[str]().union(*(blocs_by_member().get(n, ()) for n in found)) for found in names
    ]
    return bool(names[0] & blocs[1] or names[1] & blocs[0])


def side(actor: str, actors: Mapping[str, Actor]) -> str:
    """The state or body that an actor stands for; itself, where none is known."""
    known = actors.get(actor)
    if known is None:
        return actor
    return known.party or next((role.party for role in known.roles if role.party), actor)
