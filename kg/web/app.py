"""The Flask application: settings and an open store in, endpoint and pages out."""

from flask import Flask, Response

from kg.config import Settings
from kg.store.embedded import open_store
from kg.store.protocol import Store
from kg.web import context, links, pages, problems, published, shipped, sparql, terms

# Nothing from elsewhere, no script in the page itself: hostile text stays text.
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """The endpoint and the pages over a store, opened read-only from the settings if none is given.

    Raises `errors.NotFound` where there is no store, `errors.StoreBroken` where it cannot be read.
    """
    app = Flask(__name__)
    context.attach(app, settings, store or open_store(settings.store, read_only=True))
    links.register(app)
    problems.register(app)
    for part in (sparql, shipped, published, terms, pages):
        app.register_blueprint(part.blueprint)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    response.headers.extend(SECURITY)
    response.vary.add("Accept")
    return response
