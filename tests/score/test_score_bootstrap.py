"""Intervals over articles."""

from collections import Counter

from kg.score.bootstrap import FEWEST, Tally, with_intervals
from kg.score.figures import Figure, retrieval, share


def measure(tally: Tally) -> tuple[Figure, ...]:
    found = retrieval("found", tally["right"], tally["found"], tally["gold"])
    return found, share("share", tally["right"], tally["gold"])


def articles(*right: int) -> list[Tally]:
    return [Counter(right=number, found=10, gold=10) for number in right]


def test_figures_are_those_of_all_articles_together() -> None:
    found, part = with_intervals(articles(*[2, 8] * FEWEST), measure)
    assert found.value == part.value == 0.5
    assert found.found == found.gold == 20 * FEWEST


def test_articles_that_are_alike_leave_no_doubt() -> None:
    found, _ = with_intervals(articles(*[5] * FEWEST), measure)
    assert found.interval == (0.5, 0.5)


def test_the_interval_holds_the_figure_and_narrows_with_more_articles() -> None:
    few, _ = with_intervals(articles(*[2, 8] * FEWEST), measure)
    many, _ = with_intervals(articles(*[2, 8] * FEWEST * 4), measure)
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval[0] < many.interval[0] < 0.5 < many.interval[1] < few.interval[1]


def test_the_same_articles_give_the_same_interval() -> None:
    each = articles(*range(FEWEST))
    assert with_intervals(each, measure) == with_intervals(each, measure)


def test_too_few_articles_have_none() -> None:
    assert with_intervals(articles(*[5] * (FEWEST - 1)), measure)[0].interval is None
