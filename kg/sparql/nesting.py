"""Texts that an engine would read by recursion, so deep that it runs out of stack and dies."""

from collections.abc import Mapping
from typing import Final

from kg import errors
from kg.places import place
from kg.sparql.terminals import decoded, tokens

MOST_DEEP: Final = 128
# Each of these makes the tree of a query a level deeper, wherever it stands.
MOST_STEPS: Final = 1000
_WORDS = frozenset(["UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "GRAPH", "EXISTS", "VALUES"])
_SIGNS = frozenset("|&+-*/^!")
_DEEPER: Mapping[str, int] = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}


def refuse_deep(text: str, steps: int | None = None) -> None:
    """Raise `errors.BadRequest` where brackets stand in one another too often.

    Where the engine is another's, which must not die of it either, `steps` limits how many clauses
    and operators there are at all.
    """
    text = decoded(text)
    brackets = sum(map(text.count, "{(["))
    if brackets > MOST_DEEP:
        _refuse_brackets(text)
    if steps is not None and len(text) > steps:
        _refuse_steps(text, steps)


def _refuse_brackets(text: str) -> None:
    depth = 0
    for token in tokens(text):
        if token.kind == "other":
            depth += _DEEPER.get(token.text, 0)
        if depth > MOST_DEEP:
            at = place(text, token.start)
            raise errors.BadRequest(
                f"At {at}, more than {MOST_DEEP} brackets stand open: this is nested too deeply."
            )


def _refuse_steps(text: str, most: int) -> None:
    found = sum(
        token.text in _SIGNS if token.kind == "other" else token.text.upper() in _WORDS
        for token in tokens(text)
        if token.kind in {"other", "word"}
    )
    if found > most:
        raise errors.BadRequest(
            f"This holds {found} clauses and operators; {most} may be sent to another server."
        )
