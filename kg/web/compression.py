"""Answers compressed as the client accepts it, chunk by chunk while they are made.

RFC 9110, section 12.5.3: a coding may have a weight, 0 refuses it; ours is Zstandard before gzip
where both weigh the same.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Protocol

import zstandard

from kg.web.reply import Environ, Handler, Reply, close

LEAST = 1024  # bytes; below, a coding saves nothing worth its time
GZIP_LEVEL = 5
GZIP = 16 + zlib.MAX_WBITS
ZSTD_LEVEL = 3
WORTH = ("text/", "application/")
PACKED = frozenset({"application/zip", "application/gzip", "application/octet-stream"})


class Compressor(Protocol):
    """What both libraries call the same."""

    def compress(self, data: bytes) -> bytes:
        """Take a chunk; give what is ready."""

    def flush(self) -> bytes:
        """The end."""


# In the order of preference.
CODINGS: Mapping[str, Callable[[], Compressor]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj(),
    "gzip": lambda: zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP),
}


def compress(environ: Environ, handler: Handler) -> Reply:
    """A layer that compresses what is worth it."""
    reply = handler(environ)
    coding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if environ["REQUEST_METHOD"] == "HEAD":
        return _unmeasured(reply) if coding and _is_packable(reply) else reply
    if not _is_worth(reply):
        return reply
    reply.vary("Accept-Encoding")
    if coding:
        reply.drop("content-length")
        reply.headers.append(("Content-Encoding", coding))
        reply.body = _compressed(reply.body, CODINGS[coding]())
        if isinstance(reply.body, list):
            reply.headers.append(("Content-Length", str(len(reply.body[0]))))
    return reply


def _unmeasured(reply: Reply) -> Reply:
    """The headers of an answer that may be compressed: how long it then is, is not known."""
    reply.vary("Accept-Encoding")
    reply.drop("content-length")
    return reply


@lru_cache(maxsize=256)
def chosen(accept: str) -> str | None:
    """The coding that an Accept-Encoding header prefers, None where it is to be none."""
    weights = dict(_weight(part) for part in accept.lower().split(",") if part.strip())
    rest = weights.get("*", 0.0)
    best = max(CODINGS, key=lambda coding: weights.get(coding, rest))
    weight = weights.get(best, rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weight(part: str) -> tuple[str, float]:
    coding, *parameters = (piece.strip() for piece in part.split(";"))
    given = (value for name, _, value in (p.partition("=") for p in parameters) if name == "q")
    try:
        return coding, float(next(given, "1"))
    except ValueError:
        return coding, 0.0


def _is_worth(reply: Reply) -> bool:
    is_long = not isinstance(reply.body, list) or sum(map(len, reply.body)) >= LEAST
    return is_long and _is_packable(reply)


def _is_packable(reply: Reply) -> bool:
    kind = (reply.header("content-type") or "").partition(";")[0]
    return (
        kind.startswith(WORTH)
        and kind not in PACKED
        and reply.header("content-encoding") is None
        and reply.code not in (204, 206, 304)
    )


def _compressed(body: Iterable[bytes], compressor: Compressor) -> Iterable[bytes]:
    if isinstance(body, list):
        return [compressor.compress(b"".join(body)) + compressor.flush()]
    return Compressed(body, compressor)


class Compressed(Iterator[bytes]):
    """The chunks of a body, compressed; where the body fails, the coding lacks its end."""

    def __init__(self, body: Iterable[bytes], compressor: Compressor) -> None:
        self._body, self._chunks = body, iter(body)
        self._compressor: Compressor | None = compressor

    def __next__(self) -> bytes:
        while self._compressor is not None:
            chunk = next(self._chunks, None)
            if chunk is None:
                last, self._compressor = self._compressor.flush(), None
                return last
            if ready := self._compressor.compress(chunk):
                return ready
        raise StopIteration

    def close(self) -> None:
        """End the body."""
        close(self._body)
