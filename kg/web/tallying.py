"""The rows of SELECT answers, counted for the access log as they pass."""

from collections.abc import Iterable, Iterator

from kg import sparql
from kg.store.counting import Rows
from kg.store.protocol import ROW_TYPES
from kg.web.context import QUERY, ROWS
from kg.web.reply import Environ, Handler, Reply, close


def tally(environ: Environ, handler: Handler) -> Reply:
    """A layer that keeps the number of rows so far with the request."""
    reply = handler(environ)
    media_type = (reply.header("content-type") or "").partition(";")[0]
    if QUERY in environ and media_type in ROW_TYPES and _gives_rows(environ, reply):
        tallied = _Tallied(reply.body, Rows(media_type), environ)
        reply.body = list(tallied) if isinstance(reply.body, list) else tallied
    return reply


def _gives_rows(environ: Environ, reply: Reply) -> bool:
    return (
        reply.code == 200
        and environ["REQUEST_METHOD"] != "HEAD"
        and sparql.form(environ[QUERY]) == "SELECT"
    )


class _Tallied(Iterator[bytes]):
    """A body whose rows are counted."""

    def __init__(self, body: Iterable[bytes], rows: Rows, environ: Environ) -> None:
        self._body, self._chunks = body, iter(body)
        self._rows, self._environ = rows, environ

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self._rows.add(chunk)
        self._environ[ROWS] = self._rows.count
        return chunk

    def close(self) -> None:
        """End the body."""
        close(self._body)
