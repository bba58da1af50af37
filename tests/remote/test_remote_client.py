"""Requests over real connections to servers on this machine."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kg import errors
from kg.remote.client import Http, Reply, Request
from kg.remote.hosts import Listed
from tests.remote.neighbours import Neighbour, Says

LOCAL = Http(Listed(["127.0.0.1"]))
MOST = 1000


def fetch(client: Http, url: str, seconds: float = 5.0) -> Reply:
    return client.fetch(Request("GET", url), seconds=seconds, most=MOST)


def test_an_answer(there: Neighbour) -> None:
    there.says["/a"] = Says(b"<a> <b> <c> .", "text/turtle; charset=utf-8")
    reply = fetch(LOCAL, there.url("/a?b=c"))
    assert (reply.status, reply.media_type, reply.data) == (200, "text/turtle", b"<a> <b> <c> .")
    assert there.asked[0].path == "/a?b=c"
    assert there.asked[0].headers["host"] == f"127.0.0.1:{there.port}"


def test_a_body_is_sent(there: Neighbour) -> None:
    there.says["/"] = Says()
    request = Request("POST", there.url(), {"Content-Type": "text/plain"}, "é".encode())
    LOCAL.fetch(request, seconds=5, most=MOST)
    assert there.asked[0].body == "é".encode()
    assert there.asked[0].headers["content-type"] == "text/plain"


def test_redirects_are_not_followed(there: Neighbour) -> None:
    there.says["/"] = Says(status=302, headers={"Location": there.url("/secret")})
    there.says["/secret"] = Says(b"secret")
    reply = fetch(LOCAL, there.url())
    assert (reply.status, reply.data) == (302, b"")
    assert [each.path for each in there.asked] == ["/"]


def test_a_name_that_leads_to_this_machine_is_refused(there: Neighbour) -> None:
    client = Http(Listed(["localhost"]))
    with pytest.raises(errors.BadRequest, match="an address that is not public"):
        fetch(client, there.url(host="localhost"))
    assert there.asked == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(there: Neighbour) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return next(answers)

    client = Http(Listed(["rebound.example"], rebinding))
    with pytest.raises(errors.RemoteFailed):
        fetch(client, there.url(host="rebound.example"), seconds=0.3)
    assert asked == [("rebound.example", there.port)]
    assert there.asked == []


def test_too_large(there: Neighbour) -> None:
    there.says["/"] = Says(b"x" * (MOST + 1))
    with pytest.raises(errors.RemoteFailed, match="gives more than the 1000 bytes"):
        fetch(LOCAL, there.url())


def test_a_handshake_that_drips_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip_handshake, args=(server,), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(errors.RemoteFailed):
            fetch(LOCAL, f"https://127.0.0.1:{server.getsockname()[1]}/", seconds=0.5)
        assert time.monotonic() - began < 2


def _drip_handshake(server: socket.socket) -> None:
    connected, _ = server.accept()
    with connected, contextlib.suppress(OSError):
        connected.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
        for _ in range(50):
            time.sleep(0.1)
            connected.sendall(b"\0")


def _drip_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _drip(handler, b"X: y\r\n")


def _drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n\r\n")
    _drip(handler, b"#")


def _drip(handler: BaseHTTPRequestHandler, piece: bytes) -> None:
    for _ in range(60):
        try:
            handler.wfile.write(piece)
        except OSError:
            return
        time.sleep(0.05)


def _silence(_: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


@pytest.mark.parametrize("raw", [_drip_head, _drip_body, _silence])
def test_who_is_slow_is_left(there: Neighbour, raw: Says) -> None:
    there.says["/"] = Says(raw=raw)
    began = time.monotonic()
    with pytest.raises(errors.RemoteTooSlow, match=r"has not answered within 0\.4 s"):
        fetch(LOCAL, there.url(), seconds=0.4)
    assert time.monotonic() - began < 1.8


def _short(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<urn:a> <urn:b> <urn:c> .\n"
    )


def _no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 ready\r\n")


def _packed(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx")


@pytest.mark.parametrize("raw", [_short, _no_http, _packed])
def test_broken_answers(there: Neighbour, raw: Says) -> None:
    there.says["/"] = Says(raw=raw)
    with pytest.raises(errors.RemoteFailed, match=r"^The server at http://127\.0\.0\.1:\d+/ "):
        fetch(LOCAL, there.url())


@pytest.fixture
def closed() -> Iterator[int]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def test_nobody_there(closed: int) -> None:
    with pytest.raises(errors.RemoteFailed, match="cannot be asked: connection refused"):
        fetch(LOCAL, f"http://127.0.0.1:{closed}/")


def test_encryption_with_who_has_none(there: Neighbour) -> None:
    with pytest.raises(errors.RemoteFailed, match="its certificate or encryption"):
        fetch(LOCAL, there.url().replace("http:", "https:"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of the name named.example, with its key in the same file."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not installed")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=named.example"
    names = ["-addext", "subjectAltName=DNS:named.example", "-keyout", "-", "-out", "-"]
    made = subprocess.run([*words.split(), *names], capture_output=True, check=True)
    file.write_bytes(made.stdout)
    return file


def test_the_certificate_has_to_be_that_of_the_name(
    there: Neighbour, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    there.secure(context)
    there.says["/"] = Says(b"in secret")
    client = Http(Listed(["named.example", "other.example", "127.0.0.1"], lambda *_: ["127.0.0.1"]))
    named, other = (
        there.url(host=f"{name}.example").replace("http:", "https:") for name in ("named", "other")
    )
    with pytest.raises(errors.RemoteFailed, match="is not to be trusted"):
        fetch(client, named)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr("kg.remote.client._certificates", lambda: trusting)
    assert fetch(client, named).data == b"in secret"
    with pytest.raises(errors.RemoteFailed, match="is not to be trusted"):
        fetch(client, other)
