"""Clues that two happenings, as two articles present them, are one.

Each adds to the whole, and some take away; two events are one where the sum reaches `ENOUGH`.
"""

from collections.abc import Mapping

from kg.resolve.clues.score import Clue, Score
from kg.resolve.profiles import EventProfile
from kg.resolve.times import compatible, is_day
from kg.resolve.wording import kinds_of, listed

# Two shared participants are enough between happenings of one type; a single one needs the same
# words besides; the same day needs either.
ENOUGH = 0.6
MOST = 1.65  # what all clues together can give: scores are told as a share of it

# Types whose agent is as good as any participant: who called whom does not make two calls.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def same_participants(left: EventProfile, right: EventProfile) -> Score | None:
    """The same actors take part in both."""
    shared = sorted(left.participants & right.participants)
    if not shared:
        return None
    names = listed([left.names.get(actor, actor) for actor in shared])
    if len(shared) > 1:
        return Score(0.6, f"both involve {names}")
    others = bool(left.participants - right.participants) + bool(
        right.participants - left.participants
    )
    # An article that names fewer does not contradict the other; one that names others may.
    return Score((0.35, 0.35, 0.15)[others], f"both involve {names}")


def same_time(left: EventProfile, right: EventProfile) -> Score | None:
    """Both happen on the same day, or in times of which one holds the other."""
    if not left.time or not right.time:
        return None
    if left.time == right.time and is_day(left.time):
        return Score(0.35, f"both happen on {left.time}")
    narrow, wide = sorted((left.time, right.time), key=lambda time: (-len(time), time))
    if narrow == wide:
        return Score(0.15, f"both are dated {wide}")
    return Score(0.15, f"{narrow} and {wide} agree")


def same_truncated(left: EventProfile, right: EventProfile) -> Score | None:
    """A day without a year ("December 7", "Thursday") agrees with the day of the other."""
    for one, other in ((left, right), (right, left)):
        if one.truncated and is_day(other.time):
            return Score(_weight(one.truncated), f"{one.truncated} agrees with {other.time}")
    if left.truncated and left.truncated == right.truncated:
        return Score(_weight(left.truncated), f"both happen on {left.truncated}")
    return None


def _weight(truncated: str) -> float:
    return 0.15 if truncated.startswith("-W") else 0.3


def same_words(left: EventProfile, right: EventProfile) -> Score | None:
    """Words of one kind name both; words of different kinds speak against."""
    shared = left.heads.keys() & right.heads.keys()
    if shared:
        words = sorted({right.heads[stem] for stem in shared})
        return Score(0.25, f"the same words name both ({', '.join(words)})")
    one, two = kinds_of(left.heads), kinds_of(right.heads)
    if one & two:
        return Score(0.2, f"both are called a kind of {min(one & two)}")
    if one and two:
        return Score(-0.2, f"one is called a kind of {min(one)}, the other of {min(two)}")
    return None


def same_quantities(left: EventProfile, right: EventProfile) -> Score | None:
    """Both give the same figure in the same unit."""
    shared = sorted(left.quantities & right.quantities)
    if not shared:
        return None
    unit, value = shared[0]
    return Score(0.3, f"both give {value:g} {unit}")


def same_place(left: EventProfile, right: EventProfile) -> Score | None:
    """Both happen in the same place; different places speak against."""
    if not left.place or not right.place:
        return None
    if left.place == right.place:
        return Score(0.15, f"both happen in {left.names.get(left.place, left.place)}")
    return Score(-0.15, "the places given differ")


EVENT_CLUES: Mapping[str, Clue[EventProfile]] = {
    "same-participants": same_participants,
    "same-time": same_time,
    "same-truncated-date": same_truncated,
    "same-words": same_words,
    "same-quantities": same_quantities,
    "same-place": same_place,
}


def conflict(left: EventProfile, right: EventProfile) -> bool:
    """Whether the two cannot be one, whatever speaks for it."""
    return (
        left.key.source == right.key.source
        or left.type != right.type
        or not compatible(left.time, right.time)
        or _disjoint(left.circle, right.circle)
        or (left.type not in MUTUAL and _disjoint(left.agents, right.agents))
    )


def _disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and left.isdisjoint(right)
