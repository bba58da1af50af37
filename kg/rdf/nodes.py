"""Terms as N-Quads write them into those of rdflib, and back."""

from typing import TYPE_CHECKING

from kg.rdf.namespaces import XSD
from kg.rdf.quads import read_literal
from kg.rdf.terms import iri, text, typed

if TYPE_CHECKING:
    from rdflib import Literal, URIRef
    from rdflib.term import Node


def node_of(term: str) -> "URIRef | Literal":
    """The rdflib node of an IRI or literal."""
    from rdflib import Literal, URIRef  # noqa: PLC0415

    parts = read_literal(term)
    if parts is None:
        return URIRef(term[1:-1])
    return Literal(parts.value, lang=parts.language, datatype=parts.datatype)


def term_of(node: "Node") -> str:
    """The IRI or literal of an rdflib node, in canonical form; raises `errors.Invalid`."""
    from rdflib import Literal  # noqa: PLC0415

    if not isinstance(node, Literal):
        return iri(str(node))
    if node.language:
        return f"{text(node)}@{node.language}"
    datatype = node.datatype and iri(node.datatype)
    return text(node) if datatype in {None, XSD["string"]} else typed(node, datatype)
