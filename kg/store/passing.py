"""Answers of another store on their way to who asked: as they come, or in the format wanted."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from kg import errors
from kg.remote.client import Stream, media_type
from kg.store.counting import Rows
from kg.store.protocol import GRAPH_TYPES, ROW_TYPES, Most
from kg.store.rows import read_rows

CONVERTED_BYTES = 64 << 20  # of one answer that is held whole
CONVERTED_AT_ONCE = 4
_ASKED = "__ASK_RETVAL"  # Virtuoso 7 answers ASK with a table of this column
_TRUE = b'{"head":{},"boolean":%s}'
# The names that servers have for what they send; some know N-Triples by that of RDF 1.0.
_SAME: Mapping[str, str] = {
    "application/json": ROW_TYPES[0],
    "application/rdf+json": "",
    "text/plain": "application/n-triples",
    "text/rdf+n3": "text/turtle",
    "application/x-trig": "application/trig",
    "text/x-nquads": "application/n-quads",
}


class Passed(Iterator[bytes]):
    """The chunks of an answer, up to its limits. Only time spent waiting for them is counted."""

    def __init__(self, stream: Stream, kind: str, seconds: float | None, most: Most) -> None:
        self.kind, self.seconds = kind_of(stream.headers), seconds
        self._stream, self._most = stream, most
        self._size, self._rows = 0, Rows(kind) if most.rows is not None else None

    def __next__(self) -> bytes:
        try:
            chunk = next(self._stream)
            self._check(chunk)
        except errors.RemoteTooSlow:
            raise late(self.seconds) from None
        except errors.RemoteFailed as error:
            raise errors.StoreFailed(str(error)) from None
        except errors.TooLarge:
            self.close()
            raise
        return chunk

    def close(self) -> None:
        """End the connection, so that the other server can end its work."""
        self._stream.close()

    def _check(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._most.size is not None and self._size > self._most.size:
            raise errors.TooLarge(f"The answer is larger than {self._most.size} bytes.")
        if self._rows is not None and self._most.rows is not None:
            self._rows.add(chunk)
            if self._rows.count > self._most.rows:
                raise errors.TooLarge(f"The answer has more than {self._most.rows} rows.")


def whole(chunks: Passed) -> bytes:
    """All of an answer that is not passed on as it is."""
    with closing(chunks):
        data = bytearray()
        for chunk in chunks:
            data += chunk
            if len(data) > CONVERTED_BYTES:
                raise errors.TooLarge(
                    f"The answer is larger than {CONVERTED_BYTES} bytes, too large to be "
                    "put into another format than that of the store."
                )
        return bytes(data)


def in_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, cut where lines end."""
    rest = b""
    for chunk in chunks:
        lines, end, rest = (rest + chunk).rpartition(b"\n")
        yield lines + end
    yield rest


def within(chunks: Iterable[bytes], most: Most) -> Iterator[bytes]:
    """The chunks, of which there may be so many bytes. Raises `errors.TooLarge`."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if most.size is not None and size > most.size:
            raise errors.TooLarge(f"The answer is larger than {most.size} bytes.")
        yield chunk


def late(seconds: float | None) -> errors.TimedOut:
    """The error of a query whose time is over."""
    return errors.TimedOut(f"The query was stopped after {seconds or 0:g} s.")


def kind_of(headers: Mapping[str, str]) -> str:
    """The media type of an answer, by the name that we have for it."""
    found = media_type(headers)
    return _SAME.get(found, found)


def accepted(wanted: str) -> str:
    """The Accept header for a format, and for those that it can be made of."""
    others = GRAPH_TYPES[:3] if wanted in GRAPH_TYPES else ROW_TYPES[:2]
    rest = [f"{other};q=0.{9 - at}" for at, other in enumerate(others) if other != wanted]
    return ", ".join([wanted, *rest, "*/*;q=0.1"])


def converted(data: bytes, kind: str, wanted: str, prefixes: Mapping[str, str]) -> bytes:
    """A whole answer in another format. Raises `errors.RemoteFailed` where it is of no format."""
    try:
        if wanted in GRAPH_TYPES:
            triples = pyoxigraph.parse(data, _syntax(kind))
            return (
                pyoxigraph.serialize(triples, None, _syntax(wanted), prefixes=dict(prefixes)) or b""
            )
        found = pyoxigraph.parse_query_results(data, _table(kind))
        return found.serialize(format=_table(wanted)) or b""
    except (SyntaxError, ValueError) as error:
        raise errors.RemoteFailed(f"The store gives an answer that is not valid: {error}") from None


def truth(data: bytes, kind: str) -> bytes:
    """The answer of an ASK as JSON."""
    found: Any = _read(data, kind)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return _TRUE % (b"true" if found else b"false")
    table = read_rows(found.serialize(format=QueryResultsFormat.JSON) or b"")
    if table.variables != (_ASKED,):
        raise errors.RemoteFailed("The store answers ASK with a table.")
    is_true = bool(table.rows and table.rows[0][0] and table.rows[0][0].value == "1")
    return _TRUE % (b"true" if is_true else b"false")


def _read(data: bytes, kind: str) -> Any:
    try:
        return pyoxigraph.parse_query_results(data, _table(kind))
    except (SyntaxError, ValueError) as error:
        raise errors.RemoteFailed(f"The store gives an answer that is not valid: {error}") from None


def _syntax(kind: str) -> RdfFormat:
    found = RdfFormat.from_media_type(kind)
    if found is None:
        raise errors.RemoteFailed(f"The store gives {kind or 'untyped data'} and no RDF.")
    return found


def _table(kind: str) -> QueryResultsFormat:
    found = QueryResultsFormat.from_media_type(kind)
    if found is None:
        raise errors.RemoteFailed(f"The store gives {kind or 'untyped data'} and no results.")
    return found
