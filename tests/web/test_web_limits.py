"""Limits of what one answer may be, by each way to ask."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import NQUADS, WRITER, service
from small_graph import BASE, A

from kg.config import Settings
from kg.web.app import create_app
from kg.web.settings import Limits, Serving

DATA = "".join(
    f'<http://a.example/s{number}> <http://a.example/p> "{number}" <http://a.example/g> .\n'
    for number in range(10)
)
ROWS = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
TRIPLES = "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }"
SOURCE = f"{BASE}source/{A.id}"
Make = Callable[[Limits], FlaskClient]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with service(tmp_path) as filled:
        written = filled.test_client().post(
            "/graph", data=DATA, content_type=NQUADS, headers=WRITER
        )
        assert written.status_code < 300
    opened = []

    def client(limits: Limits) -> FlaskClient:
        opened.append(service(tmp_path, limits=limits))
        return opened[-1].__enter__().test_client()

    yield client
    for each in opened:
        each.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("path", "limits"),
    [
        (f"/api/queries/browse/source-claims?source={SOURCE}&format=csv", Limits(rows=1)),
        (f"/api/queries/browse/source-claims?source={SOURCE}&format=csv", Limits(result_bytes=9)),
        (f"/source/{A.id}?format=ntriples", Limits(result_bytes=9)),
    ],
)
def test_pages_and_shipped_queries(
    client: FlaskClient, web_settings: Settings, path: str, limits: Limits
) -> None:
    assert client.get(path).status_code == 200
    limited = create_app(web_settings, serving=Serving(limits=limits)).test_client()
    assert limited.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_rows(make: Make, path: str) -> None:
    exact = make(Limits(rows=10)).get(path, query_string={"query": ROWS})
    assert (exact.status_code, len(exact.json["results"]["bindings"])) == (200, 10)
    for media_type in ("application/sparql-results+json", "text/csv"):
        asked = {"query_string": {"query": ROWS}, "headers": {"Accept": media_type}}
        answer = make(Limits(rows=9)).get(path, **asked)
        assert answer.status_code >= 400
        assert "more than 9 rows" in answer.text


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/sparql", {"query": TRIPLES}), ("/sparql/", {"query": TRIPLES}), ("/graph", {})],
)
def test_bytes(make: Make, path: str, asked: dict[str, str]) -> None:
    accept = {"Accept": NQUADS}
    whole = make(Limits()).get(path, query_string=asked, headers=accept)
    assert len(whole.data.splitlines()) == 10
    exact = make(Limits(result_bytes=len(whole.data))).get(path, query_string=asked, headers=accept)
    assert sorted(exact.data.splitlines()) == sorted(whole.data.splitlines())
    answer = make(Limits(result_bytes=len(whole.data) - 1)).get(
        path, query_string=asked, headers=accept
    )
    assert answer.status_code >= 400
    assert "larger than" in answer.text


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_a_query_that_is_too_long(make: Make, path: str) -> None:
    client = make(Limits(query_bytes=20))
    assert client.get(path, query_string="query=ASK{}").status_code == 200
    assert client.get(path, query_string="query=ASK{}" + "+" * 20).status_code == 414
    direct = {"content_type": "application/sparql-query"}
    assert client.post(path, data="ASK {}" + " " * 14, **direct).status_code == 200
    assert client.post(path, data="ASK {}" + " " * 15, **direct).status_code == 413
