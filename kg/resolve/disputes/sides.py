"""The sides of a dispute in an order of their own, whatever order they were found in."""

from collections.abc import Iterable

from kg.records import Side


def by_value(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Sides by what they give, those that give the same by their article."""
    return tuple(sorted(sides, key=lambda side: (side.value, side.key)))
