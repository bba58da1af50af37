"""Read a query or an update out of an HTTP request, as the SPARQL 1.1 Protocol puts it there.

https://www.w3.org/TR/sparql11-protocol/, sections 2.1 and 2.2.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import (
    Forbidden,
    RequestEntityTooLarge,
    RequestURITooLarge,
    UnsupportedMediaType,
)

from kg.errors import BadRequest
from kg.store.protocol import Dataset
from kg.web.settings import Limits

MAX_FIELDS = 1000
NOT_UTF_8 = "The request holds bytes that are not UTF-8."
UPDATE_ELSEWHERE = "This endpoint answers queries only: updates are sent to /update."
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# The parameter that names a format, and what other servers call it: some clients send them all.
FORMATS = ("format", "output", "results")
OF_QUERIES = ("query", "default-graph-uri", "named-graph-uri", *FORMATS)
OF_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")

_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii"})
_ENCODINGS = frozenset({"", "identity"})
# What RFC 3987 lets stand in an IRI, less what Turtle and SPARQL keep out of `<…>`.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]*")

Fields = list[tuple[str, str]]
Bodies = Mapping[str, Callable[[bytes], Fields]]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """The query, if there is one, the format that `format=` asks for, the graphs to be asked."""

    query: str | None
    format: str | None
    dataset: Dataset | None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """The update, and the graphs that its WHERE parts are asked of."""

    update: str
    dataset: Dataset | None


def read_query(request: Request, limits: Limits) -> QueryRequest:
    """The query of a GET, a form or a direct POST.

    Raises `BadRequest`, and werkzeug's exceptions for 403 (update), 413 (body), 414 (address) and
    415 (type).
    """
    found = read_fields(request, limits)
    if request.method == "POST" and request.mimetype != UPDATE:
        found += _body_fields(request, limits.query_bytes, QUERIES)
    if request.mimetype == UPDATE or any(name in OF_UPDATES for name in _names(found)):
        raise Forbidden(UPDATE_ELSEWHERE)
    refuse_unknown(request.path, _names(found), OF_QUERIES)
    dataset = _dataset(found, "default-graph-uri", "named-graph-uri")
    return QueryRequest(only(found, "query"), _format(found), dataset)


def read_update(request: Request, limits: Limits) -> UpdateRequest:
    """The update of a form or a direct POST. Raises what `read_query` raises."""
    found = read_fields(request, limits) + _body_fields(request, limits.body_bytes, UPDATES)
    refuse_unknown(request.path, _names(found), OF_UPDATES)
    update = only(found, "update")
    if update is None:
        raise BadRequest("The request holds no update.")
    return UpdateRequest(update, _dataset(found, "using-graph-uri", "using-named-graph-uri"))


def read_fields(request: Request, limits: Limits, known: Collection[str] | None = None) -> Fields:
    """The parameters in the address, only those that are `known` if some are named.

    Raises `BadRequest` for others, werkzeug's 414 where the address is too long.
    """
    if len(request.query_string) > limits.query_bytes:
        raise RequestURITooLarge(
            f"The address is longer than the {limits.query_bytes} bytes allowed: use POST."
        )
    found = _fields(request.query_string)
    if known is not None:
        refuse_unknown(request.path, _names(found), known)
    return found


def refuse_unknown(path: str, given: Iterable[str], known: Collection[str]) -> None:
    """Raise `BadRequest` where a request has a parameter that is not known.

    The protocol leaves others open, but one that is mistyped would change what is meant.
    """
    for name in given:
        if name not in known:
            choice = f"it has {', '.join(known)}" if known else "it has none"
            raise BadRequest(f"{path} has no parameter {name!r}; {choice}.")


def read_body(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes. Raises werkzeug's 413, and 415 where it is compressed."""
    if request.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise UnsupportedMediaType("A body is sent as it is, without a Content-Encoding.")
    request.max_content_length = most
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise RequestEntityTooLarge(f"The body is larger than the {most} bytes allowed.") from None


def only(fields: Fields, name: str) -> str | None:
    """The value of a parameter that may be given once; raises `BadRequest` where it is not."""
    values = _values(fields, name)
    if len(values) > 1:
        raise BadRequest(f"The parameter {name} is given {len(values)} times; once is allowed.")
    return values[0] if values else None


def absolute(name: str, iri: str) -> str:
    """The value of a parameter that has to be an absolute IRI; raises `BadRequest`."""
    if not _ABSOLUTE.fullmatch(iri):
        raise BadRequest(f"The parameter {name} is no absolute IRI: {iri!r}.")
    return iri


def service_iri(request: Request) -> str:
    """The address that the request was sent to; raises `BadRequest` where its host is no host."""
    return absolute("Host", request.base_url)


def refuse_charset(charset: str | None) -> None:
    """Raise werkzeug's 415 for text that is said to be in another encoding than UTF-8."""
    if charset is not None and charset.lower() not in _CHARSETS:
        raise UnsupportedMediaType(f"Text is sent as UTF-8, and not as {charset}.")


def _body_fields(request: Request, most: int, bodies: Bodies) -> Fields:
    if request.mimetype not in bodies:
        kinds = ", ".join(bodies)
        raise UnsupportedMediaType(
            f"This takes one of {kinds}, and not {request.mimetype or 'untyped data'}."
        )
    refuse_charset(request.mimetype_params.get("charset"))
    return bodies[request.mimetype](read_body(request, most))


def _direct_query(body: bytes) -> Fields:
    return [("query", _text(body))]


def _direct_update(body: bytes) -> Fields:
    return [("update", _text(body))]


def _fields(encoded: bytes) -> Fields:
    try:
        return parse_qsl(
            _text(encoded), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise BadRequest(NOT_UTF_8) from None
    except ValueError:
        raise BadRequest(f"The request has more than {MAX_FIELDS} parameters.") from None


QUERIES: Bodies = {FORM: _fields, QUERY: _direct_query}
UPDATES: Bodies = {FORM: _fields, UPDATE: _direct_update}


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(NOT_UTF_8) from None


def _dataset(fields: Fields, default: str, named: str) -> Dataset | None:
    given = Dataset(_graphs(fields, default), _graphs(fields, named))
    return given if given.default or given.named else None


def _graphs(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(absolute(name, iri) for iri in _values(fields, name))


def _format(fields: Fields) -> str | None:
    """The format asked for by any of its parameters; raises `BadRequest` where they differ."""
    given = [(name, value) for name in FORMATS if (value := only(fields, name)) is not None]
    if len({value for _, value in given}) > 1:
        told = " and ".join(f"{name}={value}" for name, value in given)
        raise BadRequest(f"The parameters {told} ask for different formats.")
    return given[0][1] if given else None


def _names(fields: Fields) -> Iterable[str]:
    return (name for name, _ in fields)


def _values(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)
