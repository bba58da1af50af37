"""What the pages show, read by the queries in `browse/`: one query a part of a page."""

from collections.abc import Iterable, Mapping

from kg.errors import NotFound
from kg.web.context import select
from kg.web.links import code

Row = dict[str, str | None]
Facts = dict[str, list[str]]
Parts = dict[str, list[Row]]

PARTS: Mapping[str, tuple[str, ...]] = {
    "home": ("counts", "sources", "speakers", "claims"),
    "source": ("claims", "marks", "spans", "actors", "events", "furniture", "run"),
    "actor": ("names", "roles", "claims", "spoken-of", "events", "sources", "decisions"),
    "event": (
        "reports", "words", "speakers", "participants", "links", "figures", "claims", "disputes",
        "decisions",
    ),
    "claim": (
        "people", "marks", "source", "chain", "cues", "relays", "inner", "reports", "decisions",
        "disputes", "run",
    ),
}  # fmt: skip


def rows(name: str, **values: str) -> list[Row]:
    """The rows of a shipped query as plain values, None where a variable is unbound."""
    table = select(f"browse/{name}", values)
    plain = ([term.value if term else None for term in row] for row in table.rows)
    return [dict(zip(table.variables, row, strict=True)) for row in plain]


def facts(iri: str) -> Facts:
    """The values of a resource by the short names of its properties; raises `NotFound`."""
    found: Facts = {}
    for row in rows("resource", resource=iri):
        found.setdefault(code(row["property"] or ""), []).append(row["value"] or "")
    if not found:
        raise NotFound(f"There is nothing with the address {iri} in this graph.")
    return found


def parts(kind: str, **values: str) -> Parts:
    """The rows of each part of a page, by the part's name as templates write it."""
    return {part.replace("-", "_"): rows(f"{kind}-{part}", **values) for part in PARTS[kind]}


def grouped(table: Iterable[Row], key: str) -> dict[str | None, list[Row]]:
    """Rows by the value of one variable, in their order."""
    groups: dict[str | None, list[Row]] = {}
    for row in table:
        groups.setdefault(row[key], []).append(row)
    return groups
