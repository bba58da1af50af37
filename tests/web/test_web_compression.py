import http.client
import json
import zlib
from collections.abc import Iterator

import pytest
import zstandard
from flask.testing import FlaskClient
from served import Served, served

from kg.config import Settings
from kg.web.compression import CODINGS, LEAST, Compressed, chosen, compress
from kg.web.reply import Reply

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
LINES = "application/n-triples"


def unpacked(coding: str, data: bytes) -> bytes:
    if coding == "gzip":
        return zlib.decompress(data, wbits=31)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip;q=0, *", "zstd"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("gzip;q=nonsense", None),
        ("br", None),
    ],
)
def test_the_coding_that_is_preferred(accept: str, coding: str | None) -> None:
    assert chosen(accept) == coding


@pytest.mark.parametrize("coding", list(CODINGS))
def test_an_answer_is_the_same_when_unpacked(client: FlaskClient, coding: str) -> None:
    query = {"query": ALL}
    plain = client.get("/sparql", query_string=query, headers={"Accept": LINES})
    packed = client.get(
        "/sparql", query_string=query, headers={"Accept": LINES, "Accept-Encoding": coding}
    )
    assert packed.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert sorted(unpacked(coding, packed.data).split(b"\n")) == sorted(plain.data.split(b"\n"))
    assert len(packed.data) < len(plain.data) / 2


def test_heads_do_not_tell_a_length_that_the_answer_would_not_have(client: FlaskClient) -> None:
    plain = client.head("/")
    assert int(plain.headers["Content-Length"]) == len(client.get("/").data) > LEAST
    packed = client.head("/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Length" not in packed.headers
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_tiny_answers_and_those_that_are_packed_stay_as_they_are(client: FlaskClient) -> None:
    tiny = client.get("/sparql?query=ASK{}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in tiny.headers
    for kind in ("application/zip", "image/png"):
        reply = Reply("200 OK", [("Content-Type", kind)], [b"x" * LEAST])
        environ = {"HTTP_ACCEPT_ENCODING": "gzip", "REQUEST_METHOD": "GET"}
        assert compress(environ, lambda _, reply=reply: reply).body == [b"x" * LEAST]


@pytest.mark.parametrize("coding", list(CODINGS))
def test_a_stream_is_compressed_while_it_is_made(coding: str) -> None:
    made = 0

    def chunks() -> Iterator[bytes]:
        nonlocal made
        for number in range(60):
            made += 1
            yield " ".join(f"{number * each}" for each in range(5_000)).encode()

    body = Compressed(chunks(), CODINGS[coding]())
    first = next(body)
    assert made < 30
    assert unpacked(coding, first + b"".join(body)) == b"".join(chunks())


@pytest.mark.parametrize("coding", list(CODINGS))
def test_a_body_that_fails_lacks_the_end_of_its_coding(coding: str) -> None:
    def failing() -> Iterator[bytes]:
        yield b"x" * 1_000_000
        raise ConnectionError

    body = Compressed(failing(), CODINGS[coding]())
    sent = bytearray()
    with pytest.raises(ConnectionError):
        list(map(sent.extend, body))
    decoder = (
        zlib.decompressobj(31) if coding == "gzip" else zstandard.ZstdDecompressor().decompressobj()
    )
    decoder.decompress(sent)
    assert not decoder.eof


@pytest.fixture(scope="module")
def server(web_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(web_settings.store, tmp_path_factory.mktemp("log")) as running:
        yield running


@pytest.mark.parametrize("coding", list(CODINGS))
def test_over_the_wire(server: Served, coding: str) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d a ?e } LIMIT 20000"
    plain, whole = server.ask(rows, Accept="text/csv")
    assert len(whole) > 100_000
    answer, body = server.ask(rows, Accept="text/csv", Accept_Encoding=coding)
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, coding)
    assert answer.headers["Content-Length"] is None
    assert sorted(unpacked(coding, body).splitlines()) == sorted(whole.splitlines())
    assert plain.headers["Content-Encoding"] is None


def test_small_answers_say_how_long_they_are(server: Served) -> None:
    answer, body = server.ask("ASK {}", Accept="application/sparql-results+json")
    assert isinstance(answer, http.client.HTTPResponse)
    assert json.loads(body)["boolean"] is True
    assert answer.headers["Content-Length"] == str(len(body))
