"""The clues, by name: each compares two profiles; its docstring is a sentence for the reader."""

from collections.abc import Mapping
from typing import Any

from kg.resolve.clues.actors import ACTOR_CLUES, DESCRIPTION_CLUES, SHORT_NAME_CLUES
from kg.resolve.clues.claims import CLAIM_CLUES, NESTING_CLUES, QUOTING_CLUES
from kg.resolve.clues.events import EVENT_CLUES
from kg.resolve.clues.score import (
    ALONE,
    OFFICE_HOLDER,
    PERSON,
    PERSON_APART,
    SAME_STORY,
    Clue,
    Score,
)

__all__ = [
    "ACTOR_CLUES",
    "ALONE",
    "CLAIM_CLUES",
    "DESCRIPTION_CLUES",
    "EVENT_CLUES",
    "NESTING_CLUES",
    "PERSON",
    "PERSON_APART",
    "QUOTING_CLUES",
    "SHORT_NAME_CLUES",
    "Clue",
    "Score",
    "explain",
]

_TABLES: tuple[Mapping[str, Clue[Any]], ...] = (
    ACTOR_CLUES,
    SHORT_NAME_CLUES,
    DESCRIPTION_CLUES,
    EVENT_CLUES,
    CLAIM_CLUES,
    QUOTING_CLUES,
    NESTING_CLUES,
)

_SAID = {
    ALONE: "Nothing in the other articles was taken to be the same.",
    OFFICE_HOLDER: "Articles of about that time say who holds the office that one is called by.",
    PERSON: "A person decided that the two are one, whatever the texts say.",
    SAME_STORY: "Both are told beside the same happening, each the only one of its kind there.",
    PERSON_APART: "A person decided that the two are not one, however alike they look.",
}


def explain(clue: str) -> str:
    """The sentence that tells a reader what a clue means; empty for an unknown one."""
    if clue in _SAID:
        return _SAID[clue]
    found = (table[clue] for table in _TABLES if clue in table)
    return next((function.__doc__ or "" for function in found), "").strip()
