"""One request to another server, within limits of time and size; redirects are not followed.

The connection goes to an address that has been checked and not to a name, so that no second
look-up can lead elsewhere. The certificate is still asked to be that of the name.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from typing import Any, Protocol

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from kg import errors
from kg.remote.hosts import Hosts, Url, read_url

CHUNK = 1 << 16
CONNECT_SECONDS = 10.0
_FAULTS = (HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: `headers` beside those of every request."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. `headers` have names in small letters; `url` is where it came from."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type without parameters, in small letters."""
        return media_type(self.headers)


class Client(Protocol):
    """Whoever sends requests."""

    def fetch(self, request: Request, *, seconds: float | None, most: int) -> Reply:
        """The answer, whatever its status, of at most `most` bytes.

        Raises `errors.BadRequest` where the request may not be sent, `errors.RemoteFailed` where
        there is no answer within the limits.
        """


class Http:
    """The client over the network, that asks the servers that `hosts` lets it ask."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    def fetch(self, request: Request, *, seconds: float | None, most: int) -> Reply:
        """The whole answer."""
        with closing(self.open(request, seconds=seconds)) as stream:
            data = bytearray()
            for chunk in stream:
                data += chunk
                if len(data) > most:
                    raise _failed(stream.url, f"gives more than the {most} bytes that are read")
        return Reply(str(stream.url), stream.status, stream.headers, bytes(data))

    def open(self, request: Request, *, seconds: float | None) -> "Stream":
        """The answer to be read while it comes, and then to be closed. Raises what `fetch` does."""
        url = read_url(request.url)
        return Stream(request, url, self._hosts.addresses(url), seconds)


class Stream(Iterator[bytes]):
    """An answer that is read in chunks. Only time spent waiting for the server is counted."""

    def __init__(
        self, request: Request, url: Url, addresses: Sequence[str], seconds: float | None
    ) -> None:
        self.url = url
        self._seconds, self._left = seconds, seconds
        self._connection: HTTPConnection | None = None
        self._socket: Any = None
        self._response: Any = None
        self.status, self.headers = 0, dict[str, str]()
        with self._counted():
            self._connect(addresses)
            self._send(request)
        if self.headers.get("content-encoding", "identity").lower() != "identity":
            self.close()
            raise _failed(url, "sends its answer compressed, which was not asked for")

    def __next__(self) -> bytes:
        with self._counted():
            chunk: bytes = self._response.read1(CHUNK, decode_content=False)
        if not chunk:
            self.close()
            raise StopIteration
        return chunk

    def close(self) -> None:
        """End the connection, also while the answer still comes."""
        if self._response is not None:
            self._response.close()
        if self._connection is not None:
            self._connection.close()

    def _connect(self, addresses: Sequence[str]) -> None:
        """Connect to the first address that answers; all are given the same time together."""
        seconds = min(CONNECT_SECONDS, self._left or CONNECT_SECONDS) / len(addresses)
        for address in addresses:
            self._connection = _connection(self.url, address, seconds)
            try:
                self._connection.connect()
            except _FAULTS:
                if address == addresses[-1]:
                    raise
            else:
                break

    def _send(self, request: Request) -> None:
        assert self._connection is not None
        self._socket = self._connection.sock  # the connection forgets it once it hands over
        self._connection.timeout = self._left  # until now that of connecting
        # Each byte begins the time of the socket anew; heads that drip are cut off from here.
        with _cut_off(self._socket, self._left):
            self._connection.request(
                request.method,
                self.url.target,
                request.body,
                _headers(self.url, request),
                preload_content=False,
                decode_content=False,
            )
            self._response = self._connection.getresponse()
        self.status = self._response.status
        self.headers = {name.lower(): value for name, value in self._response.headers.items()}

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count time, and turn what goes wrong into our own errors."""
        began = time.monotonic()
        try:
            if self._socket is not None and self._socket.fileno() >= 0:
                self._socket.settimeout(self._left)
            yield
        except _FAULTS as error:
            self.close()
            raise self._reason(error, time.monotonic() - began) from None
        except BaseException:
            self.close()
            raise
        if self._left is not None:
            self._left = self._left - (time.monotonic() - began)
            if self._left <= 0:
                self.close()
                raise self._late()

    def _reason(self, error: Exception, passed: float) -> errors.KgError:
        if self._left is not None and passed >= self._left:
            return self._late()
        return _failed(self.url, f"cannot be asked: {_sentence(error)}")

    def _late(self) -> errors.RemoteTooSlow:
        return errors.RemoteTooSlow(f"{self.url} has not answered within {self._seconds:g} s.")


class _Secure(HTTPSConnection):
    """Ends a handshake that drips: each of its bytes begins the time of the socket anew."""

    def connect(self) -> None:
        """Connect within the time of connecting, and shake hands within as much."""
        with ExitStack() as self._until_connected:
            super().connect()

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        # TLS takes the descriptor away from the socket; another one ends the same connection.
        twin = self._until_connected.enter_context(made.dup())
        self._until_connected.enter_context(_cut_off(twin, made.gettimeout()))
        return made


def media_type(headers: Mapping[str, str]) -> str:
    """The media type that headers tell, without parameters, in small letters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _connection(url: Url, address: str, seconds: float) -> HTTPConnection:
    if url.scheme == "https":
        return _Secure(
            address,
            url.port,
            timeout=seconds,
            server_hostname=url.host,
            ssl_context=_certificates(),
        )
    return HTTPConnection(address, url.port, timeout=seconds)


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


def _headers(url: Url, request: Request) -> dict[str, str]:
    always = {
        "Host": url.authority,
        "User-Agent": "kg",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    return always | dict(request.headers)


@contextmanager
def _cut_off(connected: Any, seconds: float | None) -> Iterator[None]:
    """End the connection after so many seconds, whatever is being read."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, _shut_down, [connected])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut_down(connected: Any) -> None:
    try:
        # Not TLS's own farewell: the thread that reads is still inside of it.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return


def _failed(url: Url, what: str) -> errors.RemoteFailed:
    return errors.RemoteFailed(f"The server at {url} {what}.")


def _sentence(error: Exception) -> str:
    """What went wrong, without the objects that the library names."""
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "its certificate or encryption is not to be trusted"
    cause = error if isinstance(error, OSError) and error.strerror else error.__cause__
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    return "the connection ended or the answer is not HTTP"
