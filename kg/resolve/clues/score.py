"""What a clue yields."""

from collections.abc import Callable
from typing import NamedTuple

ALONE = "alone"  # names the decision that something is nobody else


class Score(NamedTuple):
    """How strongly a clue speaks for one identity, at most 1; and why, as a clause to be read."""

    value: float
    why: str


type Clue[P] = Callable[[P, P], Score | None]
