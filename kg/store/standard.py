"""What the engine evaluates otherwise than the standard, said in words that it reads as that does.

Unlike the rules of `kg.sparql.dialect`, these look at the store: most have nothing to do there.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from kg import errors, sparql
from kg.sparql.lengths import Occurs, may_be_concerned, zero_lengths
from kg.sparql.nodes import CALLED, shared_nodes
from kg.sparql.rewriting import Edit, edited
from kg.sparql.scopes import ASKED, hiding, scopes
from kg.sparql.terminals import Token, tokens
from kg.sparql.updates import operations

NODE: Final = NamedNode("urn:x-kg:node")
# Beyond these a text is a program's or hostile.
_MOST_TERMINALS = 20_000
_MOST_TIMES_LONGER = 8
_STRING = "http://www.w3.org/2001/XMLSchema#string"

Hint = Callable[[str], object]
Pass = Callable[[str, Sequence[Token]], Iterable[Edit]]


def meant(store: Store, text: str, marks: str, **graphs: Any) -> str:
    """A valid query in words that the engine reads as the standard does; the same text for most.

    `graphs` are those that it is asked of, as the engine takes them. Graphs whose names begin with
    `marks`, if that is given, are none of the data.
    """
    return _meant(text, marks, lambda: _in_query(store, text, graphs))


def meant_by_update(store: Store, text: str, marks: str) -> str:
    """The same of an update."""
    return _meant(text, marks, lambda: _in_update(store, text))


def _meant(text: str, marks: str, looking: Callable[[], Occurs]) -> str:
    lower, said = text.lower(), text
    if may_be_concerned(text):
        occurs = looking()
        said = _rewritten(said, lambda now, found: zero_lengths(now, found, occurs))
    if "graph" in lower:
        said = _if(ASKED.search, said, scopes)
        if marks:
            said = _rewritten(said, lambda _, found: hiding(found, marks))
    if "bnode" in lower:
        said = _if(CALLED.search, said, lambda _, found: shared_nodes(found, NODE.value))
    return said


def node(key: Any, name: Any) -> BlankNode | None:
    """The blank node that a string names in the solution of a key."""
    if not isinstance(name, Literal) or name.datatype.value != _STRING:
        return None
    return BlankNode(hashlib.sha256(f"{key.value} {name.value}".encode()).hexdigest()[:32])


def _in_query(store: Store, text: str, graphs: dict[str, Any]) -> Occurs:
    default = cache(lambda: _default(text, graphs))

    @cache
    def occurs(iri: str, graph: str | None) -> bool:
        return _occurs(store, iri, [NamedNode(graph)] if graph else default())

    return occurs


def _in_update(store: Store, text: str) -> Occurs:
    @cache
    def sees_store() -> bool:
        found = operations(text)  # where there are more, the first may change what is there
        return len(found) == 1 and not {"WITH", "USING"} & set(found[0].names)

    def occurs(iri: str, graph: str | None) -> bool:
        return sees_store() and _occurs(store, iri, [NamedNode(graph) if graph else DefaultGraph()])

    return occurs


def _if(hint: Hint, text: str, rewrite: Pass) -> str:
    return _rewritten(text, rewrite) if hint(text) else text


def _rewritten(text: str, rewrite: Pass) -> str:
    found = list(islice(tokens(text), _MOST_TERMINALS + 1))
    if len(found) > _MOST_TERMINALS:
        return text
    new = edited(text, sorted(rewrite(text, found)))
    try:
        sparql.refuse_deep(new)
    except errors.BadRequest:
        return text
    return new if len(new) < _MOST_TIMES_LONGER * len(text) + 1000 else text


def _default(text: str, graphs: dict[str, Any]) -> list[Any]:
    """The graphs that make the default graph of a query; None stands for all."""
    if graphs.get("use_default_graph_as_union"):
        return [None]
    given = graphs.get("default_graph")
    if given is not None:
        return list(given) if isinstance(given, list | tuple) else [given]
    default, named = sparql.named_graphs(text)
    if default or named:
        return [NamedNode(iri) for iri in default]
    return [DefaultGraph()]


def _occurs(store: Store, iri: str, graphs: Iterable[Any]) -> bool:
    """Whether a term is a subject or an object in one of some graphs."""
    try:
        term = NamedNode(iri)
    except ValueError:  # the engine will say so
        return True
    return any(
        next(store.quads_for_pattern(one, None, two, graph), None) is not None
        for graph in graphs
        for one, two in ((term, None), (None, term))
    )
