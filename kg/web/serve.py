"""Serve an app with granian until a signal asks to stop, and then finish what is under way.

Granian's own command starts a process that starts another one. Here its listener runs inside this
process: the store is opened once, an error is ours to tell, and nothing is left behind when the
process is killed.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event
from types import FrameType
from typing import Any, Literal, NoReturn

from granian._futures import _new_cbscheduler
from granian._granian import SocketHolder, WorkerSignal, WSGIWorker
from granian.http import HTTP1Settings
from granian.wsgi import _callback_wrapper

from kg.errors import KgError
from kg.web.cutting import CutError

THREADS = 48
GRACE_SECONDS = 10.0
LAST_SECONDS = 1.0  # for those answers to go out that tell why a request was stopped
HEADER_MILLISECONDS = 30_000  # for a request to come, also on a connection that is kept open
CONNECTIONS = 2048
BACKLOG = 1024
THREAD_IDLE_SECONDS = 60
# Of an answer, this much waits in the system to be sent, and not the 4 MiB that it would take: so
# that what a slow client takes is soon seen, and who stops what is not read does not stop those.
KEPT_BYTES = 128 << 10
# What is sent and not taken in at all for so long ends its connection, and frees its thread.
UNREAD_MILLISECONDS = 60_000
# As the system knows them; connections have the options of who listens for them.
OPTIONS = {"TCP_NOTSENT_LOWAT": KEPT_BYTES, "TCP_USER_TIMEOUT": UNREAD_MILLISECONDS}
SIGNALS = (signal.SIGTERM, signal.SIGINT)

Address = tuple[str, int]  # host and port
Ready = Callable[[str], None]
Release = Callable[[], None]
App = Callable[..., Any]


def serve(
    app: App,
    address: Address,
    ready: Ready = lambda _: None,
    threads: int = THREADS,
    release: Release = lambda: None,
) -> bool:
    """Answer requests until SIGTERM or SIGINT; port 0 takes any free one. Main thread only.

    `ready` is called with its URL once connections are taken. After a signal no more are
    taken, and what is under way has `GRACE_SECONDS`, or until the next signal, to end: false where
    it has not. Then `release` has to stop whatever still runs, and its requests have
    `LAST_SECONDS` to say so. Threads may be left that are in the midst of a request, so that the
    process has to end by `leave`. Raises `KgError` where the address cannot be had.
    """
    with _listen(*address) as listener, _stop_signals() as signals:
        url = f"http://{_bracketed(address[0])}:{listener.getsockname()[1]}/"
        server = _Server(app, listener.detach(), threads)
        ready(url)
        signals.wait()
        finished = server.stop(GRACE_SECONDS, signals)
        release()
        return finished or server.give_up(LAST_SECONDS, signals)


def leave(code: int) -> NoReturn:
    """End the process at once, with an exit code.

    Python's own end lets go of the interpreter while threads of the server are in it, which breaks
    the process down.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


class _Signals:
    """Waits for the signals that ask to stop, one after another."""

    def __init__(self) -> None:
        self._came = Event()
        self.count = 0

    def take(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        self._came.set()

    def note(self) -> None:
        """Let `wait` return for another reason than a signal."""
        self._came.set()

    def wait(self, seconds: float | None = None) -> None:
        self._came.wait(seconds)
        self._came.clear()


class _Server:
    """Granian's listener for WSGI, with one thread for the network and some for the app."""

    def __init__(self, app: App, listener: int, threads: int) -> None:
        logging.getLogger("_granian.utils").addFilter(_is_unexpected)
        self._signal, self._ended = WorkerSignal(), Event()
        self._loop = asyncio.new_event_loop()  # granian asks for one, and does not use it for WSGI
        self._worker = _worker(listener, threads)
        schedule: Any = _new_cbscheduler
        scheduler = schedule(self._loop, _callback_wrapper(app, {}), impl_asyncio=True)
        self._worker.serve_str(scheduler, self._loop, self._signal)

    def stop(self, seconds: float, signals: _Signals) -> bool:
        """Take no more connections; whether all is answered before the time or the next signal."""

        def end() -> None:
            self._ended.set()
            signals.note()

        self._signal.add_cb(end)
        self._signal.set()
        signals.wait(seconds)
        return self._ended.is_set()

    def give_up(self, seconds: float, signals: _Signals) -> Literal[False]:
        """Let answers go out that are made by now, until the time or the next signal."""
        if not self._ended.is_set():
            signals.wait(seconds)
        return False


def _worker(listener: int, threads: int) -> Any:
    holder = SocketHolder(listener, False, BACKLOG)  # type: ignore[call-arg]  # as it is
    settings = HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS)
    no_tls: tuple[Any, ...] = (False, None, None, None, "tls1.3", None, [], False)
    make: Any = WSGIWorker
    return make(
        1, (None, holder), None, 1, 1, threads, THREAD_IDLE_SECONDS, CONNECTIONS, "1", settings,
        None, None, *no_tls, (None, None),
    )  # fmt: skip


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Granian logs whatever an answer raises; a cut answer has told the client already."""
    return CutError.__name__ not in record.getMessage()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise KgError(
            f"Cannot listen on {_bracketed(host)}:{port} ({error.strerror}): choose another "
            "with --host and --port, or KG_HOST and KG_PORT; port 0 takes any free one."
        ) from error
    for option, value in OPTIONS.items():
        if known := getattr(socket, option, None):
            listener.setsockopt(socket.IPPROTO_TCP, known, value)
    return listener


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _stop_signals() -> Iterator[_Signals]:
    signals = _Signals()
    before = {number: signal.signal(number, signals.take) for number in SIGNALS}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
