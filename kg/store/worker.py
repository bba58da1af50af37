"""A process that answers queries, one at a time: `python -m kg.store.worker FOLDER BYTES`.

A query of this engine cannot be stopped and its results cannot leave the thread that asked; but a
process can be killed. Standard input is one end of a socket, the parent holds the other.
"""

import contextlib
import os
import re
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph

from kg import errors
from kg.store.snapshot import Snapshot
from kg.store.wire import Chunk, Request, Started

CHUNK = 1 << 16
GRACE = 1.0

_CLASS = re.compile(r",? \[(?:_|'.*?')\](?=,|$)")
_PLACE = re.compile(r"^error at (\d+):(\d+):")


class _Frames:
    """A file that sends what is written to it, in frames of about `CHUNK` bytes."""

    def __init__(self, connection: "Connection[Any, Any]") -> None:
        self._connection = connection
        self._waiting = bytearray()
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
        self._connection.send(Chunk(bytes(self._waiting), last))
        self._waiting.clear()
        self.sent = True


def main(folder: Path, memory: int) -> None:
    """Answer requests until the parent closes its end."""
    _confine(memory)
    snapshot = Snapshot(folder)
    with Connection(0) as connection, contextlib.suppress(EOFError, ConnectionError):
        while True:
            problem = _reply(connection, snapshot, connection.recv())
            if problem:
                connection.send(problem)


def _confine(memory: int) -> None:
    """Limit memory, leave Ctrl-C to the parent and, where the system lets us, have no network.

    SERVICE is refused before a query comes here; without a network it could not call anyway.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with contextlib.suppress(AttributeError, OSError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def _reply(
    connection: "Connection[Any, Any]", snapshot: Snapshot, request: Request
) -> errors.KgError | None:
    """Answer in frames, or say what is wrong. A worker whose parent is gone dies by SIGPROF."""
    try:
        snapshot.store()
        connection.send(Started())
        signal.setitimer(signal.ITIMER_PROF, request.seconds + GRACE if request.seconds else 0)
        _answer(connection, snapshot, request)
    except ConnectionError:
        raise
    except errors.KgError as error:
        return error
    except OSError as error:
        return errors.StoreBroken(f"The store cannot be read: {error}")
    except SyntaxError as error:
        return errors.BadRequest(_syntax_message(str(error)))
    except (ValueError, RuntimeError) as error:
        return errors.BadRequest(f"The query cannot be answered: {error}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def _answer(connection: "Connection[Any, Any]", snapshot: Snapshot, request: Request) -> None:
    """Send the whole answer; ask again where a compaction took a file before the first byte."""
    frames = _Frames(connection)
    try:
        _evaluate(snapshot.store(), request, frames)
    except (OSError, RuntimeError):
        if frames.sent or not snapshot.changed():
            raise
        frames = _Frames(connection)
        _evaluate(snapshot.store(), request, frames)
    frames.finish()


def _evaluate(store: pyoxigraph.Store, request: Request, frames: _Frames) -> None:
    """Write the serialised result.

    This engine's union of graphs counts a triple once for each graph that holds it: queries use
    DISTINCT, or ask for what stands once.
    """
    dataset = request.dataset
    results = store.query(
        request.query,
        use_default_graph_as_union=request.union,
        default_graph=_nodes(dataset.default) if dataset else None,
        named_graphs=_nodes(dataset.named) if dataset else None,
    )
    output = cast(IO[bytes], frames)
    if isinstance(results, pyoxigraph.QueryTriples):
        graph_format = pyoxigraph.RdfFormat.from_media_type(request.media_type)
        pyoxigraph.serialize(results, output, graph_format, prefixes=request.prefixes)
    else:
        row_format = pyoxigraph.QueryResultsFormat.from_media_type(request.media_type)
        results.serialize(output, row_format)


def _nodes(iris: tuple[str, ...]) -> list[Any]:
    return [pyoxigraph.NamedNode(iri) for iri in iris]


def _syntax_message(message: str) -> str:
    """The parser's message, its place in words, without the character classes it expected."""
    readable = _CLASS.sub("", " ".join(message.split())).rstrip(" ,")
    readable = re.sub(r"expected(?: one of)?$", "this does not belong here", readable)
    return _PLACE.sub(r"The query is not valid at line \1, column \2:", readable)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
