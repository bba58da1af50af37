"""Pages of a list: where the next one begins, and the links to it (RFC 8288).

A list has an order by keys, and each page says behind which key the next one begins. So a page
stays what it is while the graph is unchanged, and while it grows none is shown twice.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request

from kg.errors import BadRequest

Links = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """IRIs of a list in their order; `next` is the key behind which more of it stands."""

    iris: tuple[str, ...]
    next: str | None = None


def cut(rows: list[tuple[str, str]], limit: int) -> Page:
    """The first `limit` of IRIs with their keys; more follow where there are more rows."""
    kept = rows[:limit]
    more = len(rows) > limit
    return Page(tuple(iri for iri, _ in kept), kept[-1][1] if more else None)


def encode(key: str) -> str:
    """A key as a cursor: opaque, and safe in a URL."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """The key of a cursor. Raises `BadRequest` where it is none of ours."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        raise BadRequest(f"{cursor!r} is not a cursor: take the link to the next page.") from None


def links(**next_: str | int) -> dict[str, str]:
    """Addresses of this page, the first one and, where parameters for it are given, the next."""
    given = [(name, value) for name, value in request.args.items(multi=True) if name not in PLACES]
    limit = [("limit", request.args["limit"])] if "limit" in request.args else []
    found = {"self": request.url, "first": _address([*given, *limit])}
    if next_:
        found["next"] = _address([*given, *limit, *((k, str(v)) for k, v in next_.items())])
    return found


PLACES = ("cursor", "offset", "limit")


def add_links(response: Response, found: Links) -> Response:
    """The links in the header, for clients that do not read the body."""
    for relation, address in found.items():
        response.headers.add("Link", f'<{address}>; rel="{relation}"')
    return response


def _address(parameters: list[tuple[str, str]]) -> str:
    query = urlencode(parameters)
    return f"{request.base_url}?{query}" if query else request.base_url
