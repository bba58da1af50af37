"""An answer that is read slowly, or not at all, keeps a query process and a place: not for ever.

What can be seen of a client is when it asks for more, after what lies between has taken the last:
up to 128 KiB of the system (`kg.web.serve.KEPT_BYTES`), and what a compression gathers. So a client
may keep us waiting for `SECONDS` at once, and gets back of that time as much as what it takes is
worth at the least rate. What it took long ago counts no more than what it took now, and the time in
which an answer is made is not counted.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from weakref import WeakSet

from kg.errors import TimedOut
from kg.web.observing import FAILURE
from kg.web.reply import Environ, Handler, Reply, close

SECONDS = 30.0
# A tenth of what the slowest of mobile networks give; the longest export still takes hours then.
LEAST_RATE = 8 << 10  # bytes a second, before compression
LOOK_SECONDS = 1.0

Clock = Callable[[], float]


class UnreadError(TimedOut):
    """An answer was not read in time, and what makes it was stopped."""


class Watch:
    """A layer that ends bodies whose clients take less than `LEAST_RATE` for `seconds`."""

    def __init__(self, seconds: float = SECONDS, clock: Clock = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._bodies: WeakSet[_Watched] = WeakSet()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def watch(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        reply = handler(environ)
        if not isinstance(reply.body, list):
            reply.body = _Watched(reply.body, self._seconds, self._clock, environ)
            self._add(reply.body)
        return reply

    def _add(self, body: "_Watched") -> None:
        with self._lock:
            self._bodies.add(body)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_on, daemon=True)
                self._thread.start()

    def _look_on(self) -> None:
        """Until no body is left to look after."""
        while True:
            time.sleep(LOOK_SECONDS)
            with self._lock:
                if not self._bodies:
                    self._thread = None
                    return
            self.look()

    def look(self) -> None:
        """End the bodies that are not read."""
        with self._lock:
            bodies = list(self._bodies)
        for body in bodies:
            body.end_if_unread()


class _Watched(Iterator[bytes]):
    """A body that knows since when it waits to be read, and how long it still may.

    `_busy` is held while a chunk is made.
    """

    def __init__(
        self, body: Iterable[bytes], seconds: float, clock: Clock, environ: Environ
    ) -> None:
        self._body, self._chunks, self._environ = body, iter(body), environ
        self._most, self._clock = seconds, clock
        self._left, self._since = seconds, clock()
        self._busy = threading.Lock()
        self._ended = False

    def __next__(self) -> bytes:
        with self._busy:
            if self._ended:
                raise UnreadError(f"The answer was read at less than {LEAST_RATE >> 10} KiB/s.")
            self._left -= self._clock() - self._since
            try:
                chunk = next(self._chunks)
            finally:
                self._since = self._clock()
            self._left = min(self._most, self._left + len(chunk) / LEAST_RATE)
            return chunk

    def end_if_unread(self) -> None:
        """Stop what makes the body, where nobody has asked for more of it in time."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            if not self._ended and self._clock() - self._since >= self._left:
                self._ended = True
                self._environ[FAILURE] = UnreadError
                close(self._body)
        finally:
            self._busy.release()

    def close(self) -> None:
        """End the body."""
        close(self._body)
