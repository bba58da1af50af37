"""Whether the ontology itself has the shapes of `ontology/style-shapes.ttl`, by pySHACL."""

from functools import cache
from typing import TYPE_CHECKING

from kg.rdf.check import Violation, read_report
from kg.rdf.graphs import parse_turtle
from kg.rdf.ontology import load_ontology
from kg.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph

# What the IRIs of own terms begin with; violations name them by the rest.
OWN = "https://kg.example/"


def check_style(ontology: "Graph | None" = None) -> tuple[Violation, ...]:
    """What is wrong with an ontology, the shipped one if none is given; sorted."""
    from pyshacl import validate  # noqa: PLC0415  (a second that most commands must not pay)

    data = ontology or load_ontology()
    conforms, report, _ = validate(data, shacl_graph=load_style(), advanced=True, inplace=True)
    return () if conforms else read_report(report, OWN)


@cache
def load_style() -> "Graph":
    """The shapes that the ontology itself has to have, as one graph."""
    return parse_turtle(resource("ontology") / "style-shapes.ttl")
