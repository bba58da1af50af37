"""Which other sites may read the answers from a browser (the CORS protocol of the Fetch standard).

https://fetch.spec.whatwg.org/#http-cors-protocol. No cookie is ever asked for, so a site that may
read sees what anybody sees; writing from a page of another site is not offered.
"""

from collections.abc import Sequence

from kg.web.reply import Environ, Handler, Reply, first_part
from kg.web.settings import ANY

CLOSED = frozenset({"update", "metrics", "health"})  # first parts of paths
READING = [
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]
SEEN = ("Access-Control-Expose-Headers", "Allow, ETag, Link, Location, Retry-After")


class Sharing:
    """A layer that lets pages of some origins read the answers."""

    def __init__(self, origins: Sequence[str]) -> None:
        self._origins = frozenset(origins)

    def share(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        reply = handler(environ)
        allowed = self._allowed(environ.get("HTTP_ORIGIN"))
        if allowed and _is_open(environ["PATH_INFO"], reply):
            reply.headers += [("Access-Control-Allow-Origin", allowed), SEEN]
            if environ["REQUEST_METHOD"] == "OPTIONS":
                reply.headers += READING
        if ANY not in self._origins:
            reply.vary("Origin")
        return reply

    def _allowed(self, origin: str | None) -> str | None:
        if ANY in self._origins:
            return ANY
        return origin if origin in self._origins else None


def _is_open(path: str, reply: Reply) -> bool:
    """Whether others may read it, and no part of the application has said so already."""
    return first_part(path) not in CLOSED and not reply.header("access-control-allow-origin")
