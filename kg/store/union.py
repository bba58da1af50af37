"""The default graph as the union of all others, each triple once, kept up by every write.

The engine's own union counts a triple once for each graph that holds it. A store that has the
graph `OWN` keeps its union; what is written without a graph's name then stands in `OWN`. All of
this is part of the data, so that readers see it change with them.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.sparql import updates
from kg.sparql.updates import Operation

OURS: Final = "urn:x-kg:"  # how names begin that the store keeps for itself
OWN: Final = NamedNode(f"{OURS}default")

_ADD = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
_REMOVE = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
# No update can name a blank node, so triples that hold one are looked for.
REMOVE_BLANK: Final = (
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o))"
    " FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
)
_KEEP = f"CREATE SILENT GRAPH {OWN}"


def kept(store: Store) -> bool:
    """Whether the default graph of a store is the union of the others."""
    return store.contains_named_graph(OWN)


def keep(store: Store) -> None:
    """Make the default graph the union of all graphs, in one transaction."""
    if not kept(store):
        store.update(f"ADD DEFAULT TO GRAPH {OWN} ;\n{_ADD} ;\n{_KEEP}")


def give_up(store: Store) -> None:
    """Make the default graph what was written into it, in one transaction."""
    if kept(store):
        store.update(f"MOVE GRAPH {OWN} TO DEFAULT")


def in_default(triples: Iterable[Triple]) -> set[Quad]:
    """The triples as quads of the default graph."""
    return {Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples}


def with_default(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Each quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def lost(store: Store, removed: Set[Quad], triples: Set[Triple]) -> Iterator[Triple]:
    """Triples that no graph holds any more after some quads are removed and `triples` added."""
    for t in {quad.triple for quad in removed} - triples:
        holders = store.quads_for_pattern(t.subject, t.predicate, t.object, None)
        if all(q in removed or isinstance(q.graph_name, DefaultGraph) for q in holders):
            yield t


def given(text: str) -> tuple[set[Quad], set[Quad]] | None:
    """Quads to remove and to add, where an update gives them all; None where it has to look."""
    found = updates.operations(text)
    removed, new = set[Quad](), set[Quad]()
    for operation in found:
        quads = _quads(text, operation) if operation.is_data else None
        if quads is None:
            return None
        into, out_of = (new, removed) if operation.names[0] == "INSERT" else (removed, new)
        into |= quads
        out_of -= quads
    return removed, new


def looking(text: str) -> str:
    """An update of any kind, so that the union follows each of its operations."""
    steps = [
        f"{updates.with_default(text, operation, OWN.value)} ;\n{_REMOVE} ;\n{_ADD}"
        for operation in updates.operations(text)
    ]
    return updates.prologue(text) + " ;\n".join([*steps, _KEEP])


def in_own(quad: Quad) -> Quad:
    """The quad in `OWN` if it is of the default graph."""
    if not isinstance(quad.graph_name, DefaultGraph):
        return quad
    return Quad(quad.subject, quad.predicate, quad.object, OWN)


def has_blank(quad: Quad | Triple) -> bool:
    """Whether a subject or object is a blank node."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _quads(text: str, operation: Operation) -> set[Quad] | None:
    try:
        return {in_own(quad) for quad in parse(updates.data(text, operation), RdfFormat.TRIG)}
    except SyntaxError:
        return None
