"""The quick lane answers as the application does, to which the address with a slash leads."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from small_graph import BASE

from kg import errors

Failing = Callable[[Exception], FlaskClient]
DIRECT = "application/sparql-query"
QUERIES = [
    "ASK {}",
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 5",
    'SELECT ("Łódź" AS ?word) {}',
    f"DESCRIBE <{BASE}dispute/p1>",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT * { <relative> ?p ?o }",
    "SELECT * {",
    "SELECT * { ?a ?b ",
    "CLEAR ALL",
    "",
    "# nothing",
]
ACCEPTS = [
    "",
    "*/*",
    "text/csv",
    "application/json, text/html;q=0.1",
    "text/turtle;q=0.9, */*;q=0.1",
    "image/png",
    "text/html",
    "application/problem+json",
]


def told(answer: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    unlike = {"ETag", "Content-Length"}
    headers = [(name, value) for name, value in answer.headers if name not in unlike]
    return answer.status_code, sorted(headers), answer.data


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("accept", ACCEPTS)
def test_both_ways_answer_alike(client: FlaskClient, query: str, accept: str) -> None:
    headers = {"Accept": accept} if accept else {}
    asked = [
        {"query_string": f"query={quote(query)}", "headers": headers},
        {"method": "POST", "data": query.encode(), "content_type": DIRECT, "headers": headers},
    ]
    for each in asked:
        assert told(client.open("/sparql", **each)) == told(client.open("/sparql/", **each))


@pytest.mark.parametrize(
    "asked",
    [
        {"query_string": "query=%FF"},
        {"query_string": "query=ASK{}&query=ASK{}"},
        {"query_string": "query=ASK{}&format=xml"},
        {"query_string": "query=ASK+%7B+%7D"},
        {"query_string": "format=csv&query=SELECT+*+%7B%7D"},
        {"method": "POST", "data": b"\xff", "content_type": DIRECT},
        {"method": "POST", "data": b"ASK {}", "content_type": f"{DIRECT}; charset=latin-1"},
        {"method": "POST", "data": b"ASK {}", "content_type": "application/x-nothing"},
        {"method": "POST", "data": b"ASK {}", "content_type": DIRECT, "query_string": "format=xml"},
        {"method": "POST", "data": b"x", "content_type": DIRECT,
         "headers": {"Content-Encoding": "gzip"}},
        {"method": "POST", "data": b"#" * (1 << 21), "content_type": DIRECT},
        {"method": "HEAD", "query_string": "query=ASK{}"},
        {"method": "PUT", "data": b"ASK {}"},
    ],
)  # fmt: skip
def test_odd_requests_are_left_to_the_application(
    client: FlaskClient, asked: dict[str, Any]
) -> None:
    assert told(client.open("/sparql", **asked)) == told(client.open("/sparql/", **asked))


@pytest.mark.parametrize(
    "error", [errors.TimedOut("late"), errors.BadRequest("bad"), errors.StoreBusy("busy")]
)
def test_errors_are_told_alike(failing: Failing, error: Exception) -> None:
    client = failing(error)
    asked = {"query_string": "query=ASK{}", "headers": {"Accept": "application/problem+json"}}
    assert told(client.get("/sparql", **asked)) == told(client.get("/sparql/", **asked))
