"""Plain text files: one article each, stored exactly as it stands."""

import os
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from kg.readers.draft import Draft, Load, check_size, decode
from kg.records import Source


def articles(stream: BinaryIO, place: str, max_bytes: int) -> Iterator[Load]:
    """The one article of a `.txt` file."""
    yield partial(load, stream, place, max_bytes)


def load(stream: BinaryIO, place: str, max_bytes: int) -> Draft:
    """All of the file as one article; raises `SkipArticle`."""
    return Draft(decode(read_all(stream, place, max_bytes), place), Source(), place)


def read_all(stream: BinaryIO, place: str, max_bytes: int) -> bytes:
    """All bytes of a file, its size checked before it is read; raises `SkipArticle`."""
    check_size(stream.seek(0, os.SEEK_END), max_bytes, place)
    stream.seek(0)
    return stream.read()
