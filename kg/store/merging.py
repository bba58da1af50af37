"""Several graphs as one default graph, in which a triple that stands in many counts once.

The engine gives a triple of a dataset's default graph once for each graph it stands in; the
standard merges them (https://www.w3.org/TR/sparql11-query/#rdfDataset).
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import errors
from kg.store.protocol import Dataset

# They are copied into memory for the time of the query.
MOST_QUADS: Final = 1_000_000


def merged(store: Store, dataset: Dataset) -> Store:
    """A store in memory whose default graph is the merge, beside the named graphs.

    Raises `errors.BadRequest` where there is too much to copy.
    """
    copy = Store()
    copy.bulk_extend(islice(_quads(store, dataset), MOST_QUADS + 1))
    if len(copy) > MOST_QUADS:
        raise errors.BadRequest(
            f"The graphs that the query names hold more than {MOST_QUADS} triples, too many to be "
            "merged: ask the union of all graphs, or one of them."
        )
    return copy


def _quads(store: Store, dataset: Dataset) -> Iterator[Quad]:
    for graph in dataset.default:
        for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
    for graph in dataset.named:
        yield from store.quads_for_pattern(None, None, None, NamedNode(graph))
