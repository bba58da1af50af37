"""Joins what was found to what was wanted, one to one, by a weight for each pair that fits."""

from collections import defaultdict, deque
from collections.abc import Mapping

Pair = tuple[int, int]
# Sums of weights that differ by less are equal but for the arithmetic.
EQUAL = 1e-12


def greedy_pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The heaviest pair first, then the heaviest of those still free; ties by number."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    return sorted(chosen.items())


def best_pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The pairs with the greatest sum of weights (the assignment problem; Kuhn 1955).

    Weights are positive. Members are added one by one, each by the best chain of changes to the
    pairs so far. Few pairs fit, so that a table of all of them would be mostly empty.
    """
    fits: dict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), weight in sorted(weights.items()):
        fits[left][right] = weight
    mate: dict[int, int] = {}
    for left in fits:
        _add(left, fits, mate)
    return sorted((left, right) for right, left in mate.items())


def _add(new: int, fits: Mapping[int, Mapping[int, float]], mate: dict[int, int]) -> None:
    """Give `new` a partner, where that gains; `mate` maps from right to left and is changed.

    `gain` is the change of the sum that frees a left member, `freed_by` who takes its partner.
    The chain ends where a member stays free, or at a right one that was free.
    """
    gain, freed_by = {new: 0.0}, dict[int, Pair]()
    best, last = 0.0, (new, -1)
    queue = deque([new])
    while queue:
        left = queue.popleft()
        for right, weight in fits[left].items():
            total, owner = gain[left] + weight, mate.get(right)
            if owner is None:
                best, last = max((best, last), (total, (left, right)), key=lambda end: end[0])
            elif total - fits[owner][right] > gain.get(owner, float("-inf")) + EQUAL:
                gain[owner], freed_by[owner] = total - fits[owner][right], (left, right)
                queue.append(owner)
    free = max(gain, key=lambda left: gain[left])
    _follow(last if best >= gain[free] else (free, -1), freed_by, mate)


def _follow(end: Pair, freed_by: Mapping[int, Pair], mate: dict[int, int]) -> None:
    """Make the changes of a chain, from its end back to the new member."""
    left, right = end
    while True:
        if right >= 0:
            mate[right] = left
        if left not in freed_by:
            return
        left, right = freed_by[left]
