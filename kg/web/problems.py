"""Errors as HTTP responses: one table from our errors to statuses, one way to show a message.

Programs get the message as plain text or, where they prefer it, as problem details (RFC 9457).
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from kg import errors
from kg.places import PLACE
from kg.web import formats
from kg.web.formats import HTML, PROBLEM, TEXT, Format
from kg.web.observing import FAILURE

# The forms of a message by the first part of the path; who takes any gets the first.
FOR_PAGES = (TEXT, PROBLEM, HTML)
FOR_PROGRAMS = (TEXT, PROBLEM)
OFFERS: Mapping[str, Sequence[Format]] = {
    "sparql": FOR_PROGRAMS,
    "update": FOR_PROGRAMS,
    "graph": FOR_PROGRAMS,
    "health": FOR_PROGRAMS,
    "metrics": FOR_PROGRAMS,
    "api": (PROBLEM, TEXT),
}
STATUSES: Mapping[type[errors.KgError], int] = {
    errors.KgError: 500,
    errors.NotFound: 404,
    errors.BadRequest: 400,
    errors.StoreBusy: 503,
    errors.StoreBroken: 503,
    errors.StoreMissing: 503,
    errors.TimedOut: 503,
    errors.Unavailable: 503,
    errors.TooLarge: 400,  # the request has to ask for less
    errors.RemoteFailed: 502,
    errors.RemoteTooSlow: 504,
}
# What the web is told of errors that are the operator's: their messages name folders, addresses and
# settings, and stand in the log alone.
PUBLIC: Mapping[type[errors.KgError], str] = {
    errors.StoreBusy: "The store is busy with another change; try again.",
    errors.StoreBroken: "The store cannot be read or written at the moment.",
    errors.StoreMissing: "The store is not there at the moment.",
    errors.StoreFailed: "The server that has the store gives no answer that can be used.",
    errors.Unavailable: "The service lacks a part or a setting that this needs.",
}
# After how many seconds the same request may do better.
RETRY: Mapping[type[errors.KgError], int] = {errors.StoreBusy: 1}

_LOG = logging.getLogger(__name__)


def status_of(error: errors.KgError) -> int:
    """The status of an error's class, or of the nearest class above it."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def told(error: errors.KgError) -> str:
    """What a client is told of an error; the whole message is logged where that is less."""
    public = next((PUBLIC[kind] for kind in type(error).__mro__ if kind in PUBLIC), None)
    if public is None:
        return str(error)
    _LOG.warning("%s: %s", type(error).__name__, error)
    return public


def register(app: Flask) -> None:
    """Answer our errors and Flask's own with a sentence, and never with a stack trace."""
    app.register_error_handler(errors.KgError, answer)
    app.register_error_handler(HTTPException, _http_error)


def answer(error: errors.KgError, status: int | None = None) -> Response:
    """What tells an error, with the status of its class unless another is given."""
    request.environ[FAILURE] = type(error)
    response = Response(status=status or status_of(error))
    if type(error) in RETRY:
        response.headers["Retry-After"] = str(RETRY[type(error)])
    return _show(response, told(error))


def _http_error(error: HTTPException) -> Response:
    headers = make_response(error.get_response()).headers
    return _show(Response(status=error.code, headers=headers), error.description or error.name)


def _show(response: Response, message: str) -> Response:
    """Put the message into a response; its other headers are kept."""
    chosen = _chosen()
    response.mimetype = chosen.media_type
    response.set_data(_WRITERS[chosen](response.status_code, message))
    return response


def _chosen() -> Format:
    offers = OFFERS.get(request.path.split("/")[1], FOR_PAGES)
    return formats.negotiate(request.headers.get("Accept", ""), offers) or offers[0]


def _text(_: int, message: str) -> str:
    return message + "\n"


def _page(status: int, message: str) -> str:
    return render_template("problem.html", name=_title(status), message=message)


def _details(status: int, message: str) -> str:
    found: dict[str, Any] = {"title": _title(status), "status": status, "detail": message}
    if place := PLACE.search(message):
        found |= {"line": int(place[1]), "column": int(place[2])}
    return json.dumps(found, ensure_ascii=False) + "\n"


def _title(status: int) -> str:
    return HTTP_STATUS_CODES.get(status, "Error")


_WRITERS = {TEXT: _text, PROBLEM: _details, HTML: _page}
