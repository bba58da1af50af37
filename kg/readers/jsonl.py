"""JSON lines: one article a line, as news archives are passed on; read line by line.

The limit of bytes holds for each line, so that an archive may be as long as it likes.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO

import msgspec

from kg import errors
from kg.readers.draft import BOM, Draft, Load, check_size, decode, is_web_address
from kg.records import Source


class Line(msgspec.Struct, frozen=True):
    """The fields of a line that are read; only `text` is required, others are ignored."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()


def articles(stream: BinaryIO, place: str, max_bytes: int) -> Iterator[Load]:
    """The articles of a `.jsonl` file, one a line; blank lines are passed over."""
    for number, (line, size) in enumerate(lines(stream, max_bytes), start=1):
        if line.strip():
            yield partial(load, line, size, number, place, max_bytes)


def lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Each line and its size in bytes; of a line over the limit only the start is kept."""
    while line := stream.readline(max_bytes + 1):
        size, rest = len(line), line
        while not rest.endswith(b"\n") and (rest := stream.readline(max_bytes + 1)):
            size += len(rest)
        yield line.removeprefix(BOM), size


def load(line: bytes, size: int, number: int, place: str, max_bytes: int) -> Draft:
    """One line as an article; raises `SkipArticle`."""
    place = f"{place}, line {number},"
    check_size(size, max_bytes, place)
    fields = parse(decode(line, place), place)
    stated = Source(
        publisher=fields.publisher or None,
        title=fields.title or None,
        published=day_or_time(fields.published, place),
        authors=fields.authors,
        url=checked_url(fields.url, place),
    )
    return Draft(fields.text, stated, place, mark=f"#{number}")


def parse(line: str, place: str) -> Line:
    """The object on a line; raises `SkipArticle` where it has not the right form."""
    try:
        return msgspec.json.decode(line, type=Line)
    except msgspec.MsgspecError as error:
        raise errors.SkipArticle(f"{place} is not an article in JSON: {error}.") from error


def day_or_time(value: str | None, place: str) -> str | None:
    """A date in ISO 8601, or a date and time, as Python writes it; raises `SkipArticle`."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise errors.SkipArticle(
            f'{place} has a "published" that is no ISO 8601 date: {value!r}.'
        ) from error
    return moment.date().isoformat() if is_day(value) else moment.isoformat()


def is_day(value: str) -> bool:
    """Whether an ISO 8601 value gives no time of day."""
    return "T" not in value and " " not in value


def checked_url(value: str | None, place: str) -> str | None:
    """The address as it stands; raises `SkipArticle` where it is not one."""
    if value and not is_web_address(value):
        raise errors.SkipArticle(f'{place} has a "url" that is no web address: {value!r}.')
    return value or None
