"""Marks page furniture: what stands on the page but is not the article's own prose.

Nothing is deleted: furniture is a list of spans beside the text. The rules are the rows of
`words/furniture.yaml`; each looks at one line, at its whole, its head or its tail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from kg.readers.words import words
from kg.records import Furniture, Span

# Longer lines are paragraphs of prose; only their heads and tails can be furniture.
MAX_LINE = 300
MAX_HEAD = 200
MAX_TAIL = 200
# A line between furniture is taken for a label of the page if it is no longer than this.
LABEL_WORDS = 4
_LINE = re.compile(r"[^\r\n]+")
# Not the `<` of a lookbehind, which `=` or `!` follows.
_PART = re.compile(r"<([a-z]+)>")
_SENTENCE_END = re.compile(r"""[.?!…]["”’')\]]*$""")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where in the line it looks, and the reason it gives.

    The pattern's group is what is marked, or all of the match where there is no group.
    """

    name: str
    reason: str
    where: Literal["line", "head", "tail"]
    pattern: re.Pattern[str]

    def find(self, line: str) -> Span | None:
        """What the rule marks in a line without blanks around it."""
        if self.where == "line":
            match = self.pattern.fullmatch(line) if len(line) <= MAX_LINE else None
        elif self.where == "head":
            match = self.pattern.match(line, 0, MAX_HEAD)
        else:
            match = self.pattern.search(line, max(0, len(line) - MAX_TAIL))
        return Span(*match.span(match.lastindex or 0)) if match else None


def mark(text: str) -> tuple[Furniture, ...]:
    """The furniture of a text, sorted and not overlapping."""
    lines = [trimmed(match) for match in _LINE.finditer(text) if match.group().strip()]
    found = [list(furniture_of(text, line)) for line in lines]
    for index in footer_labels(text, lines, found):
        found[index] = [Furniture(lines[index], "label among furniture")]
    return tuple(chain.from_iterable(found))


def trimmed(match: re.Match[str]) -> Span:
    """The matched line without blanks around it."""
    line = match.group()
    start = match.start() + len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))


def furniture_of(text: str, line: Span) -> Iterator[Furniture]:
    """Furniture of one line: all of it, or else its head and its tail."""
    whole = apply("line", text, line)
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


def apply(where: str, text: str, line: Span) -> Furniture | None:
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


def is_label(line: str) -> bool:
    """Whether a line is too short for prose and no sentence."""
    return len(line.split()) <= LABEL_WORDS and not _SENTENCE_END.search(line)


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of `words/furniture.yaml`, in order."""
    listed = words("furniture")
    parts = {"agency": agency_pattern()}
    for name, part in listed["parts"].items():
        parts[name] = f"(?:{expand(part, parts)})"
    return tuple(make_rule(row, parts) for row in listed["rules"])


def make_rule(row: dict[str, Any], parts: dict[str, str]) -> Rule:
    """A rule from its row; the pattern of a tail has to reach the end of the line."""
    pattern = "|".join(expand(pattern, parts) for pattern in row["patterns"])
    ending = r"\Z" if row["where"] == "tail" else ""
    return Rule(row["name"], row["reason"], row["where"], re.compile(f"(?:{pattern}){ending}"))


def expand(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with each `<part>` written out."""
    return _PART.sub(lambda match: parts[match.group(1)], pattern)


def agency_pattern() -> str:
    """Any spelling of any agency or outlet, the longest first, and none shorter once it holds."""
    spellings = chain.from_iterable(spellings_by_name().values())
    ordered = sorted(set(spellings), key=lambda spelling: (-len(spelling), spelling))
    return f"(?>{'|'.join(map(re.escape, ordered))})"


def spellings_by_name() -> dict[str, list[str]]:
    """Every way to write each agency and outlet."""
    return {**words("agencies")["wires"], **words("agencies")["outlets"]}
