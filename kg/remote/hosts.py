"""Whom requests may go to: the servers on an operator's list, at addresses open to all.

A name on the list is not enough: whoever answers for the name chooses the address. So addresses
are looked up once, each is checked, and the connection goes to one that was checked.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from kg import errors

PORTS = {"http": 80, "https": 443}

_ENTRY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.\-]*[a-z0-9_])?")
_TARGET = re.compile(r"[\x21-\x7e]*")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_RESERVED = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "::/96",  # IPv4-compatible, RFC 4291, section 2.5.5.1
            "64:ff9b:1::/48",  # local translation to IPv4, RFC 8215
            "fec0::/10",  # site-local, RFC 3879
        ),
    )
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Url:
    """An address of the web in parts: `host` in small letters, IPv6 without brackets."""

    scheme: str
    host: str
    port: int
    target: str  # path and query

    @property
    def authority(self) -> str:
        """Host and port as they stand in a request; the scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


class Hosts(Protocol):
    """Decides whom a request may go to."""

    def addresses(self, url: Url) -> list[str]:
        """The addresses to connect to, as numbers, the best first.

        Raises `errors.BadRequest` where it may go nowhere, `errors.RemoteFailed` where the name
        has no address.
        """


def lookup(host: str, port: int) -> list[str]:
    """Addresses of a host, by the system's resolver, in its order. Raises `OSError`."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Listed:
    """The servers of a list: `HOST` at any port, or `HOST:PORT`.

    An address that is not open to all (this machine, the local network) is refused, whatever name
    leads to it, unless the list holds that very address as a number.
    """

    def __init__(self, entries: Iterable[str], resolve: Lookup = lookup) -> None:
        self._entries = frozenset(map(read_entry, entries))
        self._resolve = resolve

    def addresses(self, url: Url) -> list[str]:
        """The addresses of a listed host, all of which have to be allowed."""
        if not self._holds(url.host, url.port):
            raise errors.BadRequest(
                f"The server {url.authority} is not among those that this service may ask."
            )
        found = _found(self._resolve, url)
        for each in found:
            if not (is_public(each) or self._holds(each, url.port)):
                raise errors.BadRequest(
                    f"The server {url.authority} has an address that is not public; such a one is "
                    "asked only where the list of servers holds the address itself."
                )
        return found

    def _holds(self, host: str, port: int) -> bool:
        return bool({(host, None), (host, port)} & self._entries)


class Anywhere:
    """All servers, for addresses that the operator gives, and not a client."""

    def addresses(self, url: Url) -> list[str]:
        """All addresses of the host."""
        return _found(lookup, url)


def read_entry(entry: str) -> tuple[str, int | None]:
    """Host and port of `HOST` or `HOST:PORT`. Raises `errors.BadRequest`."""
    match = _ENTRY.fullmatch(entry.strip())
    port = int(match["port"]) if match and match["port"] else None
    if not match or port not in (None, *range(1, 65536)):
        raise errors.BadRequest(
            f"{entry!r} is not a host, or a host and its port, such as example.org:8080."
        )
    return _host(match["host"], entry), port


def read_url(text: str) -> Url:
    """The parts of an address. Raises `errors.BadRequest` for all but plain `http` and `https`."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(text) from None
    if parts.scheme not in PORTS or "@" in parts.netloc or port == 0:
        raise _refused(text)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = "".join(c if c.isascii() else _quoted(c) for c in target)
    if not _TARGET.fullmatch(target):
        raise _refused(text)
    host = _host(f"[{host}]" if ":" in host else host, text)
    return Url(parts.scheme, host, port or PORTS[parts.scheme], target)


def is_public(address: str) -> bool:
    """Whether an address is open to all; those that stand for IPv4 are what they stand for."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    inner = _inner(found)
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast and not _is_reserved(found)


def _is_reserved(address: Address) -> bool:
    """Whether it is of a network that Python, in some releases, takes for one open to all."""
    return any(address in network for network in _RESERVED)


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _found(resolve: Lookup, url: Url) -> list[str]:
    try:
        found = list(dict.fromkeys(resolve(url.host, url.port)))
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise errors.RemoteFailed(f"The server {url.authority} has no address.")
    return found


def _host(host: str, text: str) -> str:
    """A host as it is compared: a number in its usual form, a name in small letters."""
    try:
        if host.startswith("["):
            return str(ipaddress.IPv6Address(host[1:-1]))
        name = host.rstrip(".").encode("idna").decode().lower()
    except ValueError:
        raise _refused(text) from None
    if not _NAME.fullmatch(name):
        raise _refused(text)
    return name


def _quoted(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _refused(text: str) -> errors.BadRequest:
    return errors.BadRequest(f"{text!r} is not an address that can be asked by http or https.")
