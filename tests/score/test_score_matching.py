"""Pairs one to one: against all that could be chosen, and by hand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.score.matching import Pair, best_pairs, greedy_pairs

PLACES = st.tuples(st.integers(0, 3), st.integers(0, 3))
WEIGHTS = st.dictionaries(PLACES, st.integers(1, 20).map(float), max_size=8)


def is_one_to_one(pairs: tuple[Pair, ...] | list[Pair]) -> bool:
    return all(len(set(side)) == len(pairs) for side in zip(*pairs, strict=True))


@given(WEIGHTS)
def test_no_other_choice_weighs_more(weights: dict[Pair, float]) -> None:
    found = best_pairs(weights)
    choices = (c for n in range(len(weights) + 1) for c in combinations(weights, n))
    heaviest = max(sum(weights[p] for p in choice) for choice in choices if is_one_to_one(choice))
    assert is_one_to_one(found)
    assert set(found) <= set(weights)
    assert sum(weights[pair] for pair in found) == heaviest


@given(WEIGHTS)
def test_the_order_of_pairs_does_not_matter(weights: dict[Pair, float]) -> None:
    turned = dict(reversed(weights.items()))
    assert best_pairs(turned) == best_pairs(weights)
    assert greedy_pairs(turned) == greedy_pairs(weights)


def test_two_good_pairs_beat_the_best_one_and_a_poor_one() -> None:
    weights = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (1, 1): 0.1}
    assert best_pairs(weights) == [(0, 1), (1, 0)]
    assert greedy_pairs(weights) == [(0, 0), (1, 1)]


def test_one_stays_alone_where_that_weighs_more() -> None:
    assert best_pairs({(0, 0): 1.0, (1, 0): 3.0}) == [(1, 0)]


def test_nothing_to_join() -> None:
    assert best_pairs({}) == greedy_pairs({}) == []
