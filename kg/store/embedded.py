"""The store on this machine: pyoxigraph over RocksDB in `STORE/graph`."""

import io
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph

from kg import errors, sparql
from kg.store import changes, rows
from kg.store.pool import Chunks, Pool
from kg.store.protocol import MEDIA_TYPES, Answer, Dataset, Form, Rows, Store
from kg.store.snapshot import Snapshot, missing
from kg.store.wire import Request

GRAPH_FOLDER = "graph"
_JSON = "application/sparql-results+json"
# Changed quads. Until they are flushed, every opening reads them again from the log: about 0.3 s
# for so many, and more than in proportion for more.
_MOST_UNFLUSHED = 4000


def open_store(path: Path, *, read_only: bool = False, create: bool = True) -> Store:
    """The store in folder `path`. One process writes at a time, any number read beside it.

    A read-only store answers from the last committed state, also while another process writes.
    Raises `errors.NotFound` where there is none and none is to be made, `errors.StoreBusy` where
    another process writes, `errors.StoreBroken` where it cannot be opened.
    """
    folder = path.absolute() / GRAPH_FOLDER
    exists = (folder / "CURRENT").is_file()
    if not exists and (read_only or not create):
        raise missing(folder)
    return Embedded(folder, None if read_only else _open_writing(folder))


class Embedded:
    """The `Store` on disk. Queries run in worker processes, so that they can be stopped."""

    def __init__(self, folder: Path, writing: pyoxigraph.Store | None) -> None:
        self._folder = folder
        self._writing = writing
        self._unflushed = 0
        self._snapshot = Snapshot(folder)
        self._lock = threading.Lock()
        self._pool = Pool(folder)

    def replace(self, graphs: Mapping[str, str]) -> None:
        """In one transaction, set each graph (IRI) to its N-Quads; an empty text drops it."""
        if self._writing is None:
            raise io.UnsupportedOperation(f"The store in {self._folder.parent} is open to read.")
        update = changes.update(self._writing, graphs)
        if update:
            self._writing.update(update)
            self._unflushed += update.count("\n")
        if self._unflushed > _MOST_UNFLUSHED:
            self._writing.flush()
            self._unflushed = 0

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return _graph_names(self._reading())

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
    ) -> Answer:
        """The result of any query form, serialised as one of `MEDIA_TYPES[form]`."""
        form = sparql.form(query)
        if media_type not in MEDIA_TYPES[form]:
            choice = ", ".join(MEDIA_TYPES[form])
            raise errors.BadRequest(f"{form} gives no {media_type}; it gives {choice}.")
        sparql.refuse_remote(query)
        request = Request(
            query=query,
            media_type=media_type,
            # The engine's union overrules FROM, so it is for queries that name no graphs.
            union=dataset is None and not sparql.names_dataset(query),
            dataset=dataset,
            prefixes=sparql.prefixes(query),
            seconds=seconds,
        )
        return Answer(form, media_type, Chunks(self._pool, request))

    def quads(self, graphs: tuple[str, ...] | None = None) -> Iterator[str]:
        """N-Quads lines of some graphs (None: of all), sorted within each graph."""
        store = self._reading()
        for graph in _graph_names(store) if graphs is None else graphs:
            # A whole graph at a time: the engine's iterators must not change threads.
            yield from changes.lines(store, graph)

    def close(self) -> None:
        """Release files, locks and workers."""
        self._pool.close()
        if self._writing is not None:
            self._writing.flush()
            self._writing = None
        self._snapshot.close()

    def _reading(self) -> pyoxigraph.Store:
        if self._writing is not None:
            return self._writing
        with self._lock:
            return self._snapshot.store()

    def _json(self, form: Form, query: str, seconds: float | None) -> bytes:
        if sparql.form(query) != form:
            raise errors.BadRequest(f"This takes a query of the form {form}.")
        return b"".join(self.answer(query, _JSON, seconds=seconds).chunks)


def _open_writing(folder: Path) -> pyoxigraph.Store:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return pyoxigraph.Store(str(folder))
    except (OSError, RuntimeError) as error:
        if "temporarily unavailable" in str(error) or "lock hold by" in str(error):
            raise errors.StoreBusy(
                f"Another process is writing to the store in {folder.parent}; wait until it ends."
            ) from None
        raise errors.StoreBroken(
            f"The store in {folder.parent} cannot be opened: {error}"
        ) from error


def _graph_names(store: pyoxigraph.Store) -> tuple[str, ...]:
    return tuple(sorted(graph.value for graph in store.named_graphs()))
