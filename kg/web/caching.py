"""Validators: an answer that the client has already is not made again (RFC 9110, section 8.8).

The tag stands for all that settles an answer: the state of the data, the address, what the client
accepts, how the service is set, and the program. It is weak, since compressed answers bear it too.
Pages have none: they change with the program as well. Neither have answers that differ each time
they are asked for.
"""

import re
from hashlib import sha256
from importlib.metadata import version
from urllib.parse import unquote_plus

from kg import errors
from kg.sparql.terminals import decoded
from kg.web.context import Context
from kg.web.reply import Environ, Handler, Reply, first_part

READING = frozenset({"GET", "HEAD"})
# First parts of the paths whose answers come from the data alone.
FROM_DATA = frozenset({"sparql", "api"})
_CHANGEFUL = re.compile(r"now|rand|uuid|service|bnode", re.IGNORECASE)
_ASKED = ("PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
_TAG = re.compile(r'"([^"]*)"')


class Validation:
    """A layer that gives answers their tags, and 304 to who has the answer."""

    def __init__(self, here: Context) -> None:
        self._store, serving = here.store, here.serving
        self._settings = (
            version("kg"), here.settings.base, here.settings.query_seconds,
            serving.default_graph, serving.limits, serving.remote_hosts,
        )  # fmt: skip

    def validate(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        tag = self._tag(environ)
        if tag is None:
            return handler(environ)
        if tag in _TAG.findall(environ.get("HTTP_IF_NONE_MATCH", "")):
            return Reply("304 NOT MODIFIED", _validators(tag), [b""])
        reply = handler(environ)
        if reply.code == 200 and not _has_other(reply):
            reply.headers.extend(_validators(tag))
        return reply

    def _tag(self, environ: Environ) -> str | None:
        """The tag of what is asked for, None where there is to be none."""
        if (
            environ["REQUEST_METHOD"] not in READING
            or first_part(environ["PATH_INFO"]) not in FROM_DATA
            or _CHANGEFUL.search(decoded(unquote_plus(environ.get("QUERY_STRING", ""))))
        ):
            return None
        try:
            state = self._store.version()
        except errors.KgError:  # the answer will tell
            return None
        asked = [environ.get(name, "") for name in _ASKED]
        rest = sha256(repr((self._settings, asked)).encode()).hexdigest()
        return f"{state}-{rest[:16]}" if state else None


def _validators(tag: str) -> list[tuple[str, str]]:
    return [("ETag", f'W/"{tag}"'), ("Cache-Control", "no-cache")]


def _has_other(reply: Reply) -> bool:
    """Whether it has a tag of its own, or is a page."""
    kind = reply.header("content-type") or ""
    return reply.header("etag") is not None or kind.startswith("text/html")
