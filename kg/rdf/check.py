"""Whether data have the shapes of `ontology/shapes.ttl`, by pySHACL."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.config import Settings
from kg.rdf.graphs import parse_turtle, parse_union
from kg.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken constraint: the IRI it is broken at, the property (if one), and what to do.

    `focus` is relative to the base IRI of the settings where it stands under it.
    """

    focus: str
    path: str | None
    message: str


def check_shapes(nquads: str, settings: Settings) -> tuple[Violation, ...]:
    """What is wrong with the union of the graphs of `nquads`, sorted; empty where nothing is."""
    from pyshacl import validate  # noqa: PLC0415  (a second that most commands must not pay)

    data = parse_union(nquads)
    conforms, report, _ = validate(data, shacl_graph=load_shapes(), inplace=True)
    return () if conforms else read_report(report, settings.base)


@cache
def load_shapes() -> "Graph":
    """The shapes as one graph."""
    return parse_turtle(resource("ontology") / "shapes.ttl")


def read_report(report: "Graph", base: str) -> tuple[Violation, ...]:
    """The results of a SHACL report."""
    from rdflib import SH, URIRef  # noqa: PLC0415

    found = set()
    for result in report.objects(None, SH.result):
        focus, message = (
            str(report.value(result, part)) for part in (SH.focusNode, SH.resultMessage)
        )
        path = report.value(result, SH.resultPath)
        named = str(path) if isinstance(path, URIRef) else None
        found.add(Violation(focus.removeprefix(base), named, message))
    return tuple(sorted(found, key=lambda item: (item.focus, item.path or "", item.message)))
