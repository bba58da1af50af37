"""What an operator decides of the service: who may write, how much a request may take."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from kg import errors
from kg.store.protocol import DefaultGraph

MIB = 1 << 20
# An origin as browsers send it: RFC 6454, section 6.2. The usual port of a scheme is left out.
_ORIGIN = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.\-]*)://(\[[0-9a-f:.]+\]|[a-z0-9._\-]+)(:(?P<port>[1-9][0-9]{0,4}))?"
)
_USUAL = {"http": "80", "https": "443"}
ANY, OPAQUE = "*", "null"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take of the service.

    `rows` and `result_bytes` of one answer, None without a limit; `query_bytes` and `body_bytes`
    of one request; `at_once` requests under way, each with a query process at most, `waiting` for
    a place, `wait_seconds` at most.
    """

    rows: int | None = None
    result_bytes: int | None = None
    query_bytes: int = MIB
    body_bytes: int = 64 * MIB
    at_once: int = 8
    waiting: int = 32
    wait_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Serving:
    """Who may do what.

    `token` is what a writer has to show, None where nobody may write, and `client` the name under
    which changes are recorded. `default_graph` is what a query without GRAPH sees. `origins` may
    read from a browser ("*": all); `remote_hosts` are those that SERVICE and LOAD may call. So many
    `proxies` stand before the service, and are believed who asks and under which address.
    """

    allow_update: bool = False
    token: str | None = field(default=None, repr=False)
    default_graph: DefaultGraph = "union"
    origins: tuple[str, ...] = ("*",)
    remote_hosts: tuple[str, ...] = ()
    limits: Limits = Limits()
    client: str = "client"
    proxies: int = 0


def load_serving(environ: Mapping[str, str]) -> Serving:
    """The settings of `VARIABLES` and `LIMITS`; a variable that is empty counts as not set.

    Raises `errors.BadRequest` that names the variable whose value cannot be used.
    """
    limits = Limits(**_given(LIMITS, environ))
    return Serving(limits=limits, **_given(VARIABLES, environ))


def checked(serving: Serving) -> Serving:
    """The settings as they are.

    Raises `errors.BadRequest` where anybody at all could write, and for an origin that none has.
    """
    if serving.allow_update and not serving.token:
        raise errors.BadRequest(
            "Updates are allowed to who shows a token, and there is none: give --token-file FILE, "
            "or set KG_TOKEN."
        )
    for origin in serving.origins:
        _origin(origin)
    return serving


def read_token(file: Path) -> str:
    """The token in a file, without white space around it. Raises `errors.BadRequest`."""
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise errors.BadRequest(f"The token file {file} cannot be read: {error}") from None
    if not token:
        raise errors.BadRequest(f"The token file {file} is empty.")
    return _sendable(token, f"The token in {file}")


def _sendable(token: str, name: str = "The token") -> str:
    """The token, which a client sends in a header."""
    if not (token.isascii() and token.isprintable()):
        raise errors.BadRequest(f"{name} has to be of printable ASCII characters, to be sent.")
    return token


Reader = Callable[[str], Any]


def _given(table: Mapping[str, tuple[str, Reader]], environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _read(variable, reader, environ[variable])
        for variable, (name, reader) in table.items()
        if environ.get(variable)
    }


def _read(variable: str, reader: Reader, value: str) -> Any:
    try:
        return reader(value)
    except errors.BadRequest as error:
        raise errors.BadRequest(f"{variable}: {error}") from None


def _number(value: str, least: int = 0) -> int:
    if not (value.isascii() and value.isdigit() and int(value) >= least):
        raise errors.BadRequest(f"{value!r} is not a whole number of at least {least}.")
    return int(value)


def _count(value: str) -> int:
    return _number(value, least=1)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise errors.BadRequest(f"{value!r} is not a number of seconds above 0.")
    return seconds


def _switch(value: str) -> bool:
    if value not in {"0", "1"}:
        raise errors.BadRequest(f"{value!r} is neither 0 nor 1.")
    return value == "1"


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _origins(value: str) -> tuple[str, ...]:
    return tuple(map(_origin, value.split()))


def _origin(value: str) -> str:
    """What is compared with the header `Origin`, or stands for all."""
    found = _ORIGIN.fullmatch(value)
    if value in {ANY, OPAQUE} or (found and found["port"] != _USUAL.get(found["scheme"], "")):
        return value
    raise errors.BadRequest(
        f"{value!r} is not an origin as browsers send it: a scheme and a host in lower case, the "
        "port unless it is the usual one, and no path, such as https://a.example."
    )


def _default_graph(value: str) -> str:
    if value not in get_args(DefaultGraph):
        raise errors.BadRequest(f"{value!r} is neither of {', '.join(get_args(DefaultGraph))}.")
    return value


# The field that each environment variable sets, and what reads it.
VARIABLES: Mapping[str, tuple[str, Reader]] = {
    "KG_ALLOW_UPDATE": ("allow_update", _switch),
    "KG_TOKEN": ("token", _sendable),
    "KG_CLIENT": ("client", str),
    "KG_DEFAULT_GRAPH": ("default_graph", _default_graph),
    "KG_ORIGINS": ("origins", _origins),
    "KG_REMOTE_HOSTS": ("remote_hosts", _words),
    "KG_PROXIES": ("proxies", _number),
}
LIMITS: Mapping[str, tuple[str, Reader]] = {
    "KG_MAX_ROWS": ("rows", _count),
    "KG_MAX_RESULT_BYTES": ("result_bytes", _count),
    "KG_MAX_QUERY_BYTES": ("query_bytes", _count),
    "KG_MAX_BODY_BYTES": ("body_bytes", _count),
    "KG_WORKERS": ("at_once", _count),
    "KG_QUEUE": ("waiting", _count),
    "KG_QUEUE_SECONDS": ("wait_seconds", _seconds),
}
