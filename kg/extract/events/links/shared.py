"""What tellings take from one another: "they flew two missions" holds of the first and the second.

What is said to be before another, or part of it, is not the same happening.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.events.happening import Telling
from kg.extract.events.links.stated import Stated

# Words that a noun has to itself where it does not only say the one before it once more.
OWN = {"det", "poss", "nummod"}


def with_shared(tellings: Sequence[Telling], stated: Iterable[Stated]) -> list[Telling]:
    """Tellings, where one of several takes from all what its own words leave out.

    That is who takes part, where, and whether it took place; a time or a figure of all is none of
    each.
    """
    told = {telling.trigger.token.i: telling for telling in tellings}
    beside = _beside([*stated_pairs(stated), *listed_pairs(told)])
    return [
        replace(_completed(each, told), beside=beside.get(each.trigger.token.i, frozenset()))
        for each in tellings
    ]


def _completed(telling: Telling, told: Mapping[int, Telling]) -> Telling:
    turn = telling.trigger.turn
    whole = told.get(turn.whole) if turn is not None else None
    if whole is None:
        return telling
    return replace(
        telling,
        reading=telling.reading if telling.reading.told else whole.reading,
        participants=telling.participants or whole.participants,
        place=telling.place or whole.place,
    )


def stated_pairs(stated: Iterable[Stated]) -> Iterator[tuple[int, int]]:
    """Triggers that are said to stand in some relation, and those that are parts of one whole."""
    before: dict[int, list[int]] = defaultdict(list)
    for each in stated:
        yield each.left.i, each.right.i
        if each.rule == "listed":
            yield from ((other, each.left.i) for other in before[each.right.i])
            before[each.right.i].append(each.left.i)


def listed_pairs(told: Mapping[int, Telling]) -> Iterator[tuple[int, int]]:
    """Triggers that are listed, each with words of its own: "a summit and a meeting of envoys"."""
    for index, telling in told.items():
        token = telling.trigger.token
        nouns = token.dep_ == "conj" and token.pos_ == token.head.pos_ == "NOUN"
        if nouns and token.head.i in told and any(child.dep_ in OWN for child in token.children):
            yield token.head.i, index


def _beside(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """The triggers that each trigger is told apart from."""
    found: dict[int, set[int]] = defaultdict(set)
    for left, right in pairs:
        found[left].add(right)
        found[right].add(left)
    return {index: frozenset(others) for index, others in found.items()}
