"""What every store offers: quads in as N-Quads, answers out, one transaction a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


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
class Answer:
    """A serialised result: chunks of `media_type`, made as they are read."""

    form: Form
    media_type: str
    chunks: Iterator[bytes]


class Store(Protocol):
    """A set of named graphs. Texts of queries are SPARQL 1.1; seconds limit their running time."""

    def replace(self, graphs: Mapping[str, str]) -> None:
        """In one transaction, set each graph (IRI) to its N-Quads; an empty text drops it."""

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""

    def select(self, query: str, *, seconds: float | None = None) -> Rows:
        """Rows of a SELECT over the union of all graphs.

        Raises `errors.BadRequest` with the parser's message, `errors.TimedOut`.
        """

    def ask(self, query: str, *, seconds: float | None = None) -> bool:
        """The answer of an ASK."""

    def answer(self, query: str, media_type: str, *, seconds: float | None = None) -> Answer:
        """The result of any query form, serialised as `media_type`."""

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph."""

    def close(self) -> None:
        """Release files, locks and workers."""
