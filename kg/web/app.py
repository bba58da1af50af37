"""The Flask application: settings and an open store in, endpoint and pages out."""

from flask import Flask

from kg import errors
from kg.config import Settings
from kg.store.embedded import Access, serve_store
from kg.store.federating import federation
from kg.store.places import open_server
from kg.store.protocol import Store
from kg.web import (
    context,
    description,
    graphs,
    health,
    links,
    pages,
    problems,
    published,
    service,
    shipped,
    sparql,
    terms,
    update,
)
from kg.web.access_log import AccessLog
from kg.web.api import routes as api
from kg.web.settings import Serving

# In the order of their addresses: that of the pages takes what is left.
PARTS = (health, sparql, update, graphs, api, description, shipped, published, terms, pages)

# Query processes that are there before the first request.
READY = 4


def create_app(
    settings: Settings,
    store: Store | None = None,
    *,
    serving: Serving | None = None,
    log: AccessLog | None = None,
) -> Flask:
    """The endpoint and the pages over a store, opened from the settings if none is given.

    Raises `errors.NotFound` where there is no store, `errors.StoreBroken` where it cannot be read.
    """
    serving = serving or Serving()
    store = store or open_served(settings, serving)
    app = Flask(__name__)
    here = context.attach(app, settings, store, serving)
    links.register(app)
    problems.register(app)
    for part in PARTS:
        app.register_blueprint(part.blueprint)
    service.surround(app, here, log)
    return app


def open_served(settings: Settings, serving: Serving) -> Store:
    """The store as the service needs it: to read, and to write where updates are allowed."""
    others = federation(serving.remote_hosts)
    if settings.endpoint:
        _require_possible(settings, serving)
        return open_server(settings, settings.endpoint, others)
    access = Access(
        updates=serving.allow_update,
        default_graph=serving.default_graph,
        others=others,
        workers=serving.limits.at_once + 1,  # one for /health, which never waits in the queue
        ready=min(READY, serving.limits.at_once + 1),
    )
    return serve_store(settings.store, access)


def _require_possible(settings: Settings, serving: Serving) -> None:
    """Raise `BadRequest` where a store on another server cannot be served as it is asked for."""
    if serving.default_graph == "strict":
        raise errors.BadRequest(
            f"What the default graph of {settings.endpoint} is, is for that server to say: "
            "leave out --default-graph strict (KG_DEFAULT_GRAPH)."
        )
    if serving.allow_update and not settings.endpoint_update:
        raise errors.BadRequest(
            f"Where {settings.endpoint} takes updates is not known: set KG_STORE_UPDATE to that "
            "address, or leave out --allow-update (KG_ALLOW_UPDATE)."
        )
