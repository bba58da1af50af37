"""What is in the graph, counted: for its descriptions. Counted once, and again when data change."""

import threading
import time
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from kg.errors import TimedOut
from kg.store.protocol import Rows
from kg.web.context import context, select

# How long a request waits for who counts, and until counting that took too long is tried again.
WAIT_SECONDS = 2.0
AGAIN_SECONDS = 600.0
_KEY = "kg.sizes"

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts by IRI: triples of each graph and property, resources of each class; some examples.

    `triples` are those of the default graph, as the endpoint counts them.
    """

    graphs: Counts
    classes: Counts
    properties: Counts
    examples: tuple[str, ...]

    @property
    def triples(self) -> int:
        """How many there are in all."""
        return sum(count for _, count in self.properties)


@dataclass(slots=True)
class Kept:
    """The sizes of one state of the data, or that counting it took too long."""

    version: str | None = None
    sizes: Sizes | None = None
    failure: str | None = None
    at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Sizes:
        """The sizes of the data as they are now; raises what a query can raise."""
        if not self.lock.acquire(timeout=WAIT_SECONDS):
            raise TimedOut("The graph is being counted; try again.")
        try:
            version = context().store.version()
            if not version or self.version != version or self._is_tried_again():
                self._count(version)
        finally:
            self.lock.release()
        if self.sizes is None:
            raise TimedOut(self.failure)
        return self.sizes

    def _is_tried_again(self) -> bool:
        return self.sizes is None and time.monotonic() - self.at >= AGAIN_SECONDS

    def _count(self, version: str) -> None:
        self.sizes = self.version = None
        try:
            self.sizes = count()
        except TimedOut as error:
            self.failure = str(error)
        self.version, self.at = version, time.monotonic()


def sizes() -> Sizes:
    """The sizes of the store that is served. Raises `errors.TimedOut` where counting takes long."""
    return cast(Kept, current_app.extensions.setdefault(_KEY, Kept())).get()


def count() -> Sizes:
    """Ask for all counts: time grows with the store."""
    filled = dict(_counts(select("api/void-graphs")))
    return Sizes(
        graphs=tuple((name, filled.get(name, 0)) for name in context().store.graphs()),
        classes=_counts(select("api/void-classes")),
        properties=_counts(select("api/void-properties")),
        examples=tuple(iri for _, iri in _pairs(select("api/void-examples"))),
    )


def _counts(rows: Rows) -> Counts:
    return tuple((iri, int(number)) for iri, number in _pairs(rows))


def _pairs(rows: Rows) -> list[tuple[str, str]]:
    return [(one.value, other.value) for one, other in rows.rows if one and other]
