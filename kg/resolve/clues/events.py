"""Clues that two happenings, as two articles present them, are one.

Each adds to the whole, and some take away; two events are one where the sum reaches `ENOUGH`.
"""

from collections.abc import Mapping

from kg.iso8601 import is_month, is_weekday
from kg.resolve.clues.score import Clue, Score
from kg.resolve.profiles import EventProfile
from kg.resolve.times import compatible, day_of_year, is_day
from kg.resolve.wording import kinds_of, listed

# Two shared participants are enough between happenings of one type; a single one needs the same
# words besides; the same day needs either.
ENOUGH = 0.6
MOST = 2.0  # what all clues together can give: scores are told as a share of it

# News tells of what is new: without a date, what lies further back than this is named as such.
FAR = 45  # days

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
    return 0.15 if is_weekday(truncated) or is_month(truncated) else 0.3


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
    """Both happen in the same place, which says more of one day; different places speak against."""
    if not left.place or not right.place:
        return None
    if left.place == right.place:
        weight = 0.3 if _one_day(left, right) else 0.15
        return Score(weight, f"both happen in {left.names.get(left.place, left.place)}")
    return Score(-0.15, "the places given differ")


def far_apart(left: EventProfile, right: EventProfile) -> Score | None:
    """Undated happenings of articles that lie months apart are seldom one."""
    if not left.near or not right.near or (left.time and right.time):
        return None
    days = abs((left.near - right.near).days)
    return Score(-0.25, f"they are told of {days} days apart") if days > FAR else None


def _one_day(left: EventProfile, right: EventProfile) -> bool:
    """Whether a day of the year is told of both, and it is the same."""
    days = {day_of_year(each.time, each.truncated) for each in (left, right)}
    return len(days) == 1 and days != {""}


EVENT_CLUES: Mapping[str, Clue[EventProfile]] = {
    "same-participants": same_participants,
    "same-time": same_time,
    "same-truncated-date": same_truncated,
    "same-words": same_words,
    "same-quantities": same_quantities,
    "same-place": same_place,
    "far-apart": far_apart,
}


def conflict(left: EventProfile, right: EventProfile) -> bool:
    """Whether the two cannot be one, whatever speaks for it."""
    return (
        left.key.source == right.key.source
        or left.type != right.type
        or not compatible(left.time, right.time)
        or not may_meet(left, right)
        or (left.type not in MUTUAL and not _meet(left, right, left.agents, right.agents))
    )


def may_meet(left: EventProfile, right: EventProfile) -> bool:
    """Whether the same people may take part: somebody is in both, or one side is not told."""
    return _meet(left, right, left.circle, right.circle)


def _meet(
    left: EventProfile, right: EventProfile, some: frozenset[str], others: frozenset[str]
) -> bool:
    """Whether two sets share somebody, or one names the bloc that somebody of the other is in."""
    if not some or not others:
        return True
    return bool(some & others or some & right.blocs or others & left.blocs)
