"""An answer that cannot be finished must not look whole.

Its status is sent by then. Not every server or proxy between lets a client see that a connection
was broken off, so the text itself is cut in a way that no parser takes: JSON and XML lack their
end, and where each line stands for itself, one is put at the end that breaks the syntax and says
why. After it the body fails, by which servers that can do so break the connection off.
"""

from collections.abc import Iterable, Iterator, Mapping

from kg.errors import KgError
from kg.web.observing import FAILURE
from kg.web.problems import told
from kg.web.reply import Environ, Handler, Reply, close

# An IRI, and a quoted field of CSV, that nothing closes.
_IRI = "\n<error: {}"
_QUOTED = '\n"error: {}'
TAILS: Mapping[str, str] = {
    "application/n-triples": _IRI,
    "application/n-quads": _IRI,
    "text/turtle": _IRI,
    "application/trig": _IRI,
    "text/tab-separated-values": _IRI,
    "text/csv": _QUOTED,
}


class CutError(ConnectionError):
    """The body ends here although it is not complete."""


def cut_visibly(environ: Environ, handler: Handler) -> Reply:
    """A layer that ends failing bodies so that it shows."""
    reply = handler(environ)
    if not isinstance(reply.body, list):
        media_type = (reply.header("content-type") or "").partition(";")[0]
        reply.body = Cuttable(reply.body, TAILS.get(media_type, ""), environ)
    return reply


class Cuttable(Iterator[bytes]):
    """A body that may fail: then its tail follows, and `CutError`."""

    def __init__(self, body: Iterable[bytes], tail: str, environ: Environ) -> None:
        self._body, self._chunks, self._tail = body, iter(body), tail
        self._environ = environ
        self._failed: KgError | None = None

    def __next__(self) -> bytes:
        if self._failed:
            raise CutError(str(self._failed))
        try:
            return next(self._chunks)
        except KgError as error:
            self._failed = error
            self._environ[FAILURE] = type(error)
            return self._tail.format(" ".join(told(error).split())).encode()

    def close(self) -> None:
        """End the body."""
        close(self._body)
