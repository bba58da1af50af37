from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from services import NQUADS, WRITER, service

from kg.config import Settings
from kg.web import caching
from kg.web.app import create_app
from kg.web.reply import Reply
from kg.web.settings import Limits, Serving

JSON = "application/sparql-results+json"
QUERY = {"query": "SELECT * { ?s ?p ?o } LIMIT 1"}


def test_who_has_the_answer_gets_304_before_the_query_is_run(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/sparql", query_string=QUERY, headers={"Accept": JSON})
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    assert {"Accept", "Accept-Encoding"} & {
        each.strip() for each in first.headers["Vary"].split(",")
    }
    monkeypatch.setattr("kg.store.embedded.Embedded.answer", None)
    known = {"Accept": JSON, "If-None-Match": f'"other", {tag}'}
    again = client.get("/sparql", query_string=QUERY, headers=known)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_another_format_has_another_tag(client: FlaskClient) -> None:
    tags = {
        client.get("/sparql", query_string=QUERY, headers={"Accept": accept}).headers["ETag"]
        for accept in (JSON, "text/csv")
    }
    assert len(tags) == 2


def test_a_change_of_the_data_makes_another_tag(tmp_path: Path) -> None:
    with service(tmp_path) as app:
        client = app.test_client()
        before = client.get("/sparql", query_string=QUERY)
        quad = '<http://a.example/s> <http://a.example/p> "1" <http://a.example/g> .\n'
        written = client.post("/graph", data=quad, content_type=NQUADS, headers=WRITER)
        assert written.status_code < 300
        known = {"If-None-Match": before.headers["ETag"]}
        after = client.get("/sparql", query_string=QUERY, headers=known)
        assert after.status_code == 200
        assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "SELECT (RAND() AS ?n) {}"},
        {"query": "SELECT (now() AS ?n) {}"},
        {"query": "nonsense"},
    ],
)
def test_what_may_differ_the_next_time_has_no_tag(
    client: FlaskClient, asked: dict[str, str]
) -> None:
    assert "ETag" not in client.get("/sparql", query_string=asked).headers


@pytest.mark.parametrize(
    ("function", "tagged"),
    [("N%4FW", False), (r"\u004eOW", False), ("%5CU00000052AND", False), ("LANG", True)],
)
def test_a_function_that_is_spelled_otherwise_is_seen(
    app: Flask, function: str, *, tagged: bool
) -> None:
    asked = f"query=SELECT+({function}(1)+AS+?n)+{{}}"
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sparql", "QUERY_STRING": asked}
    reply = caching.Validation(app.extensions["kg"]).validate(
        environ, lambda _: Reply("200 OK", [], [b""])
    )
    assert (reply.header("etag") is not None) is tagged


def test_another_address_has_another_tag(client: FlaskClient) -> None:
    asked = ("/api/claims?limit=1", "/api/claims?limit=2", "/api/events?limit=1")
    assert len({client.get(address).headers["ETag"] for address in asked}) == 3


def test_another_setting_or_program_makes_another_tag(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = app.extensions["kg"]

    def tag(settings: Settings, serving: Serving) -> str:
        again = create_app(settings, here.store, serving=serving)
        return again.test_client().get("/sparql", query_string=QUERY).headers["ETag"]

    serving = [
        Serving(), Serving(default_graph="strict"), Serving(remote_hosts=("a.example",)),
        Serving(limits=Limits(rows=1)),
    ]  # fmt: skip
    tags = [tag(here.settings, each) for each in serving]
    assert tag(here.settings, Serving()) == tags[0]
    monkeypatch.setattr(caching, "version", lambda _: "another")
    assert len({*tags, tag(here.settings, Serving())}) == 5


def test_pages_and_answers_to_posts_have_no_tag(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/sparql", headers={"Accept": "text/html"}).headers
    assert "ETag" not in client.post("/sparql", data=QUERY).headers
