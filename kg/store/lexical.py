"""Literals as they were written, where the engine would keep their value alone.

The engine makes `"01"^^xsd:integer` the number 1, and `"-3"^^xsd:negativeInteger` an integer. To
RDF they are terms of their own, and what is read has to be what was written. Such literals stand
in the store under a datatype that the engine does not know. Empty graphs tell that a store has
any, of which datatypes, and by which properties: queries that ask for values reached by these ask
through a function, and answers get the datatypes back. Stores without any pay nothing for this.

A store that keeps the union of its graphs is one for reading, and keeps values: there a query of
literals as written would take several times as long. `--default-graph strict` keeps what it got.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import IO, Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.sparql import lexical
from kg.sparql.rewriting import Rewritten
from kg.store import union

PREFIX: Final = "urn:x-kg:as-written:"
_CHANGED: Final = """
    integer decimal double float boolean byte int long short negativeInteger nonNegativeInteger
    nonPositiveInteger positiveInteger unsignedByte unsignedInt unsignedLong unsignedShort
    dateTime dateTimeStamp date time gYear gYearMonth gMonth gMonthDay gDay
    duration dayTimeDuration yearMonthDuration
"""
KINDS: Final = tuple(NamedNode(f"{PREFIX}{lexical.XSD}{name}") for name in _CHANGED.split())
MARK: Final = NamedNode("urn:x-kg:as-written")
ANY: Final = NamedNode("urn:x-kg:as-written-by:")  # by any property; with its IRI, by that one
VALUE: Final = NamedNode("urn:x-kg:value")

_DROPS = re.compile("drop|move|copy", re.IGNORECASE)
_SIGN = PREFIX.encode()


def keeps(store: Store) -> bool:
    """Whether what is written into a store is kept as it is written."""
    return not union.kept(store) or store.contains_named_graph(MARK)


def held(store: Store) -> tuple[NamedNode, ...]:
    """Under which datatypes a store has literals as they were written."""
    if not store.contains_named_graph(MARK):
        return ()
    return tuple(filter(store.contains_named_graph, KINDS))


def mark(store: Store, marks: Iterable[NamedNode]) -> None:
    """Mark a store before such literals are added to it."""
    for name in marks:
        store.add_graph(name)


def to_make(store: Store, text: str, new: Set[NamedNode]) -> tuple[NamedNode, ...]:
    """The marks that an update has to leave: new ones, and all where it may drop graphs."""
    found = {each for each in new if not store.contains_named_graph(each)}
    if _DROPS.search(text):
        found |= new
        names = (NamedNode(graph.value) for graph in store.named_graphs())
        found |= {name for name in names if name.value.startswith(MARK.value)}
    return tuple(sorted(found, key=str))


def stored(quads: Iterable[Quad]) -> set[Quad]:
    """Quads with their objects as they stand in the store."""
    found = set(quads)
    changed = _changed(found)
    return {_stored(quad, changed) for quad in found} if changed else found


def marks(quads: Iterable[Quad]) -> set[NamedNode]:
    """What tells of such literals in quads as stored."""
    found = set[NamedNode]()
    for quad in quads:
        if kind := _kind(quad.object):
            found |= {MARK, kind, *map(_by, _properties(quad))}
    return found


def marks_named(text: str) -> set[NamedNode]:
    """The same of a text, which may write by any property."""
    if PREFIX not in text:
        return set()
    return {MARK, ANY, *(kind for kind in KINDS if f"<{kind.value}>" in text)}


def value(term: Any) -> Any:
    """The term with the datatypes that it was written with."""
    if isinstance(term, Literal) and term.datatype.value.startswith(PREFIX):
        return Literal(term.value, datatype=NamedNode(term.datatype.value.removeprefix(PREFIX)))
    if isinstance(term, Triple):
        return Triple(term.subject, term.predicate, value(term.object))
    return term


def restored(quad: Quad) -> Quad:
    """A quad as it was written, of one as it is stored."""
    return Quad(quad.subject, quad.predicate, value(quad.object), quad.graph_name)


def asked(store: Store, text: str, kinds: Iterable[NamedNode]) -> Rewritten:
    """A query or update of a store that has, or gets, literals under some datatypes."""
    names = ", ".join(map(str, kinds))

    def read(variable: str) -> str:
        found = f"isTRIPLE({variable}) || DATATYPE({variable}) IN ({names})"
        return f"COALESCE(IF({found}, {VALUE}({variable}), {variable}), {variable})"

    def leads(iri: str) -> bool:
        return anywhere or store.contains_named_graph(_by(iri))

    anywhere = store.contains_named_graph(ANY)
    return lexical.rewritten(text, read, _datatype, leads)


@lru_cache(maxsize=1 << 12)
def _datatype(form: str, datatype: str) -> str | None:
    """The datatype in the store of a literal that the engine would change; None for others."""
    if not datatype.startswith(lexical.XSD):
        return None
    term = Literal(form, datatype=NamedNode(datatype))
    return PREFIX + datatype if _changed([Quad(MARK, MARK, term)]) else None


def _changed(quads: Iterable[Quad]) -> set[Literal]:
    """The literals in quads that the engine would change."""
    typed = {
        term
        for quad in quads
        for term in _literals(quad.object)
        if _is_of_engine(term.datatype.value)
    }
    if not typed:
        return set()
    tried = Store()
    tried.extend(Quad(MARK, MARK, term) for term in typed)
    return typed - {quad.object for quad in tried}


def _is_of_engine(datatype: str) -> bool:
    return datatype.startswith(lexical.XSD) and not datatype.endswith("#string")


def _literals(term: Any) -> Iterator[Literal]:
    if isinstance(term, Triple):
        yield from _literals(term.object)
    elif isinstance(term, Literal):
        yield term


def _stored(quad: Quad, changed: Set[Literal]) -> Quad:
    if not any(term in changed for term in _literals(quad.object)):
        return quad
    return Quad(quad.subject, quad.predicate, _held(quad.object), quad.graph_name)


def _held(term: Any) -> Any:
    if isinstance(term, Triple):
        return Triple(term.subject, term.predicate, _held(term.object))
    return Literal(term.value, datatype=NamedNode(PREFIX + term.datatype.value))


def _by(iri: str) -> NamedNode:
    return NamedNode(ANY.value + iri)


def _properties(quad: Quad | Triple) -> Iterator[str]:
    yield quad.predicate.value
    if isinstance(quad.object, Triple):
        yield from _properties(quad.object)


def _kind(term: Any) -> NamedNode | None:
    if isinstance(term, Triple):
        return _kind(term.object)
    held_so = isinstance(term, Literal) and term.datatype.value.startswith(PREFIX)
    return term.datatype if held_so else None


class Restored:
    """A file that gets datatypes back as they were."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._rest = file, b""

    def write(self, data: bytes) -> int:
        """Write all but what may be the beginning of a datatype."""
        text = (self._rest + data).replace(_SIGN, b"")
        keep = next((n for n in range(len(_SIGN) - 1, 0, -1) if text.endswith(_SIGN[:n])), 0)
        self._rest = text[len(text) - keep :]
        self._file.write(text[: len(text) - keep])
        return len(data)

    def flush(self) -> None:
        """Nothing: the rest is written by `finish`."""

    def finish(self) -> None:
        """Write the rest."""
        self._file.write(self._rest)
        self._rest = b""
