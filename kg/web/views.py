"""What the pages show: the parts that `kg.lookup` names, read from the store that is served."""

from kg.errors import NotFound
from kg.lookup import PARTS, Asked, Parts, Row, grouped
from kg.web.context import context
from kg.web.links import code

__all__ = ["PARTS", "Facts", "Parts", "Row", "facts", "grouped", "parts", "rows", "said"]

Facts = dict[str, list[str]]


def rows(name: str, **values: str) -> list[Row]:
    """The rows of a query in `browse/` as plain values, None where a variable is unbound."""
    return _asked().rows(f"browse/{name}", **values)


def facts(iri: str) -> Facts:
    """The values of a resource by the short names of its properties; raises `NotFound`."""
    if found := said(iri):
        return found
    raise NotFound(f"There is nothing with the address {iri} in this graph.")


def said(iri: str) -> Facts:
    """As `facts`, and nothing where nothing is said of the resource."""
    found: Facts = {}
    for row in _asked().facts(iri):
        found.setdefault(code(row["property"] or ""), []).append(row["value"] or "")
    return found


def parts(kind: str, **values: str) -> Parts:
    """The rows of each part of a page, by the part's name as templates write it."""
    return _asked().parts(kind, **values)


def _asked() -> Asked:
    here = context()
    return Asked(here.store, here.settings)
