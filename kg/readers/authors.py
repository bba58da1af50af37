"""Who wrote an article, read off its byline, its dateline and the credit at its end."""

import re
from collections.abc import Iterable, Iterator

from kg.readers.patterns import compiled, names_by_spelling

_ROLE = re.compile(
    r"(?i)\b(?:(?:senior|chief|foreign|political|diplomatic|white house|staff)\s+)*"
    r"(?:correspondents?|reporters?|writers?|editors?)\b:?"
)
# What follows the names: a day, another column of the line.
_AFTER_NAMES = re.compile(r"\d.*|[|·•].*| [–—-] .*")
_OTHER_WORK = re.compile(r"(?i)\(?(?:editing|graphics|translat|production|research|compiled)")
_WHERE = re.compile(
    r"\b(?:in|at) [A-Z][\w.]*(?: [A-Z][\w.]*)*|\b(?:contributed|report(?:s|ed))\b.*"
)
_BETWEEN = re.compile(r"[,;&()=:]|\b(?:and|by|from)\b", re.IGNORECASE)
# Korean names in Latin letters, which Korean agencies list with nothing in between.
_KOREAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")


def from_byline(line: str) -> Iterator[str]:
    """Names in "By Jane Doe and John Roe, staff writers | 30 December 2021"."""
    yield from people([_AFTER_NAMES.sub("", line)])


def from_dateline(credit: str) -> Iterator[str]:
    """Names in "(Washington = Yonhap News) Correspondent Kim Min-su ="."""
    yield from people([credit.partition(")")[2]])


def from_contributors(line: str) -> Iterator[str]:
    """Names in "Reporting by Jane Doe in London; Editing by John Roe", without the editor."""
    parts = (part.strip() for part in line.split(";"))
    yield from people(_WHERE.sub("", part) for part in parts if not _OTHER_WORK.match(part))


def people(parts: Iterable[str]) -> Iterator[str]:
    """The names of people in enumerations, in order."""
    for part in parts:
        for piece in _BETWEEN.split(_ROLE.sub(",", part)):
            name = piece.strip(" .[]")
            korean = _KOREAN.findall(name)
            yield from korean if len(korean) > 1 else filter(is_person, [name])


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's and is not that of an agency or paper."""
    known = name in names_by_spelling() or name.lower().startswith(("the ", "with "))
    return not known and compiled("<person>").fullmatch(name) is not None
