"""The small graph with one triple deleted or swapped, for each kind of triple that it has.

A kind is the class of the subject with the property. A swap takes another value that the property
has elsewhere in the graph, so that each value by itself is one that could stand there.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph
from query_engines import GRAPH, oxigraph

from kg import queries
from kg.config import Settings
from kg.rdf.check import check_shapes

TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
Quad = pyoxigraph.Quad


@dataclass(frozen=True)
class Mutation:
    """`kind` reads `CLASS property`; `new` stands in the place of `old`, or nothing does."""

    act: str
    kind: str
    old: Quad
    new: Quad | None = None


class Mutated:
    """The small graph, and what complains when it is changed."""

    def __init__(self) -> None:
        self.quads = sorted(oxigraph(GRAPH), key=str)
        self.checks = [query for query in queries.all_queries() if query.folder == "checks"]

    @cached_property
    def classes(self) -> dict[object, str]:
        """The most special class of each resource, by its local name: ours before others'."""
        typed = [quad for quad in self.quads if quad.predicate == TYPE]
        typed.sort(key=lambda quad: "/ontology#" in quad.object.value)
        return {quad.subject: local(quad.object) for quad in typed}

    def mutations(self) -> Iterator[Mutation]:
        """One deletion and one swap of the first triple of each kind."""
        values = defaultdict(set)
        kinds: dict[str, Quad] = {}
        for quad in self.quads:
            values[quad.predicate].add(quad.object)
            kinds.setdefault(f"{self.classes[quad.subject]} {local(quad.predicate)}", quad)
        for kind, old in sorted(kinds.items()):
            yield Mutation("delete", kind, old)
            others = sorted(values[old.predicate] - {old.object}, key=str)
            for other in others[-1:]:
                new = Quad(old.subject, old.predicate, other, old.graph_name)
                yield Mutation("swap", kind, old, new)

    def complains(self, mutation: Mutation) -> str | None:
        """The first that finds something: "shapes", or the name of a check."""
        quads = [quad for quad in self.quads if quad != mutation.old]
        quads += [mutation.new] if mutation.new else []
        graph = [quad for quad in quads if quad.graph_name == mutation.old.graph_name]
        if check_shapes("".join(f"{quad} .\n" for quad in graph), Settings()):
            return "shapes"
        store = pyoxigraph.Store()
        store.extend(quads)
        for check in self.checks:
            if next(iter(store.query(check.text, use_default_graph_as_union=True)), None):
                return check.name
        return None


def local(term: pyoxigraph.NamedNode) -> str:
    return term.value.rpartition("#")[2].rpartition("/")[2]
