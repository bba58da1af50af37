"""Choosing the format of an answer, and sending it while it is made."""

from collections.abc import Sequence

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from kg.errors import BadRequest
from kg.store.protocol import Answer
from kg.web.formats import Format, named, negotiate


def accepted(offers: Sequence[Format]) -> Format | None:
    """The offer that the request's Accept header prefers."""
    return negotiate(request.headers.get("Accept", ""), offers)


def choose(offers: Sequence[Format], name: str | None) -> Format:
    """The offer asked for by name, or else by the Accept header.

    Raises `BadRequest` for a name that is not offered, werkzeug's `NotAcceptable` for a header.
    """
    names = ", ".join(offer.name for offer in offers)
    if name is not None:
        if chosen := named(name, offers):
            return chosen
        raise BadRequest(f"There is no format {name!r} for this: choose one of {names}.")
    if chosen := accepted(offers):
        return chosen
    raise NotAcceptable(f"Nothing that the Accept header allows is offered: choose one of {names}.")


def stream(answer: Answer) -> Response:
    """A response that sends each chunk as it is made, and stops the query if the client leaves."""
    if request.method == "HEAD":
        close(answer)
        # Not made, so of unknown length: a list, even an empty one, would be counted.
        return Response(iter(()), mimetype=answer.media_type)
    return Response(answer.chunks, mimetype=answer.media_type)


def close(answer: Answer) -> None:
    """Stop what makes an answer that nobody reads."""
    if hasattr(answer.chunks, "close"):
        answer.chunks.close()
