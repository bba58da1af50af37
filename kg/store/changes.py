"""What has to change in a store for its graphs to hold given N-Quads, as one SPARQL update.

One update is one transaction, and the only one of this engine that both removes and adds. Only the
difference is written: a graph that is built again without a change costs a reading.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from kg import errors
from kg.store.sorting import sort_lines


def update(store: Store, graphs: Mapping[str, str]) -> str:
    """SPARQL update that sets each graph (IRI) to its N-Quads; empty where they are equal."""
    return " ;\n".join(step for iri in sorted(graphs) for step in _steps(store, iri, graphs[iri]))


def lines(store: Store, graph: str) -> Iterator[str]:
    """N-Quads lines of one graph, sorted, and read whole before the first comes out."""
    return sort_lines(f"{quad} .\n" for quad in _quads(store, _node(graph)))


def _steps(store: Store, iri: str, text: str) -> Iterator[str]:
    graph = _node(iri)
    new = _parsed(graph, text)
    if not new:
        if store.contains_named_graph(graph):
            yield f"DROP GRAPH {graph}"
        return
    old = set(_quads(store, graph))
    for verb, quads in (("DELETE", old - new), ("INSERT", new - old)):
        if quads:
            yield f"{verb} DATA {{ GRAPH {graph} {{\n{_triples(quads)}}} }}"


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
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
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
