"""Reads SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""

from typing import Literal

import msgspec

from kg import errors
from kg.store.protocol import Rows, Term

_KINDS: dict[str, Literal["iri", "literal", "blank"]] = {
    "uri": "iri",
    "literal": "literal",
    "typed-literal": "literal",
    "bnode": "blank",
}


class _Value(msgspec.Struct, rename={"language": "xml:lang"}):
    type: str
    value: object
    datatype: str | None = None
    language: str | None = None


class _Head(msgspec.Struct):
    vars: tuple[str, ...] = ()


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Value]] = []


class _Document(msgspec.Struct):
    head: _Head
    results: _Results = msgspec.field(default_factory=_Results)
    boolean: bool = False


def read_rows(document: bytes) -> Rows:
    """Rows of a SELECT. Raises `errors.BadRequest` where a value is a triple (RDF 1.2)."""
    read = msgspec.json.decode(document, type=_Document)
    names = read.head.vars
    rows = (tuple(_term(row.get(name)) for name in names) for row in read.results.bindings)
    return Rows(names, tuple(rows))


def read_boolean(document: bytes) -> bool:
    """The answer of an ASK."""
    return msgspec.json.decode(document, type=_Document).boolean


def _term(value: _Value | None) -> Term | None:
    if value is None:
        return None
    if value.type not in _KINDS or not isinstance(value.value, str):
        raise errors.BadRequest(f"The query gives a {value.type} as a value; ask for its parts.")
    return Term(_KINDS[value.type], value.value, value.datatype, value.language)
