import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from served import ENDLESS, ROOT, Served, children, served

from kg.config import Settings
from kg.errors import KgError
from kg.web.serve import serve

SLOW = """
import sys, time
from kg.web import serve as module
module.GRACE_SECONDS = float(sys.argv[1])
def app(environ, start_response):
    time.sleep(float(environ["PATH_INFO"][1:]))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return (b"done" for _ in range(100_000))
print(module.serve(app, ("127.0.0.1", 0), lambda url: print(url, flush=True)))
module.leave(0)
"""


@pytest.fixture
def server(web_settings: Settings, tmp_path: Path) -> Iterator[Served]:
    with served(web_settings.store, tmp_path) as running:
        yield running


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_program_serves_until_it_is_asked_to_stop(server: Served, stop: signal.Signals) -> None:
    assert server.get("/health")[1] == b'{"status":"ok"}\n'
    server.process.send_signal(stop)
    assert server.process.wait(20) == 0


class Slow:
    """An app whose answer takes as long as its path says."""

    def __init__(self, grace: float) -> None:
        command = [sys.executable, "-c", SLOW, str(grace)]
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.out = self.process.stdout
        self.port = int(self.out.readline().strip().rstrip("/").rpartition(":")[2])

    def asked(self, seconds: float) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(f"GET /{seconds} HTTP/1.0\r\n\r\n".encode())
        time.sleep(0.3)
        return connection


