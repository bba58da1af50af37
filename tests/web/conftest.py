"""An app over a real store that holds the small graph, and one whose store only fails."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from small_graph import A, B, graphs

from kg.config import Settings
from kg.rdf.ontology import describe_ontology
from kg.store.embedded import open_store
from kg.store.protocol import Store
from kg.web.app import create_app


@pytest.fixture(scope="session")
def web_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(store=tmp_path_factory.mktemp("web-store"), query_seconds=20.0)
    store = open_store(settings.store)
    store.replace(graphs() | dict([describe_ontology(settings)]))
    store.close()
    _keep_texts(settings.store / "texts")
    return settings


def _keep_texts(folder: Path) -> None:
    folder.mkdir()
    for article in (A, B):
        (folder / f"{article.sha256}.txt").write_text(article.text, encoding="utf-8")


@pytest.fixture(scope="session")
def app(web_settings: Settings) -> Iterator[Flask]:
    store = open_store(web_settings.store, read_only=True)
    yield create_app(web_settings, store)
    store.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class FailingStore:
    """A store whose every answer is the given error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def fail(self, *_: object, **__: object) -> NoReturn:
        raise self.error

    answer = ask = select = fail

    def version(self) -> str:
        return ""


@pytest.fixture
def failing(tmp_path: Path) -> Callable[[Exception], FlaskClient]:
    def make(error: Exception) -> FlaskClient:
        return create_app(Settings(store=tmp_path), cast(Store, FailingStore(error))).test_client()

    return make
