"""What follows from triples by the rules of OWL 2 RL, by the engine `reasonable`.

Source of the rules: https://www.w3.org/TR/owl2-profiles/, 4.3. The engine has all of them that the
ontology calls for; it lacks those of property chains and keys, which the ontology must not use.
docs/reasoning.md tells how it compares to others.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg import errors
from kg.rdf.namespaces import KG, OWL, RDF, RDFS, XSD
from kg.rdf.nodes import node_of, term_of
from kg.rdf.ontology import load_ontology
from kg.rdf.quads import Quad
from kg.rdf.terms import Triple

if TYPE_CHECKING:
    from rdflib.term import Node

ENGINE = "reasonable"
SAME_AS = OWL["sameAs"]
# Classes, and properties, of which the ontology tells all that there is to tell.
_NOT_TOLD = tuple(f"<{space.iri}" for space in (KG, RDF, RDFS, OWL, XSD))
_NOT_TOLD_BY = tuple(f"<{space.iri}" for space in (KG, OWL))
_OF_TERMS = {RDFS[name] for name in ("subClassOf", "subPropertyOf", "domain", "range")}


def check_engine() -> None:
    """Raise `errors.Unavailable` where the engine is not installed."""
    try:
        found = find_spec(ENGINE)
    except ValueError:  # what is half imported, or was put aside
        found = None
    if found is None:
        raise errors.Unavailable(
            f"Reasoning needs the package {ENGINE}; install it in the folder of kg with: "
            "pip install -e '.[reason]'. "
            "To drop what was inferred before: kg build --no-reason"
        )


def engine_version() -> str:
    """The version of the engine."""
    return version(ENGINE)


def closure(quads: Iterable[Quad]) -> Iterator[Triple]:
    """What follows from quads and the ontology, in no order; what is stated comes along.

    Left out is what the rules say of anything at all: that it is a thing and equal to itself; what
    they say of the languages RDF, RDFS and OWL; what follows in terms of our own, so that nothing
    becomes a claim, or its content, by inference; and what would need blank nodes. Raises
    `errors.Invalid` where two different things would be one.
    """
    import reasonable  # noqa: PLC0415  (an optional part)
    from rdflib import BNode, URIRef  # noqa: PLC0415

    reasoner = reasonable.PyReasoner()
    node, term = cache(node_of), cache(term_of)
    triples = [(node(quad.subject), node(quad.predicate), node(quad.object)) for quad in quads]
    reasoner.from_graph([*_vocabulary(), *triples])
    for subject, predicate, object_ in reasoner.reason():
        if isinstance(subject, URIRef) and not isinstance(object_, BNode):
            triple = term(subject), term(predicate), term(object_)
            _refuse_equal(*triple)
            if _is_for_others(predicate=triple[1], object_=triple[2]):
                yield triple


@cache
def _vocabulary() -> "tuple[tuple[Node, Node, Node], ...]":
    """The ontology without what is there for people: nothing follows from annotations."""
    from rdflib import OWL, RDF, RDFS  # noqa: PLC0415

    ontology = load_ontology()
    annotations = {RDFS.label, RDFS.seeAlso, *ontology.subjects(RDF.type, OWL.AnnotationProperty)}
    return tuple(triple for triple in ontology if triple[1] not in annotations)


def _refuse_equal(subject: str, predicate: str, object_: str) -> None:
    if predicate == SAME_AS and subject != object_:
        raise errors.Invalid(
            f"By the rules of the ontology, {subject} and {object_} would be one thing: "
            "a property that can have one value has two."
        )


def _is_for_others(predicate: str, object_: str) -> bool:
    """Whether people who do not know our terms can ask for it."""
    if predicate == RDF["type"]:
        return not object_.startswith(_NOT_TOLD)
    return predicate not in _OF_TERMS and not predicate.startswith(_NOT_TOLD_BY)
