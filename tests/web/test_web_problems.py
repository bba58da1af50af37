import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import service

from kg import errors
from kg.config import Settings
from kg.web.app import create_app
from kg.web.problems import PUBLIC, status_of

Failing = Callable[[Exception], FlaskClient]

EXPECTED = {
    "KgError": 500,
    "SkipArticle": 500,
    "NotFound": 404,
    "BadRequest": 400,
    "StoreBusy": 503,
    "StoreBroken": 503,
    "StoreMissing": 503,
    "Invalid": 500,
    "TimedOut": 503,
    "OutOfMemory": 503,
    "Unavailable": 503,
    "TooLarge": 400,
    "RemoteFailed": 502,
    "RemoteTooSlow": 504,
    "StoreFailed": 502,
}


def test_every_class_of_error_has_a_status() -> None:
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert {kind.__name__: status_of(kind("")) for kind in classes} == EXPECTED


@pytest.mark.parametrize("name", ["TimedOut", "RemoteFailed", "BadRequest"])
def test_the_endpoint_says_what_happened(failing: Failing, name: str) -> None:
    message = "The query was stopped after 30 s."
    client = failing(getattr(errors, name)(message))
    answer = client.get("/sparql", query_string={"query": "ASK {}"})
    assert (answer.status_code, answer.text) == (EXPECTED[name], f"{message}\n")


def test_a_busy_store_says_when_to_come_back(failing: Failing) -> None:
    busy = failing(errors.StoreBusy("Another process is writing.")).get("/sparql?query=ASK {}")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
    slow = failing(errors.TimedOut("Stopped after 1 s.")).get("/sparql?query=ASK {}")
    assert "Retry-After" not in slow.headers


@pytest.mark.parametrize("path", ["/sparql?query=ASK {}", "/api/claims", "/", "/health"])
@pytest.mark.parametrize("kind", list(PUBLIC))
def test_what_is_the_operators_stands_in_the_log_alone(
    failing: Failing, caplog: pytest.LogCaptureFixture, kind: type[errors.KgError], path: str
) -> None:
    message = "IO error: /srv/kg/store of http://10.0.0.1/ cannot be read: KG_STORE_TOKEN?"
    told = failing(kind(message)).get(path)
    status = 503 if path == "/health" else EXPECTED[kind.__name__]
    assert (told.status_code, "/srv" in told.text) == (status, False)
    assert PUBLIC[kind] in told.text
    assert message in caplog.text


def test_a_store_that_is_gone(tmp_path: Path) -> None:
    with service(tmp_path / "gone") as app:
        shutil.rmtree(tmp_path / "gone")
        for path in ("/health", "/sparql?query=SELECT * {?s ?p ?o}"):
            answer = app.test_client().get(path)
            assert (answer.status_code, str(tmp_path) in answer.text) == (503, False)


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("/sparql?query=ASK {}", "", "text/plain"),
        ("/sparql?query=ASK {}", "*/*", "text/plain"),
        ("/sparql?query=ASK {}", "application/json", "application/problem+json"),
        (
            "/sparql?query=ASK {}&format=json",
            "application/problem+json",
            "application/problem+json",
        ),
        ("/api/claims", "", "application/problem+json"),
        ("/", "application/problem+json", "application/problem+json"),
        ("/", "text/html", "text/html"),
        ("/", "image/png", "text/plain"),
    ],
)
def test_the_form_of_a_message(failing: Failing, path: str, accept: str, expected: str) -> None:
    client = failing(errors.BadRequest("Not at line 3, column 14, – please."))
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (400, expected)
    if expected == "application/problem+json":
        assert json.loads(answer.data) == {
            "title": "Bad Request",
            "status": 400,
            "detail": "Not at line 3, column 14, – please.",
            "line": 3,
            "column": 14,
        }


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
    assert (ill.status_code, ill.text) == (503, f"{PUBLIC[errors.StoreBroken]}\n")


def test_no_store_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound, match="No store in"):
        create_app(Settings(store=tmp_path / "none"))
