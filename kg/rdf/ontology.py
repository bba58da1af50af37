"""The ontology as a graph, and its consistency by a reasoner."""

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import errors
from kg.config import Settings
from kg.rdf.graphs import parse_turtle, parse_union
from kg.rdf.iris import graph_iri
from kg.rdf.namespaces import KG
from kg.rdf.terms import iri, nquads, text, typed
from kg.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# Shapes are no part of it: they constrain data and say nothing of the world.
FILES = ("kg.ttl", "event-types.ttl", "speech-acts.ttl", "values.ttl", "alignments.ttl")


def describe_ontology(settings: Settings) -> tuple[str, str]:
    """IRI of the ontology's graph, and its sorted N-Quads; raises `errors.Invalid`."""
    graph = graph_iri(settings.base, "ontology")
    triples = load_ontology()
    return graph, nquads(((_term(s), _term(p), _term(o)) for s, p, o in triples), graph)


@cache
def load_ontology() -> "Graph":
    """The ontology's files as one rdflib graph."""
    return parse_turtle(*(resource("ontology") / name for name in FILES))


def _term(node: "Node") -> str:
    from rdflib import Literal  # noqa: PLC0415

    if not isinstance(node, Literal):
        return iri(str(node))
    if node.language:
        return f"{text(node)}@{node.language}"
    return typed(node, iri(node.datatype)) if node.datatype else text(node)


def load_in_owlready(nquads: str = "") -> Any:
    """The ontology, with data where some are given, as an ontology of owlready2.

    owlready2 does not read Turtle or named graphs, so that rdflib hands it N-Triples.
    """
    import owlready2  # noqa: PLC0415

    merged = parse_union(nquads) + load_ontology()
    triples = io.BytesIO(merged.serialize(format="nt", encoding="utf-8"))
    return owlready2.World().get_ontology(KG.iri).load(fileobj=triples)


def check_consistency(nquads: str = "") -> None:
    """Run HermiT over the ontology, and data where some are given.

    Raises `errors.Invalid` where they contradict themselves or a class can have no member, and
    `errors.Unavailable` without Java.
    """
    import owlready2  # noqa: PLC0415

    world = load_in_owlready(nquads).world
    try:
        # OWL 2 has no xsd:date: without this, HermiT stops at the first one.
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except FileNotFoundError as error:
        raise errors.Unavailable("The reasoner needs Java 11 or later: none was found.") from error
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise errors.Invalid(
            "The ontology, or the data under it, contradict themselves."
        ) from error
    empty = sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)
    if empty:
        raise errors.Invalid(f"These classes can have no member: {', '.join(empty)}.")
