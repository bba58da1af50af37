"""What makes a text unfit to build: it is empty, too long, binary, or not English."""

import re
from collections import Counter
from functools import cache
from typing import Any

from kg import errors
from kg.readers.draft import check_binary
from kg.records import Furniture

MAX_CHARACTERS = 1_000_000
# About twenty English words; counted in letters, since not every script puts spaces in between.
MIN_LETTERS = 100
# Shorter lines (a place, a name) say little of the language that they are in.
MIN_LINE_LETTERS = 25
_LETTERS = re.compile(r"[^\W\d_]")


def check_text(text: str, place: str) -> None:
    """Raise `SkipArticle` where the text is empty, binary or too long."""
    if not text.strip():
        raise errors.SkipArticle(f"{place} has no text.")
    check_binary(text, place)
    if len(text) > MAX_CHARACTERS:
        raise errors.SkipArticle(
            f"{place} has {len(text):,} characters, more than the limit of {MAX_CHARACTERS:,}."
        )


def check_language(text: str, furniture: tuple[Furniture, ...], place: str) -> None:
    """Raise `SkipArticle` where most of the prose is in one other language than English."""
    letters = letters_by_language(prose_lines(text, furniture))
    language, most = max(letters.items(), key=lambda item: (item[1], item[0]), default=("en", 0))
    if language != "en" and letters.total() >= MIN_LETTERS and most > letters.total() / 2:
        raise errors.SkipArticle(
            f'{place} is not in English: its language seems to be "{language}".'
        )


def prose_lines(text: str, furniture: tuple[Furniture, ...]) -> list[str]:
    """The lines of the text without its furniture (sorted, not overlapping)."""
    ends = [0, *(item.span.end for item in furniture)]
    starts = [*(item.span.start for item in furniture), len(text)]
    pieces = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return " ".join(pieces).splitlines()


def letters_by_language(lines: list[str]) -> Counter[str]:
    """How many letters stand in each language, line by line.

    One foreign caption, however long, does not outvote the article around it.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        letters = len(_LETTERS.findall(line))
        if letters >= MIN_LINE_LETTERS:
            counts[language_of(line)] += letters
    return counts


def language_of(text: str) -> str:
    """ISO 639-1 code of the language that a text is most likely in."""
    return str(_detector().classify(text)[0])


@cache
def _detector() -> Any:
    """The language model: over a second to load, so only once, and not before it is needed."""
    import py3langid  # noqa: PLC0415

    return py3langid
