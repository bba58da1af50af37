"""Places in a text as people are told of them: lines and columns, both counted from 1."""

import re

PLACE = re.compile(r"\bline (\d+), column (\d+)")


def place(text: str, at: int) -> str:
    """The place of a character, in the words that `PLACE` finds; `at` is its offset from 0."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return f"line {line}, column {column}"


def offset(text: str, line: int, column: int) -> int:
    """The offset from 0 of a place."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
