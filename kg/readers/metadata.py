"""What an article says of itself in its own text: read off its furniture, never guessed.

What the file's format states (a page's metadata, a field of a JSON line) comes first.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from kg.readers import authors, dates
from kg.readers.furniture import lines_of
from kg.readers.patterns import compiled, names_by_spelling, wires
from kg.records import Furniture, Source

MAX_TITLE_WORDS = 30
_FULL_STOP = re.compile(r"""[.,;:]["”’)]*$""")
_OWNER = re.compile(
    r"(?:(?i:copyright)|[©ⓒ]|\([cC]\))[\s:©ⓒ]*(?:\([cC]\)\s*)?"
    r"(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?:by\s+)?"
    r"(?:[‘“'\"][^’”'\"]*[’”'\"]\s*)?"  # a slogan
    r"([^.,|\]]{2,60})"
)
_RIGHTS = re.compile(r"(?i)\s*(?:all rights|unauthori[sz]ed|reproduction|&\s*$).*")
_PLACE_AND_AGENCY = re.compile(r"[(\[][^=]+=\s*([^()\[\]=]+?)\s*[)\]]")
_IN_PARENTHESES = re.compile(r"\(([^()=]+)\)")
_LATER = re.compile(r"(?i)(?:last )?(?:updated|modified).*")

# Where each of these stands, by the reasons in `words/furniture.yaml`.
AUTHORS: dict[str, Callable[[str], Iterator[str]]] = {
    "byline": authors.from_byline,
    "dateline credit": authors.from_dateline,
    "contributor credit": authors.from_contributors,
}
DATES = ("publication date", "byline", "dateline credit")
AGENCIES = ("dateline credit", "picture credit", "byline", "contributor credit", "copyright line")


class Credits:
    """The furniture of one article by its reason, in order of the text."""

    def __init__(self, text: str, furniture: Sequence[Furniture]) -> None:
        self._found = [(item.reason, item.span.of(text)) for item in furniture]

    def lines(self, *reasons: str) -> Iterator[str]:
        """The words of all furniture that is marked for one of the reasons."""
        yield from (words for reason, words in self._found if reason in reasons)

    def items(self) -> Iterator[tuple[str, str]]:
        """Reason and words of all furniture."""
        yield from self._found


def describe(text: str, furniture: Sequence[Furniture], stated: Source) -> Source:
    """The source of an article: what its format states, and for the rest what its text states."""
    found = Credits(text, furniture)
    return Source(
        publisher=stated.publisher or publisher(found),
        title=stated.title or title(text, furniture),
        published=stated.published or published(found),
        authors=stated.authors or tuple(dict.fromkeys(writers(found))),
        via=stated.via or tuple(dict.fromkeys(agencies(found))),
        url=stated.url,
        language=stated.language,
    )


def title(text: str, furniture: Sequence[Furniture]) -> str | None:
    """The first line that is not furniture, where more lines follow and it reads as a headline."""
    marked = {item.span for item in furniture}
    prose = [line.of(text) for line in lines_of(text) if line not in marked]
    return prose[0] if len(prose) > 1 and is_headline(prose[0], prose[1]) else None


def is_headline(line: str, following: str) -> bool:
    """Whether a line is short enough, does not run on, and is in capitals if it is a sentence."""
    words = line.split()
    if len(words) > MAX_TITLE_WORDS or following[0].islower():
        return False
    long = [word for word in words if len(word) > 4]
    in_capitals = all(word[0].isupper() or not word[0].isalpha() for word in long)
    return in_capitals or not _FULL_STOP.search(line)


def publisher(found: Credits) -> str | None:
    """Who owns the rights, or else whose dateline it is, if that is not an agency's alone."""
    owners = map(owner, found.lines("copyright line"))
    datelines = map(dateline_publisher, found.lines("dateline credit"))
    return next(filter(None, chain(owners, datelines)), None)


def owner(line: str) -> str | None:
    """Who a copyright line names; an agency there has given a picture."""
    match = _OWNER.search(line)
    name = full_name(_RIGHTS.sub("", match.group(1))) if match else ""
    return name if name and name not in wires() else None


def dateline_publisher(credit: str) -> str | None:
    """CNN in "(CNN) —", Yonhap in "(Seoul = Yonhap)"; none in "(AP) —", which papers print too."""
    if match := _PLACE_AND_AGENCY.match(credit):
        return full_name(match.group(1))
    match = _IN_PARENTHESES.search(credit)
    name = full_name(match.group(1)) if match else ""
    return name if name and name not in wires() else None


def full_name(spelling: str) -> str:
    """The name of an agency or outlet however it is written; other names as they are."""
    return names_by_spelling().get(spelling.strip(), spelling.strip())


def published(found: Credits) -> str | None:
    """The first day that a credit states; what follows "updated" is not the day it came out."""
    lines = (_LATER.sub("", line) for line in found.lines(*DATES))
    signed = filter(dated_address, found.lines("picture credit", "reporter's address"))
    return next(filter(None, map(dates.first_moment, chain(lines, signed))), None)


def dated_address(line: str) -> bool:
    """Whether a reporter signs with day and address; a day alone is that of the picture."""
    return compiled("<moment> ?<email>").search(line) is not None


def writers(found: Credits) -> Iterator[str]:
    """Names of the authors, in order of the text."""
    for reason, words in found.items():
        if reason in AUTHORS:
            yield from AUTHORS[reason](words)


def agencies(found: Credits) -> Iterator[str]:
    """Names of the agencies credited, in order of the text."""
    pattern = compiled("(?<![A-Za-z])<agency>(?![A-Za-z])")
    for reason, words in found.items():
        if reason in AGENCIES:
            yield from (full_name(match.group()) for match in pattern.finditer(words))
