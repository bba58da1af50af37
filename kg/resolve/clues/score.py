"""What a clue yields."""

from collections.abc import Callable
from typing import NamedTuple

ALONE = "alone"  # names the decision that something is nobody else
OFFICE_HOLDER = "office-holder"  # names the decision that somebody is who holds an office
SAME_STORY = "same-story"  # names what being told beside the same happening adds
PERSON = "person"  # names what a person, and no clue, decided: that two are one,
PERSON_APART = "person-apart"  # or that they are not


class Score(NamedTuple):
    """How strongly a clue speaks for one identity, at most 1; and why, as a clause to be read."""

    value: float
    why: str


type Clue[P] = Callable[[P, P], Score | None]
