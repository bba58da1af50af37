"""Whether a graph keeps its promises: shapes, evidence that stands in the texts, empty checks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import queries
from kg.config import Settings
from kg.errors import NotFound, StoreBroken
from kg.rdf.check import check_graph
from kg.rdf.iris import INFERRED, graph_iri, parse_span
from kg.rdf.ontology import load_ontology
from kg.rdf.style import check_style
from kg.records import Span
from kg.store.archive import Archive
from kg.store.protocol import Rows, Store

# Called with the graph or query that is done, and how many there are.
Step = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: what and how many were looked at, and what is wrong."""

    name: str
    checked: int
    problems: tuple[str, ...]


def validate(
    store: Store, archive: Archive, settings: Settings, step: Step = lambda *_: None
) -> Iterator[Finding]:
    """All checks, one after another; `step` is told of each graph and query that is done.

    One graph and one text are in memory at a time, and time grows with the graphs. No limit is set
    to how long a query may run, since it looks at the whole store.
    """
    graphs = store.graphs()
    checks = [query for query in queries.all_queries() if query.folder == "checks"]
    total = 2 * len(graphs) + len(checks)
    yield check_graphs(store, graphs, settings, lambda graph: step(graph, total))
    yield check_evidence(store, graphs, archive, lambda graph: step(graph, total))
    for query in checks:
        yield check_query(query, store)
        step(query.name, total)


def check_graphs(
    store: Store, graphs: Sequence[str], settings: Settings, done: Callable[[str], None]
) -> Finding:
    """Graphs (IRIs) against the shapes; what is inferred describes nothing by itself."""
    problems: list[str] = []
    for graph in graphs:
        if graph != graph_iri(settings.base, INFERRED):
            problems += map(str, check_graph(store.quads((graph,)), settings))
        done(graph)
    return Finding("shapes: graphs that break one", len(graphs), tuple(problems))


def check_ontology() -> Finding:
    """The terms of the ontology against the shapes that it has for itself."""
    problems = (f"{violation.focus}: {violation.message}" for violation in check_style())
    terms = set(load_ontology().subjects())
    return Finding("ontology: terms that break its shapes", len(terms), tuple(problems))


def check_evidence(
    store: Store, graphs: Sequence[str], archive: Archive, done: Callable[[str], None]
) -> Finding:
    """Every span against the stored text: offsets, words, and the hash that names the text."""
    evidence = Evidence(archive)
    checked, problems = 0, []
    for graph in graphs:
        query = queries.bind(queries.load_query("commands/graph-spans"), {"graph": graph})
        spans = _spans(store.select(query))
        checked += len(spans)
        problems += [iri for iri, span, words in spans if not evidence.stands(iri, span, words)]
        done(graph)
    return Finding("evidence: spans that do not stand in the text", checked, tuple(problems))


def check_query(query: queries.Query, store: Store) -> Finding:
    """A query that has to return no row."""
    rows = store.select(query.text).rows
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
