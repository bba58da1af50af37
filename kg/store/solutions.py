"""What other servers give, as parts of a SPARQL text: solutions as VALUES, graphs as data.

Both are read by the engine's parsers and written as it writes terms, so that what is no IRI,
variable or tag of language does not get into a text.
"""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import quote, urlsplit

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)

from kg import errors
from kg.remote.client import Reply

UNBOUND: Final = "UNDEF"
_BLANK: Final = "urn:x-kg:blank:"
# What servers send files as whose kind they do not know.
_UNTOLD: Final = frozenset({"", "text/plain", "application/octet-stream"})


@dataclass(frozen=True, slots=True)
class Solutions:
    """Rows of terms in the syntax of SPARQL, `UNBOUND` where a variable has no value."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def of(self, variable: str, iri: str) -> "Solutions":
        """The solutions in which a variable may have this value, which it then has in all."""
        term = node(iri)
        rows = (dict(zip(self.variables, row, strict=True)) for row in self.rows)
        kept = [
            row | {variable: term} for row in rows if row.get(variable) in {None, UNBOUND, term}
        ]
        names = tuple(dict.fromkeys((variable, *self.variables)))
        return Solutions(names, tuple(tuple(row[name] for name in names) for row in kept))

    def values(self) -> str:
        """The group of a query that has these solutions. Each row has a line of its own."""
        names = " ".join(f"?{name}" for name in self.variables)
        rows = "".join(f"( {' '.join(row)} )\n" for row in self.rows)
        return f"{{ VALUES ( {names} ) {{\n{rows}}} }}"


# What a call that is to be silent gives where it fails.
NOTHING_KNOWN: Final = Solutions((), ((),))


def joined(parts: Sequence[Solutions]) -> Solutions:
    """All solutions of some answers."""
    names = tuple(dict.fromkeys(name for part in parts for name in part.variables))
    rows = (
        tuple(dict(zip(part.variables, row, strict=True)).get(name, UNBOUND) for name in names)
        for part in parts
        for row in part.rows
    )
    return Solutions(names, tuple(rows))


def read_solutions(reply: Reply, *, known: Set[str], scope: str, most: int) -> Solutions:
    """The table of an answer: its `known` variables, and at most so many rows.

    A blank node is named anew by an IRI, which is the same for the same document and `scope`.
    Raises `errors.RemoteFailed` where it is none, or has more rows.
    """
    syntax = QueryResultsFormat.from_media_type(reply.media_type)
    if syntax is None:
        raise _failed(reply, f"{reply.media_type or 'untyped data'} and no table of results")
    blanks = hashlib.sha256(scope.encode() + b"\0" + reply.data).hexdigest()[:16]
    try:
        found = pyoxigraph.parse_query_results(reply.data, syntax)
        if not isinstance(found, QuerySolutions):
            raise _failed(reply, "a truth value and no table of results")
        names = tuple(each.value for each in found.variables if each.value in known)
        rows = tuple(_row(solution, names, blanks) for solution in islice(found, most + 1))
    except (SyntaxError, ValueError) as error:
        raise _failed(reply, f"a table that is not valid ({error})") from None
    if len(rows) > most:
        raise _failed(reply, f"more than the {most} solutions that are taken")
    return Solutions(names, rows)


def read_triples(reply: Reply, base: str) -> bytes:
    """The triples of an RDF document as N-Triples, with blank nodes that no other text has.

    Raises `errors.RemoteFailed` where it is none, or where it names graphs.
    """
    syntax = _syntax(reply)
    if syntax is None:
        raise _failed(reply, f"{reply.media_type or 'untyped data'} and no RDF")
    found = pyoxigraph.parse(reply.data, syntax, base_iri=base, rename_blank_nodes=True)
    try:
        triples = [_of_one_graph(reply, quad) for quad in found]
    except (SyntaxError, ValueError) as error:
        raise _failed(reply, f"RDF that is not valid ({error})") from None
    return pyoxigraph.serialize(triples, None, RdfFormat.N_TRIPLES) or b""


def node(iri: str) -> str:
    """An IRI in the syntax of SPARQL. Raises `errors.BadRequest` where it is none."""
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise errors.BadRequest(f"{iri!r} is not an IRI: {error}") from None


def _syntax(reply: Reply) -> RdfFormat | None:
    """By the media type, or by the name of the file where its server knows none for RDF."""
    _, dot, ending = urlsplit(reply.url).path.rpartition(".")
    by_name = RdfFormat.from_extension(ending) if dot and reply.media_type in _UNTOLD else None
    found = by_name or RdfFormat.from_media_type(reply.media_type)
    return None if found == RdfFormat.N3 else found


def _of_one_graph(reply: Reply, quad: Quad) -> Triple:
    if not isinstance(quad.graph_name, DefaultGraph):
        raise _failed(reply, "several graphs where one is to be loaded")
    return quad.triple


def _row(solution: Any, names: tuple[str, ...], blanks: str) -> tuple[str, ...]:
    return tuple(_term(solution[name], blanks) for name in names)


def _failed(reply: Reply, what: str) -> errors.RemoteFailed:
    return errors.RemoteFailed(f"The server at {reply.url} gives {what}.")


def _term(term: Any, blanks: str) -> str:
    if term is None:
        return UNBOUND
    if isinstance(term, BlankNode):
        return f"<{_BLANK}{blanks}:{quote(term.value, safe='')}>"
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(_term(part, blanks) for part in parts)} )>>"
    return str(term)
