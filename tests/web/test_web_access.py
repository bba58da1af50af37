import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import NQUADS, TOKEN, TURTLE, UPDATE, WRITER, ask, service

from kg import errors
from kg.web.access import Turn

FORM = "application/x-www-form-urlencoded"
TRIPLE = "<urn:s> <urn:p> <urn:o> ."
ANY = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'rdf:about="urn:s"><p xmlns="urn:">o</p></rdf:Description></rdf:RDF>'
)
RDF = {
    TURTLE: TRIPLE,
    NQUADS: "<urn:s> <urn:p> <urn:o> <urn:g> .",
    "application/n-triples": TRIPLE,
    "application/trig": TRIPLE,
    "application/rdf+xml": XML,
    "application/ld+json": '{"@id": "urn:s", "urn:p": "o"}',
}
# Every way to write: method, path, media type, body.
WRITES = [
    ("POST", "/update", UPDATE, "INSERT DATA { <urn:s> <urn:p> <urn:o> }"),
    ("POST", "/update", FORM, "update=INSERT+DATA+%7B+%3Curn%3As%3E+%3Curn%3Ap%3E+1+%7D"),
    ("POST", "/update", "text/plain", "CLEAR ALL"),
    *(
        (method, path, media_type, body)
        for method in ("PUT", "POST")
        for path in ("/graph", "/graph?default", "/graph?graph=urn:g", "/graph/a/b")
        for media_type, body in RDF.items()
    ),
    *(("DELETE", path, "", "") for path in ("/graph", "/graph?default", "/graph?graph=urn:g")),
    ("POST", "/graph?graph=urn:g", "multipart/form-data; boundary=x", "--x--"),
]
SHOWN = {
    "none": {},
    "wrong": {"Authorization": f"Bearer {TOKEN}x"},
    "start": {"Authorization": f"Bearer {TOKEN[:-1]}"},
    "empty": {"Authorization": "Bearer "},
    "no ASCII": {"Authorization": "Bearer é"},
    "basic": {"Authorization": "Basic dXNlcjpwYXNz"},
    "as parameter": {"X-Token": TOKEN},
}


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with service(tmp_path_factory.mktemp("access")) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with service(tmp_path_factory.mktemp("closed"), allow_update=False) as app:
        yield app.test_client()


@pytest.mark.parametrize(("method", "path", "media_type", "body"), WRITES)
def test_nobody_writes_where_updates_are_off(
    closed: FlaskClient, method: str, path: str, media_type: str, body: str
) -> None:
    for headers in ({}, WRITER):
        answer = closed.open(
            path, method=method, data=body, content_type=media_type, headers=headers
        )
        assert (answer.status_code, answer.mimetype) == (403, "text/plain")
        assert "read only" in answer.text
    assert not ask(closed, ANY)


@pytest.mark.parametrize(("method", "path", "media_type", "body"), WRITES)
def test_nobody_writes_without_the_token(
    writable: FlaskClient, method: str, path: str, media_type: str, body: str
) -> None:
    answer = writable.open(path, method=method, data=body, content_type=media_type)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="')
    assert "Authorization: Bearer" in answer.text
    assert not ask(writable, ANY)


@pytest.mark.parametrize("shown", SHOWN)
def test_nothing_but_the_token_opens(writable: FlaskClient, shown: str) -> None:
    update = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
    answer = writable.post("/update", data=update, content_type=UPDATE, headers=SHOWN[shown])
    assert answer.status_code == 401
    is_bearer = SHOWN[shown].get("Authorization", "").startswith("Bearer")
    assert ("invalid_token" in answer.headers["WWW-Authenticate"]) == is_bearer
    assert TOKEN not in answer.text
    assert not ask(writable, ANY)


def test_a_service_without_a_token_takes_no_writes(tmp_path: Path) -> None:
    with service(tmp_path, token=None) as app:
        for headers in ({}, {"Authorization": "Bearer None"}, {"Authorization": "Bearer "}):
            answer = app.test_client().delete("/graph", headers=headers)
            assert answer.status_code == 403


def test_the_scheme_is_written_in_any_case(writable: FlaskClient) -> None:
    headers = {"Authorization": f"bearer  {TOKEN}"}
    answer = writable.post("/update", data="CLEAR ALL", content_type=UPDATE, headers=headers)
    assert answer.status_code == 204


def test_reading_takes_no_token(writable: FlaskClient) -> None:
    for headers in ({}, SHOWN["wrong"]):
        assert writable.get("/sparql?query=ASK {}", headers=headers).status_code == 200
        assert writable.get("/graph", headers=headers).status_code == 200


def test_writers_take_turns() -> None:
    turn, order = Turn(), list[str]()

    def second() -> None:
        with turn.taken(5):
            order.append("second")

    with turn.taken(5):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.05)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_a_turn_that_does_not_come_is_told() -> None:
    turn = Turn()
    with turn.taken(1), pytest.raises(errors.StoreBusy, match=r"0\.01 s"), turn.taken(0.01):
        pass
    with turn.taken(0.01):
        pass
