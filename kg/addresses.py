"""Web addresses as IRIs: the one test of what is an address, for readers and for the graph."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

# RFC 3987, 2.2: user, host and port. Hosts are names or IPv4; no article stands at an IPv6 one.
_AUTHORITY = re.compile(
    r"(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?"
    r"(?:[A-Za-z0-9\-._~]|%[0-9A-Fa-f]{2})+(?::[0-9]*)?"
)
_NOT_IN_PART = re.compile(r"[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")
_UNPRINTABLE = frozenset({"Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Cf"})
# Printable by their category, but outside `ucschar` of RFC 3987.
_NO_UCSCHAR = re.compile("[\ufff0-\uffff\U000e0000-\U000e0fff]")


def web_iri(url: str) -> str | None:
    """An address as an IRI, with what IRIs cannot hold encoded; None unless http(s) with a host."""
    try:
        parts = urlsplit(url.strip())
        authority = _plain_authority(parts.netloc)
        rest = [_NOT_IN_PART.sub(_encoded, part) for part in parts[2:]]
        _ = parts.port
    except ValueError:  # a port, a bracket, a host that IDNA refuses, half of a surrogate pair
        return None
    if parts.scheme not in {"http", "https"} or not _AUTHORITY.fullmatch(authority):
        return None
    return urlunsplit((parts.scheme, authority, *rest))


def _plain_authority(authority: str) -> str:
    """The same with its host in ASCII, as IDNA writes it (RFC 3490)."""
    user, at, place = authority.rpartition("@")
    host, colon, port = place.partition(":")
    plain = host if host.isascii() else host.encode("idna").decode("ascii")
    return f"{user}{at}{plain}{colon}{port}"


def _encoded(match: re.Match[str]) -> str:
    char = match[0]
    if char.isascii() or unicodedata.category(char) in _UNPRINTABLE or _NO_UCSCHAR.match(char):
        return quote(char, safe="")
    return char
