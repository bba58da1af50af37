"""The store on this machine: pyoxigraph over RocksDB in `STORE/graph`."""

import hashlib
import io
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph

from kg import errors, sparql
from kg.sparql.rewriting import Rewritten
from kg.store import changes, contents, rows, union
from kg.store.compacting import Growth
from kg.store.federation import ALONE, Federation, left
from kg.store.opening import open_writing
from kg.store.pool import WORKERS, Chunks, Pool
from kg.store.protocol import (
    GRAPH_TYPES,
    MEDIA_TYPES,
    NO_LIMIT,
    Answer,
    Dataset,
    DefaultGraph,
    Form,
    Most,
    Record,
    Rows,
    Store,
    Target,
)
from kg.store.snapshot import Signs, Snapshot, missing
from kg.store.wire import Content, Drop, Query, Update, Write
from kg.store.writers import Writer

GRAPH_FOLDER = "graph"
_JSON = "application/sparql-results+json"
_OF_STORE = "urn:x-kg:"  # graphs by which a store keeps its own books
# Changed quads. Until they are flushed, every opening reads them again from the log: about 0.3 s
# for so many, and more than in proportion for more.
_MOST_UNFLUSHED = 4000


@dataclass(frozen=True, slots=True)
class Access:
    """How a store is served.

    With `updates` it makes changes, for the moment that each takes. `default_graph` is what a query
    sees that names no graphs: the union of all, or only what was written without a name. `others`
    asks the servers that SERVICE and LOAD name, by default none. So many `workers` answer queries
    at once, of which some are `ready` before the first.
    """

    updates: bool = False
    default_graph: DefaultGraph = "union"
    others: Federation = ALONE
    workers: int = WORKERS
    ready: int = 0


def open_store(path: Path, *, read_only: bool = False, create: bool = True) -> Store:
    """The store in folder `path`. One process writes at a time, any number read beside it.

    A read-only store answers from the last committed state, also while another process writes.
    Raises `errors.NotFound` where there is none and none is to be made, `errors.StoreBusy` where
    another process writes, `errors.StoreBroken` where it cannot be opened.
    """
    if read_only:
        return serve_store(path, Access())
    folder = path.absolute() / GRAPH_FOLDER
    if not create and not _exists(folder):
        raise missing(folder)
    store = open_writing(folder)
    union.keep(store)
    return Embedded(folder, store, Access())


def serve_store(path: Path, access: Access) -> Store:
    """The store in folder `path` for clients, made if it is not there and they may update it.

    Raises as `open_store` does.
    """
    folder = path.absolute() / GRAPH_FOLDER
    if access.updates:
        settle(folder, access.default_graph)
    elif not _exists(folder):
        raise missing(folder)
    return Embedded(folder, None, access)


def _exists(folder: Path) -> bool:
    return (folder / "CURRENT").is_file()


def settle(folder: Path, default_graph: DefaultGraph) -> None:
    """Make a store's default graph what is asked for; a store that is not there is made."""
    if _exists(folder) and _is_settled(folder, default_graph):
        return
    store = open_writing(folder)
    if default_graph == "union":
        union.keep(store)
    else:
        union.give_up(store)
    store.flush()


def _is_settled(folder: Path, default_graph: DefaultGraph) -> bool:
    snapshot = Snapshot(folder)
    return union.kept(snapshot.store()) == (default_graph == "union")


