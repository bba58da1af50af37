"""What passes between a store and its workers: a request, then the parts of its answer.

A worker says `Started` when it is there. An answer is chunks up to the last, or `Done`; or, at any
place, an error of `kg.errors`. Both ends are this software, so all but chunks is sent by pickle.
"""

import pickle
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg import errors
from kg.store.protocol import NO_LIMIT, Dataset, Most, Record, Target


class Query(NamedTuple):
    """A query of a reader. `seconds` limits the worker's own CPU time, `most` the answer.

    Without a `dataset`, and where the query itself `names_graphs` not, `union` asks it of all.
    """

    query: str
    media_type: str
    union: bool
    names_graphs: bool = False
    dataset: Dataset | None = None
    prefixes: dict[str, str] | None = None
    seconds: float | None = None
    most: Most = NO_LIMIT


class Content(NamedTuple):
    """What a graph, the default graph or the whole dataset holds."""

    target: Target
    media_type: str
    union: bool
    seconds: float | None = None
    most: Most = NO_LIMIT


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update of the writer. `seconds` limits its running time."""

    text: str
    dataset: Dataset | None = None
    seconds: float | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Triples or quads in `data`, to be set (`replace`) or added."""

    target: Target
    data: bytes
    media_type: str
    base: str = ""
    replace: bool = False
    seconds: float | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """A graph to be removed."""

    target: Target
    seconds: float | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The process is there, and the time of requests is counted from now on."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The store was written to and is opened anew; `Started` follows, and the time begins again."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of the serialised result."""

    data: bytes
    last: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A change is made; `value` is what `kg.store.writing` says of it."""

    value: bool | None


Request = Query | Content | Update | Write | Drop
Part = Started | Opening | Chunk | Done | errors.KgError

_MORE, _LAST, _OTHER = b"\x00", b"\x01", b"\x02"


def packed(request: Request) -> bytes:
    """A request as one frame."""
    if isinstance(request, Query):
        *parts, most = request
        return pickle.dumps((*parts, *most))  # in a fifth of the time that named tuples take
    return pickle.dumps(request)


def unpacked(frame: bytes) -> Any:
    """The request in a frame: of the kinds that the process at this end is there for."""
    request = pickle.loads(frame)
    if type(request) is tuple:
        *parts, rows, size = request
        return Query._make((*parts, Most(rows, size)))
    return request


def encode(part: Part) -> bytes:
    """A part as one frame."""
    if isinstance(part, Chunk):
        return (_LAST if part.last else _MORE) + part.data
    return _OTHER + pickle.dumps(part)


def decode(frame: bytes) -> Part:
    """The part in a frame."""
    kind = frame[:1]
    if kind == _OTHER:
        part: Part = pickle.loads(frame[1:])
        return part
    return Chunk(frame[1:], kind == _LAST)
