"""A process that answers queries, one at a time: `python -m kg.store.worker FOLDER BYTES`.

A query of this engine cannot be stopped and its results cannot leave the thread that asked; but a
process can be killed. Standard input is one end of a socket, the parent holds the other.
"""

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph

from kg import errors, sparql
from kg.store import contents, evaluating, lexical, merging, union
from kg.store.counting import Rows
from kg.store.messages import refused
from kg.store.selecting import Values
from kg.store.snapshot import Snapshot
from kg.store.wire import Chunk, Content, Opening, Query, Started, encode, unpacked

CHUNK = 1 << 16
GRACE = 1.0
_DEFAULT = pyoxigraph.DefaultGraph()


class _Frames:
    """A file that sends what is written to it, in frames of about `CHUNK` bytes.

    Raises `errors.TooLarge` once there is more than the request allows.
    """

    def __init__(self, connection: "Connection[Any, Any]", request: Query | Content) -> None:
        self._connection = connection
        self._most = request.most
        self._rows = Rows(request.media_type) if request.most.rows is not None else None
        self._waiting = bytearray()
        self._size = 0
        self.sent = False

    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= CHUNK:
            self._send(last=False)
        return len(data)

    def flush(self) -> None:
        """Nothing: frames are sent when they are full, and the last by `finish`."""

    def finish(self) -> None:
        self._send(last=True)

    def _send(self, *, last: bool) -> None:
        data = bytes(self._waiting)
        self._check(data)
        self._connection.send_bytes(encode(Chunk(data, last)))
        self._waiting.clear()
        self.sent = True

    def _check(self, data: bytes) -> None:
        self._size += len(data)
        if self._most.size is not None and self._size > self._most.size:
            raise errors.TooLarge(f"The answer is larger than {self._most.size} bytes.")
        if self._rows is not None:
            self._rows.add(data)
            if self._rows.count > (self._most.rows or 0):
                raise errors.TooLarge(f"The answer has more than {self._most.rows} rows.")


def main(folder: Path, memory: int) -> None:
    """Answer requests until the parent closes its end."""
    confine(memory)
    snapshot = Snapshot(folder)
    with contextlib.suppress(
        errors.KgError
    ):  # if there is still a problem, a request is told of it
        snapshot.store()
    with Connection(0) as connection, contextlib.suppress(EOFError, ConnectionError):
        connection.send_bytes(encode(Started()))
        while True:
            problem = _reply(connection, snapshot, unpacked(connection.recv_bytes()))
            if problem:
                connection.send_bytes(encode(problem))


def confine(memory: int) -> None:
    """Limit memory, leave Ctrl-C to the parent and, where the system lets us, have no network.

    SERVICE is refused before a query comes here; without a network it could not call anyway.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with contextlib.suppress(AttributeError, OSError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def _reply(
    connection: "Connection[Any, Any]", snapshot: Snapshot, request: Query | Content
) -> errors.KgError | None:
    """Answer in frames, or say what is wrong. A worker whose parent is gone dies by SIGPROF."""
    try:
        _answer(connection, snapshot, request)
    except ConnectionError:
        raise
    except errors.KgError as error:
        return error
    except OSError as error:
        return errors.StoreBroken(f"The store cannot be read: {error}")
    except (SyntaxError, ValueError, RuntimeError) as error:
        return refused("query", error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def _answer(
    connection: "Connection[Any, Any]", snapshot: Snapshot, request: Query | Content
) -> None:
    """Send the whole answer; ask again where a compaction took a file before the first byte."""
    frames = _Frames(connection, request)
    try:
        _evaluate(_newest(connection, snapshot, request), request, frames)
    except (OSError, RuntimeError):
        if frames.sent or not snapshot.changed():
            raise
        frames = _Frames(connection, request)
        _evaluate(_newest(connection, snapshot, request), request, frames)
    frames.finish()


def _newest(
    connection: "Connection[Any, Any]", snapshot: Snapshot, request: Query | Content
) -> pyoxigraph.Store:
    """The last state of the store. The time of the request begins once it is open."""
    store = snapshot.store(partial(_telling, connection))
    signal.setitimer(signal.ITIMER_PROF, request.seconds + GRACE if request.seconds else 0)
    return store


@contextlib.contextmanager
def _telling(connection: "Connection[Any, Any]") -> Iterator[None]:
    """Tell that the store is opened anew."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    connection.send_bytes(encode(Opening()))
    yield
    connection.send_bytes(encode(Started()))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a store keeps: the union of its graphs, and literals of some kinds as written.

    Beside it, what is known of its values.
    """

    union: bool
    kinds: tuple[pyoxigraph.NamedNode, ...]
    values: Values


@lru_cache(maxsize=1)  # a state that is open to read stays as it is
def _kept(store: pyoxigraph.Store) -> _Kept:
    return _Kept(union.kept(store), lexical.held(store), Values(store))


def _evaluate(store: pyoxigraph.Store, request: Query | Content, frames: _Frames) -> None:
    """Write the serialised result, or what a graph holds."""
    if not _kept(store).kinds:
        _serialize(store, request, cast(IO[bytes], frames))
        return
    restored = lexical.Restored(cast(IO[bytes], frames))
    _serialize(store, request, cast(IO[bytes], restored))
    restored.finish()


def _serialize(store: pyoxigraph.Store, request: Query | Content, output: IO[bytes]) -> None:
    if isinstance(request, Content):
        contents.write(store, request, output)
        return
    graph_format = pyoxigraph.RdfFormat.from_media_type(request.media_type)
    if graph_format and _copies_default(store, request):
        # The engine would keep all that it has sent, to send no triple twice.
        store.dump(output, graph_format, from_graph=_DEFAULT, prefixes=request.prefixes)
        return
    results = _results(store, request)
    if isinstance(results, pyoxigraph.QueryTriples):
        pyoxigraph.serialize(results, output, graph_format, prefixes=request.prefixes)
    else:
        row_format = pyoxigraph.QueryResultsFormat.from_media_type(request.media_type)
        results.serialize(output, row_format)


def _copies_default(store: pyoxigraph.Store, request: Query) -> bool:
    """Whether a query asks for the engine's default graph as it is."""
    own = request.dataset is None and not _whole(store, request) and not request.names_graphs
    return own and sparql.copies_all(request.query)


def _results(store: pyoxigraph.Store, request: Query) -> Any:
    """The engine's answer, asked of the graphs that the request means."""
    dataset, kinds = request.dataset, _kept(store).kinds
    if dataset is None:
        values = None if request.names_graphs else _kept(store).values
        return evaluating.ask(store, request.query, kinds, values, **_whole(store, request))
    default: Any = _nodes(dataset.default)
    if len(dataset.default) > 1:
        store, default = merging.merged(store, dataset), pyoxigraph.DefaultGraph()
    named = _nodes(dataset.named)
    return evaluating.ask(store, request.query, kinds, default_graph=default, named_graphs=named)


def _whole(store: pyoxigraph.Store, request: Query) -> dict[str, Any]:
    """The engine's arguments for a query of the whole store.

    Where the store does not keep the union, the engine's own counts a triple once for each graph.
    """
    # The engine's union, and a default graph given here, overrule FROM.
    if request.names_graphs or request.union == _kept(store).union:
        return {}
    return {"use_default_graph_as_union": True} if request.union else {"default_graph": union.OWN}


def _nodes(iris: tuple[str, ...]) -> list[Any]:
    return [pyoxigraph.NamedNode(iri) for iri in iris]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
