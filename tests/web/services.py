"""A service over an empty store that may be written, and what tests send to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.store.embedded import Access, serve_store
from kg.store.protocol import DefaultGraph
from kg.web.access_log import AccessLog
from kg.web.app import create_app
from kg.web.settings import Serving

TOKEN = "a-token-of-the-tests"
WRITER = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = "text/turtle"
NQUADS = "application/n-quads"
UPDATE = "application/sparql-update"


@contextmanager
def service(
    folder: Path,
    default_graph: DefaultGraph = "strict",
    log: AccessLog | None = None,
    **more: Any,
) -> Iterator[Flask]:
    """An app that its token may write to, over a store in `folder`."""
    store = serve_store(folder, Access(updates=True, default_graph=default_graph))
    serving = Serving(
        **{"allow_update": True, "token": TOKEN, "default_graph": default_graph} | more
    )
    settings = Settings(store=folder, query_seconds=20.0)
    yield create_app(settings, serving=serving, store=store, log=log)
    store.close()


def ask(client: FlaskClient, query: str) -> bool:
    """The answer of an ASK."""
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return bool(answer.json["boolean"])


def update(client: FlaskClient, text: str, **more: Any) -> TestResponse:
    """An update sent directly, by who may write."""
    return client.post("/update", data=text, content_type=UPDATE, headers=WRITER, **more)


def put(client: FlaskClient, path: str, body: str, media_type: str = TURTLE) -> TestResponse:
    """A graph set, by who may write."""
    return client.put(path, data=body.encode(), content_type=media_type, headers=WRITER)
