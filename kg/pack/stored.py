"""The quads of a store, looked up by indexed queries alone: its size does not matter."""

from collections.abc import Iterable, Iterator

from kg import queries
from kg.config import Settings
from kg.rdf.namespaces import XSD
from kg.rdf.quads import Quad, split
from kg.rdf.terms import iri, text, typed
from kg.store.protocol import Rows, Store, Term

_STRING = XSD["string"][1:-1]


class Stored:
    """An `Origin` over a store; queries stop as the settings say (`errors.TimedOut`)."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def graph(self, graph: str) -> Iterator[Quad]:
        """The quads of a named graph."""
        return map(split, self._store.quads((graph[1:-1],)))

    def about(self, subjects: Iterable[str]) -> Iterator[Quad]:
        """The quads of some subjects, in all graphs."""
        if wanted := sorted({subject[1:-1] for subject in subjects}):
            for row in self._ask("about", subject=wanted).rows:
                graph, subject, property_, value = (_written(term) for term in row if term)
                yield Quad(subject, property_, value, graph)

    def pointing(self, property_: str, targets: Iterable[str]) -> set[str]:
        """Subjects that have the property with one of the values."""
        wanted = sorted({target[1:-1] for target in targets})
        if not wanted:
            return set()
        # All properties are asked for: to bind one beside many targets grows with the store.
        rows = self._ask("pointing", target=wanted).rows
        pairs = ([_written(term) for term in row if term] for row in rows)
        return {subject for subject, found in pairs if found == property_}

    def _ask(self, name: str, **values: list[str]) -> Rows:
        query = queries.bind(queries.load_query(f"commands/{name}"), values)
        return self._store.select(query, seconds=self._settings.query_seconds)


def _written(term: Term) -> str:
    if term.kind == "iri":
        return iri(term.value)
    if term.language:
        return f"{text(term.value)}@{term.language}"
    is_plain = term.datatype in {None, _STRING}
    return text(term.value) if is_plain else typed(term.value, f"<{term.datatype}>")
