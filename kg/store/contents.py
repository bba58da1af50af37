"""What a graph or the whole dataset holds, streamed as it is."""

from collections.abc import Iterator
from typing import IO, Any, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg import errors
from kg.store import union
from kg.store.protocol import Target, Whole
from kg.store.wire import Content


def write(store: Store, request: Content, output: Any) -> None:
    """Write the content of a target. Raises `errors.NotFound`, `errors.BadRequest`."""
    syntax = RdfFormat.from_media_type(request.media_type)
    if syntax is None:
        raise errors.BadRequest(f"A graph cannot be written as {request.media_type}.")
    if request.target is not Whole.DATASET:
        graph = _graph(store, request.target, union_asked=request.union)
        store.dump(cast(IO[bytes], output), syntax, from_graph=graph)
    elif syntax.supports_datasets:
        serialize(_dataset(store), cast(IO[bytes], output), syntax)
    else:
        raise errors.BadRequest(f"{syntax.name} cannot hold the graphs of a dataset.")


def contains(store: Store, target: Target) -> bool:
    """Whether a graph is there; the default graph and the dataset always are."""
    return isinstance(target, Whole) or store.contains_named_graph(NamedNode(target))


def _graph(store: Store, target: Target, *, union_asked: bool) -> NamedNode | DefaultGraph:
    if target is Whole.DEFAULT:
        return union.OWN if union.kept(store) and not union_asked else DefaultGraph()
    graph = NamedNode(str(target))
    if not store.contains_named_graph(graph):
        raise errors.NotFound(f"There is no graph {target} in this store.")
    return graph


def _dataset(store: Store) -> Iterator[Quad]:
    """All quads; those of a union are in their graphs, and its own in the default graph."""
    if not union.kept(store):
        yield from store.quads_for_pattern(None, None, None, None)
        return
    for quad in store.quads_for_pattern(None, None, None, union.OWN):
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
    for graph in store.named_graphs():
        if graph != union.OWN:
            yield from store.quads_for_pattern(None, None, None, graph)
