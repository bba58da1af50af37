"""What a measurement yields: named figures, and the counts behind them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a table. All shares lie between 0 and 1.

    `value` is F1 where there are a precision and a recall, otherwise a share of the `gold` ones;
    it is None where only `found` is counted, or where there is nothing to count. `interval` holds
    95 of 100 values over articles drawn anew (`kg.score.bootstrap`).
    """

    name: str
    value: float | None
    found: int
    gold: int
    precision: float | None = None
    recall: float | None = None
    interval: tuple[float, float] | None = None


def retrieval(
    name: str, right: int, found: int, gold: int, right_gold: int | None = None
) -> Figure:
    """Precision, recall and F1; `right_gold` where other gold ones are right than found ones."""
    hits = right if right_gold is None else right_gold
    return balanced(name, _part(right, found), _part(hits, gold), found, gold)


def balanced(name: str, precision: float, recall: float, found: int, gold: int) -> Figure:
    """A figure whose value is the harmonic mean of precision and recall."""
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Figure(name, f1, found, gold, precision, recall)


def share(name: str, right: int, of: int) -> Figure:
    """How many of all that were looked at are right."""
    return Figure(name, right / of if of else None, right, of)


def number(name: str, found: int) -> Figure:
    """A plain count."""
    return Figure(name, None, found, 0)


def _part(right: int, of: int) -> float:
    return right / of if of else 0.0
