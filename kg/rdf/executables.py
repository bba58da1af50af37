"""The shipped questions as RDF, so that query editors find them in the graph that they ask.

The terms are those of SHACL, used as in https://github.com/sib-swiss/sparql-examples, from which
editors read: an `sh:SPARQLExecutable` with its text and an `rdfs:comment`, and prefixes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kg.rdf.iris import QUERIES, executable_iri, graph_iri, prefix_iri, prefixes_iri
from kg.rdf.namespaces import OWL, RDF, RDFS, SCHEMA, SH, XSD
from kg.rdf.terms import Triple, iri, nquads, text, typed

A = RDF["type"]
# The class of each form of query, and the property that holds its text.
FORMS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}


class Executable(Protocol):
    """What is told of a shipped query."""

    @property
    def name(self) -> str:
        """`FOLDER/STEM`."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def description(self) -> str:
        """What it gives, in a sentence."""

    @property
    def text(self) -> str:
        """The query."""

    @property
    def form(self) -> str:
        """A key of `FORMS`."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefixes that the text declares."""


def describe_queries(queries: Iterable[Executable], base: str) -> tuple[str, str]:
    """IRI of the graph of queries, and its sorted N-Quads."""
    graph = graph_iri(base, QUERIES)
    return graph, nquads(_triples(tuple(queries), base), graph)


def _triples(queries: Iterable[Executable], base: str) -> Iterator[Triple]:
    declared: dict[str, str] = {}
    for query in queries:
        declared |= query.prefixes
        yield from _query(query, base)
    yield from _prefixes(declared, base)


def _query(query: Executable, base: str) -> Iterator[Triple]:
    node = iri(executable_iri(base, query.name))
    kind, property_ = FORMS[query.form]
    yield node, A, SH["SPARQLExecutable"]
    yield node, A, SH[kind]
    # A comment alone: editors that read a label as well would show the query twice.
    yield node, RDFS["comment"], f"{text(f'{query.title}. {query.description}')}@en"
    yield node, SH["prefixes"], iri(prefixes_iri(base))
    yield node, SH[property_], text(query.text)
    yield node, SCHEMA["target"], iri(f"{base}sparql")


def _prefixes(declared: Mapping[str, str], base: str) -> Iterator[Triple]:
    node = iri(prefixes_iri(base))
    yield node, A, OWL["Ontology"]
    for prefix, namespace in declared.items():
        declaration = iri(prefix_iri(base, prefix))
        yield node, SH["declare"], declaration
        yield declaration, A, SH["PrefixDeclaration"]
        yield declaration, SH["prefix"], text(prefix)
        yield declaration, SH["namespace"], typed(namespace, XSD["anyURI"])
