"""The service over a store on another server."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import errors
from kg.config import load_settings
from kg.store.protocol import NO_LIMIT, Answer, Most, Store, Target
from kg.store.remote import Remote, Services
from kg.web.app import create_app, open_served
from kg.web.settings import Serving

ENDPOINT = "http://127.0.0.1:9/query"


class Held(Remote):
    """A store that gives its content without its server."""

    def contains(self, target: Target) -> bool:
        """Every graph is there."""
        return bool(target)

    def content(
        self,
        target: Target,
        media_type: str,
        *,
        seconds: float | None = None,
        most: Most = NO_LIMIT,
    ) -> Answer:
        """No triple."""
        del target, seconds, most
        return Answer(None, media_type, iter([b""]))


def test_its_default_graph_is_for_that_server_to_say(tmp_path: Path) -> None:
    settings = replace(load_settings({}), store=tmp_path, endpoint=ENDPOINT)
    with pytest.raises(errors.BadRequest, match="for that server to say"):
        open_served(settings, Serving(default_graph="strict"))
    assert open_served(settings, Serving()).version() == ""


def test_updates_are_not_offered_where_nothing_takes_them(tmp_path: Path) -> None:
    settings = replace(load_settings({}), store=tmp_path, endpoint=ENDPOINT)
    writing = Serving(allow_update=True, token="t")
    with pytest.raises(errors.BadRequest, match=f"{ENDPOINT} takes updates .* KG_STORE_UPDATE"):
        open_served(settings, writing)
    assert open_served(replace(settings, endpoint_update=ENDPOINT), writing).version() == ""


def test_its_health_while_it_is_gone(tmp_path: Path) -> None:
    settings = replace(load_settings({}), store=tmp_path, endpoint=ENDPOINT)
    answer = create_app(settings).test_client().get("/health")
    assert answer.status_code == 503
    assert ENDPOINT not in answer.text


def test_what_it_sends_has_no_tag_and_matches_none(tmp_path: Path) -> None:
    store: Store = Held(Services(ENDPOINT))
    settings = replace(load_settings({}), store=tmp_path, endpoint=ENDPOINT)
    client = create_app(settings, store).test_client()
    for known in ('"turtle"', '""', '"ntriples"'):
        given = {"If-None-Match": known, "Accept": "application/n-triples"}
        response = client.get("/graph?graph=urn:a", headers=given)
        assert response.status_code == 200
        assert "ETag" not in response.headers
