"""The Flask application as what stands below the layers."""

from typing import Any

from flask import Flask

from kg.errors import KgError
from kg.web.reply import Environ, Headers, Reply, settled


class Framework:
    """Asks the application for replies, and for what it says of errors."""

    def __init__(self, app: Flask) -> None:
        self._app, self._wsgi = app, app.wsgi_app

    def handle(self, environ: Environ) -> Reply:
        """The reply to a request."""
        started: list[Any] = []

        def start_response(status: str, headers: Headers, _: object = None) -> None:
            started[:] = [status, headers]

        body = self._wsgi(environ, start_response)  # type: ignore[arg-type]  # returns no `write`
        try:
            return Reply(started[0], started[1], settled(body))
        except KgError as error:  # nothing is sent yet, so there is still a status to give
            return self.told(environ, error)

    def told(self, environ: Environ, error: Exception) -> Reply:
        """What the application says of an error."""
        app = self._app
        handle = app.handle_user_exception if isinstance(error, KgError) else app.handle_exception
        with app.request_context(environ):
            response = app.make_response(handle(error))
            return Reply(response.status, list(response.headers), [response.get_data()])
