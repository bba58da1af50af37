"""What came of each request, told to who counts or logs it once the answer has ended."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.web.reply import Environ, Handler, Reply, close

# Where a request's environ holds the class of the error that has ended its answer, if one has.
FAILURE = "kg.failure"
CUT = "the answer was cut"
LEFT = "the client left"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """A request `at` a time (seconds since 1970), and its answer of `size` bytes."""

    environ: Environ
    status: int
    at: float
    seconds: float
    size: int
    error: str | None = None


Observer = Callable[[Seen], None]


class Observation:
    """A layer that measures requests, and tells its observers: if these fail, answers do not."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers = [_Harmless(observer) for observer in observers]

    def observe(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        began = time.perf_counter()
        reply = handler(environ)
        if isinstance(reply.body, list):
            self._tell(environ, reply.code, began, sum(map(len, reply.body)))
        else:
            reply.body = _Measured(reply, lambda size, error: self._tell(
                environ, reply.code, began, size, error
            ))  # fmt: skip
        return reply

    def _tell(
        self, environ: Environ, status: int, began: float, size: int, error: str | None = None
    ) -> None:
        seconds = time.perf_counter() - began
        seen = Seen(environ, status, time.time() - seconds, seconds, size, error)
        for observer in self._observers:
            observer(seen)


class _Harmless:
    """An observer that may fail, which is logged the first time."""

    def __init__(self, observer: Observer) -> None:
        self._observer, self._has_failed = observer, False

    def __call__(self, seen: Seen) -> None:
        try:
            self._observer(seen)
        except Exception as error:
            if not self._has_failed:
                self._has_failed = True
                _LOG.warning("%s", error, exc_info=not isinstance(error, KgError))


class _Measured(Iterator[bytes]):
    """A body that tells its size once, and why it ended where it was not at its end."""

    def __init__(self, reply: Reply, tell: Callable[[int, str | None], None]) -> None:
        self._body: Iterable[bytes] = reply.body
        self._chunks = iter(reply.body)
        self._tell: Callable[[int, str | None], None] | None = tell
        self._size = 0

    def __next__(self) -> bytes:
        try:
            chunk = next(self._chunks)
        except StopIteration:
            self._end(None)
            raise
        except BaseException:
            self._end(CUT)
            raise
        self._size += len(chunk)
        return chunk

    def close(self) -> None:
        """End the body; where it has not ended by itself, the client is gone."""
        close(self._body)
        self._end(LEFT)

    def _end(self, error: str | None) -> None:
        tell, self._tell = self._tell, None
        if tell is not None:
            tell(self._size, error)
