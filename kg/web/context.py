"""What every request needs: the settings and the open store, kept with the Flask app."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from kg import queries
from kg.config import Settings
from kg.store.archive import Archive
from kg.store.protocol import Rows, Store

_KEY = "kg"


@dataclass(frozen=True, slots=True)
class Context:
    """The store that the pages read, and the archive of the articles' texts beside it."""

    settings: Settings
    store: Store
    archive: Archive


def attach(app: Flask, settings: Settings, store: Store) -> None:
    """Keep settings and store with the app."""
    app.extensions[_KEY] = Context(settings, store, Archive(settings.store))


def context() -> Context:
    """The context of the app that is answering."""
    return cast(Context, current_app.extensions[_KEY])


def bound(name: str, values: Mapping[str, str]) -> str:
    """The text of a shipped query with its parameters set."""
    return queries.bind(queries.load_query(name), values)


def select(name: str, values: Mapping[str, str] | None = None) -> Rows:
    """The rows of a shipped SELECT."""
    here = context()
    return here.store.select(bound(name, values or {}), seconds=here.settings.query_seconds)
