"""Errors as HTTP responses: one table from our errors to statuses, one way to show a message."""

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from kg import errors
from kg.web import formats

PLAIN_PATHS = ("/sparql", "/health")
STATUSES: dict[type[errors.KgError], int] = {
    errors.KgError: 500,
    errors.NotFound: 404,
    errors.BadRequest: 400,
    errors.StoreBusy: 503,
    errors.TimedOut: 503,
    errors.Unavailable: 503,
}


def status_of(error: errors.KgError) -> int:
    """The status of an error's class, or of the nearest class above it."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def register(app: Flask) -> None:
    """Answer our errors and Flask's own with a sentence, and never with a stack trace."""
    app.register_error_handler(errors.KgError, _kg_error)
    app.register_error_handler(HTTPException, _http_error)


def _kg_error(error: errors.KgError) -> Response:
    return _show(Response(status=status_of(error)), str(error))


def _http_error(error: HTTPException) -> Response:
    headers = make_response(error.get_response()).headers
    return _show(Response(status=error.code, headers=headers), error.description or error.name)


def _show(response: Response, message: str) -> Response:
    """The message as plain text to programs, as a page to browsers; other headers are kept."""
    if request.path in PLAIN_PATHS or not _prefers_html():
        response.content_type = "text/plain; charset=utf-8"
        response.set_data(message + "\n")
    else:
        name = HTTP_STATUS_CODES.get(response.status_code, "Error")
        response.content_type = "text/html; charset=utf-8"
        response.set_data(render_template("problem.html", name=name, message=message))
    return response


def _prefers_html() -> bool:
    plain = formats.Format("text", "text/plain")
    accept = request.headers.get("Accept", "")
    return formats.negotiate(accept, (plain, formats.HTML)) is formats.HTML
