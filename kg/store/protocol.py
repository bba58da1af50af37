"""What every store offers: quads in as N-Quads, answers out, one transaction a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, NamedTuple, Protocol

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


class Whole(Enum):
    """What may be read or written at once, beside the graph of an IRI."""

    DEFAULT = "the default graph"
    DATASET = "the dataset"


Target = str | Whole
DefaultGraph = Literal["union", "strict"]


class Most(NamedTuple):
    """Limits of one answer: rows of a SELECT, and bytes; None without a limit."""

    rows: int | None = None
    size: int | None = None


NO_LIMIT: Final = Most()


@dataclass(frozen=True, slots=True)
class Record:
    """What is written together with a change, in its transaction: `nquads`, in graphs of their own.

    Only where the store holds the graph `beside` (IRI) before the change: other data stay what
    their writers make of them.
    """

    nquads: str
    beside: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result: chunks of `media_type`, made as they are read.

    `chunks` may have a method `close`, to be called where not all are read. Reading may raise
    `errors.TimedOut`, after some chunks too.
    """

    form: Form | None  # of the query, if there was one
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
        most: Most = NO_LIMIT,
    ) -> Answer:
        """The result of any query form, serialised as one of `MEDIA_TYPES[form]`.

        A query that names no graphs by FROM or `dataset` is asked of the union of all. What fails
        before the first chunk is raised here: `errors.BadRequest`, `errors.TimedOut`,
        `errors.TooLarge` where there is more than `most`; what fails later, as it is read.
        """

    def contains(self, target: Target) -> bool:
        """Whether a graph is there; the default graph and the dataset always are."""

    def content(
        self,
        target: Target,
        media_type: str,
        *,
        seconds: float | None = None,
        most: Most = NO_LIMIT,
    ) -> Answer:
        """What a graph, the default graph or the dataset holds, as one of `GRAPH_TYPES`.

        Raises `errors.NotFound` for a graph that is not there, `errors.BadRequest` where the media
        type has no graphs and the dataset does.
        """

    def update(
        self,
        text: str,
        *,
        dataset: Dataset | None = None,
        seconds: float | None = None,
        record: Record | None = None,
    ) -> None:
        """Run a SPARQL update in one transaction, by default on the union of all graphs.

        Raises `errors.BadRequest` with the parser's message, `errors.TimedOut`, and
        `errors.StoreBusy` where another process writes.
        """

    def write(  # noqa: PLR0913  (a request has as many parts)
        self,
        target: Target,
        data: bytes,
        media_type: str,
        *,
        base: str = "",
        replace: bool,
        seconds: float | None = None,
        record: Record | None = None,
    ) -> bool:
        """Set a target to the quads in `data`, or add them; True where it was not there before.

        In one transaction, as `drop` is; both raise as `update` does.
        """

    def drop(
        self, target: Target, *, seconds: float | None = None, record: Record | None = None
    ) -> bool:
        """Remove a graph, or empty the default graph or the dataset; False if it is not there."""

    def version(self) -> str:
        """A short text that is another one once the data have changed; empty if nothing tells."""

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph."""

    def close(self) -> None:
        """Release files, locks and workers."""
