"""N-Quads lines as blocks of statements in the order of exports, in little memory.

The order is graph, subject, type first, predicate, object, each by code points. A block ends where
a subject ends, so that writers can put blocks after one another.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched, groupby
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse

from kg import errors
from kg.resources import known_prefixes
from kg.store.sorting import sort_lines

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_BATCH = 1024
_MANY = 4096  # statements of a block, but for those of its last subject
_NO_GRAPH = DefaultGraph()


class Row(NamedTuple):
    """The terms of a statement as N-Quads write them; `graph` is empty for the default graph."""

    graph: str
    subject: str
    predicate: str
    object: str


class Block(NamedTuple):
    """Statements of one graph."""

    graph: str
    triples: list[Triple]


class Ordered(NamedTuple):
    """Blocks in order, and the prefixes that an IRI of theirs begins with."""

    prefixes: dict[str, str]
    blocks: Iterator[Block]


def accept(_quad: Quad) -> None:
    """No objection."""


def order(lines: Iterable[str], *, merge: bool, check: Callable[[Quad], None] = accept) -> Ordered:
    """All lines in order, each statement once; `merge` leaves the graphs out.

    All lines are read, and checked, before the first block is made. Raises `errors.Invalid`.
    """
    used: dict[str, str] = {}
    rows = sort_lines(_key(quad, merge) for quad in _watched(lines, used, check))
    # In the order of the context, which begins with what is our own.
    prefixes = {name: iri for name, iri in known_prefixes().items() if name in used}
    return Ordered(prefixes, _blocks(map(_row, rows)))


def read_batches(lines: Iterable[str]) -> Iterator[list[Quad]]:
    """The quads of N-Quads lines, some at a time. Raises `errors.Invalid` for what is none."""
    return map(_read, batched(lines, _BATCH))


def _read(lines: tuple[str, ...]) -> list[Quad]:
    lines = tuple(line.rstrip("\n") for line in lines)
    try:
        return list(parse("\n".join(lines), RdfFormat.N_QUADS))
    except SyntaxError as error:
        line = lines[error.lineno - 1] if error.lineno else ""
        raise errors.Invalid(f"This is not a line of N-Quads: {line!r}.") from None


def _watched(
    lines: Iterable[str], used: dict[str, str], check: Callable[[Quad], None]
) -> Iterator[Quad]:
    """The checked quads of the lines; notes the prefixes that they use."""
    unused = known_prefixes()
    for batch in batched(lines, _BATCH):
        text = "".join(batch)
        used |= {name: iri for name, iri in unused.items() if f"<{iri}" in text}
        unused = {name: iri for name, iri in unused.items() if name not in used}
        for quad in _read(batch):
            check(quad)
            yield quad


def _key(quad: Quad, merge: bool) -> str:
    # A tab sorts before all that an IRI may hold, and no term holds one: literals write it as \t.
    graph = "" if merge or quad.graph_name == _NO_GRAPH else str(quad.graph_name)
    rank = 0 if quad.predicate.value == TYPE else 1
    return f"{graph}\t{quad.subject}\t{rank}{quad.predicate}\t{_term(quad.object)}\n"


def _term(term: object) -> str:
    """A term as N-Quads write it; the engine leaves the brackets of a triple term out."""
    if isinstance(term, Triple):
        return f"<<( {term.subject} {term.predicate} {_term(term.object)} )>>"
    return str(term)


def _row(key: str) -> Row:
    graph, subject, predicate, object_ = key[:-1].split("\t")
    return Row(graph, subject, predicate[1:], object_)


def _blocks(rows: Iterable[Row]) -> Iterator[Block]:
    for graph, of_graph in groupby(rows, key=lambda row: row.graph):
        block: list[Row] = []
        for _, of_subject in groupby(of_graph, key=lambda row: row.subject):
            if len(block) >= _MANY:
                yield _parsed(graph, block)
                block = []
            block += of_subject
        yield _parsed(graph, block)


def _parsed(graph: str, rows: list[Row]) -> Block:
    text = "".join(f"{row.subject} {row.predicate} {row.object} .\n" for row in rows)
    return Block(graph, [quad.triple for quad in parse(text, RdfFormat.N_QUADS)])
