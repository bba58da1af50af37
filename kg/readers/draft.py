"""What a reader gives: an article as its format states it, before any check of the text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg import errors
from kg.addresses import web_iri
from kg.records import Source

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text, what the format says of it, and where it stands ("news.jsonl, line 3").

    `mark` is appended to the file's name where one file holds several articles (`#3`).
    """

    text: str
    stated: Source
    place: str
    mark: str = ""


# Reading one article may fail without ending the file, so a reader yields calls yet to be made.
Load = Callable[[], Draft]
Reader = Callable[[BinaryIO, str, int], Iterator[Load]]


def decode(data: bytes, place: str, encoding: str = "utf-8") -> str:
    """The bytes as text, every character kept; raises `SkipArticle`.

    A UTF-8 byte order mark is no part of the text: it only says how the file is encoded.
    """
    start = len(BOM) if data.startswith(BOM) else 0
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        where = start + error.start
        raise errors.SkipArticle(
            f"{place} is not {encoding.upper()} text: the byte at offset {where} cannot be decoded."
        ) from error
    check_binary(text, place)
    return text


def check_binary(text: str, place: str) -> None:
    """Raise `SkipArticle` where there is a NUL, which no text holds."""
    if "\0" in text:
        raise errors.SkipArticle(
            f"{place} is not text but binary data: it has a NUL at offset {text.index('\0')}."
        )


def check_size(size: int, max_bytes: int, place: str) -> None:
    """Raise `SkipArticle` where the input is larger than the limit."""
    if size > max_bytes:
        raise errors.SkipArticle(
            f"{place} has {size:,} bytes, more than the limit of {max_bytes:,} bytes."
        )


def is_web_address(value: str) -> bool:
    """Whether a value is an http or https address that can stand as an IRI."""
    return web_iri(value) is not None
