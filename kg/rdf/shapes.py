"""The shapes of `ontology/shapes.ttl`, and the form of them that pySHACL is quick with."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.rdf.graphs import parse_turtle
from kg.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph, Node


@cache
def load_shapes() -> "Graph":
    """The shapes as one graph, as they are written."""
    return parse_turtle(shapes_file())


def shapes_file() -> Path:
    """The file that the shapes stand in, as Turtle."""
    return resource("ontology") / "shapes.ttl"


@cache
def load_flat_shapes() -> "Graph":
    """The same, with the targets of each node shape on its property shapes."""
    return flatten(load_shapes())


def flatten(shapes: "Graph") -> "Graph":
    """The same constraints, with the targets of each node shape on its property shapes too.

    A property shape with targets of its own is evaluated once for all that it looks at. One that
    hangs on a node shape is set up anew for each of them, and setting up is most of what pySHACL
    does: on the graph of an article it takes five times as long. The result is the same, since a
    property shape of a node shape has the focus nodes of the node shape (SHACL, 2.1.3 and 4.7.2).
    """
    from rdflib import RDF, SH  # noqa: PLC0415

    flat = shapes + type(shapes)()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        _keep_closed(flat, shape)
        for part in shapes.objects(shape, SH.property):
            flat.remove((shape, SH.property, part))
            for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
                for term in shapes.objects(shape, target):
                    flat.add((part, target, term))
    return flat


def _keep_closed(flat: "Graph", shape: "Node") -> None:
    """What a closed shape allows follows from its property shapes, so it is to be said outright."""
    from rdflib import SH, URIRef  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    ignored = flat.value(shape, SH.ignoredProperties)
    if ignored is None:
        return
    for path in sorted(map(str, flat.objects(shape, SH.property / SH.path))):
        Collection(flat, ignored).append(URIRef(path))
