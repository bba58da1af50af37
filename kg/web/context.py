"""What every request needs: the settings and the open store, kept with the Flask app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from kg import queries
from kg.config import Settings
from kg.store.archive import Archive
from kg.store.protocol import Answer, Dataset, Most, Rows, Store
from kg.web.access import Turn
from kg.web.settings import Serving

_KEY = "kg"
# Where a request's environ holds what the access log tells of it.
QUERY = "kg.query"
ROWS = "kg.rows"


@dataclass(frozen=True, slots=True)
class Context:
    """The store that the pages read, the archive of the articles' texts beside it, settings.

    A request that writes takes its `turn`.
    """

    settings: Settings
    store: Store
    archive: Archive
    serving: Serving
    turn: Turn = field(default_factory=Turn)

    @property
    def most(self) -> Most:
        """How large an answer may be."""
        limits = self.serving.limits
        return Most(rows=limits.rows, size=limits.result_bytes)

    def answer(self, query: str, media_type: str, dataset: Dataset | None = None) -> Answer:
        """The answer of a query, within the limits of the service."""
        return self.store.answer(
            query,
            media_type,
            seconds=self.settings.query_seconds,
            dataset=dataset,
            most=self.most,
        )


def attach(app: Flask, settings: Settings, store: Store, serving: Serving | None = None) -> Context:
    """Keep settings and store with the app."""
    archive = Archive(settings.store)
    here = Context(settings, store, archive, serving or Serving())
    app.extensions[_KEY] = here
    return here


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
