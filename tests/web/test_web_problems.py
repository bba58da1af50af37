from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg import errors
from kg.config import Settings
from kg.web.app import create_app
from kg.web.problems import status_of

Failing = Callable[[Exception], FlaskClient]

EXPECTED = {
    "KgError": 500,
    "SkipArticle": 500,
    "NotFound": 404,
    "BadRequest": 400,
    "StoreBusy": 503,
    "StoreBroken": 500,
    "Invalid": 500,
    "TimedOut": 503,
    "Unavailable": 503,
}


def test_every_class_of_error_has_a_status() -> None:
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert {kind.__name__: status_of(kind("")) for kind in classes} == EXPECTED


@pytest.mark.parametrize("name", ["TimedOut", "StoreBroken", "BadRequest"])
def test_the_endpoint_says_what_happened(failing: Failing, name: str) -> None:
    message = "The query was stopped after 30 s."
    client = failing(getattr(errors, name)(message))
    answer = client.get("/sparql", query_string={"query": "ASK {}"})
    assert (answer.status_code, answer.text) == (EXPECTED[name], f"{message}\n")


def test_a_real_timeout_names_the_limit(web_settings: Settings) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    quick = Settings(store=web_settings.store, query_seconds=0.4)
    answer = create_app(quick).test_client().get("/sparql", query_string={"query": slow})
    assert answer.status_code == 503
    assert "0.4 s" in answer.text


def test_pages_answer_browsers_in_html_and_others_in_text(failing: Failing) -> None:
    client = failing(errors.TimedOut("Stopped after 1 s <b>."))
    page = client.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert "Stopped after 1 s &lt;b&gt;." in page.text
    assert client.get("/").text == "Stopped after 1 s <b>.\n"


def test_a_fault_of_ours_shows_no_trace(failing: Failing) -> None:
    answer = failing(ZeroDivisionError("secret"))
    told = answer.get("/sparql", query_string={"query": "ASK {}"})
    assert told.status_code == 500
    assert "secret" not in told.text
    assert "Traceback" not in told.text


def test_health(client: FlaskClient, failing: Failing) -> None:
    assert client.get("/health").json == {"status": "ok"}
    ill = failing(errors.StoreBroken("The store cannot be read.")).get("/health")
    assert (ill.status_code, ill.text) == (500, "The store cannot be read.\n")


def test_no_store_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound, match="No store in"):
        create_app(Settings(store=tmp_path / "none"))
