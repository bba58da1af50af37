import hashlib
import io
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from served import served
from services import TOKEN, WRITER

from kg.config import Settings
from kg.errors import BadRequest
from kg.web.access_log import AccessLog, open_log
from kg.web.app import create_app
from kg.web.observing import Observation, Seen
from kg.web.reply import Reply

QUERY = "ASK { ?secret ?p ?o }"


def lines(file: Path, count: int) -> list[dict[str, Any]]:
    """The lines of a log, once there are so many of them."""
    deadline = time.monotonic() + 10
    while len(found := file.read_text().splitlines()) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return [json.loads(line) for line in found]


def test_a_line_for_each_request(web_settings: Settings, tmp_path: Path) -> None:
    with served(web_settings.store, tmp_path, KG_TOKEN=TOKEN) as server:
        _, body = server.ask(QUERY, **WRITER)
        server.ask(f"{QUERY} nonsense")
        _, big = server.ask("SELECT * { ?a ?b ?c . ?d a ?e } LIMIT 20000", Accept="text/csv")
        asked, failed, streamed = lines(server.log, 3)
        text = server.log.read_text()
    assert asked["method"] == "GET"
    assert (asked["path"], asked["status"], asked["client"]) == ("/sparql", 200, "127.0.0.1")
    assert asked["query"] == hashlib.sha256(QUERY.encode()).hexdigest()[:16]
    assert asked["bytes"] == len(body)
    assert asked["ms"] > 0
    assert asked["time"].endswith("+00:00")
    assert failed["status"] == 400
    assert streamed["bytes"] == len(big)
    assert "secret" not in text
    assert TOKEN not in text


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_rows_of_answers(web_settings: Settings, path: str) -> None:
    stream = io.StringIO()
    log = AccessLog(stream)
    client = create_app(web_settings, log=log).test_client()
    for query, accept in (
        ("SELECT * { ?s a ?o } LIMIT 3", "application/sparql-results+json"),
        ("SELECT * { ?s a <urn:none> }", "application/sparql-results+xml"),
        ("SELECT * { ?a ?b ?c . ?d a ?e } LIMIT 20000", "text/csv"),
        ("ASK { ?s ?p ?o }", "text/csv"),
        ("SELECT nonsense", "text/csv"),
        ("CONSTRUCT WHERE { ?s a ?o }", "text/turtle"),
    ):
        client.get(path, query_string={"query": query}, headers={"Accept": accept}).get_data()
    client.head(path, query_string={"query": "SELECT * { ?s a ?o } LIMIT 3"})
    rows = [json.loads(line).get("rows") for line in stream.getvalue().splitlines()]
    assert rows == [3, 0, 20000, None, None, None, None]


def test_rows_of_an_answer_that_was_left(web_settings: Settings) -> None:
    stream = io.StringIO()
    client = create_app(web_settings, log=AccessLog(stream)).test_client()
    query = "SELECT * { ?a ?b ?c . ?d a ?e }"
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    next(iter(answer.response))
    answer.close()
    (line,) = map(json.loads, stream.getvalue().splitlines())
    assert line["error"] == "the client left"
    assert 0 < line["rows"] < 20000


def test_quiet_keeps_none(web_settings: Settings, tmp_path: Path) -> None:
    with served(web_settings.store, tmp_path, "--quiet") as server:
        assert server.ask(QUERY)[0].status == 200
        assert not server.log.exists()


def test_what_a_client_sends_cannot_forge_a_line() -> None:
    stream = io.StringIO()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": '/a"\n{"forged": 1}', "kg.rows": 7}
    AccessLog(stream).note(Seen(environ, 404, 0.0, 0.25, 3, "the client left"))
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.000+00:00", "client": "", "method": "GET",
        "path": '/a"\n{"forged": 1}', "status": 404, "ms": 250.0, "bytes": 3, "rows": 7,
        "error": "the client left",
    }  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_costs_lines_and_no_answers(tmp_path: Path) -> None:
    options = ("--allow-update", "--access-log", "/dev/full")
    insert = f"update={quote('INSERT DATA { <urn:a> <urn:b> <urn:c> }')}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with served(tmp_path / "store", tmp_path, *options, KG_TOKEN=TOKEN) as server:
        assert server.get("/health")[1] == b'{"status":"ok"}\n'
        connection = server.connect()
        connection.request("POST", "/update", insert, WRITER | form)
        assert connection.getresponse().status == 204
        answer, body = server.ask("SELECT ?s { ?s ?p ?o }", Accept="text/csv")
        assert (answer.status, body) == (200, b"s\r\nurn:a\r\n")
        said = "The access log cannot be written (No space left on device): lines of it are lost.\n"
        assert server.errors.read_text() == said


def test_an_observer_that_fails_breaks_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[Seen] = []

    def fail(_: Seen) -> None:
        raise ZeroDivisionError("no such thing")

    observe = Observation([fail, seen.append]).observe
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    for body in ([b"whole"], iter([b"who", b"le"])):
        reply = observe(environ, lambda _, body=body: Reply("200 OK", [], body))
        assert b"".join(reply.body) == b"whole"
    assert [each.size for each in seen] == [5, 5]
    assert caplog.messages == ["no such thing"]


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"none/access\.log cannot be written"):
        open_log(tmp_path / "none" / "access.log")
