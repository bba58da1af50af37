"""Whether "he" or "she" may stand for somebody, as far as words tell it."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from kg.extract.words import words

type Gender = Literal["female", "male"]

GENDERS: tuple[Gender, ...] = ("female", "male")
PRONOUNS: dict[str, Gender] = {
    "she": "female", "her": "female", "hers": "female",
    "he": "male", "him": "male", "his": "male",
}  # fmt: skip


@cache
def _told(kind: str) -> dict[str, Gender]:
    lists = words("given")
    return {word: gender for gender in GENDERS for word in lists[gender][kind]}


def by_honorific(word: str) -> Gender | None:
    """What "Mr" or "Lady" before a name tells."""
    return _told("before").get(word.lower())


def by_given_name(name: str) -> Gender | None:
    """What the first name in a full name tells; a name alone may be a surname."""
    first, *others = name.lower().split() or [""]
    return _told("given").get(first) if others else None


def by_nouns(titles: Iterable[str]) -> Gender | None:
    """What the titles of somebody tell: "spokeswoman"."""
    nouns = _told("nouns")
    lasts = [word for title in titles for word in title.lower().split()[-1:]]
    found = {nouns[word] for word in lasts if word in nouns}
    return found.pop() if len(found) == 1 else None
