"""Queries that are told the values which pass their filters, where these are few.

See `kg.sparql.filters`. What a state of a store has is asked once.
"""

from collections.abc import Iterator, Set
from contextlib import suppress
from typing import Any

from pyoxigraph import BlankNode, Store, Triple

from kg.sparql.filters import Filtered, filtered
from kg.sparql.rewriting import Rewritten

# Of the solutions that an engine would read, one in so many may pass: else it is as quick without.
ONE_IN = 4
# So many values at most are put in, and so many solutions read to find them.
MOST = 2_000
MOST_READ = 20_000
# So many more values than members of a class may be read: to filter one takes a fraction of the
# time that it takes to join it.
TIMES = 2
_KEPT = 256  # answers


class Values:
    """The values that pass filters in one state of a store, and how many there are in all."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counts = dict[str, int]()
        self._found = dict[str, str | None]()

    def put_in(self, text: str, graphs: dict[str, Any]) -> Rewritten | None:
        """The query with the values that it leaves; None where it is to be asked as it is.

        `graphs` are the engine's arguments that say what is asked.
        """
        query = filtered(text)
        if query is None:
            return None
        values = self._values(query, graphs)
        if values is None:
            return None
        edit = (query.place, query.place, f"VALUES {query.variable} {{ {values} }} ")
        return Rewritten(text, (edit,))

    def _values(self, query: Filtered, graphs: dict[str, Any]) -> str | None:
        """The values as they stand in a query; None where they are too many to be worth it."""
        key = f"{query.prologue} {query.by_class} {query.pattern} {graphs}"
        if key not in self._found:
            _make_room(self._found)
            self._found[key] = None
            with suppress(SyntaxError, RuntimeError):  # for the query itself to tell
                self._found[key] = self._asked(query, self._most(query, graphs), graphs)
        return self._found[key]

    def _most(self, query: Filtered, graphs: dict[str, Any]) -> int:
        """How many solutions may pass for this to be quicker, and to be held in memory."""
        if query.by_class is None:
            all_of_it = self._count(query.prologue, query.by_property, None, graphs)
            return min(MOST_READ, all_of_it // ONE_IN)
        members = self._count(query.prologue, query.by_class, None, graphs)
        limit = TIMES * members + 1
        read = self._count(query.prologue, query.by_property, limit, graphs)
        return min(MOST_READ, members // ONE_IN) if read < limit else 0

    def _asked(self, query: Filtered, most: int, graphs: dict[str, Any]) -> str | None:
        if not most:
            return None
        limit = f"LIMIT {most + 1}"
        text = f"{query.prologue} SELECT {query.variable} {{ {query.pattern} }} {limit}"
        found = [row[0] for row in self._rows(text, graphs)]
        return _spelled(set(found)) if len(found) <= most else None

    def _count(self, prologue: str, pattern: str, most: int | None, graphs: dict[str, Any]) -> int:
        limit = "" if most is None else f"LIMIT {most}"
        text = f"{prologue} SELECT (COUNT(*) AS ?n) {{ SELECT * {{ {pattern} }} {limit} }}"
        key = f"{text} {graphs}"
        if key not in self._counts:
            _make_room(self._counts)
            self._counts[key] = int(next(self._rows(text, graphs))[0].value)
        return self._counts[key]

    def _rows(self, text: str, graphs: dict[str, Any]) -> Iterator[Any]:
        found: Any = self._store.query(text, **graphs)
        return iter(found)


def _spelled(terms: Set[Any]) -> str | None:
    """Terms as they stand in a query; None where they are many, or some have no name."""
    if len(terms) > MOST or any(isinstance(term, BlankNode | Triple) for term in terms):
        return None
    return " ".join(sorted(map(str, terms)))


def _make_room(kept: dict[str, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
