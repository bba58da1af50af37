"""Read a query out of an HTTP request, as the SPARQL 1.1 Protocol puts it there (section 2.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, UnsupportedMediaType

from kg.errors import BadRequest
from kg.store.protocol import Dataset

MAX_BODY = 1_000_000
MAX_FIELDS = 100
NOT_UTF_8 = "The request holds bytes that are not UTF-8."
UPDATES_REFUSED = "This endpoint answers queries only: updates are not accepted."

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """The query, if there is one, the format that `format=` asks for, the graphs to be asked."""

    query: str | None
    format: str | None
    dataset: Dataset | None


def read_query(request: Request) -> QueryRequest:
    """The query of a GET, a form or a direct POST.

    Raises `BadRequest`, and werkzeug's exceptions for 403 (update), 413 (body) and 415 (type).
    """
    in_url = _fields(request.query_string)
    fields = in_url if request.method in ("GET", "HEAD") else in_url + _body_fields(request)
    _refuse_updates(fields)
    return QueryRequest(_only(fields, "query"), _only(fields, "format"), _dataset(fields))


def _body_fields(request: Request) -> Fields:
    if request.mimetype not in BODIES:
        kinds = ", ".join(BODIES)
        raise UnsupportedMediaType(
            f"A query is sent as one of {kinds}, and not as {request.mimetype or 'untyped data'}."
        )
    return BODIES[request.mimetype](_body(request))


def _body(request: Request) -> bytes:
    request.max_content_length = MAX_BODY
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise RequestEntityTooLarge(
            f"The body is larger than the {MAX_BODY} bytes allowed."
        ) from None


def _direct(body: bytes) -> Fields:
    return [("query", _text(body))]


def _fields(encoded: bytes) -> Fields:
    try:
        return parse_qsl(
            _text(encoded), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise BadRequest(NOT_UTF_8) from None
    except ValueError:
        raise BadRequest(f"The request has more than {MAX_FIELDS} parameters.") from None


def _update(_: bytes) -> Fields:
    return [("update", "")]


BODIES: dict[str, Callable[[bytes], Fields]] = {
    "application/x-www-form-urlencoded": _fields,
    "application/sparql-query": _direct,
    "application/sparql-update": _update,
}


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(NOT_UTF_8) from None


def _refuse_updates(fields: Fields) -> None:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise Forbidden(UPDATES_REFUSED)


def _dataset(fields: Fields) -> Dataset | None:
    default, named = _values(fields, "default-graph-uri"), _values(fields, "named-graph-uri")
    return Dataset(default, named) if default or named else None


def _only(fields: Fields, name: str) -> str | None:
    values = _values(fields, name)
    if len(values) > 1:
        raise BadRequest(f"The parameter {name} is given {len(values)} times; once is allowed.")
    return values[0] if values else None


def _values(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)
