import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from services import NQUADS, WRITER, service

from kg import errors
from kg.config import Settings
from kg.web import unread
from kg.web.app import create_app
from kg.web.cutting import CutError
from kg.web.settings import Limits, Serving

Failing = Callable[[Exception], FlaskClient]
CSV = {"Accept": "text/csv"}
QUAD = '<http://a.example/s> <http://a.example/p> "1" <http://a.example/g> .\n'


def figures(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Each figure by its name and the values of its labels."""
    answer = client.get("/metrics")
    assert answer.mimetype == "text/plain"
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_endpoint_and_status(tmp_path: Path) -> None:
    with service(tmp_path) as app:
        client = app.test_client()
        client.get("/sparql?query=ASK{}")
        client.post("/sparql", data={"query": "ASK {}"})
        client.get("/sparql?query=nonsense")
        client.get("/nowhere/at/all")
        client.open("/sparql", method="BREW")
        found = figures(client)
    assert found["kg_requests_total", "sparql", "GET", "200"] == 1
    assert found["kg_requests_total", "sparql", "POST", "200"] == 1
    assert found["kg_requests_total", "sparql", "GET", "400"] == 1
    assert found["kg_requests_total", "sparql", "other", "405"] == 1
    assert found["kg_requests_total", "pages", "GET", "404"] == 1
    assert found["kg_request_seconds_count", "sparql"] == 4
    assert found["kg_response_bytes_total", "sparql"] > 50
    assert (found["kg_active",], found["kg_waiting",], found["kg_refused_total",]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errors.TimedOut("late"), "time"),
        (errors.OutOfMemory("much"), "memory"),
        (errors.TooLarge("long"), "size"),
        (errors.BadRequest("wrong"), None),
    ],
)
@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_queries_that_were_stopped(
    failing: Failing, error: errors.KgError, reason: str | None, path: str
) -> None:
    client = failing(error)
    for _ in range(2):
        client.get(f"{path}?query=ASK{{}}")
    found = figures(client)
    for each in ("time", "memory", "size", "unread"):
        assert found["kg_queries_stopped_total", each] == (2 if each == reason else 0)


def test_answers_that_were_stopped_after_their_beginning(web_settings: Settings) -> None:
    client = create_app(web_settings, serving=Serving(limits=Limits(rows=9000))).test_client()
    asked = {"query_string": {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}}
    answer = client.get("/sparql", **asked, headers=CSV)
    with pytest.raises(CutError, match="more than 9000 rows"):
        list(answer.response)
    assert figures(client)["kg_queries_stopped_total", "size"] == 1


def test_an_answer_that_nobody_reads(
    web_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unread, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(unread.Watch.__init__, "__defaults__", (0.3, time.monotonic))
    client = create_app(web_settings).test_client()
    asked = {"query_string": {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}}
    answer = client.get("/sparql", **asked, headers=CSV)
    next(iter(answer.response))
    time.sleep(1)
    answer.close()
    assert figures(client)["kg_queries_stopped_total", "unread"] == 1


def test_quads_are_those_of_the_named_graphs(tmp_path: Path) -> None:
    with service(tmp_path, "union") as app:
        client = app.test_client()
        written = client.post("/graph", data=QUAD, content_type=NQUADS, headers=WRITER)
        assert written.status_code < 300
        assert figures(client)["kg_quads",] == 1


def test_figures_are_there_where_the_store_does_not_answer(failing: Failing) -> None:
    client = failing(errors.StoreBroken("The store cannot be read."))
    client.get("/health")
    found = figures(client)
    assert found["kg_requests_total", "health", "GET", "503"] == 1
    assert ("kg_quads",) not in found
