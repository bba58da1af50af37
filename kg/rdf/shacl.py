"""pySHACL over graph after graph, with the shapes set up once.

`pyshacl.validate` sets its shapes up in each call, which takes as long as a short article's check.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pyshacl import ShapesGraph, Validator
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.pytypes import SHACLExecutor
from rdflib import Graph

from kg.rdf.shapes import load_flat_shapes
from kg.rdf.triples import TripleGraph


class Shapes(ShapesGraph):
    """Shapes that are set up, and stay so."""

    def __init__(self, graph: TripleGraph) -> None:
        super().__init__(graph)
        self._parameters = {shape.node: _constraints(graph, shape.node) for shape in self.shapes}

    def predicate_objects(self, s: Any) -> Iterator[tuple[Any, Any]]:
        """The constraints of a shape; of a node that is none, all that is said of it.

        pySHACL asks this for each shape and graph, and compares what it gets with a list of all
        parameters. Most of what is said of a shape is none, which was half the time of a check.
        """
        return iter(self._parameters.get(s) or self.graph.predicate_objects(s))


def report(data: Graph) -> Graph | None:
    """The SHACL report on what is wrong with a graph, None where nothing is."""
    shapes, executor = _shapes(), SHACLExecutor()
    results = [result for shape in shapes.shapes for result in shape.validate(executor, data)[1]]
    return Validator.create_validation_report(shapes, False, results)[0] if results else None


@cache
def _shapes() -> Shapes:
    return Shapes(TripleGraph(load_flat_shapes()))


def _constraints(graph: Graph, shape: Any) -> list[tuple[Any, Any]]:
    said = graph.predicate_objects(shape)
    return [(name, value) for name, value in said if name in ALL_CONSTRAINT_PARAMETERS]
