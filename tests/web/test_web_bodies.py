import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from served import Served, served

TOKEN = "secret"
TRIPLE = b'<http://a.example/s> <http://a.example/p> "1" .\n'
HEAD = (
    "PUT /graph?graph=http://a.example/g HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/n-triples\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("bodies")
    with served(folder / "store", folder, "--allow-update", KG_TOKEN=TOKEN) as running:
        yield running


def sent(server: Served, head: str, body: bytes, *, stays: bool = True) -> bytes:
    """The answer to a request, or nothing where the client leaves before."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(f"{HEAD}{head}\r\n".encode() + body)
        if not stays:
            return b""
        return b"".join(iter(lambda: connection.recv(65536), b""))


def graph_is_there(server: Served) -> bool:
    query = "ASK { GRAPH <http://a.example/g> { ?s ?p ?o } }"
    return b"true" in server.ask(query, Accept="application/sparql-results+json")[1]


def test_a_body_in_chunks_is_refused(server: Served) -> None:
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(TRIPLE), TRIPLE)
    answer = sent(server, "Transfer-Encoding: chunked\r\n", chunks)
    assert answer.startswith(b"HTTP/1.1 411 ")
    assert b"Content-Length" in answer
    assert not graph_is_there(server)


def test_half_a_body_changes_nothing_and_a_whole_one_does(server: Served) -> None:
    sent(server, f"Content-Length: {2 * len(TRIPLE)}\r\n", TRIPLE, stays=False)
    time.sleep(1)
    assert not graph_is_there(server)
    whole = sent(server, f"Content-Length: {len(TRIPLE)}\r\n", TRIPLE)
    assert whole.startswith(b"HTTP/1.1 201 ")
    assert graph_is_there(server)
    sent(server, f"Content-Length: {len(TRIPLE)}\r\n", b"", stays=False)
    time.sleep(1)
    assert graph_is_there(server)


def test_only_some_bodies_are_read_at_once(server: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    with ExitStack() as slow:
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            slow.enter_context(connection).sendall(head + b"Content-Length: 1000\r\n\r\n")
        assert server.get("/health/live")[0].status == 200
        assert server.ask("ASK {}")[0].status == 200
        refused = sent(server, "Content-Length: 1\r\n", b"x")
        assert refused.startswith(b"HTTP/1.1 503 ")


@pytest.mark.parametrize(
    "asked", ["GET /sparql?query=ASK{}", "POST /health/live", "DELETE /graph?default"]
)
def test_a_body_that_is_not_taken_is_not_waited_for(server: Served, asked: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"{asked} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 ")


def test_who_sends_slowly_keeps_nobody_waiting(server: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    with ExitStack() as slow:
        for _ in range(60):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            slow.enter_context(connection).sendall(head + b"Content-Length: 9\r\n\r\nASK")
        began = time.monotonic()
        assert server.ask("ASK {}")[0].status == 200
        assert time.monotonic() - began < 3
