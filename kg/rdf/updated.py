"""The record of a change that a client of the service makes: an activity in a graph of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ids import digest
from kg.rdf import dates
from kg.rdf.iris import UPDATES, client_iri, graph_iri, update_iri
from kg.rdf.namespaces import KG, PROV, RDF, SCHEMA
from kg.rdf.terms import Triple, each, integer, iri, nquads, text


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a change.

    `method` is UPDATE, or that of a request to the graph store; `data` the text of the update, or
    what was sent; `graph` the graph (IRI) that the request names, if it names one. `client` is the
    name of who asked, `at` the moment that the request was taken up (ISO 8601).
    """

    method: str
    data: bytes
    graph: str | None
    client: str
    at: str


def describe_update(asked: Asked, base: str) -> str:
    """Sorted N-Quads of the graph of updates; raises `errors.Invalid` where a time is none."""
    return nquads(_triples(asked, base), graph_iri(base, UPDATES))


def _triples(asked: Asked, base: str) -> Iterator[Triple]:
    sha256 = hashlib.sha256(asked.data).hexdigest()
    named = asked.graph or ""
    id_ = digest("update", asked.at, asked.method, named, asked.client, sha256)
    node, client = iri(update_iri(base, id_)), iri(client_iri(base, asked.client))
    yield from each(node, RDF["type"], [PROV["Activity"], KG["Update"]])
    yield node, PROV["startedAtTime"], dates.date_time(asked.at)
    yield node, PROV["wasAssociatedWith"], client
    yield node, KG["requestMethod"], text(asked.method)
    yield node, KG["requestHash"], text(sha256)
    yield node, KG["requestLength"], integer(len(asked.data))
    if asked.graph:
        yield node, KG["requestGraph"], iri(asked.graph)
    yield from each(client, RDF["type"], [PROV["Agent"], KG["Client"]])
    yield client, SCHEMA["name"], text(asked.client)
