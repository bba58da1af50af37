"""A store on another server: what goes there, and what comes of its answers."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg import errors
from kg.config import Settings
from kg.store import places
from kg.store.protocol import GRAPH_TYPES, Dataset, Most, Store, Whole
from kg.store.remote import Services, open_remote
from tests.interchange import servers
from tests.remote.neighbours import JSON, Neighbour, Says, neighbour

A = '<urn:s> <urn:p> "a" <urn:a> .\n'
B = '<urn:s> <urn:p> "b"@en <urn:b> .\n'
IN_A = "SELECT ?o { GRAPH <urn:a> { ?s ?p ?o } } ORDER BY STR(?o)"
NT = "application/n-triples"
TOO_MUCH = r"nested too deeply|may be sent to another server"
TABLE = json.dumps(
    {"head": {"vars": ["o"]}, "results": {"bindings": [{"o": {"type": "literal", "value": "x"}}]}}
).encode()


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def services(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    if reason := servers.missing(request.param):
        pytest.skip(reason)
    with servers.SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as server:
        yield Services(server.endpoint, server.endpoint.replace("/query", "/update"))


@pytest.fixture
def store(services: Services) -> Store:
    opened = open_remote(services)
    for graph in opened.graphs():
        opened.drop(graph)
    opened.replace({"urn:a": A, "urn:b": B})
    return opened


def values(store: Store, query: str = IN_A) -> list[str]:
    return [term.value for (term,) in store.select(query).rows if term]


def read(store: Store, query: str, kind: str, dataset: Dataset | None = None) -> str:
    return b"".join(store.answer(query, kind, dataset=dataset).chunks).decode()


def test_graphs_are_set_added_and_dropped(store: Store) -> None:
    assert store.graphs() == ("urn:a", "urn:b")
    store.replace(
        {"urn:a": A.replace('"a"', '"c"'), "urn:b": "", "urn:c": A.replace("urn:a", "urn:c")}
    )
    assert store.graphs() == ("urn:a", "urn:c")
    assert values(store) == ["c"]
    assert list(store.quads()) == [A.replace('"a"', '"c"'), A.replace("urn:a", "urn:c")]


def test_graphs_are_written_read_and_dropped(store: Store) -> None:
    assert store.write("urn:n", b"<urn:s> <urn:p> 'n' .", "text/turtle", replace=False)
    assert not store.write("urn:n", b"<urn:s> <urn:p> 'm' .", "text/turtle", replace=False)
    assert store.contains("urn:n")
    found = b"".join(store.content("urn:n", NT).chunks).decode()
    assert sorted(line.split()[2] for line in found.splitlines()) == ['"m"', '"n"']
    assert not store.write("urn:n", b"<s> <urn:p> 1 .", "text/turtle", base="urn:x:y", replace=True)
    assert store.drop("urn:n")
    assert not store.drop("urn:n")
    assert not store.contains("urn:n")
    with pytest.raises(errors.NotFound):
        store.content("urn:n", NT)


@pytest.mark.parametrize("kind", GRAPH_TYPES)
def test_graphs_in_every_format(store: Store, kind: str) -> None:
    found = read(store, "CONSTRUCT { ?s ?p ?o } { GRAPH <urn:b> { ?s ?p ?o } }", kind)
    [quad] = parse(found, RdfFormat.from_media_type(kind))
    assert str(quad.triple) == '<urn:s> <urn:p> "b"@en'


@pytest.mark.parametrize("kind", ["application/n-quads", "application/trig", "application/ld+json"])
def test_the_dataset(store: Store, kind: str) -> None:
    found = b"".join(store.content(Whole.DATASET, kind).chunks).decode()
    assert "urn:a" in found
    assert "urn:b" in found
    with pytest.raises(errors.BadRequest, match="cannot hold the graphs of a dataset"):
        store.content(Whole.DATASET, "text/turtle")


def test_updates(store: Store) -> None:
    store.update("INSERT { GRAPH <urn:a> { ?s ?p 'z' } } WHERE { GRAPH <urn:b> { ?s ?p ?o } }")
    assert values(store) == ["a", "z"]


def test_what_is_not_valid(store: Store) -> None:
    with pytest.raises(errors.BadRequest, match="The query is not valid"):
        store.select("SELECT * { ?s ?p ")
    with pytest.raises(errors.BadRequest, match="The update is not valid"):
        store.update("INSERT DATA { GRAPH <urn:a> { ?s ?p 1 ")
    assert values(store) == ["a"]


def test_graphs_of_the_request(store: Store) -> None:
    query = "SELECT ?o { ?s ?p ?o }"
    assert read(store, query, "text/csv", Dataset(("urn:a",))).split() in (
        ["o", "a"],
        ['"o"', '"a"'],
    )
    named = "SELECT ?o FROM <urn:b> { ?s ?p ?o }"
    assert values(store, named) == ["b"]


def test_without_an_address_for_updates_it_is_read_only(services: Services) -> None:
    store = open_remote(Services(services.query))
    for change in (
        lambda: store.update("DROP ALL"),
        lambda: store.replace({"urn:a": A}),
        lambda: store.write("urn:a", b"", "text/turtle", replace=True),
    ):
        with pytest.raises(errors.Unavailable, match="KG_STORE_UPDATE names the address"):
            change()


@pytest.fixture
def there() -> Iterator[Neighbour]:
    with neighbour() as running:
        yield running


def test_nothing_tells_the_version(there: Neighbour) -> None:
    assert open_remote(Services(there.url())).version() == ""
    assert there.asked == []


def test_limits_of_the_dataset(there: Neighbour) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        rows = b"GROUP" in there.asked[-1].body, b"COUNT" in there.asked[-1].body
        graphs = json.dumps(
            {
                "head": {"vars": ["g", "n"]},
                "results": {"bindings": [{"g": {"type": "uri", "value": "urn:g"}}]},
            }
        ).encode()
        body = {(True, True): graphs, (False, True): TABLE.replace(b'"x"', b'"100"')}.get(
            rows, b"<urn:s> <urn:p> <urn:o> .\n" * 100
        )
        kind = JSON if rows[1] else NT
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        handler.wfile.write(head.encode() + body)

    there.says["/"] = Says(raw=answer)
    store = open_remote(Services(there.url()))
    kind = "application/n-quads"
    assert b"".join(store.content(Whole.DATASET, kind).chunks).count(b"<urn:g> .\n") == 100
    for most in (Most(size=1000), Most(size=3000)):
        with pytest.raises(errors.TooLarge):
            b"".join(store.content(Whole.DATASET, kind, most=most).chunks)
    with pytest.raises(errors.TimedOut):
        store.content(Whole.DATASET, kind, seconds=0)


def test_the_token_is_sent_along(there: Neighbour) -> None:
    there.says["/"] = Says(TABLE, JSON)
    open_remote(Services(there.url(), token="word")).select("SELECT ?o { ?s ?p ?o }")
    assert there.asked[0].headers["authorization"] == "Bearer word"


@pytest.mark.parametrize(
    ("says", "error", "match"),
    [
        (Says(status=500), errors.StoreFailed, "answers 500"),
        (Says(status=302), errors.StoreFailed, "answers 302"),
        (Says(status=401), errors.Unavailable, "KG_STORE_TOKEN"),
        (Says(b"no such thing", "text/plain", 400), errors.BadRequest, "not valid: no such thing"),
        (Says(status=504), errors.TimedOut, "has stopped the query"),
        (Says(b"<html>", "text/html"), errors.RemoteFailed, "text/html and no results"),
        (Says(raw=lambda _: time.sleep(2)), errors.TimedOut, r"stopped after 0\.3 s"),
    ],
)
def test_failures_of_the_server(
    there: Neighbour, says: Says, error: type[errors.KgError], match: str
) -> None:
    there.says["/"] = says
    with pytest.raises(error, match=match):
        open_remote(Services(there.url())).select("SELECT ?o { ?s ?p ?o }", seconds=0.3)


@pytest.mark.parametrize("slow", [b"ASK", b"update="])
def test_changes_that_take_too_long(there: Neighbour, slow: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if slow in there.asked[-1].body:
            time.sleep(2)
        body = b'{"head":{},"boolean":true}'
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
        handler.wfile.write(head.encode() + body)

    there.says["/"] = Says(raw=answer)
    store = open_remote(Services(there.url(), there.url()))
    for change in (
        lambda seconds: store.write("urn:g", b"", NT, replace=True, seconds=seconds),
        lambda seconds: store.drop("urn:g", seconds=seconds),
    ):
        with pytest.raises(errors.TimedOut):
            change(0.3)
        change(5.0)


def test_a_graph_of_which_a_part_is_missing(there: Neighbour) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        counted = b"COUNT" in there.asked[-1].body
        body = TABLE.replace(b'"x"', b'"2"') if counted else b"<urn:s> <urn:p> <urn:o> .\n"
        kind = JSON if counted else NT
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        handler.wfile.write(head.encode() + body)

    there.says["/"] = Says(raw=half)
    with pytest.raises(errors.RemoteFailed, match="gives 1 of the 2 triples of urn:g"):
        list(open_remote(Services(there.url())).quads(("urn:g",)))


def test_limits_of_an_answer(there: Neighbour) -> None:
    there.says["/"] = Says(TABLE, JSON)
    store = open_remote(Services(there.url()))
    for most in (Most(size=10), Most(rows=0)):
        with pytest.raises(errors.TooLarge):
            b"".join(store.answer("SELECT ?o {}", JSON, most=most).chunks)
    assert b"".join(store.answer("SELECT ?o {}", JSON, most=Most(1, 1000)).chunks) == TABLE


def test_an_answer_in_another_format_than_asked_for(there: Neighbour) -> None:
    there.says["/"] = Says(TABLE, JSON)
    assert read(open_remote(Services(there.url())), "SELECT ?o {}", "text/csv") == "o\r\nx\r\n"


def test_a_query_that_is_left_is_ended(there: Neighbour) -> None:
    ended = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Type: {NT}\r\n\r\n".encode())
        try:
            for _ in range(500):
                handler.wfile.write(b"<urn:s> <urn:p> <urn:o> .\n" * 1000)
                time.sleep(0.01)
        except OSError:
            ended.append(True)

    there.says["/"] = Says(raw=endless)
    answer = open_remote(Services(there.url())).answer("CONSTRUCT WHERE { ?s ?p ?o }", NT)
    assert next(answer.chunks).startswith(b"<urn:s>")
    answer.chunks.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 5
    while not ended and time.monotonic() < until:
        time.sleep(0.02)
    assert ended


@pytest.mark.parametrize("address", ["http://user:word@example.org/", "http:///x", "https://a b/"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(errors.BadRequest):
        open_remote(Services(address))


def test_the_store_that_settings_name(tmp_path: Path) -> None:
    assert [places.is_address(each) for each in ("http://h/", "HTTPS://h", "kg-store", "http")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert places.folder(Settings(store=tmp_path)) == tmp_path
    with pytest.raises(errors.BadRequest, match="texts and records, which http://h/ has not"):
        places.folder(Settings(endpoint="http://h/"))


def test_what_is_written_is_in_no_form_of_ours(store: Store) -> None:
    store.write("urn:n", b"<urn:s> <urn:p> 1.0, 007 .", "text/turtle", replace=True)
    assert "urn:x-kg" not in "".join(store.quads(("urn:n",)))
    assert store.ask("ASK { GRAPH <urn:n> { <urn:s> <urn:p> ?o FILTER (?o = 7) } }")


@pytest.mark.parametrize(
    "text", ["SELECT * {" + "{" * 3000 + "}" * 3001, "ASK { " + "BIND (1 AS ?x) " * 5000 + "}"]
)
def test_what_would_kill_an_engine_is_not_sent(store: Store, text: str) -> None:
    with pytest.raises(errors.BadRequest, match=TOO_MUCH):
        store.answer(text, JSON)
    with pytest.raises(errors.BadRequest, match=TOO_MUCH):
        store.update(f"INSERT {{}} WHERE {{ {text} }}")
    assert store.graphs() == ("urn:a", "urn:b")
