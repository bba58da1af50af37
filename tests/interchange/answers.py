"""Answers of stores as plain values, so that those of two stores can be compared.

A row is a tuple of `Term`s as the store gave them, but for what RDF takes to be one: a literal of
`xsd:string` is one without datatype, tags of language are in small letters, and the boolean `1` is
`true`.
"""

from dataclasses import replace

import pyoxigraph

from kg import sparql
from kg.store.protocol import Rows, Store, Term
from kg.store.rows import read_boolean, read_rows
from tests.interchange.servers import Server

_JSON = "application/sparql-results+json"
_NTRIPLES = "application/n-triples"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BOOLEANS = {"1": "true", "0": "false"}
_ASKED = "__ASK_RETVAL"  # Virtuoso 7.2.5 answers ASK with a table of this column

type Answer = bool | tuple[tuple[str, ...], list[tuple[Term | None, ...]]] | frozenset[str]


def ask_server(server: Server, text: str) -> Answer:
    """A table in its order, a boolean, or the set of triples of a CONSTRUCT or DESCRIBE."""
    form = sparql.form(text)
    if form in {"CONSTRUCT", "DESCRIBE"}:
        # Virtuoso knows N-Triples by the name of RDF 1.0 too, and by no other gives it for all.
        return triples(server.query(text, "text/plain" if server.name == "virtuoso" else _NTRIPLES))
    return _table(form, server.query(text, _JSON))


def ask_embedded(store: Store, text: str) -> Answer:
    """The same of the store on disk."""
    form = sparql.form(text)
    table = form in {"SELECT", "ASK"}
    answer = b"".join(store.answer(text, _JSON if table else _NTRIPLES).chunks)
    return _table(form, answer) if table else triples(answer)


def triples(document: bytes) -> frozenset[str]:
    """Lines of N-Triples, in the spelling of one parser."""
    found = pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return frozenset(str(quad.triple) for quad in found)


def _table(form: str, document: bytes) -> Answer:
    table = read_rows(document)
    if form == "ASK":
        return _true(table) if table.variables == (_ASKED,) else read_boolean(document)
    return table.variables, [tuple(map(_plain, row)) for row in table.rows]


def _true(table: Rows) -> bool:
    return bool(table.rows and table.rows[0][0] and table.rows[0][0].value == "1")


def _plain(term: Term | None) -> Term | None:
    if term is None or term.kind != "literal":
        return term
    if term.datatype == f"{_XSD}string":
        return replace(term, datatype=None)
    if term.datatype == f"{_XSD}boolean":
        return replace(term, value=_BOOLEANS.get(term.value, term.value))
    return replace(term, language=term.language and term.language.lower())
