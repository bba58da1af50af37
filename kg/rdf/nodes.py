"""Terms as N-Quads write them into those of rdflib, and back."""

import logging
import warnings
from functools import cache
from typing import TYPE_CHECKING

from kg.rdf.namespaces import XSD
from kg.rdf.quads import read_literal
from kg.rdf.terms import iri, text, typed

if TYPE_CHECKING:
    from rdflib import Literal, URIRef
    from rdflib.term import Node


def node_of(term: str, *, normalize: bool = True) -> "URIRef | Literal":
    """The rdflib node of an IRI or literal, the latter in rdflib's form or as it is written.

    A literal that rdflib has no value for (`xsd:integer` of thousands of digits) says so itself, as
    `ill_typed`.
    """
    from rdflib import Literal, URIRef  # noqa: PLC0415

    if term[0] == "<":
        return URIRef(term[1:-1])
    value, datatype, language = read_literal(term) or (term, None, None)
    kind = _datatype(datatype) if datatype else None
    return Literal(value, lang=language, datatype=kind, normalize=normalize)


@cache
def _datatype(iri: str) -> "URIRef":
    from rdflib import URIRef  # noqa: PLC0415

    return URIRef(iri)


def _is_not_of_a_literal(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Failed to convert Literal")


# rdflib tells of each literal that it has no value for, with a traceback.
logging.getLogger("rdflib.term").addFilter(_is_not_of_a_literal)
warnings.filterwarnings("ignore", message="Parsing weird boolean", category=UserWarning)


def term_of(node: "Node") -> str:
    """The IRI or literal of an rdflib node, in canonical form; raises `errors.Invalid`."""
    from rdflib import Literal  # noqa: PLC0415

    if not isinstance(node, Literal):
        return iri(str(node))
    if node.language:
        return f"{text(node)}@{node.language}"
    datatype = node.datatype and iri(node.datatype)
    return text(node) if datatype in {None, XSD["string"]} else typed(node, datatype)
