"""The plain query, answered without the framework.

Most requests of programs are alike: a query alone, by GET or as the body of a POST. Reading them
takes a few lines, and routing, contexts and request objects take several times as long as a small
query. Whatever is not of that kind, and whatever fails, is left to the application.
"""

from functools import lru_cache
from urllib.parse import unquote_plus

from kg import sparql
from kg.errors import BadRequest
from kg.store.protocol import Form
from kg.web import formats
from kg.web.context import QUERY, Context
from kg.web.framework import Framework
from kg.web.protocol import QUERY as DIRECT
from kg.web.relative import is_relative
from kg.web.reply import Environ, Handler, Reply, settled

PATH = "/sparql"
ONLY = "query="  # how the parameters of such a GET begin


class QuickLane:
    """A layer that answers plain queries of a service, and asks below for the rest."""

    def __init__(self, framework: Framework, here: Context) -> None:
        self._framework, self._here = framework, here

    def answer(self, environ: Environ, handler: Handler) -> Reply:
        """The layer."""
        query = self._query(environ)
        media_type = query and _media_type(query, environ.get("HTTP_ACCEPT", ""))
        if not query or not media_type or is_relative(query):
            return handler(environ)
        environ[QUERY] = query
        try:
            body = settled(self._here.answer(query, media_type).chunks)
        except Exception as error:  # the application knows what to make of any
            return self._framework.told(environ, error)
        return Reply("200 OK", [("Content-Type", _typed(media_type))], body)

    def _query(self, environ: Environ) -> str | None:
        """The query of a request that holds nothing else, None for other requests."""
        if environ["PATH_INFO"] != PATH:
            return None
        parameters, most = environ["QUERY_STRING"], self._here.serving.limits.query_bytes
        if environ["REQUEST_METHOD"] == "GET" and len(parameters) <= most:
            return _in_address(parameters)
        if environ["REQUEST_METHOD"] == "POST" and not parameters:
            return _in_body(environ, most)
        return None


def _in_address(parameters: str) -> str | None:
    if not parameters.startswith(ONLY) or "&" in parameters:
        return None
    try:
        return unquote_plus(parameters.removeprefix(ONLY), errors="strict")
    except UnicodeDecodeError:
        return None


def _in_body(environ: Environ, most: int) -> str | None:
    """The body, which is left where it is no such query."""
    length = environ.get("CONTENT_LENGTH", "")
    if (
        environ.get("CONTENT_TYPE") != DIRECT
        or not length.isdigit()
        or int(length) > most
        or "HTTP_CONTENT_ENCODING" in environ
    ):
        return None
    body = environ["wsgi.input"]
    try:
        return str(body.read(), "utf-8")
    except UnicodeDecodeError:
        return None
    finally:
        body.seek(0)


def _media_type(query: str, accept: str) -> str | None:
    """What a program gets; None where the application has to decide."""
    try:
        return None if "html" in accept else _negotiated(sparql.form(query), accept)
    except BadRequest:
        return None


@lru_cache(maxsize=512)
def _negotiated(form: Form, accept: str) -> str | None:
    chosen = formats.negotiate(accept, formats.OFFERS[form])
    return chosen.media_type if chosen else None


def _typed(media_type: str) -> str:
    """The media type with its encoding, as the application gives it."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
