"""Requests that hold only for a certain state of the data: RFC 9110, section 13.

A tag is the data's version, then the format and the coding sent: each of them has tags of its own,
and a writer can send back the tag of any.
"""

from flask import Request
from werkzeug.datastructures import ETags
from werkzeug.exceptions import PreconditionFailed

from kg.web import compression
from kg.web.formats import Format


def tag(request: Request, version: str, chosen: Format) -> str:
    """The tag of what is sent, without quotation marks; empty where the version is not known."""
    if not version:
        return ""
    coding = compression.chosen(request.headers.get("Accept-Encoding", ""))
    return ".".join(filter(None, (version, chosen.name, coding)))


def is_known(request: Request, current: str) -> bool:
    """Whether the client has it already, by `If-None-Match`."""
    return bool(current) and request.if_none_match.contains_weak(current)


def require(request: Request, version: str, *, exists: bool) -> None:
    """Raise werkzeug's `PreconditionFailed` where a change is asked of another state than this."""
    if "If-Match" in request.headers and not (exists and _names(request.if_match, version)):
        raise PreconditionFailed("The graph is not, or no longer, what If-Match asks for.")
    if "If-None-Match" in request.headers and exists and _names(request.if_none_match, version):
        raise PreconditionFailed("The graph is what If-None-Match rules out.")


def _names(tags: ETags, version: str) -> bool:
    known = bool(version) and any(each.partition(".")[0] == version for each in tags.as_set())
    return tags.star_tag or known
