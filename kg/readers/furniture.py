"""Marks page furniture: what stands on the page but is not the article's own prose.

Nothing is deleted: furniture is a list of spans beside the text. The rules are the rows of
`words/furniture.yaml`; each looks at one line, at its whole, its head or its tail, and a few only
at lines above the first paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from kg.readers.patterns import compiled
from kg.readers.words import words
from kg.records import Furniture, Span

# Longer lines are paragraphs of prose; only their heads and tails can be furniture.
MAX_LINE = 300
MAX_HEAD = 200
MAX_TAIL = 200
# A line between furniture is taken for a label of the page if it is no longer than this.
LABEL_WORDS = 4
# The first paragraph is the first sentence of at least this many words.
PARAGRAPH_WORDS = 12
_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = re.compile(r"""[.?!…]["”’')\]]*$""")


Where = Literal["line", "top", "head", "tail"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where in the line it looks, and the reason it gives.

    The pattern's group is what is marked, or all of the match where there is no group.
    """

    name: str
    reason: str
    where: Where
    pattern: re.Pattern[str]

    def find(self, line: str) -> Span | None:
        """What the rule marks in a line without blanks around it."""
        if self.where in {"line", "top"}:
            match = self.pattern.fullmatch(line) if len(line) <= MAX_LINE else None
        elif self.where == "head":
            match = self.pattern.match(line, 0, MAX_HEAD)
        else:
            match = self.pattern.search(line, max(0, len(line) - MAX_TAIL))
        return Span(*match.span(match.lastindex or 0)) if match else None


def mark(text: str) -> tuple[Furniture, ...]:
    """The furniture of a text, sorted and not overlapping."""
    lines = list(lines_of(text))
    top = next((line.start for line in lines if is_paragraph(line.of(text))), len(text))
    found = [list(furniture_of(text, line, above=line.start < top)) for line in lines]
    for index in footer_labels(text, lines, found):
        found[index] = [Furniture(lines[index], "label among furniture")]
    return tuple(chain.from_iterable(found))


def lines_of(text: str) -> Iterator[Span]:
    """Every line that is not blank, without the blanks around it."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        if line.strip():
            yield Span(start, start + len(line.strip()))


def furniture_of(text: str, line: Span, above: bool) -> Iterator[Furniture]:
    """Furniture of one line: all of it, or else its head and its tail.

    `above` says whether the line stands above the first paragraph.
    """
    whole = apply("line", text, line) or (apply("top", text, line) if above else None)
    if whole:
        yield whole
        return
    head = apply("head", text, line)
    if head:
        yield head
        line = Span(head.span.end, line.end)
    tail = apply("tail", text, line)
    if tail:
        yield tail


def apply(where: Where, text: str, line: Span) -> Furniture | None:
    """What the first rule that holds marks."""
    words_of_line = line.of(text)
    for rule in rules():
        span = rule.find(words_of_line) if rule.where == where else None
        if span:
            return Furniture(Span(line.start + span.start, line.start + span.end), rule.reason)
    return None


def footer_labels(text: str, lines: list[Span], found: list[list[Furniture]]) -> Iterator[int]:
    """Indexes of the labels in the footer: short lines among furniture, after the last prose."""
    waiting: list[int] = []
    for index in reversed(range(len(lines))):
        if found[index] and found[index][0].span == lines[index]:
            yield from waiting
            waiting = []
        elif is_label(lines[index].of(text)):
            waiting.append(index)
        else:
            return


def is_paragraph(line: str) -> bool:
    """Whether a line is long enough for a sentence, and ends as one."""
    return len(line.split()) >= PARAGRAPH_WORDS and _SENTENCE_END.search(line) is not None


def is_label(line: str) -> bool:
    """Whether a line is too short for prose and no sentence."""
    return len(line.split()) <= LABEL_WORDS and not _SENTENCE_END.search(line)


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of `words/furniture.yaml`, in order."""
    return tuple(map(make_rule, words("furniture")["rules"]))


def make_rule(row: dict[str, Any]) -> Rule:
    """A rule from its row; the pattern of a tail has to reach the end of the line."""
    ending = r"\Z" if row["where"] == "tail" else ""
    pattern = f"(?:{'|'.join(row['patterns'])}){ending}"
    return Rule(row["name"], row["reason"], row["where"], compiled(pattern))
