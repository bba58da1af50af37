"""A request's body counts only as a whole: half of a file must not become a graph.

The server ends a body alike whether it was complete or its client left in the middle of it. So each
has to say its length, and is compared with it. Those as large as a query are read before the
request takes a place, so that who sends slowly keeps nobody waiting. How long a client takes cannot
be limited here, as the server's reads wait without end: so only some threads may read at once.
"""

import io
import threading
from collections.abc import Mapping

from kg.web.gate import full
from kg.web.reply import Environ, Handler, Reply, first_part, plain

# Bodies read at once: half of the threads that `kg serve` has beside those that work.
READS = 100
# The methods that take a body, by the first part of the path; no other body is read.
TAKING: Mapping[str, frozenset[str]] = {
    "sparql": frozenset({"POST"}),
    "update": frozenset({"POST"}),
    "graph": frozenset({"POST", "PUT"}),
}

NO_LENGTH = "A body is sent with its Content-Length, and not in chunks."
SHORT = "The body ended before its Content-Length."


class WholeBodies:
    """A layer that refuses bodies of unknown length and short ones, and reads the small ones."""

    def __init__(self, small: int, reads: int = READS) -> None:
        self._small = small
        self._reads = threading.BoundedSemaphore(reads)

    def require(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        length = environ.get("CONTENT_LENGTH")
        if length is None and "HTTP_TRANSFER_ENCODING" in environ:
            return plain("411 LENGTH REQUIRED", NO_LENGTH)
        if length is not None:
            # Else the server's word for the end of the larger ones would be relied on.
            environ.pop("wsgi.input_terminated", None)
            if not _takes_body(environ):
                environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(), "0"
            elif length.isdigit() and int(length) <= self._small:
                return self._read(environ, int(length)) or handler(environ)
        return handler(environ)

    def _read(self, environ: Environ, length: int) -> Reply | None:
        """Put the body itself in its stream's place; the answer where it is not whole."""
        if not self._reads.acquire(blocking=False):
            return full()
        try:
            body = environ["wsgi.input"].read(length)
        finally:
            self._reads.release()
        environ["wsgi.input"] = io.BytesIO(body)
        return plain("400 BAD REQUEST", SHORT) if len(body) < length else None


def _takes_body(environ: Environ) -> bool:
    taking = TAKING.get(first_part(environ["PATH_INFO"]), frozenset())
    return environ["REQUEST_METHOD"] in taking