class Embedded:
    """The `Store` on disk. Queries run in worker processes, so that they can be stopped."""

    def __init__(self, folder: Path, writing: pyoxigraph.Store | None, access: Access) -> None:
        self._folder = folder
        self._others = access.others
        self._writing = writing
        self._growth = None if writing is None else Growth(folder, writing)
        self._union = access.default_graph == "union"
        self._unflushed = 0
        self._snapshot = Snapshot(folder)
        self._signs = Signs(folder)
        self._lock = threading.Lock()
        self._pool = Pool(folder, access.workers, ready=access.ready)
        self._writer = Writer(folder) if access.updates else None

    def replace(self, graphs: Mapping[str, str]) -> None:
        """In one transaction, set each graph (IRI) to its N-Quads; an empty text drops it."""
        if self._writing is None:
            raise io.UnsupportedOperation(f"The store in {self._folder.parent} is open to read.")
        self._unflushed += changes.replace(self._writing, graphs)
        if self._unflushed > _MOST_UNFLUSHED:
            self._writing.flush()
            self._unflushed = 0

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return self._found(_graph_names)

    def select(self, query: str, *, seconds: float | None = None) -> Rows:
        """Rows of a SELECT over the union of all graphs."""
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
        sparql.refuse_deep(query)
        asked, seconds = self._asked(query, seconds, dataset)
        default, named = sparql.named_graphs(query)
        request = Query(
            query=asked.text,
            media_type=media_type,
            union=self._union,
            names_graphs=bool(default or named),
            dataset=dataset or (Dataset(default, named) if len(default) > 1 else None),
            prefixes=sparql.prefixes(query) if media_type in GRAPH_TYPES else None,
            seconds=seconds,
            most=most,
        )
        with asked.places():
            return Answer(form, media_type, Chunks(self._pool, request))

    def contains(self, target: Target) -> bool:
        """Whether a graph is there; the default graph and the dataset always are."""
        return self._found(lambda store: contents.contains(store, target))

    def content(
        self,
        target: Target,
        media_type: str,
        *,
        seconds: float | None = None,
        most: Most = NO_LIMIT,
    ) -> Answer:
        """What a graph, the default graph or the dataset holds, as one of `GRAPH_TYPES`."""
        request = Content(target, media_type, self._union, seconds, most)
        return Answer(None, media_type, Chunks(self._pool, request))

    def update(
        self,
        text: str,
        *,
        dataset: Dataset | None = None,
        seconds: float | None = None,
        record: Record | None = None,
    ) -> None:
        """Run a SPARQL update in one transaction, by default on the union of all graphs."""
        sparql.refuse_deep(text)
        began, writer = time.monotonic(), self._writing_worker()
        asked = self._others.update(text, seconds)
        if isinstance(asked, Write):
            writer.change(replace(asked, seconds=left(seconds, began), record=record))
            return
        with asked.places():
            remaining = left(seconds, began) if asked.edits else seconds
            writer.change(Update(asked.text, dataset, remaining, record))

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
        request = Write(target, data, media_type, base, replace, seconds, record)
        return bool(self._change(request))

    def drop(
        self, target: Target, *, seconds: float | None = None, record: Record | None = None
    ) -> bool:
        """Remove a graph, or empty the default graph or the dataset; False if it is not there."""
        return bool(self._change(Drop(target, seconds, record)))

    def version(self) -> str:
        """A short text that is another one once the data have changed."""
        with self._lock:
            return hashlib.sha256(repr(self._signs.read()).encode()).hexdigest()[:16]

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph."""
        store = self._reading()
        for graph in _graph_names(store) if graphs is None else graphs:
            # A whole graph at a time: the engine's iterators must not change threads.
            yield from changes.lines(store, graph)

    def close(self) -> None:
        """Release files, locks and workers."""
        self._pool.close()
        if self._growth is not None:
            self._growth.settle()
            self._growth = self._writing = None
        if self._writer is not None:
            self._writer.close()
        self._snapshot.close()

    def _change(self, request: Write | Drop) -> bool | None:
        return self._writing_worker().change(request)

    def _writing_worker(self) -> Writer:
        if self._writer is None:
            raise io.UnsupportedOperation(f"The store in {self._folder.parent} is open to read.")
        return self._writer

    def _asked(
        self, query: str, seconds: float | None, dataset: Dataset | None
    ) -> tuple[Rewritten, float | None]:
        """The query with what other servers say in it, and the time that is left for it."""
        began = time.monotonic()

        def ask(text: str, seconds: float | None) -> Rows:
            found = self.answer(text, _JSON, seconds=seconds, dataset=dataset)
            return rows.read_rows(b"".join(found.chunks))

        asked = self._others.query(query, seconds, ask)
        return asked, left(seconds, began) if asked.edits else seconds

    def _reading(self) -> pyoxigraph.Store:
        if self._writing is not None:
            return self._writing
        with self._lock:
            return self._snapshot.store()

    def _found[Found](self, look: Callable[[pyoxigraph.Store], Found]) -> Found:
        """What is seen at a glance in the last state."""
        if self._writing is not None:
            return look(self._writing)
        with self._lock:
            return self._snapshot.seen(look)

    def _json(self, form: Form, query: str, seconds: float | None) -> bytes:
        """The answer to a query of our own, which sees the union however the store is served."""
        if sparql.form(query) != form:
            raise errors.BadRequest(f"This takes a query of the form {form}.")
        sparql.refuse_remote(query)
        names_graphs = any(sparql.named_graphs(query))
        request = Query(query, _JSON, union=True, names_graphs=names_graphs, seconds=seconds)
        return b"".join(Chunks(self._pool, request))


def _graph_names(store: pyoxigraph.Store) -> tuple[str, ...]:
    """Names of the graphs, without those by which the store keeps its own books."""
    names = {graph.value for graph in store.named_graphs()}
    ours = set() if _is_empty(store) else {union.OWN.value}
    return tuple(sorted(n for n in names if not n.startswith(_OF_STORE) or n in ours))


def _is_empty(store: pyoxigraph.Store) -> bool:
    return next(store.quads_for_pattern(None, None, None, union.OWN), None) is None
