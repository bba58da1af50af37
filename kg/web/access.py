"""Who may write: nobody unless the service is told so, and then who shows its token.

The token comes as RFC 6750, section 2.1 says: `Authorization: Bearer TOKEN`.
"""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from kg.errors import StoreBusy
from kg.web.settings import Serving

UPDATES_OFF = "This service is read only: it is not set to accept updates."
NO_TOKEN = "Writing takes the service's token, sent as: Authorization: Bearer TOKEN."
WRONG_TOKEN = "The token is not that of this service."

_SCHEME = "bearer"
_REALM = "writing to the graph"


def require_writer(request: Request, serving: Serving) -> None:
    """Let a request pass that may write.

    Raises werkzeug's `Forbidden` where nobody may, `Unauthorized` where the token is missing or
    wrong.
    """
    if not (serving.allow_update and serving.token):
        raise Forbidden(UPDATES_OFF)
    shown = _shown(request)
    if shown is None:
        raise _unauthorized(NO_TOKEN)
    if not hmac.compare_digest(shown.encode(), serving.token.encode()):
        raise _unauthorized(WRONG_TOKEN, error="invalid_token")


class Turn:
    """One write at a time, so that what a condition was checked against is what is changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Wait for one's turn; raises `StoreBusy` where it does not come within so many seconds."""
        if not self._lock.acquire(timeout=seconds):
            raise StoreBusy(f"Another change has been under way for {seconds:g} s; try again.")
        try:
            yield
        finally:
            self._lock.release()


def _shown(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == _SCHEME else None


def _unauthorized(message: str, **values: str) -> Unauthorized:
    challenge = WWWAuthenticate(_SCHEME, {"realm": _REALM, **values})
    return Unauthorized(message, www_authenticate=challenge)
