"""Entries in CSV: a header with names of columns, and an entry a line."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from kg import errors
from kg.extract.authority.entries import Row
from kg.records import ActorType

SEPARATOR = "|"
TYPES = tuple(name for name in get_args(ActorType) if name != "Role")
# Columns with one value, and with several between bars.
ONE = ("name", "type", "adjective", "party")
MANY = ("names", "short_names", "demonyms", "capital", "codes", "same_as")
NEEDED = ("name", "type")


def read_table(file: Path) -> Iterator[Row]:
    """The entries of a CSV file in UTF-8, in its order.

    Raises `errors.BadRequest` that names the line where a name or type is missing or a value is
    unknown, and where the header has a column that is.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(file, csv.DictReader(stream, strict=True))
    except UnicodeDecodeError as error:
        raise errors.BadRequest(f"{file} is not in UTF-8: {error.reason}.") from None
    except csv.Error as error:
        raise errors.BadRequest(f"{file} is not CSV: {error}.") from None


def _rows(file: Path, reader: "csv.DictReader[str]") -> Iterator[Row]:
    _check_header(file, reader.fieldnames or ())
    for values in reader:
        where = f"{file}, line {reader.line_num}"
        if None in values:
            raise errors.BadRequest(f"{where} has more values than the header has columns.")
        cells = {column: (values[column] or "").strip() for column in values}
        if any(cells.values()):
            yield _row(where, cells)


def _check_header(file: Path, columns: Sequence[str]) -> None:
    unknown = [column for column in columns if column not in (*ONE, *MANY)]
    missing = [column for column in NEEDED if column not in columns]
    if unknown:
        known = ", ".join((*ONE, *MANY))
        raise errors.BadRequest(f"{file}, line 1: {unknown[0]!r} is no column; these are: {known}.")
    if missing:
        raise errors.BadRequest(f"{file}, line 1: there is no column {missing[0]!r}.")
    if len(set(columns)) < len(columns):
        raise errors.BadRequest(f"{file}, line 1: a column stands there twice.")


def _row(where: str, cells: Mapping[str, str]) -> Row:
    kind = next((name for name in TYPES if name == cells["type"]), None)
    if kind is None:
        known = ", ".join(TYPES)
        raise errors.BadRequest(f"{where}: {cells['type']!r} is no type; these are: {known}.")
    if not cells["name"]:
        raise errors.BadRequest(f"{where}: the name is missing.")
    return Row(
        where=where,
        name=cells["name"],
        type=kind,
        names=_several(cells, "names") + _several(cells, "short_names"),
        shared=_several(cells, "short_names"),
        adjective=cells.get("adjective") or None,
        demonyms=_several(cells, "demonyms"),
        cities=_several(cells, "capital"),
        codes=_several(cells, "codes"),
        party=cells.get("party") or None,
        same_as=_several(cells, "same_as"),
    )


def _several(cells: Mapping[str, str], column: str) -> tuple[str, ...]:
    values = (value.strip() for value in cells.get(column, "").split(SEPARATOR))
    return tuple(dict.fromkeys(filter(None, values)))
