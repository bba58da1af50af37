"""What the API asks of the store: shipped queries, and their rows as JSON values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg import queries
from kg.store.protocol import Rows, Term
from kg.web.context import context

Value = str | int | float | bool | None
Row = dict[str, Any]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES: Mapping[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda value: value in ("true", "1"),
}


def table(name: str, **values: str | Sequence[str] | None) -> list[Row]:
    """The rows of a shipped query; parameters without a value are left out."""
    given = {key: value for key, value in values.items() if value}
    query = queries.bind(queries.load_query(name), given)
    here = context()
    return rows(here.store.select(query, seconds=here.settings.query_seconds))


def rows(found: Rows) -> list[Row]:
    """Rows by the names of variables, null where a variable is unbound."""
    plain = ([plain_value(term) for term in row] for row in found.rows)
    return [dict(zip(found.variables, row, strict=True)) for row in plain]


def plain_value(term: Term | None) -> Value:
    """Numbers and truth values as such, all else as text; a number that JSON lacks is text too."""
    if term is None:
        return None
    try:
        value = _TYPES.get(term.datatype or "", str)(term.value)
    except ValueError:
        return term.value
    return value if not isinstance(value, float) or abs(value) < float("inf") else term.value


def grouped(found: Sequence[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of one variable, which is left out of them, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row[key], []).append({k: v for k, v in row.items() if k != key})
    return groups
