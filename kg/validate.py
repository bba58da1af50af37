"""Whether a graph keeps its promises: shapes, evidence that stands in the texts, empty checks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg import queries
from kg.config import Settings
from kg.errors import NotFound, StoreBroken
from kg.rdf.check import check_shapes
from kg.rdf.iris import parse_span
from kg.records import Span
from kg.store.archive import Archive
from kg.store.protocol import Rows, Store


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: what and how many were looked at, and what is wrong."""

    name: str
    checked: int
    problems: tuple[str, ...]


def validate(store: Store, archive: Archive, settings: Settings) -> Iterator[Finding]:
    """All checks, one after another."""
    yield check_graphs(store, settings)
    yield check_evidence(store, archive, settings)
    for query in queries.all_queries():
        if query.folder == "checks":
            yield check_query(query, store, settings)


def check_graphs(store: Store, settings: Settings) -> Finding:
    """Every named graph against the shapes."""
    graphs = store.graphs()
    problems = (
        f"{violation.focus}: {violation.message}"
        for graph in graphs
        for violation in check_shapes("".join(store.quads((graph,))), settings)
    )
    return Finding("shapes: graphs that break one", len(graphs), tuple(problems))


def check_evidence(store: Store, archive: Archive, settings: Settings) -> Finding:
    """Every span against the stored text: offsets, words, and the hash that names the text."""
    evidence = Evidence(archive)
    checked, problems = 0, []
    for graph in store.graphs():
        query = queries.bind(queries.load_query("commands/graph-spans"), {"graph": graph})
        spans = _spans(store.select(query, seconds=settings.query_seconds))
        checked += len(spans)
        problems += [iri for iri, span, words in spans if not evidence.stands(iri, span, words)]
    return Finding("evidence: spans that do not stand in the text", checked, tuple(problems))


def check_query(query: queries.Query, store: Store, settings: Settings) -> Finding:
    """A query that has to return no row."""
    rows = store.select(query.text, seconds=settings.query_seconds).rows
    problems = (" ".join(term.value for term in row if term) for row in rows)
    return Finding(f"query: {query.name}", 1, tuple(problems))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Stored texts, one at a time in memory."""

    archive: Archive
    texts: dict[str, str | None] = field(default_factory=dict)

    def stands(self, iri: str, span: Span, words: str) -> bool:
        """Whether a span says what its IRI says, and quotes the text that the IRI names."""
        sha256, named = parse_span(iri) or ("", None)
        text = self._text(sha256)
        return text is not None and named == span and span.of(text) == words

    def _text(self, sha256: str) -> str | None:
        if sha256 not in self.texts:
            self.texts.clear()
            self.texts[sha256] = _load(self.archive, sha256)
        return self.texts[sha256]


def _load(archive: Archive, sha256: str) -> str | None:
    """The stored text, None where it is missing or is not the one that the hash names."""
    try:
        return archive.text(sha256)
    except (NotFound, StoreBroken):
        return None


def _spans(table: Rows) -> list[tuple[str, Span, str]]:
    values = ([term.value if term else "" for term in row] for row in table.rows)
    return [(iri, Span(int(start), int(end)), words) for iri, start, end, words in values]
