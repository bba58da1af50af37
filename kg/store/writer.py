"""A process that makes changes, one at a time: `python -m kg.store.writer FOLDER BYTES`.

A change can be stopped like a query, by killing the process: the engine keeps all of a transaction
or nothing. The store is let go of after a pause, so that other processes can write.
"""

import contextlib
import itertools
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph

from kg import errors
from kg.store import writing
from kg.store.compacting import Growth
from kg.store.opening import open_writing
from kg.store.wire import Done, Drop, Started, Update, Write, encode, unpacked
from kg.store.worker import confine

PAUSE = 0.5
# Changes since the last flush. Until then, every reader reads them again as it opens the store.
MOST_UNFLUSHED = 50


def main(folder: Path, memory: int) -> None:
    """Answer requests until the parent closes its end."""
    confine(memory)
    with Connection(0) as connection, contextlib.suppress(EOFError, ConnectionError):
        connection.send_bytes(encode(Started()))
        while True:
            _session(connection, folder, unpacked(connection.recv_bytes()))


def _session(
    connection: "Connection[Any, Any]", folder: Path, request: Update | Write | Drop
) -> None:
    """Changes that follow each other without a pause, with the store open all the while."""
    try:
        store = open_writing(folder)
    except errors.KgError as error:
        connection.send_bytes(encode(error))
        return
    growth = Growth(folder, store)
    for count in itertools.count(1):
        connection.send_bytes(encode(_done(store, request)))
        if count % MOST_UNFLUSHED == 0:
            store.flush()
        while not connection.poll(PAUSE):
            if not growth.settling():
                return
        request = unpacked(connection.recv_bytes())


def _done(store: pyoxigraph.Store, request: Update | Write | Drop) -> Done | errors.KgError:
    try:
        return Done(_change(store, request))
    except errors.KgError as error:
        return error
    except OSError as error:
        return errors.StoreBroken(f"The store cannot be written: {error}")


def _change(store: pyoxigraph.Store, request: Update | Write | Drop) -> bool | None:
    match request:
        case Update():
            writing.update(store, request.text, request.dataset, request.record)
            return None
        case Write():
            return writing.write(store, request)
        case Drop():
            return writing.drop(store, request.target, request.record)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