def all_of(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture
def slow(request: pytest.FixtureRequest) -> Iterator[Slow]:
    started = Slow(request.param)
    yield started
    started.process.kill()
    started.process.communicate()


@pytest.mark.parametrize("slow", [10.0], indirect=True)
def test_what_is_under_way_is_finished_and_nothing_new_begun(slow: Slow) -> None:
    under_way = slow.asked(1.5)
    slow.process.terminate()
    time.sleep(0.3)
    with pytest.raises(ConnectionRefusedError):
        slow.asked(0)
    assert all_of(under_way).endswith(b"done" * 100_000)
    assert slow.process.wait(10) == 0
    assert slow.out.read().strip() == "True"


@pytest.mark.parametrize(("slow", "signals"), [(0.5, 1), (20.0, 2)], indirect=["slow"])
def test_the_end_of_the_grace_time_or_a_second_signal_ends_it(slow: Slow, signals: int) -> None:
    with slow.asked(15):
        began = time.monotonic()
        for _ in range(signals):
            slow.process.terminate()
            time.sleep(0.2)
        assert slow.process.wait(10) == 0
        assert time.monotonic() - began < 5
    assert slow.out.read().strip() == "False"


UNANSWERED = 6  # the exit code of what was stopped before its end
LONG = {"KG_QUERY_SECONDS": "60"}


@pytest.mark.parametrize(
    ("stop", "signals"),
    [
        (signal.SIGINT, 2),
        (signal.SIGTERM, 3),
        pytest.param(signal.SIGTERM, 1, marks=[pytest.mark.slow, pytest.mark.timed]),
    ],
)
def test_queries_that_still_run_at_the_end_are_told_so(
    web_settings: Settings, tmp_path: Path, stop: signal.Signals, signals: int
) -> None:
    with served(web_settings.store, tmp_path, "--workers", "2", **LONG) as server:
        with ThreadPoolExecutor(3) as clients:
            asked = [clients.submit(server.ask, ENDLESS) for _ in range(3)]  # one of them waits
            time.sleep(1)
            for _ in range(signals):
                server.process.send_signal(stop)
                time.sleep(0.1)
            answers = [each.result() for each in asked]
        assert server.process.wait(20) == UNANSWERED
    assert [answer.status for answer, _ in answers] == [503] * 3
    told = b"This was stopped before its end, as the store was closed.\n"
    assert [body for _, body in answers].count(told) >= 2
    assert server.errors.read_text() == "Stopped before all requests were answered.\n"


def test_a_query_whose_client_has_left_keeps_nobody_from_stopping(
    web_settings: Settings, tmp_path: Path
) -> None:
    with served(web_settings.store, tmp_path, **LONG) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            head = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: a\r\n\r\n"
            connection.sendall(head.encode())
            time.sleep(0.5)
        server.process.terminate()
        assert server.process.wait(20) in {0, UNANSWERED}
    assert "panicked" not in server.errors.read_text()
    assert "Traceback" not in server.errors.read_text()


def test_query_processes_end_with_the_service(server: Served) -> None:
    assert server.ask("ASK {}")[0].status == 200
    workers = children(server.process.pid)
    assert workers
    server.process.terminate()
    assert server.process.wait(20) == 0
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.timed
@pytest.mark.slow
def test_a_full_queue_is_told_at_once_and_health_still_answers(
    web_settings: Settings, tmp_path: Path
) -> None:
    options = ("--workers", "1", "--queue", "1", "--queue-seconds", "20")
    with served(web_settings.store, tmp_path, *options, KG_QUERY_SECONDS="2") as server:
        clients = [threading.Thread(target=server.ask, args=(ENDLESS,)) for _ in range(2)]
        for client in clients:
            client.start()
            time.sleep(0.5)
        began = time.monotonic()
        answer, body = server.ask("ASK {}")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        assert b"try again" in body
        assert server.get("/health/live")[0].status == 200
        figures = server.get("/metrics")[1].decode()
        assert time.monotonic() - began < 2
        assert {"kg_active 1.0", "kg_waiting 1.0", "kg_refused_total 1.0"} <= set(
            figures.splitlines()
        )
        for client in clients:
            client.join()
        assert server.ask("ASK {}")[0].status == 200


@pytest.mark.timed
@pytest.mark.slow
def test_who_waits_too_long_is_turned_away(web_settings: Settings, tmp_path: Path) -> None:
    options = ("--workers", "1", "--queue-seconds", "0.5")
    with served(web_settings.store, tmp_path, *options, KG_QUERY_SECONDS="2") as server:
        busy = threading.Thread(target=server.ask, args=(ENDLESS,))
        busy.start()
        time.sleep(0.5)
        assert server.ask("ASK {}")[0].status == 503
        busy.join()
        assert server.ask("ASK {}")[0].status == 200


def test_who_leaves_frees_the_place(web_settings: Settings, tmp_path: Path) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with served(web_settings.store, tmp_path, "--workers", "1") as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(
                f"GET /sparql?query={quote(rows)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
            )
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        assert server.ask("ASK {}")[0].status == 200


def test_an_empty_dataset_is_served_and_filled(tmp_path: Path) -> None:
    add = "INSERT DATA { <http://a.example/s> <http://a.example/p> 1 }"
    with served(tmp_path / "new", tmp_path, "--allow-update", KG_TOKEN="secret") as server:
        assert b"false" in server.ask("ASK { ?s ?p ?o }", Accept="application/json")[1]
        for headers, status in (({}, 401), ({"Authorization": "Bearer secret"}, 204)):
            connection = server.connect()
            body = f"update={quote(add)}"
            connection.request(
                "POST",
                "/update",
                body,
                headers | {"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert connection.getresponse().status == status
        assert b"true" in server.ask("ASK { ?s ?p 1 }", Accept="application/json")[1]


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KgError, match=rf"Cannot listen on 127\.0\.0\.1:{port} .*--port"):
            serve(Flask("none"), ("127.0.0.1", port))


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        ({}, 3, "Error: No store in"),
        ({"KG_PORT": "http"}, 2, "Error: KG_PORT: 'http' is not"),
        ({"KG_ALLOW_UPDATE": "1"}, 2, "Error: Updates are allowed to who shows a token"),
        ({"KG_WORKERS": "0"}, 2, "Error: KG_WORKERS: '0' is not"),
    ],
)
def test_the_program_ends_with_a_sentence_and_the_code_of_the_command(
    tmp_path: Path, settings: dict[str, str], code: int, message: str
) -> None:
    environ = os.environ | {"KG_STORE": str(tmp_path / "none")} | settings
    ended = subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code
    assert ended.stderr.startswith(message)
    assert ended.stderr.count("\n") == 1


def test_a_server_loads_no_models(web_settings: Settings) -> None:
    code = (
        "import sys, server, kg.web.serve\n"
        "server.app_factory()\n"
        "print(sorted({'spacy', 'onnxruntime', 'torch', 'rdflib'} & set(sys.modules)))\n"
    )
    environ = os.environ | {"KG_STORE": str(web_settings.store)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert ended.stdout.strip() == "[]"
