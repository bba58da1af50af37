"""Whether a graph keeps its promises: shapes, evidence that stands in the texts, empty checks."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import queries
from kg.config import Settings
from kg.errors import KgError, NotFound, StoreBroken
from kg.ids import HASH_LENGTH
from kg.rdf.check import check_graph
from kg.rdf.iris import INFERRED, graph_iri, parse_span
from kg.rdf.ontology import load_ontology
from kg.rdf.style import check_style
from kg.records import Span
from kg.store.archive import Archive
from kg.store.protocol import Rows, Store

# Called with the graph or query that is done, and how many there are.
Step = Callable[[str, int], None]


def _no_step(_name: str, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Who is told of what is done: of each graph twice, and of each check query."""

    shapes: Step = _no_step
    evidence: Step = _no_step
    queries: Step = _no_step


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: how many were looked at, how many are wrong, and in which way.

    One problem may stand for several that are wrong.
    """

    name: str
    checked: int
    wrong: int
    problems: tuple[str, ...]


def validate(
    store: Store, archive: Archive, settings: Settings, steps: Steps | None = None
) -> Iterator[Finding]:
    """All checks, one after another; `steps` are told of each graph and query that is done.

    One graph and one text are in memory at a time, and time grows with the graphs. No limit is set
    to how long a query may run, since it looks at the whole store.
    """
    told = steps or Steps()
    graphs = store.graphs()
    checks = [query for query in queries.all_queries() if query.folder == "checks"]
    yield check_graphs(store, graphs, settings, told.shapes)
    yield check_evidence(store, graphs, archive, told.evidence)
    for query in checks:
        yield check_query(query, store)
        told.queries(query.name, len(checks))


def check_graphs(store: Store, graphs: Sequence[str], settings: Settings, step: Step) -> Finding:
    """Graphs (IRIs) against the shapes; what is inferred describes nothing by itself."""
    problems: list[str] = []
    for graph in graphs:
        if graph != graph_iri(settings.base, INFERRED):
            problems += map(str, check_graph(store.quads((graph,)), settings))
        step(graph, len(graphs))
    return _finding("shapes: what breaks one, in graphs", len(graphs), problems)


def check_ontology() -> Finding:
    """The terms of the ontology against the shapes that it has for itself."""
    problems = (f"{violation.focus}: {violation.message}" for violation in check_style())
    terms = set(load_ontology().subjects())
    return _finding("ontology: terms that break its shapes", len(terms), problems)


def check_evidence(store: Store, graphs: Sequence[str], archive: Archive, step: Step) -> Finding:
    """Every span against the stored text: offsets, words, and the hash that names the text."""
    evidence = Evidence(archive)
    checked = 0
    for graph in graphs:
        query = queries.bind(queries.load_query("commands/graph-spans"), {"graph": graph})
        spans = _spans(store.select(query))
        checked += len(spans)
        for iri, span, words in spans:
            evidence.check(iri, span, words)
        step(graph, len(graphs))
    problems = tuple(evidence.problems())
    return Finding(
        "evidence: spans that do not stand in the text", checked, evidence.wrong, problems
    )


def check_query(query: queries.Query, store: Store) -> Finding:
    """A query that has to return no row."""
    rows = store.select(query.text).rows
    problems = (" ".join(term.value for term in row if term) for row in rows)
    return _finding(f"query: {query.name}", 1, problems)


def _finding(name: str, checked: int, problems: Iterable[str]) -> Finding:
    """What is wrong, each with a problem of its own."""
    told = tuple(problems)
    return Finding(name, checked, len(told), told)


@dataclass(slots=True)
class Evidence:
    """Stored texts, one at a time in memory, and what is wrong with what cites them.

    `lost` counts the spans that cite a text which is not there as it was read, by its hash and the
    reason; `astray` are spans (IRI) that say something else than the text, with its hash.
    """

    archive: Archive
    texts: dict[str, str | KgError] = field(default_factory=dict)
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)
    astray: list[tuple[str, str]] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many spans do not stand in the text that they name."""
        return len(self.astray) + self.lost.total()

    def check(self, iri: str, span: Span, words: str) -> None:
        """Note a span that does not say what its IRI says, or not what the text says there."""
        sha256, named = parse_span(iri) or ("", None)
        text = self._text(sha256)
        if not isinstance(text, str):
            self.lost[sha256, str(text)] += 1
        elif named != span or span.of(text) != words:
            self.astray.append((iri, sha256))

    def problems(self) -> Iterator[str]:
        """What is wrong, as sentences that name the articles."""
        for (sha256, why), count in self.lost.items():
            spans = "1 span cites" if count == 1 else f"{count} spans cite"
            yield f"{self._article(sha256)}: {why} {spans} it."
        names = {sha256: self._article(sha256) for sha256 in {text for _, text in self.astray}}
        for iri, sha256 in self.astray:
            yield f"{names[sha256]}: {iri} does not quote the text."

    def _text(self, sha256: str) -> str | KgError:
        if sha256 not in self.texts:
            self.texts.clear()
            self.texts[sha256] = _load(self.archive, sha256)
        return self.texts[sha256]

    def _article(self, sha256: str) -> str:
        """The article of a text: the files that it was read from, and its id."""
        ending = sha256[:HASH_LENGTH]
        ids = [id_ for id_ in self.archive.records() if ending and id_.endswith(ending)]
        files = (", ".join(self.archive.known_paths(id_)) or "an unknown file" for id_ in ids)
        return "; ".join(f"{file} ({id_})" for file, id_ in zip(files, ids, strict=True)) or (
            f"text {sha256}"
        )


def _load(archive: Archive, sha256: str) -> str | KgError:
    """The stored text, or what is wrong with it."""
    try:
        return archive.text(sha256)
    except (NotFound, StoreBroken) as error:
        return error


def _spans(table: Rows) -> list[tuple[str, Span, str]]:
    values = ([term.value if term else "" for term in row] for row in table.rows)
    return [(iri, Span(int(start), int(end)), words) for iri, start, end, words in values]
