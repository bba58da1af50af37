"""Settings, built once in a shell from options and the environment, and passed down."""

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kg import errors

DEFAULT_STORE = "kg-store"
DEFAULT_BASE = "https://kg.example/"
DEFAULT_MODEL = "en_core_web_md"
DEFAULT_QUERY_SECONDS = 30.0
DEFAULT_MAX_BYTES = 10_000_000
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000

_LAST_PORT = 65535
# What click takes for a switch too.
_ON = {"1", "on", "t", "true", "y", "yes"}
_OFF = {"0", "off", "f", "false", "n", "no"}
# A host, then what an IRI may hold before its query and fragment.
_BASE = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`?#/]+/([^\x00-\x20<>\"{}|\\^`?#]*/)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """`base` is the IRI prefix of all that is minted; `recorded_at` is an ISO 8601 time or None.

    `endpoint` is the address of a SPARQL server whose store takes the place of the folder `store`,
    `endpoint_update` what takes its updates, `endpoint_token` what is sent along.
    `tagger` is the folder of another tagger of claims than the one that ships; `no_model` leaves
    it out, so that the rules work alone. `authority` are files of names known beforehand, which go
    before those that ship.
    `reason` is whether the graph of what follows by the ontology is made; None keeps what is: it is
    made again where there is one.
    `decisions` is the file of what people decided, if not the one beside the store.
    `max_bytes` is the largest input file read; `query_seconds` the limit of one query; `host` and
    `port` where the graph is served, port 0 taking any free one.
    `recorded_at` is never read from a clock: the same input has to give the same bytes.
    """

    store: Path = Path(DEFAULT_STORE)
    endpoint: str | None = None
    endpoint_update: str | None = None
    endpoint_token: str | None = field(default=None, repr=False)
    decisions: Path | None = None
    base: str = DEFAULT_BASE
    model: str = DEFAULT_MODEL
    tagger: Path | None = None
    no_model: bool = False
    authority: tuple[Path, ...] = ()
    recorded_at: str | None = None
    reason: bool | None = None
    query_seconds: float = DEFAULT_QUERY_SECONDS
    max_bytes: int = DEFAULT_MAX_BYTES
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @property
    def decisions_file(self) -> Path:
        """What people decided of identities: beside the store, so that it outlives it."""
        store = self.store.resolve() if self.store.name in {"", ".."} else self.store
        return self.decisions or store.with_name(f"{store.name}.decisions.yaml")


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from the variables of `VARIABLES`; one that is empty counts as not set.

    Raises `errors.BadRequest` that names the variable whose value cannot be used.
    """
    given = {field: name for name, (field, _) in VARIABLES.items() if environ.get(name)}
    return Settings(**{field: _read(name, environ[name]) for field, name in given.items()})


def read_time(value: str) -> str:
    """An ISO 8601 day, or day and time, as it is; raises `errors.BadRequest`."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise errors.BadRequest(
            f"{value!r} is not a time in ISO 8601, such as 2024-05-03T12:00:00Z."
        ) from None
    return value


def _read(name: str, value: str) -> Any:
    try:
        return VARIABLES[name][1](value)
    except errors.BadRequest as error:
        raise errors.BadRequest(f"{name}: {error}") from None


def _base(value: str) -> str:
    if not _BASE.fullmatch(value):
        raise errors.BadRequest(f"{value!r} is not a web address that ends in a slash.")
    return value


def _switch(value: str) -> bool:
    if value.lower() not in _ON | _OFF:
        raise errors.BadRequest(f"{value!r} is neither 0 nor 1.")
    return value.lower() in _ON


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise errors.BadRequest(f"{value!r} is not a number of seconds above 0.")
    return seconds


def _integer(value: str, least: int, most: float) -> int:
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        limit = f"from {least} to {most}" if most < math.inf else f"of {least} or more"
        raise errors.BadRequest(f"{value!r} is not a whole number {limit}.")
    return int(value)


def _files(value: str) -> tuple[Path, ...]:
    return tuple(Path(name) for name in value.split(os.pathsep) if name)


def _bytes(value: str) -> int:
    return _integer(value, 1, math.inf)


def _port(value: str) -> int:
    return _integer(value, 0, _LAST_PORT)


# The field that each environment variable sets, and what reads it.
VARIABLES: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "KG_STORE": ("store", Path),
    "KG_STORE_UPDATE": ("endpoint_update", str),
    "KG_STORE_TOKEN": ("endpoint_token", str),
    "KG_DECISIONS": ("decisions", Path),
    "KG_BASE": ("base", _base),
    "KG_MODEL": ("model", str),
    "KG_TAGGER": ("tagger", Path),
    "KG_NO_MODEL": ("no_model", _switch),
    "KG_AUTHORITY": ("authority", _files),
    "KG_RECORDED_AT": ("recorded_at", read_time),
    "KG_REASON": ("reason", _switch),
    "KG_QUERY_SECONDS": ("query_seconds", _seconds),
    "KG_MAX_BYTES": ("max_bytes", _bytes),
    "KG_HOST": ("host", str),
    "KG_PORT": ("port", _port),
}
