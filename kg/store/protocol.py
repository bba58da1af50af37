"""What every store offers: quads in as N-Quads, answers out, one transaction a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from kg import sparql

Form = sparql.Form

ROW_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)
MEDIA_TYPES: dict[Form, tuple[str, ...]] = {
    "SELECT": ROW_TYPES,
    "ASK": ROW_TYPES,
    "CONSTRUCT": GRAPH_TYPES,
    "DESCRIBE": GRAPH_TYPES,
}


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term as plain values."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The result of a SELECT: one tuple a solution, None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs that a query is asked of, given beside it: they overrule its FROM and FROM NAMED."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result: chunks of `media_type`, made as they are read.

    `chunks` may have a method `close`, to be called where not all are read. Reading may raise
    `errors.TimedOut`, after some chunks too.
    """

    form: Form
    media_type: str
    chunks: Iterator[bytes]


class Store(Protocol):
    """A set of named graphs. Texts of queries are SPARQL 1.1; seconds limit their running time."""

    def replace(self, graphs: Mapping[str, str]) -> None:
        """In one transaction, set each graph (IRI) to its N-Quads; an empty text drops it.

        Raises `errors.Invalid` for N-Quads that are malformed, of another graph, or hold blank
        nodes.
        """

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""

    def select(self, query: str, *, seconds: float | None = None) -> Rows:
        """Rows of a SELECT over the union of all graphs.

        Raises `errors.BadRequest` with the parser's message, `errors.TimedOut`.
        """

    def ask(self, query: str, *, seconds: float | None = None) -> bool:
        """The answer of an ASK."""

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        seconds: float | None = None,
        dataset: Dataset | None = None,
    ) -> Answer:
        """The result of any query form, serialised as one of `MEDIA_TYPES[form]`.

        A query that names no graphs by FROM or `dataset` is asked of the union of all. What fails
        before the first chunk is raised here: `errors.BadRequest`, `errors.TimedOut`.
        """

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph."""

    def close(self) -> None:
        """Release files, locks and workers."""
