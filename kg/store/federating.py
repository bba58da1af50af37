"""Asking other servers for what SERVICE and LOAD stand for.

https://www.w3.org/TR/sparql11-federated-query/: each outermost SERVICE is asked of its server as a
query of its own, and VALUES with the answer stand in its place, which is what a pattern joins with.
What LOAD fetches stands in its place as INSERT DATA, so that all is one transaction.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kg import errors, sparql
from kg.remote.client import Client, Http, Reply, Request
from kg.remote.hosts import Listed
from kg.sparql.calls import Call, Load, calls, loads
from kg.sparql.endpoints import servers_query
from kg.sparql.rewriting import Edit, Rewritten
from kg.sparql.updates import operations
from kg.store.federation import ALONE, Ask, Federation, left
from kg.store.protocol import GRAPH_TYPES, Whole
from kg.store.solutions import NOTHING_KNOWN, Solutions, joined, node, read_solutions, read_triples
from kg.store.wire import Write

_FORM = "application/x-www-form-urlencoded"
_TABLES = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS = ", ".join(GRAPH_TYPES)
_NTRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is taken of others.

    `seconds` for one answer, where the query has no less; its size in bytes; `rows` of a table;
    `calls` of one query or update.
    """

    seconds: float = 30.0
    answer_bytes: int = 16 << 20
    rows: int = 100_000
    calls: int = 16


def federation(hosts: tuple[str, ...], bounds: Bounds | None = None) -> Federation:
    """Who asks the servers of a list, each `HOST` or `HOST:PORT`; nobody where it is empty.

    Raises `errors.BadRequest` for an entry that is none.
    """
    return Asking(Http(Listed(hosts)), bounds or Bounds()) if hosts else ALONE


class Asking:
    """Other servers are asked one after the other, before the store is."""

    def __init__(self, client: Client, bounds: Bounds) -> None:
        self._client, self._bounds = client, bounds

    def query(self, text: str, seconds: float | None, ask: Ask) -> Rewritten:
        """The query with VALUES instead of SERVICE."""
        turn, edits = _Turn(self._client, self._bounds, seconds), list[Edit]()
        for call in calls(text):
            servers = [call.endpoint]
            if call.variable:
                query = _servers_query(text, call, edits, self._bounds.calls + 1)
                servers = [term.value for (term,) in ask(query, turn.left()).rows if term]
            edits.append((call.start, call.end, turn.solutions(call, servers).values()))
        rewritten = Rewritten(text, tuple(edits))
        sparql.refuse_remote(rewritten.text, sparql.HIDDEN)
        return rewritten

    def update(self, text: str, seconds: float | None) -> Rewritten | Write:
        """The update with VALUES and INSERT DATA; where it is one LOAD, what that is to write."""
        turn, edits = _Turn(self._client, self._bounds, seconds), list[Edit]()
        for load in loads(text):
            triples = turn.triples(load)
            if triples is not None and _is_all(text, load):
                return Write(load.into or Whole.DEFAULT, triples, _NTRIPLES, seconds=turn.left())
            edits.append((load.start, load.end, _insert(load, triples)))
        for call in calls(text):
            if call.variable:
                raise errors.BadRequest(
                    "An update has to name the servers of SERVICE itself, not by a variable."
                )
            edits.append((call.start, call.end, turn.solutions(call, [call.endpoint]).values()))
        rewritten = Rewritten(text, tuple(sorted(edits)))
        sparql.refuse_remote(rewritten.text, sparql.HIDDEN)
        sparql.refuse_load(rewritten.text, sparql.HIDDEN)
        return rewritten


class _Turn:
    """The requests of one query or update: so many, and for so long."""

    def __init__(self, client: Client, bounds: Bounds, seconds: float | None) -> None:
        self._client, self._bounds, self._count = client, bounds, 0
        self._seconds, self._began = seconds, time.monotonic()

    def left(self) -> float | None:
        """Seconds that are left. Raises `errors.TimedOut` where there are none."""
        return left(self._seconds, self._began)

    def solutions(self, call: Call, servers: Sequence[str]) -> Solutions:
        """The answers of the servers of a call."""
        sparql.refuse_deep(call.pattern, sparql.MOST_STEPS)
        if call.variable is None:
            return self._solutions(call, servers[0])
        found = [self._solutions(call, iri).of(call.variable, iri) for iri in servers]
        return joined(found) if found else Solutions((call.variable,))

    def triples(self, load: Load) -> bytes | None:
        """What a document holds, None where it cannot be had and nobody is to hear of it."""
        self._take_one()
        try:
            return read_triples(
                self._fetch(Request("GET", load.iri, {"Accept": _GRAPHS})), load.iri
            )
        except (errors.RemoteFailed, errors.BadRequest):
            if load.silent:
                return None
            raise

    def _solutions(self, call: Call, server: str) -> Solutions:
        self._take_one()
        form = urlencode({"query": call.query}).encode()
        request = Request("POST", server, {"Accept": _TABLES, "Content-Type": _FORM}, form)
        try:
            return read_solutions(
                self._fetch(request),
                known=call.variables,
                scope=str(self._count),
                most=self._bounds.rows,
            )
        except (errors.RemoteFailed, errors.BadRequest):
            if call.silent:
                return NOTHING_KNOWN
            raise

    def _take_one(self) -> None:
        self._count += 1
        if self._count > self._bounds.calls:
            raise errors.BadRequest(
                f"Other servers are to be asked more than {self._bounds.calls} times."
            )

    def _fetch(self, request: Request) -> Reply:
        seconds = min(self._bounds.seconds, self.left() or self._bounds.seconds)
        reply = self._client.fetch(request, seconds=seconds, most=self._bounds.answer_bytes)
        if 300 <= reply.status < 400:
            raise errors.RemoteFailed(
                f"The server at {reply.url} sends elsewhere, where it is not followed."
            )
        if not 200 <= reply.status < 300:
            raise errors.RemoteFailed(f"The server at {reply.url} answers {reply.status}.")
        return reply


def _servers_query(text: str, call: Call, edits: Sequence[Edit], most: int) -> str:
    """What asks the store for the servers that a variable names, by what stands before it."""
    query = servers_query(text, call, edits, most)
    if query is None:
        raise errors.BadRequest(
            f"The server of SERVICE {call.endpoint} is not known: bind the variable before it, "
            "in the same group."
        )
    sparql.refuse_remote(query)
    return query


def _is_all(text: str, load: Load) -> bool:
    """Whether an update is but this one operation."""
    found = operations(text)
    return len(found) == 1 and (
        (found[0].tokens[0].start, found[0].tokens[-1].end) == (load.start, load.end)
    )


def _insert(load: Load, triples: bytes | None) -> str:
    if triples is None:
        return "INSERT DATA { }"
    data = triples.decode()
    into = data if load.into is None else f"GRAPH {node(load.into)} {{\n{data}}}"
    return f"INSERT DATA {{\n{into}}}"
