import csv
import io
import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import StoreBroken, TimedOut
from kg.web.cutting import CutError, cut_visibly
from kg.web.problems import PUBLIC
from kg.web.reply import Reply, settled

BEGUN = {
    "application/n-triples": b'<http://a.example/s> <http://a.example/p> "1" .\n',
    "application/n-quads": b'<http://a.example/s> <http://a.example/p> "1" .\n',
    "text/turtle": b'<http://a.example/s> <http://a.example/p> "1" .\n',
    "application/trig": b'<http://a.example/g> { <http://a.example/s> <http://a.example/p> "1" }\n',
}


def cut(media_type: str, chunk: bytes) -> bytes:
    def failing() -> Iterator[bytes]:
        yield chunk
        yield b""
        raise TimedOut("The query was stopped after 3 s.")

    reply = Reply("200 OK", [("Content-Type", f"{media_type}; charset=utf-8")], failing())
    body = cut_visibly({}, lambda _: reply).body
    sent = bytearray()
    with pytest.raises(CutError, match="3 s"):
        list(map(sent.extend, body))
    return bytes(sent)


@pytest.mark.parametrize("media_type", list(BEGUN))
def test_no_parser_takes_a_cut_graph_for_whole(media_type: str) -> None:
    rdf = ox.RdfFormat.from_media_type(media_type)
    assert rdf is not None
    assert list(ox.parse(BEGUN[media_type], rdf))
    sent = cut(media_type, BEGUN[media_type])
    assert sent.startswith(BEGUN[media_type])
    assert b"The query was stopped after 3 s." in sent
    with pytest.raises(SyntaxError):
        list(ox.parse(sent, rdf))


def test_cut_rows() -> None:
    table = cut("text/csv", b"a,b\r\n1,2\r\n").decode()
    with pytest.raises(csv.Error):
        list(csv.reader(io.StringIO(table), strict=True))
    tabs = cut("text/tab-separated-values", b"?a\t?b\n1\t2\n")
    with pytest.raises(SyntaxError):
        list(ox.parse_query_results(tabs, ox.QueryResultsFormat.TSV))
    begun = b'{"head":{"vars":["a"]},"results":{"bindings":['
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut("application/sparql-results+json", begun))


def test_what_fails_before_anything_is_sent_still_gets_a_status() -> None:
    def failing() -> Iterator[bytes]:
        yield b"first"
        raise TimedOut("late")

    with pytest.raises(TimedOut):
        settled(failing())


def test_the_tail_tells_nothing_that_is_the_operators() -> None:
    def failing() -> Iterator[bytes]:
        yield b"a\n"
        raise StoreBroken("/srv/kg/store cannot be read.")

    body = cut_visibly(
        {}, lambda _: Reply("200 OK", [("Content-Type", "text/csv")], failing())
    ).body
    chunks = iter(body)
    assert (next(chunks), next(chunks)) == (b"a\n", b'\n"error: ' + PUBLIC[StoreBroken].encode())
