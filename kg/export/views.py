"""What a selection can be written as, and in which forms: one row a view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import errors
from kg.store import syntaxes
from kg.store.syntaxes import Syntax

if TYPE_CHECKING:
    from kg.export.selection import Part, Selection


@dataclass(frozen=True, slots=True)
class View:
    """A view, and the forms that can hold it; the first is taken where none is asked for."""

    name: str
    about: str
    forms: tuple[Syntax, ...]


_LINES_FIRST: Final = syntaxes.GRAPHS
_PLAIN_FIRST: Final = (
    syntaxes.JSONLD, syntaxes.TURTLE, syntaxes.TRIG, syntaxes.NTRIPLES, syntaxes.NQUADS,
    syntaxes.RDFXML,
)  # fmt: skip
_QUOTING: Final = tuple(form for form in syntaxes.GRAPHS if form.quotes)

VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        View("graph", "the graph as it is", _LINES_FIRST),
        View("claims", "a table of claims", (syntaxes.CSV,)),
        View("nanopub", "nanopublications, one a claim",
             (syntaxes.TRIG, syntaxes.NQUADS, syntaxes.JSONLD)),
        View("schema", "claims as schema.org has them", _PLAIN_FIRST),
        View("rdf12", "the graph with triple terms (RDF 1.2)", _QUOTING),
    )
}  # fmt: skip


def write(
    selection: "Selection", view: str, form: Syntax, *, context: str | None = None
) -> Iterator[bytes]:
    """The bytes of a view of a selection, in pieces.

    JSON-LD names the `context` at this address instead of carrying it, where it is given. Raises
    `errors.BadRequest` where the form cannot hold the view.
    """
    if form not in VIEWS[view].forms:
        raise errors.BadRequest(unfit(view, form))
    if view == "claims":
        from kg.export.table import write_table  # noqa: PLC0415

        return write_table(selection.facts(), selection.claims)
    from kg.store.serialize import serialize  # noqa: PLC0415

    return serialize(_lines(selection, view), form.name, selection.base, context=context)


def unfit(view: str, form: Syntax) -> str:
    """That a form cannot hold a view, and which can, as a sentence."""
    fitting = ", ".join(form.name for form in VIEWS[view].forms)
    return f"{form.name} cannot hold {VIEWS[view].about}: use {fitting}."


def _lines(selection: "Selection", view: str) -> Iterator[str]:
    return _LINES[view](selection)


def _graph(selection: "Selection") -> Iterator[str]:
    return (line for part in selection.parts() for line in part.lines)


def _quoted(selection: "Selection") -> Iterator[str]:
    return (line for part in selection.parts() for line in _with_terms(part))


def _with_terms(part: "Part") -> Iterator[str]:
    from kg.export.triple_terms import quote  # noqa: PLC0415

    return quote(part.lines) if part.of_articles else part.lines


def _nanopubs(selection: "Selection") -> Iterator[str]:
    from kg.export.nanopub import describe  # noqa: PLC0415

    for facts in selection.facts():
        yield from describe(facts, selection.claims, selection.base)


def _schema(selection: "Selection") -> Iterator[str]:
    from kg.export.schema_org import describe  # noqa: PLC0415
    from kg.store.sorting import sort_lines  # noqa: PLC0415

    # An author of claims in several articles is described with each of them.
    return sort_lines(
        line for facts in selection.facts() for line in describe(facts, selection.claims)
    )


_LINES: Final = {"graph": _graph, "nanopub": _nanopubs, "schema": _schema, "rdf12": _quoted}
