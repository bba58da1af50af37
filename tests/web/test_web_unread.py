import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from served import ROOT

from kg.errors import TimedOut
from kg.web import unread
from kg.web.reply import Environ, Reply

CHUNK = bytes(64 << 10)  # as query processes send them
STEADY = len(CHUNK) / unread.LEAST_RATE  # seconds for a chunk at the least rate


class Clock:
    """Seconds, as a test sets them."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Body(Iterator[bytes]):
    """Chunks without end, each after some seconds."""

    def __init__(self, clock: Clock, seconds: float = 0.0) -> None:
        self.clock, self.seconds, self.closed = clock, seconds, False

    def __next__(self) -> bytes:
        self.clock.now += self.seconds
        assert not self.closed
        return CHUNK

    def close(self) -> None:
        self.closed = True


class Watched:
    """A body under watch, and a client that takes its time."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.clock = Clock()
        self.body = Body(self.clock, seconds)
        self.watch = unread.Watch(clock=self.clock)
        environ: Environ = {}
        reply = self.watch.watch(environ, lambda _: Reply("200 OK", [], self.body))
        self.chunks = iter(reply.body)

    def waits(self, seconds: float) -> bool:
        """Whether the body is still there after the client has asked for nothing so long."""
        self.clock.now += seconds
        self.watch.look()
        return not self.body.closed


def test_what_nobody_reads_is_ended() -> None:
    watched = Watched()
    assert next(watched.chunks) == CHUNK
    assert watched.waits(unread.SECONDS - 1)
    assert not watched.waits(2)
    with pytest.raises(TimedOut, match="less than 8 KiB/s"):
        next(watched.chunks)


def test_a_client_that_takes_something_now_and_then_is_too_slow() -> None:
    watched = Watched()
    lasted = 0
    while watched.waits(unread.SECONDS / 2):
        next(watched.chunks)
        lasted += 1
    assert lasted == 3  # times that it waited 15 s, and got back 8 s of its 30 s


def test_what_was_taken_at_once_is_no_credit_for_later() -> None:
    watched = Watched()
    for _ in range(1000):
        next(watched.chunks)
    assert not watched.waits(unread.SECONDS + 1)


def test_a_steady_client_may_take_hours() -> None:
    watched = Watched()
    for _ in range(2000):
        assert watched.waits(STEADY * 0.99)
        next(watched.chunks)
    assert watched.clock.now > 1000 + 3600 * 4


def test_a_client_that_stumbles_has_time_to_recover() -> None:
    watched = Watched()
    for _ in range(10):
        assert watched.waits(unread.SECONDS - 1)
        for _ in range(4):  # all that was missed
            next(watched.chunks)


def test_an_answer_that_is_slowly_made_is_left_alone() -> None:
    watched = Watched(unread.SECONDS * 2)
    for _ in range(10):
        assert next(watched.chunks) == CHUNK
        assert watched.waits(1)


def test_unread_bodies_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread, "LOOK_SECONDS", 0.02)
    watched = Watched()
    next(watched.chunks)
    watched.clock.now += unread.SECONDS + 1
    deadline = time.monotonic() + 10
    while not watched.body.closed and time.monotonic() < deadline:
        time.sleep(0.02)
    assert watched.body.closed


SERVER = """
import sys, time
from collections.abc import Iterator
from kg.web import serve, unread
from kg.web.reply import Reply, as_wsgi
unread.LEAST_RATE = 64 << 10
watch = unread.Watch(seconds=float(sys.argv[1]))
serve.OPTIONS["TCP_USER_TIMEOUT"] = int(sys.argv[2])
class Endless(Iterator):
    def __init__(self, path):
        self.path, self.began = path, time.monotonic()
    def __next__(self):
        return bytes(64 << 10)
    def close(self):
        print(self.path, time.monotonic() - self.began, flush=True)
def endless(environ):
    return Reply("200 OK", [], Endless(environ["PATH_INFO"]))
app = as_wsgi(lambda environ: watch.watch(environ, endless))
serve.serve(app, ("127.0.0.1", 0), lambda url: print(url, flush=True), threads=4)
"""
LASTING = 25.0  # seconds


def lasted(*rates: int, seconds: int = 10, unread: int = 60) -> dict[int, float]:
    """How many seconds answers without end are made that are read at so many bytes a second.

    By a service that wants 64 KiB/s, waits for `seconds`, and ends connections on which nothing is
    read for `unread` seconds; its clients leave after `LASTING`.
    """
    command = [sys.executable, "-c", SERVER, str(seconds), str(unread * 1000)]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process,
        ThreadPoolExecutor() as clients,
    ):
        assert process.stdout is not None
        port = int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        list(clients.map(lambda rate: drip(port, rate), rates))
        time.sleep(1)
        process.kill()
        found = (line.split() for line in reversed(process.stdout.readlines()))
        return {int(path[1:]): float(seconds) for path, seconds in found}  # the first of each


def drip(port: int, rate: int) -> None:
    """Read an answer steadily at so many bytes a second, with little room for what comes."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 10)
        connection.connect(("127.0.0.1", port))
        connection.sendall(f"GET /{rate} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        began, taken = time.monotonic(), 0
        while (gone := time.monotonic() - began) < LASTING:
            time.sleep(0.05)
            with suppress(ConnectionError):
                taken += len(connection.recv(max(1, int(gone * rate) - taken))) if rate else 0


@pytest.mark.timed
@pytest.mark.slow
def test_over_a_connection_a_drip_is_ended_and_a_slow_client_is_not() -> None:
    found = lasted(1, 30 << 10, 110 << 10)
    assert found[1] < 13
    assert found[30 << 10] < LASTING - 1
    assert found[110 << 10] > LASTING - 1


@pytest.mark.timed
@pytest.mark.slow
def test_a_connection_that_takes_nothing_in_is_closed() -> None:
    assert 2 < lasted(0, seconds=1000, unread=3)[0] < 10
