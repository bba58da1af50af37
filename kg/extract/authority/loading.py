"""Reads the authority of a run: the user's files first, then the one that ships."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg import errors
from kg.addresses import web_iri
from kg.extract.authority.entries import Row
from kg.extract.authority.index import Authority, ids_of, make_index
from kg.extract.authority.merging import merged
from kg.extract.authority.table import read_table
from kg.extract.authority.turtle import read_turtle
from kg.resources import resource

_WIKIDATA = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)")
SHIPPED = ("states.ttl", "bodies.ttl", "regions.ttl")
READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {".csv": read_table, ".ttl": read_turtle}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is known beforehand, and the hash of the user's files; None without any.

    The hash of one file is its SHA-256; that of several is the SHA-256 over theirs, in order.
    """

    authority: Authority
    sha256: str | None = None


def load_authority(files: Sequence[Path] = ()) -> Loaded:
    """The shipped entries and those of files, which go before them.

    Raises `errors.BadRequest` that names the file, the place in it and what is wrong: a file that
    cannot be read, an entry that says too little, two entries of files with one name or link.
    """
    contents = [_content(file) for file in files]
    rows = [row for file in files for row in _checked(file)]
    _check_clashes(rows)
    return Loaded(_indexed(merged(rows, shipped_rows())), _hash(contents))


@cache
def shipped_rows() -> tuple[Row, ...]:
    """The entries of `ontology/authority`, read once."""
    folder = resource("ontology") / "authority"
    return tuple(row for name in SHIPPED for row in read_turtle(folder / name))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise errors.BadRequest(f"{file} cannot be read: {error.strerror}.") from None


def _hash(contents: Sequence[bytes]) -> str | None:
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    if len(hashes) < 2:
        return next(iter(hashes), None)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def _checked(file: Path) -> Iterator[Row]:
    if file.suffix.lower() not in READERS:
        raise errors.BadRequest(f"{file} is no authority file: its name ends in .ttl or .csv.")
    for row in READERS[file.suffix.lower()](file):
        yield replace(row, same_as=tuple(_link(row, iri) for iri in row.same_as))


def _link(row: Row, iri: str) -> str:
    """A link as it is written; the page of a Wikidata item stands for the item."""
    if item := _WIKIDATA.fullmatch(iri):
        return f"http://www.wikidata.org/entity/{item[1]}"
    if not web_iri(iri):
        raise errors.BadRequest(f"{row.where}: {iri!r} is no web address (same_as).")
    return iri


def _check_clashes(rows: Iterable[Row]) -> None:
    """No two entries of the user's files may share a name, a demonym, a city or a link."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        for what, value in _claims(row):
            other = seen.setdefault((what, value), row)
            if other is not row:
                raise errors.BadRequest(
                    f"{row.where}: {what} {value!r} is that of {other.where} too."
                )


def _claims(row: Row) -> Iterator[tuple[str, str]]:
    yield from (("the name", name) for name in row.surfaces)
    yield from (("the demonym", name) for name in row.people)
    yield from (("the city", name) for name in row.cities)
    yield from (("the link", iri) for iri in row.same_as)
    yield from (("the IRI", iri) for iri in row.keys)


def _indexed(rows: Iterable[Row]) -> Authority:
    by_id = ids_of(rows)
    known: dict[str, str] = {}
    for id_, row in by_id.items():
        for word in (*row.keys, *row.codes, *row.surfaces):
            known.setdefault(word, id_)
    return make_index(by_id, dict(_parties(by_id, known)))


def _parties(rows: Mapping[str, Row], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for id_, row in rows.items():
        if row.party is None:
            continue
        if row.party not in known:
            raise errors.BadRequest(f"{row.where}: the party {row.party!r} is no known entry.")
        yield id_, known[row.party]
