"""What is asked of the graph for one resource: a shipped query a part, the same in each shell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import queries
from kg.config import Settings
from kg.store.protocol import Store

Row = dict[str, str | None]
Parts = dict[str, list[Row]]

# The parts of a page or a record, by what it is about; each is `queries/browse/KIND-PART.rq`.
PARTS: Mapping[str, tuple[str, ...]] = {
    "home": ("counts", "sources", "speakers", "claims"),
    "source": ("claims", "marks", "spans", "actors", "events", "furniture", "run"),
    "actor": ("names", "roles", "claims", "spoken-of", "events", "sources", "decisions"),
    "event": (
        "reports", "words", "speakers", "participants", "links", "figures", "claims", "disputes",
        "decisions",
    ),
    "claim": (
        "people", "roles", "marks", "source", "chain", "cues", "relays", "inner", "reports",
        "wordings", "since", "decisions", "disputes", "opponents", "run",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A store to ask, and for how long."""

    store: Store
    settings: Settings

    def rows(self, name: str, **values: str) -> list[Row]:
        """The rows of a shipped query as plain values, None where a variable is unbound."""
        query = queries.bind(queries.load_query(name), values)
        table = self.store.select(query, seconds=self.settings.query_seconds)
        plain = ([term.value if term else None for term in row] for row in table.rows)
        return [dict(zip(table.variables, row, strict=True)) for row in plain]

    def parts(self, kind: str, **values: str) -> Parts:
        """The rows of each part of a page, by the part's name as templates write it."""
        return {
            part.replace("-", "_"): self.rows(f"browse/{kind}-{part}", **values)
            for part in PARTS[kind]
        }

    def facts(self, iri: str) -> list[Row]:
        """Every property of a resource, with its values."""
        return self.rows("browse/resource", resource=iri)


def grouped(table: Iterable[Row], key: str) -> dict[str | None, list[Row]]:
    """Rows by the value of one variable, in their order."""
    groups: dict[str | None, list[Row]] = {}
    for row in table:
        groups.setdefault(row[key], []).append(row)
    return groups


def first_report(parts: Parts) -> Row | None:
    """The earliest report of a claim whose day is known; None where none has one."""
    return next((row for row in parts["since"] if row["day"]), None)


def origins(parts: Parts) -> int:
    """How many independent origins a claim has; one where no other article reports it."""
    return int(parts["reports"][0]["origins"] or 1) if parts["reports"] else 1
