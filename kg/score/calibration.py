"""Whether confidence means what it says: of claims held with 0.8, four in five should be right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BINS = 10


class Judged(NamedTuple):
    """A claim's confidence, where it has one, and whether the claim is right."""

    confidence: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in `[lower, upper)`, and in the last bin `[lower, 1]`."""

    lower: float
    upper: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """`error` is the expected calibration error; `without` counts claims with no confidence."""

    error: float
    claims: int
    without: int
    bins: tuple[Bin, ...]


def calibrate(judged: Iterable[Judged]) -> Calibration | None:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015, AAAI).

    None where no claim has a confidence. Bins without claims are left out.
    """
    judged = tuple(judged)
    held = [(item.confidence, item.right) for item in judged if item.confidence is not None]
    if not held:
        return None
    grouped: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in held:
        grouped[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    bins = tuple(_bin(number, items) for number, items in sorted(grouped.items()))
    error = sum(it.claims * abs(it.right - it.confidence) for it in bins) / len(held)
    return Calibration(error, len(held), len(judged) - len(held), bins)


def _bin(number: int, items: Sequence[tuple[float, bool]]) -> Bin:
    confidence, right = (sum(column) / len(items) for column in zip(*items, strict=True))
    return Bin(number / BINS, (number + 1) / BINS, len(items), confidence, right)
