"""What an article says of itself in its own text: read off its furniture, never guessed.

What the file's format states (a page's metadata, a field of a JSON line) comes first.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.readers import dates
from kg.readers.patterns import compiled, names_by_spelling, wires
from kg.records import Furniture, Source

# Reasons of the rows in `words/furniture.yaml`.
BYLINE = "byline"
DATELINE = "dateline credit"
CONTRIBUTORS = "contributor credit"
COPYRIGHT = "copyright line"
DATE = "publication date"
PICTURE = "picture credit"
ADDRESS = "reporter's address"

MAX_TITLE_WORDS = 30
_OWNER = re.compile(
    r"(?i:copyright|[©ⓒ]|\(c\))[\s:©ⓒ]*(?i:\(c\)\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?i:by\s+)?"
    r"(?:[‘“'\"][^’”'\"]*[’”'\"]\s*)?"
    r"(?P<name>[^.,|\]]{2,60})"
)
_RIGHTS = re.compile(r"(?i)\s*(?:all rights|unauthori[sz]ed|reproduction|&\s*$).*")
_AGENCY_PLACE = re.compile(r"=\s*([^()\[\]=]+?)\s*[)\]]")
_PARENTHESIS = re.compile(r"\(([^()=]+)\)")
_LATER = re.compile(r"(?i)(?:last )?(?:updated|modified).*")
_NOT_AUTHORS = re.compile(r"(?i)(?:editing|graphics|translat|production|research|compiled)")
_ROLE = re.compile(r"(?i)\b(?:correspondents?|reporters?|staff writers?|writers?)\b")
_BETWEEN = re.compile(r",|;|&|\||\band\b|\bby\b|\bfrom\b|\bin\b|\bcontributed\b|\breported\b", re.I)
# Romanised Korean names, which Korean agencies list without commas.
_KOREAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_FULL_STOP = re.compile(r"""[.,;:]["”’)]*$""")


def describe(text: str, furniture: Sequence[Furniture], stated: Source) -> Source:
    """The source of an article: what its format states, and for the rest what its text states."""
    credits_ = Credits(text, furniture)
    return Source(
        publisher=stated.publisher or publisher(credits_),
        title=stated.title or title(text, furniture),
        published=stated.published or published(credits_),
        authors=stated.authors or tuple(dict.fromkeys(authors(credits_))),
        via=stated.via or tuple(dict.fromkeys(agencies(credits_))),
        url=stated.url,
        language=stated.language,
    )
