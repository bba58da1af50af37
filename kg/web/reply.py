"""An HTTP answer between the application and the server, and the layers that it passes through.

A layer is given what comes from below and may change it, or answer without asking below. WSGI's
`start_response` is met at both ends only.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Reply:
    """Status line, headers and body; a body that is a list is there as a whole."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status[:3])

    def header(self, name: str) -> str | None:
        """The value of a header, by its name in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def drop(self, name: str) -> None:
        """Remove a header, by its name in lower case."""
        self.headers = [(key, value) for key, value in self.headers if key.lower() != name]

    def vary(self, name: str) -> None:
        """Say that a header of the request has decided what is sent."""
        given = self.header("vary")
        if name not in (given or ""):
            self.drop("vary")
            self.headers.append(("Vary", f"{given}, {name}" if given else name))


def plain(status: str, message: str, *headers: tuple[str, str]) -> Reply:
    """A sentence."""
    body = message.encode() + b"\n"
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return Reply(status, [kind, ("Content-Length", str(len(body))), *headers], [body])


Handler = Callable[[Environ], Reply]
Layer = Callable[[Environ, Handler], Reply]


def first_part(path: str) -> str:
    """What a path begins with: `sparql` of `/sparql/`."""
    return path.lstrip("/").partition("/")[0]


def close(body: Iterable[bytes]) -> None:
    """Tell who makes a body that no more of it is read."""
    closing = getattr(body, "close", None)
    if closing is not None:
        closing()


def through(layers: Iterable[Layer], handler: Handler) -> Handler:
    """A handler under its layers, the first of them outermost."""
    for layer in reversed(list(layers)):
        handler = _under(layer, handler)
    return handler


def as_wsgi(handler: Handler) -> Callable[..., Iterable[bytes]]:
    """What a WSGI server calls."""

    def application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        reply = handler(environ)
        start_response(reply.status, reply.headers)
        return reply.body

    return application


def _under(layer: Layer, handler: Handler) -> Handler:
    return lambda environ: layer(environ, handler)


def settled(body: Iterable[bytes]) -> Iterable[bytes]:
    """A list where the body ends with its first chunk, as most do; the others stay as they are.

    Raises what the second chunk raises: by then, nothing of the first is sent.
    """
    if isinstance(body, list):
        return body
    chunks = iter(body)
    first = next(chunks, b"")
    second = next(chunks, None)
    if second is None:
        close(body)
        return [first]
    return Rest(body, [first, second], chunks)


class Rest(Iterator[bytes]):
    """A body of which some chunks were read already."""

    def __init__(self, body: Iterable[bytes], read: list[bytes], chunks: Iterator[bytes]) -> None:
        self._body, self._read, self._chunks = body, read, chunks

    def __next__(self) -> bytes:
        return self._read.pop(0) if self._read else next(self._chunks)

    def close(self) -> None:
        """End the body."""
        close(self._body)
