"""The address `/metrics`: what Prometheus reads of the service."""

import math
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from kg import errors
from kg.store.protocol import Store
from kg.web.context import bound
from kg.web.gate import Gate
from kg.web.observing import FAILURE, Seen
from kg.web.reply import first_part
from kg.web.unread import UnreadError

# First parts of paths that are told apart; the others are pages.
ENDPOINTS = frozenset({"sparql", "update", "graph", "api", "health", "metrics", "static"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
# Why a query or a change is stopped: the class of its error, or the nearest above it, tells.
STOPPED: Mapping[type[errors.KgError], str] = {
    errors.TimedOut: "time",
    errors.OutOfMemory: "memory",
    errors.TooLarge: "size",
    UnreadError: "unread",
}
COUNT_SECONDS = 20.0
RECOUNT_SECONDS = 60.0

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each figure, which nobody asks for


class Metrics:
    """The figures of one service."""

    def __init__(self, store: Store, gate: Gate) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kg_requests", "Requests answered.", ("endpoint", "method", "status"),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "kg_request_seconds", "From a request to the end of its answer.", ("endpoint",),
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._bytes = Counter(
            "kg_response_bytes", "Bytes of answers.", ("endpoint",), registry=self._registry
        )
        self._stopped = Counter(
            "kg_queries_stopped", "Queries and changes that were stopped.", ("reason",),
            registry=self._registry,
        )  # fmt: skip
        for reason in STOPPED.values():
            self._stopped.labels(reason)
        self._registry.register(_Load(gate))
        self._registry.register(_Size(store))
        ProcessCollector(registry=self._registry)
        self._found: dict[tuple[object, ...], Any] = {}

    def note(self, seen: Seen) -> None:
        """Count a request that has ended."""
        endpoint = _endpoint(seen.environ["PATH_INFO"])
        method = seen.environ["REQUEST_METHOD"]
        known = method if method in METHODS else "other"
        self._of(self._requests, endpoint, known, str(seen.status)).inc()
        self._of(self._seconds, endpoint).observe(seen.seconds)
        self._of(self._bytes, endpoint).inc(seen.size)
        if reason := _reason(seen.environ.get(FAILURE)):
            self._of(self._stopped, reason).inc()

    def _of[Figure: (Counter, Histogram)](self, figure: Figure, *labels: str) -> Figure:
        """A figure by its labels, which the library takes longer to find than to count."""
        key = (figure, *labels)
        if key not in self._found:
            self._found[key] = figure.labels(*labels)
        found: Figure = self._found[key]
        return found

    def blueprint(self) -> Blueprint:
        """The address `/metrics`."""
        blueprint = Blueprint("metrics", __name__)

        @blueprint.get("/metrics")
        def metrics() -> Response:
            return Response(generate_latest(self._registry), content_type=CONTENT_TYPE_LATEST)

        return blueprint


class _Load:
    """What goes on at the moment."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def collect(self) -> Iterator[Metric]:
        load = self._gate.load
        yield GaugeMetricFamily("kg_active", "Requests under way.", load.active)
        yield GaugeMetricFamily("kg_waiting", "Requests in the queue.", load.waiting)
        yield CounterMetricFamily("kg_refused", "Requests that found the queue full.", load.refused)


class _Size:
    """How many quads there are: counted when the data have changed, and not too often."""

    def __init__(self, store: Store) -> None:
        self._store, self._lock = store, threading.Lock()
        self._version: str | None = None
        self._quads, self._counted_at = 0, -math.inf

    def describe(self) -> list[Metric]:
        """Nothing, so that registering does not count."""
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            yield GaugeMetricFamily("kg_quads", "Quads in named graphs.", self._count())
        except errors.KgError:  # the store does not answer, which `kg_requests` of /health shows
            return

    def _count(self) -> int:
        with self._lock:
            version = self._store.version()
            now = time.monotonic()
            changed = not version or version != self._version
            if changed and now - self._counted_at >= RECOUNT_SECONDS:
                rows = self._store.select(bound("browse/size", {}), seconds=COUNT_SECONDS).rows
                self._quads = int(rows[0][0].value) if rows and rows[0][0] else 0
                self._version, self._counted_at = version, now
            return self._quads


def _reason(failure: type | None) -> str | None:
    kinds = failure.__mro__ if failure else ()
    return next((STOPPED[kind] for kind in kinds if kind in STOPPED), None)


def _endpoint(path: str) -> str:
    first = first_part(path)
    return first if first in ENDPOINTS else "pages"
