"""How far a figure would move with other articles of the same kind (bootstrap; Efron 1979)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

from kg.score.figures import Figure

type Tally = Counter[str]
Measure = Callable[[Tally], Sequence[Figure]]

DRAWS = 1000
SEED = 1
BOUNDS = (0.025, 0.975)
# With fewer articles the draws are too much alike, and the interval would look too narrow.
FEWEST = 10


def total(each: Iterable[Tally]) -> Tally:
    """The tallies of articles as one."""
    summed: Tally = Counter()
    for tally in each:
        summed.update(tally)
    return summed


def with_intervals(each: Sequence[Tally], measure: Measure) -> tuple[Figure, ...]:
    """The figures of all articles together, with their 95% intervals.

    Whole articles are drawn, with replacement, since claims of one article are alike.
    """
    figures = measure(total(each))
    if len(each) < FEWEST:
        return tuple(figures)
    random = Random(SEED)
    draws = [measure(total(random.choices(each, k=len(each)))) for _ in range(DRAWS)]
    columns = zip(*draws, strict=True)
    return tuple(
        replace(figure, interval=_interval(column))
        for figure, column in zip(figures, columns, strict=True)
    )


def _interval(column: Iterable[Figure]) -> tuple[float, float]:
    values = sorted(figure.value or 0.0 for figure in column)
    low, high = (values[int(len(values) * bound)] for bound in BOUNDS)
    return low, high
