"""What has to change in a store for its graphs to hold given quads, as one SPARQL update.

One update is one transaction, and the only one of this engine that both removes and adds. Only the
difference is written: a graph that is built again without a change costs a reading. Where the store
keeps the union of its graphs, the update changes that too.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg import errors
from kg.store import union
from kg.store.sorting import sort_lines


@dataclass(frozen=True, slots=True)
class Change:
    """Graphs to drop, then quads to remove and to add, then graphs to be there, though empty."""

    dropped: tuple[NamedNode, ...] = ()
    removed: Set[Quad] = frozenset()
    added: Set[Quad] = frozenset()
    made: tuple[NamedNode, ...] = ()


def replace(store: Store, graphs: Mapping[str, str]) -> int:
    """Set each graph (IRI) to its N-Quads in one transaction; returns how many quads changed."""
    given = {_node(iri): text for iri, text in sorted(graphs.items())}
    return apply(store, setting(store, {node: _parsed(node, text) for node, text in given.items()}))


def apply(store: Store, change: Change) -> int:
    """Make a change in one transaction; returns how many quads changed."""
    if change.added and not (change.dropped or change.removed or change.made):
        _, gained = _of_union(store, change)
        store.extend(change.added | gained)  # what the update would do, without its text
    elif update := text(store, change):
        store.update(update)
    return len(change.removed) + len(change.added)


def setting(store: Store, graphs: Mapping[NamedNode, Set[Quad]]) -> Change:
    """The change that sets each graph to its quads, and drops those that get none."""
    old = {graph: set(_quads(store, graph)) for graph in graphs}
    # No update can name a blank node, so a graph with one is dropped and written again.
    dropped = {
        graph
        for graph, new in graphs.items()
        if (not new and store.contains_named_graph(graph)) or any(map(union.has_blank, old[graph]))
    }
    return Change(
        dropped=tuple(sorted(dropped, key=str)),
        removed={q for graph, new in graphs.items() for q in old[graph] - new},
        added={q for g, new in graphs.items() for q in (new if g in dropped else new - old[g])},
    )


def text(store: Store, change: Change) -> str:
    """The SPARQL update of a change; empty where there is nothing to do."""
    return " ;\n".join(_steps(store, change))


def lines(store: Store, graph: str) -> Iterator[str]:
    """N-Quads lines of one graph, sorted, and read whole before the first comes out."""
    return sort_lines(f"{quad} .\n" for quad in _quads(store, _node(graph)))


def _steps(store: Store, change: Change) -> Iterator[str]:
    removed = {quad for quad in change.removed if quad.graph_name not in change.dropped}
    lost, gained = _of_union(store, change)
    yield from (f"DROP GRAPH {graph}" for graph in change.dropped)
    yield from _data("DELETE", removed | {quad for quad in lost if not union.has_blank(quad)})
    yield from _data("INSERT", change.added | gained)
    yield from (f"CREATE SILENT GRAPH {graph}" for graph in change.made)
    if any(map(union.has_blank, lost)):
        yield union.REMOVE_BLANK


def _of_union(store: Store, change: Change) -> tuple[set[Quad], set[Quad]]:
    """What the union of the graphs loses and gains, where the store keeps it."""
    if not union.kept(store):
        return set(), set()
    triples = {quad.triple for quad in change.added}
    lost = union.lost(store, change.removed, triples)
    return union.in_default(lost), union.in_default(triples)


def _data(verb: str, quads: Iterable[Quad]) -> Iterator[str]:
    """One operation on all of the quads, if there are any."""
    by_graph: dict[Any, list[Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad)
    parts = [
        _triples(found)
        if isinstance(graph, DefaultGraph)
        else f"GRAPH {graph} {{\n{_triples(found)}}}"
        for graph, found in by_graph.items()
    ]
    if parts:
        yield f"{verb} DATA {{\n{'\n'.join(parts)}}}"


def _parsed(graph: NamedNode, text: str) -> set[Quad]:
    try:
        quads = set(parse(text, RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise errors.Invalid(f"The N-Quads of graph {graph.value} are malformed: {error}") from None
    for quad in quads:
        if quad.graph_name != graph:
            raise errors.Invalid(
                f"The N-Quads of graph {graph.value} hold a quad of another: {quad}"
            )
        if union.has_blank(quad):
            raise errors.Invalid(f"The N-Quads of graph {graph.value} hold a blank node: {quad}")
    return quads


def _quads(store: Store, graph: NamedNode) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, graph)


def _triples(quads: Iterable[Quad]) -> str:
    return "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise errors.Invalid(f"{iri!r} is not the IRI of a graph: {error}") from None
