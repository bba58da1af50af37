"""What passes between a store and its query workers: one request, then frames of the answer."""

from collections.abc import Callable
from enum import Enum

import msgspec

from kg import errors
from kg.store.protocol import Dataset


class Request(msgspec.Struct, frozen=True):
    """One query. `union` asks it of all graphs; `seconds` limits the worker's own CPU time."""

    query: str
    media_type: str
    union: bool
    dataset: Dataset | None = None
    prefixes: dict[str, str] = {}
    seconds: float | None = None


class Mark(bytes, Enum):
    """The first byte of a frame. The time of a query is counted from STARTED."""

    STARTED = b"s"
    MORE = b"m"
    LAST = b"l"
    ERROR = b"e"


class Problem(msgspec.Struct, frozen=True):
    """An error of `kg.errors`, by name."""

    name: str
    message: str

    def error(self) -> errors.KgError:
        """The error, to be raised."""
        kind: Callable[[str], errors.KgError] = getattr(errors, self.name)
        return kind(self.message)
