"""How many requests are worked on at once, and how many wait for that."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.web.reply import Environ, Handler, Reply, close, first_part, plain
from kg.web.settings import Limits

# What never waits, by the first part of the path: it takes no query worker, or has its own limit.
OPEN = frozenset({"health", "metrics", "static"})
FULL = "The service has as much to do as it takes on; try again in {} s."
RETRY_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Load:
    """Requests under way, waiting, and turned away so far."""

    active: int
    waiting: int
    refused: int


class Gate:
    """A layer that lets `at_once` requests pass, lets `waiting` wait, and turns the others away."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._active = self._refused = 0
        self._queue: deque[threading.Event] = deque()

    @property
    def load(self) -> Load:
        """The load at the moment."""
        with self._lock:
            return Load(self._active, len(self._queue), self._refused)

    def admit(self, environ: Environ, handler: Handler) -> Reply:
        """The layer: a request keeps its place until its body has ended."""
        if environ["REQUEST_METHOD"] == "OPTIONS" or first_part(environ["PATH_INFO"]) in OPEN:
            return handler(environ)
        if not self._enter():
            return full()
        try:
            reply = handler(environ)
        except BaseException:
            self._leave()
            raise
        if isinstance(reply.body, list):
            self._leave()
        else:
            reply.body = _Held(reply.body, self)
        return reply

    def _enter(self) -> bool:
        with self._lock:
            if self._active < self._limits.at_once:
                self._active += 1
                return True
            if len(self._queue) >= self._limits.waiting:
                self._refused += 1
                return False
            turn = threading.Event()
            self._queue.append(turn)
        return turn.wait(self._limits.wait_seconds) or not self._give_up(turn)

    def _give_up(self, turn: threading.Event) -> bool:
        """Leave the queue; False where the turn came in the last moment."""
        with self._lock:
            if turn.is_set():
                return False
            self._queue.remove(turn)
            self._refused += 1
            return True

    def _leave(self) -> None:
        """Hand the place to who has waited longest, if anybody waits."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._active -= 1


def full() -> Reply:
    """The answer to who is turned away."""
    retry = ("Retry-After", str(RETRY_SECONDS))
    return plain("503 SERVICE UNAVAILABLE", FULL.format(RETRY_SECONDS), retry)


class _Held(Iterator[bytes]):
    """A body whose end frees its place."""

    def __init__(self, body: Iterable[bytes], gate: Gate) -> None:
        self._body, self._chunks = body, iter(body)
        self._gate: Gate | None = gate

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the body, and leave once."""
        gate, self._gate = self._gate, None
        try:
            close(self._body)
        finally:
            if gate is not None:
                gate._leave()

    def __del__(self) -> None:
        self.close()
