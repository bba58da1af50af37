"""Serve an app with waitress until a signal asks to stop, and then finish what is under way."""

import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from kg.errors import KgError
from kg.web.protocol import MAX_BODY

THREADS = 8
GRACE_SECONDS = 5.0
POLL_SECONDS = 0.2
SIGNALS = (signal.SIGTERM, signal.SIGINT)

Ready = Callable[[str], None]


def serve(app: Flask, host: str, port: int, ready: Ready = lambda _: None) -> None:
    """Answer requests until SIGTERM or SIGINT; port 0 takes any free one. Main thread only.

    `ready` is called with the address once connections are taken. Raises `KgError` where the
    address cannot be had.
    """
    channels: dict[int, Any] = {}
    with _listen(host, port) as listener, _stop_event() as stop:
        server = create_server(
            app,
            map=channels,
            sockets=[listener],
            threads=THREADS,
            max_request_body_size=2 * MAX_BODY,
            ident=None,
        )
        ready(f"http://{_bracketed(host)}:{listener.getsockname()[1]}/")
        while not stop.is_set():
            wasyncore.poll(POLL_SECONDS, channels)
        _finish(server, channels)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise KgError(
            f"Cannot listen on {_bracketed(host)}:{port} ({error.strerror}): choose another "
            "with --host and --port, or KG_HOST and KG_PORT; port 0 takes any free one."
        ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _stop_event() -> Iterator[Event]:
    stop = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _finish(server: BaseWSGIServer, channels: dict[int, Any]) -> None:
    """Take no more connections, and send what is being answered, for a while."""
    server.accepting = False
    deadline = time.monotonic() + GRACE_SECONDS
    while _busy(channels) and time.monotonic() < deadline:
        wasyncore.poll(POLL_SECONDS, channels)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(channels)


def _busy(channels: dict[int, Any]) -> bool:
    return any(
        getattr(channel, "requests", ()) or getattr(channel, "total_outbufs_len", 0)
        for channel in channels.values()
    )
