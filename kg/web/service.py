"""What every request passes through before and after the application.

In this order: it is measured; its answer is compressed, cut visibly where it fails, and given the
headers that all have; its body has to be whole; what the client has already is not made again; what
it does not read is ended; only so many requests are worked on at once; and where a log is kept, the
rows of their answers are counted.
"""

from collections.abc import Sequence

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.web.access_log import AccessLog
from kg.web.bodies import WholeBodies
from kg.web.caching import Validation
from kg.web.compression import compress
from kg.web.context import Context
from kg.web.cors import Sharing
from kg.web.cutting import cut_visibly
from kg.web.framework import Framework
from kg.web.gate import Gate
from kg.web.metrics import Metrics
from kg.web.observing import Observation, Observer
from kg.web.quick import QuickLane
from kg.web.reply import Environ, Handler, Layer, Reply, as_wsgi, through
from kg.web.tallying import tally
from kg.web.unread import Watch

# Nothing from elsewhere, no script in the page itself: hostile text stays text.
SECURITY = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
]

# Statuses whose empty body stands for nothing; that of 200 may be a graph without a triple.
BARE = frozenset({201, 204})


def surround(app: Flask, here: Context, log: AccessLog | None) -> None:
    """Put the layers around an app, and `/metrics` into it."""
    framework = Framework(app)
    gate = Gate(here.serving.limits)
    metrics = Metrics(here.store, gate)
    app.register_blueprint(metrics.blueprint())
    layers: Sequence[Layer] = (
        Observation(_observers(metrics, log)).observe,
        compress,
        cut_visibly,
        secure,
        untyped,
        Sharing(here.serving.origins).share,
        WholeBodies(here.serving.limits.query_bytes).require,
        Validation(here).validate,
        Watch().watch,
        gate.admit,
        *([tally] if log else []),
        QuickLane(framework, here).answer,
    )
    app.wsgi_app = as_wsgi(through(layers, framework.handle))  # type: ignore[method-assign]
    if proxies := here.serving.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies)  # type: ignore[method-assign]


def secure(environ: Environ, handler: Handler) -> Reply:
    """A layer that tells browsers how little the answers need."""
    reply = handler(environ)
    reply.headers.extend(SECURITY)
    reply.vary("Accept")
    return reply


def untyped(environ: Environ, handler: Handler) -> Reply:
    """A layer that takes the type from answers that bear nothing: the framework gives all one."""
    reply = handler(environ)
    may_bear_nothing = reply.code in BARE or environ["REQUEST_METHOD"] == "OPTIONS"
    if may_bear_nothing and isinstance(reply.body, list) and not any(reply.body):
        reply.drop("content-type")
    return reply


def _observers(metrics: Metrics, log: AccessLog | None) -> list[Observer]:
    return [metrics.note, log.note] if log else [metrics.note]
