"""A store on another server, over the SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-protocol/: queries and updates go there by form POST, which every
server takes; answers come back as they are, in pieces. A change is one update request, which
servers ought to carry out as a whole or not at all.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final
from urllib.parse import urlencode

import pyoxigraph

from kg import errors, sparql
from kg.remote.client import Http, Request, Stream
from kg.remote.hosts import Anywhere, read_url
from kg.sparql import updates
from kg.store import changes, lexical, passing, recording, rows, syntaxes, writing
from kg.store.changes import Change
from kg.store.federation import ALONE, Ask, Federation, left
from kg.store.messages import refused
from kg.store.passing import Passed, converted, kind_of
from kg.store.protocol import (
    MEDIA_TYPES,
    NO_LIMIT,
    Answer,
    Dataset,
    Form,
    Most,
    Record,
    Rows,
    Store,
    Target,
    Whole,
)
from kg.store.serialize import serialize
from kg.store.sorting import sort_lines
from kg.store.wire import Write

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/sparql-results+json"
_NTRIPLES: Final = "application/n-triples"
# Grouped: for DISTINCT, Virtuoso takes a hundred times as long.
_GRAPHS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_OF_VIRTUOSO: Final = frozenset(
    {
        "http://localuriqaserver/sparql",
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://www.w3.org/ns/ldp#",
    }
)
_OF_QUERIES: Final = ("default-graph-uri", "named-graph-uri")
_OF_UPDATES: Final = ("using-graph-uri", "using-named-graph-uri")
_MESSAGE: Final = 2000  # bytes of another server's message that are read

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Services:
    """Where a store is asked and changed, and the token that is sent along; None: not known."""

    query: str
    update: str | None = None
    token: str | None = None


def open_remote(services: Services, others: Federation = ALONE) -> Store:
    """The store behind an address; `others` asks the servers that SERVICE and LOAD name.

    Raises `errors.BadRequest` where it is no address of the web.
    """
    for address in filter(None, (services.query, services.update)):
        read_url(address)
    return Remote(services, others)


class Remote:
    """The `Store` on another server. What its default graph is, is for that server to say."""

    def __init__(self, services: Services, others: Federation = ALONE) -> None:
        self._services, self._others = services, others
        self._http = Http(Anywhere())
        self._converting = BoundedSemaphore(passing.CONVERTED_AT_ONCE)

    def replace(self, graphs: Mapping[str, str]) -> None:
        """In one update, set each graph (IRI) to its N-Quads; an empty text drops it."""
        given = pyoxigraph.Store()
        changes.replace(given, graphs)
        self._update(_steps(*map(_emptying, sorted(graphs)), _adding(given)))

    def graphs(self, seconds: float | None = None) -> tuple[str, ...]:
        """IRIs of the named graphs that hold triples, sorted, but for those of Virtuoso's own."""
        found = (term.value for term, _ in self.select(_GRAPHS, seconds=seconds).rows if term)
        return tuple(sorted(graph for graph in found if graph not in _OF_VIRTUOSO))

    def select(self, query: str, *, seconds: float | None = None) -> Rows:
        """Rows of a SELECT."""
        return rows.read_rows(self._json("SELECT", query, seconds))

    def ask(self, query: str, *, seconds: float | None = None) -> bool:
        """The answer of an ASK."""
        return rows.read_boolean(self._json("ASK", query, seconds))

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        seconds: float | None = None,
        dataset: Dataset | None = None,
        most: Most = NO_LIMIT,
    ) -> Answer:
        """The result of any query form, serialised as one of `MEDIA_TYPES[form]`."""
        form = sparql.form(query)
        if media_type not in MEDIA_TYPES[form]:
            choice = ", ".join(MEDIA_TYPES[form])
            raise errors.BadRequest(f"{form} gives no {media_type}; it gives {choice}.")
        sparql.refuse_deep(query, sparql.MOST_STEPS)
        asked = self._others.query(query, seconds, self._asking(dataset))
        # Named beside it too: with its union on, Oxigraph server does not look at FROM.
        graphs = _graphs(dataset or Dataset(*sparql.named_graphs(query)), *_OF_QUERIES)
        fields = [("query", asked.text), *graphs]
        accept = passing.accepted(_JSON if form == "ASK" else media_type)
        with asked.places():
            stream = self._send(self._services.query, fields, accept, seconds)
        chunks = Passed(stream, media_type, seconds, most)
        kind = kind_of(stream.headers)
        if form == "ASK":
            data = passing.truth(passing.whole(chunks), kind)
            return Answer(form, media_type, iter([converted(data, _JSON, media_type, {})]))
        if kind == media_type and media_type not in _WITH_PREFIXES:
            return Answer(form, media_type, _begun(chunks))
        prefixes = sparql.prefixes(query) if media_type in _WITH_PREFIXES else {}
        return Answer(form, media_type, iter([self._converted(chunks, media_type, prefixes)]))

    def contains(self, target: Target) -> bool:
        """Whether a graph holds triples; the default graph and the dataset always are there."""
        return self._holds(target)

    def content(
        self,
        target: Target,
        media_type: str,
        *,
        seconds: float | None = None,
        most: Most = NO_LIMIT,
    ) -> Answer:
        """What a graph, the default graph or the dataset holds, as one of `GRAPH_TYPES`."""
        if target is Whole.DATASET:
            syntax = next(each for each in syntaxes.GRAPHS if each.media_type == media_type)
            if syntax.name not in _WITH_GRAPHS:
                raise errors.BadRequest(f"{syntax.name} cannot hold the graphs of a dataset.")
            lines = self._dataset(seconds, time.monotonic(), most)
            chunks = passing.within(serialize(lines, syntax.name), most)
            return Answer(None, media_type, _Begun(chunks, next(chunks, b"")))
        if not self.contains(target):
            raise errors.NotFound(f"There is no graph {target} in this store.")
        found = self.answer(_construct(target), media_type, seconds=seconds, most=most)
        return Answer(None, found.media_type, found.chunks)

    def update(
        self,
        text: str,
        *,
        dataset: Dataset | None = None,
        seconds: float | None = None,
        record: Record | None = None,
    ) -> None:
        """Run a SPARQL update."""
        sparql.refuse_deep(text, sparql.MOST_STEPS)
        began = time.monotonic()
        asked = self._others.update(text, seconds)
        if isinstance(asked, Write):
            self.write(
                asked.target,
                asked.data,
                asked.media_type,
                replace=False,
                seconds=left(seconds, began),
                record=record,
            )
            return
        with asked.places():
            text = updates.followed(asked.text, self._recording(record, left(seconds, began)))
            self._update(text, dataset, left(seconds, began))

    def write(  # noqa: PLR0913  (a request has as many parts)
        self,
        target: Target,
        data: bytes,
        media_type: str,
        *,
        base: str = "",
        replace: bool,
        seconds: float | None = None,
        record: Record | None = None,
    ) -> bool:
        """Set a target to the quads in `data`, or add them; True where it was not there before."""
        began = time.monotonic()
        new = not self._holds(target, seconds)
        given = pyoxigraph.Store()
        writing.write(given, Write(target, data, media_type, base, replace=False))
        made = f"CREATE SILENT GRAPH {_node(target)}" if isinstance(target, str) else ""
        steps = (_emptying(target) if replace else "", made, _adding(given))
        text = _steps(*steps, self._recording(record, left(seconds, began)))
        self._update(text, seconds=left(seconds, began))
        return new

    def drop(
        self, target: Target, *, seconds: float | None = None, record: Record | None = None
    ) -> bool:
        """Remove a graph, or empty the default graph or the dataset; False if it is not there."""
        began = time.monotonic()
        if not self._holds(target, seconds):
            return False
        text = _steps(_emptying(target), self._recording(record, left(seconds, began)))
        self._update(text, seconds=left(seconds, began))
        return True

    def version(self) -> str:
        """Empty: nothing tells whether the data have changed."""
        return ""

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph.

        Raises `errors.RemoteFailed` where the server gives a part of a graph alone.
        """
        for graph in self.graphs() if graphs is None else graphs:
            yield from sort_lines(self._lines(graph))

    def _dataset(self, seconds: float | None, began: float, most: Most) -> Iterator[str]:
        """N-Quads lines of all graphs, within so many seconds in all."""
        for graph in self.graphs(left(seconds, began)):
            yield from self._lines(graph, left(seconds, began), most)

    def close(self) -> None:
        """Nothing is held between requests."""

    def _holds(self, target: Target, seconds: float | None = None) -> bool:
        if isinstance(target, Whole):
            return True
        return self.ask(f"ASK {{ GRAPH {_node(target)} {{ ?s ?p ?o }} }}", seconds=seconds)

    def _recording(self, record: Record | None, seconds: float | None) -> str:
        """The operation that writes a record, where the store keeps them."""
        if record is None or not self._holds(record.beside, seconds):
            return ""
        return changes.text(pyoxigraph.Store(), Change(added=recording.given(record)))

    def _lines(
        self, graph: str, seconds: float | None = None, most: Most = NO_LIMIT
    ) -> Iterator[str]:
        found = self.answer(_construct(graph), _NTRIPLES, seconds=seconds, most=most)
        lines, node = 0, _node(graph)
        for data in passing.in_lines(found.chunks):
            for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES):
                lines += 1
                yield f"{quad.triple} {node} .\n"
        counting = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {node} {{ ?s ?p ?o }} }}"
        [[size]] = self.select(counting, seconds=seconds).rows
        if size and int(size.value) > lines:
            raise errors.RemoteFailed(
                f"The store gives {lines} of the {size.value} triples of {graph}: its limit of "
                "results is too low."
            )

    def _converted(self, chunks: Passed, media_type: str, prefixes: dict[str, str]) -> bytes:
        """A whole answer in another format; few are held at once, however many are asked for."""
        if not self._converting.acquire(timeout=chunks.seconds):
            chunks.close()
            raise passing.late(chunks.seconds)
        try:
            return converted(passing.whole(chunks), chunks.kind, media_type, prefixes)
        finally:
            self._converting.release()

    def _json(self, form: Form, query: str, seconds: float | None) -> bytes:
        if sparql.form(query) != form:
            raise errors.BadRequest(f"This takes a query of the form {form}.")
        return b"".join(self.answer(query, _JSON, seconds=seconds).chunks)

    def _asking(self, dataset: Dataset | None) -> Ask:
        """Who answers what has to be known before other servers can be asked."""

        def ask(text: str, seconds: float | None) -> Rows:
            found = self.answer(text, _JSON, seconds=seconds, dataset=dataset)
            return rows.read_rows(b"".join(found.chunks))

        return ask

    def _update(
        self, text: str, dataset: Dataset | None = None, seconds: float | None = None
    ) -> None:
        if self._services.update is None:
            raise errors.Unavailable(
                f"The store {self._services.query} is read only here: KG_STORE_UPDATE names the "
                "address that takes its updates."
            )
        fields = [("update", text), *_graphs(dataset or Dataset(), *_OF_UPDATES)]
        if text:
            with closing(self._send(self._services.update, fields, "*/*", seconds)) as stream:
                for _ in stream:
                    continue

    def _send(self, address: str, fields: Fields, accept: str, seconds: float | None) -> Stream:
        headers = {"Accept": accept, "Content-Type": _FORM}
        if self._services.token:
            headers["Authorization"] = f"Bearer {self._services.token}"
        request = Request("POST", address, headers, urlencode(fields).encode())
        try:
            stream = self._http.open(request, seconds=seconds)
            if not 200 <= stream.status < 300:
                raise _problem(stream, fields[0][0])
        except errors.RemoteTooSlow:
            raise passing.late(seconds) from None
        except errors.RemoteFailed as error:
            raise errors.StoreFailed(str(error)) from None
        return stream


_WITH_PREFIXES: Final = frozenset({"text/turtle", "application/trig"})
_WITH_GRAPHS: Final = frozenset({"nquads", "trig", "jsonld"})


def _problem(stream: Stream, what: str) -> errors.KgError:
    """What the status of another server means to who asks here."""
    with closing(stream):
        message = " ".join(next(stream, b"")[:_MESSAGE].decode(errors="replace").split())
    if stream.status in {400, 422}:
        return refused(what, SyntaxError(message))
    if stream.status in {401, 403}:
        return errors.Unavailable(f"The store {stream.url} does not allow this: KG_STORE_TOKEN?")
    if stream.status in {408, 504}:
        return errors.TimedOut(f"The store has stopped the {what}.")
    return errors.RemoteFailed(f"The store {stream.url} answers {stream.status}.")


def _begun(chunks: Passed) -> Iterator[bytes]:
    """The chunks, of which the first is there."""
    return _Begun(chunks, next(chunks, b""))


class _Begun(Iterator[bytes]):
    def __init__(self, chunks: Passed | Iterator[bytes], first: bytes) -> None:
        self._chunks, self._first = chunks, [first]

    def __next__(self) -> bytes:
        return self._first.pop() if self._first else next(self._chunks)

    def close(self) -> None:
        if isinstance(self._chunks, Passed):
            self._chunks.close()


def _graphs(dataset: Dataset, default: str, named: str) -> Fields:
    return [*((default, iri) for iri in dataset.default), *((named, iri) for iri in dataset.named)]


def _construct(target: Target) -> str:
    pattern = "{ ?s ?p ?o }"
    if target is Whole.DEFAULT:
        return f"CONSTRUCT {pattern} WHERE {pattern}"
    return f"CONSTRUCT {pattern} WHERE {{ GRAPH {_node(target)} {pattern} }}"


def _emptying(target: Target) -> str:
    if target is Whole.DATASET:
        return "DROP ALL"
    return "CLEAR DEFAULT" if target is Whole.DEFAULT else f"DROP SILENT GRAPH {_node(target)}"


def _adding(given: pyoxigraph.Store) -> str:
    return changes.text(pyoxigraph.Store(), Change(added=set(map(lexical.restored, given))))


def _steps(*operations: str) -> str:
    return " ;\n".join(filter(None, operations))


def _node(target: Target) -> str:
    try:
        return str(pyoxigraph.NamedNode(str(target)))
    except ValueError as error:
        raise errors.BadRequest(f"{target!r} is not the IRI of a graph: {error}") from None
