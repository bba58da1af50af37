"""What passes between a store and its query workers: a request, then the parts of its answer.

An answer is `Started`, then chunks up to the last; or, at any place, an error of `kg.errors`. Both
ends are this software, so these objects are sent by pickle.
"""

from dataclasses import dataclass, field

from kg import errors
from kg.store.protocol import Dataset


@dataclass(frozen=True, slots=True)
class Request:
    """One query. `union` asks it of all graphs; `seconds` limits the worker's own CPU time."""

    query: str
    media_type: str
    union: bool
    dataset: Dataset | None = None
    prefixes: dict[str, str] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The store is open, and the time of the query is counted from now on."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of the serialised result."""

    data: bytes
    last: bool


Part = Started | Chunk | errors.KgError
