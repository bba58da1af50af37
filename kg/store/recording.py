"""The record of a change, which becomes part of the change: both are made, or neither.

Only a store that holds a certain graph before keeps records (`kg.store.protocol.Record`).
"""

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.sparql import updates
from kg.store import changes
from kg.store.changes import Change
from kg.store.protocol import Record


def quads(store: Store, record: Record | None) -> frozenset[Quad]:
    """What a store is to keep of a change that is about to be made."""
    if record is None or not store.contains_named_graph(NamedNode(record.beside)):
        return frozenset()
    return given(record)


def given(record: Record) -> frozenset[Quad]:
    """All quads of a record."""
    return frozenset(parse(record.nquads, RdfFormat.N_QUADS))


def followed(store: Store, text: str, record: frozenset[Quad]) -> str:
    """An update that adds a record when all else is done: what it drops is dropped before."""
    return updates.followed(text, changes.text(store, Change(added=record)))
