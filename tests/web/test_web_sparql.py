import csv
import io
import json
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, A, B

from kg.web.settings import Limits

KG = f"{BASE}ontology#"
CLAIMS = f"SELECT DISTINCT ?c WHERE {{ ?c a <{KG}Claim> }} ORDER BY ?c"
ASK = f"ASK {{ ?c a <{KG}Claim> }}"
CONSTRUCT = f"CONSTRUCT {{ ?c a <{KG}Claim> }} WHERE {{ ?c a <{KG}Claim> }}"
DESCRIBE = f"DESCRIBE <{BASE}dispute/p1>"
IDS = ["a11111111111", "a22222222222", "a33333333333", "b11111111111"]
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
MOST = Limits().query_bytes


def ids_in_json(data: bytes) -> list[str]:
    rows = json.loads(data)["results"]["bindings"]
    return [row["c"]["value"].rpartition("/")[2] for row in rows]


def test_three_ways_to_ask(client: FlaskClient) -> None:
    answers = [
        client.get("/sparql", query_string={"query": CLAIMS}),
        client.post("/sparql", data={"query": CLAIMS}),
        client.post("/sparql", data=CLAIMS, content_type=DIRECT),
        client.post("/sparql", data=CLAIMS, content_type=f"{DIRECT}; charset=utf-8"),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.mimetype == "application/sparql-results+json"
        assert ids_in_json(answer.data) == IDS


def rows_in(media_type: str, data: bytes) -> list[str]:
    if media_type == "text/csv":
        return [row[0] for row in csv.reader(io.StringIO(data.decode()))][1:]
    solutions = ox.parse_query_results(data, ox.QueryResultsFormat.from_media_type(media_type))
    return [row["c"].value for row in solutions]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
@pytest.mark.parametrize("way", ["accept", "name"])
def test_rows_in_each_format(client: FlaskClient, accept: str, media_type: str, way: str) -> None:
    query = {"query": CLAIMS} | ({"format": accept} if way == "name" else {})
    headers = {"Accept": accept if way == "accept" else "image/png"}
    answer = client.get("/sparql", query_string=query, headers=headers)
    assert answer.mimetype == media_type
    assert rows_in(media_type, answer.data) == [f"{BASE}claim/{id_}" for id_ in IDS]


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/trig", "application/n-triples", "application/n-quads",
     "application/ld+json", "application/rdf+xml"],
)  # fmt: skip
def test_graphs_in_each_format(client: FlaskClient, media_type: str) -> None:
    answer = client.post("/sparql", data={"query": CONSTRUCT}, headers={"Accept": media_type})
    assert answer.mimetype == media_type
    triples = ox.parse(answer.data, format=ox.RdfFormat.from_media_type(media_type))
    assert {t.subject.value for t in triples} == {f"{BASE}claim/{id_}" for id_ in IDS}


def test_ask_and_describe(client: FlaskClient) -> None:
    asked = client.get("/sparql", query_string={"query": ASK})
    assert json.loads(asked.data)["boolean"] is True
    described = client.get("/sparql", query_string={"query": DESCRIBE})
    assert described.mimetype == "text/turtle"
    assert b"50 minute and 40 minute" in described.data


def test_datasets_of_the_protocol(client: FlaskClient) -> None:
    of_b = {"query": CLAIMS, "default-graph-uri": f"{BASE}graph/{B.id}"}
    assert ids_in_json(client.get("/sparql", query_string=of_b).data) == ["b11111111111"]
    named = {
        "query": f"SELECT DISTINCT ?c {{ GRAPH ?g {{ ?c a <{KG}Claim> }} }} ORDER BY ?c",
        "named-graph-uri": [f"{BASE}graph/{A.id}", f"{BASE}graph/disputes"],
    }
    assert ids_in_json(client.post("/sparql", data=named).data) == IDS[:3]
    direct = client.post(
        f"/sparql?default-graph-uri={BASE}graph/{B.id}", data=CLAIMS, content_type=DIRECT
    )
    assert ids_in_json(direct.data) == ["b11111111111"]


REFUSED = [
    ("GET", {"query_string": {"query": "SELECT * {"}}, 400, "line 1, column"),
    ("GET", {"query_string": {"query": ""}}, 400, "has to begin with"),
    ("GET", {"query_string": f"query={quote(CLAIMS)}&query={quote(ASK)}"}, 400, "given 2 times"),
    ("GET", {"query_string": "query=%FF"}, 400, "not UTF-8"),
    ("GET", {"query_string": {"query": CLAIMS, "format": "docx"}}, 400, "json, xml, csv, tsv"),
    ("GET", {"query_string": {"query": CLAIMS, "format": "turtle"}}, 400, "'turtle'"),
    ("GET", {"query_string": "&".join("a=1" for _ in range(2000))}, 400, "1000 parameters"),
    ("GET", {"query_string": {"query": "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }"}},
     400, "SERVICE is not allowed"),
    ("GET", {"query_string": {"query": CLAIMS, "default-graph-uri": "not an iri"}}, 400, ""),
    ("GET", {"query_string": {"query": CLAIMS}, "headers": {"Accept": "image/png"}}, 406,
     "json, xml, csv, tsv"),
    ("GET", {"query_string": {"query": CLAIMS}, "headers": {"Accept": "text/turtle"}}, 406, "json"),
    ("GET", {"query_string": {"query": CONSTRUCT}, "headers": {"Accept": "text/csv"}}, 406,
     "turtle"),
    ("GET", {"headers": {"Accept": "image/png"}}, 406, "Turtle"),
    ("GET", {"query_string": {"update": "CLEAR ALL"}}, 403, "/update"),
    ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "/update"),
    ("POST", {"data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403, "/update"),
    ("POST", {"data": {"query": "CLEAR ALL"}}, 400, "update"),
    ("POST", {"data": {}}, 415, "untyped"),
    ("POST", {"data": "format=csv", "content_type": FORM}, 400, "holds no query"),
    ("POST", {"data": "x=1", "content_type": FORM}, 400, "no parameter 'x'; it has query"),
    ("GET", {"query_string": "quary=ASK{}"}, 400, "no parameter 'quary'; it has query"),
    ("POST", {"data": "{}", "content_type": "application/json"}, 415, FORM),
    ("POST", {"data": CLAIMS.encode("utf-16"), "content_type": DIRECT}, 400, "not UTF-8"),
    ("POST", {"data": CLAIMS, "content_type": f"{DIRECT}; charset=utf-16"}, 415, "utf-16"),
    ("POST", {"data": CLAIMS, "content_type": DIRECT, "headers": {"Content-Encoding": "gzip"}},
     415, "Content-Encoding"),
    ("POST", {"data": b"#" * (MOST + 1), "content_type": DIRECT}, 413, f"{MOST} bytes"),
    ("GET", {"query_string": "query=" + "#" * MOST}, 414, f"{MOST} bytes"),
    ("GET", {"query_string": {"query": CLAIMS, "named-graph-uri": "a> <b"}}, 400, "absolute"),
    ("PUT", {"data": CLAIMS}, 405, ""),
    ("DELETE", {}, 405, ""),
]  # fmt: skip


@pytest.mark.parametrize(("method", "asked", "status", "message"), REFUSED)
def test_refusals_are_a_sentence_of_plain_text(
    client: FlaskClient, method: str, asked: dict[str, object], status: int, message: str
) -> None:
    answer = client.open("/sparql", method=method, **asked)
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert message in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_not_allowed_names_what_is(client: FlaskClient, path: str) -> None:
    allowed = {"GET", "HEAD", "POST", "OPTIONS"}
    for method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
        answer = client.open(path, method=method)
        assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, allowed)
    told = client.options(path)
    assert (told.status_code, set(told.headers["Allow"].split(", "))) == (200, allowed)


def test_errors_as_problem_details(client: FlaskClient) -> None:
    headers = {"Accept": "application/sparql-results+json, application/problem+json;q=0.5"}
    answer = client.get("/sparql", query_string={"query": "ASK {\n ?s ?p ! }"}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    told = json.loads(answer.data)
    assert (told["title"], told["status"]) == ("Bad Request", 400)
    assert (told["line"], told["column"]) == (2, 10)
    assert "line 2, column 10" in told["detail"]


def test_relative_iris_are_below_the_service(client: FlaskClient) -> None:
    query = "SELECT ?a ?b { BIND (<x> AS ?a) BIND (<#y> AS ?b) }"
    answer = client.post("/sparql?format=csv", data=query, content_type=DIRECT)
    assert answer.text.split() == ["a,b", "http://localhost/x,http://localhost/sparql#y"]
    own = f"BASE <http://a.example/> {query}"
    answer = client.post("/sparql?format=csv", data=own, content_type=DIRECT)
    assert answer.text.split()[1] == "http://a.example/x,http://a.example/#y"
    wrong = client.get("/sparql", query_string={"query": "ASK { <x> ?p }"})
    assert "line 1, column 15:" in wrong.text


def test_head_has_no_body(client: FlaskClient) -> None:
    answer = client.head("/sparql", query_string={"query": CLAIMS})
    assert "Content-Length" not in answer.headers
    assert (answer.status_code, answer.data) == (200, b"")


def test_query_page(client: FlaskClient) -> None:
    hostile = 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" }'
    answer = client.get("/sparql", query_string={"query": hostile}, headers={"Accept": "text/html"})
    assert answer.mimetype == "text/html"
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert(1)" not in answer.text
    assert "browse/claim-chain" in answer.text


def test_a_named_format_beats_the_page(client: FlaskClient) -> None:
    query = {"query": CLAIMS, "format": "csv"}
    answer = client.get("/sparql", query_string=query, headers={"Accept": "text/html"})
    assert answer.mimetype == "text/csv"


def test_letters_beyond_ascii(client: FlaskClient) -> None:
    query = 'SELECT ("Łódź – ō" AS ?word) {}'
    for answer in (
        client.get("/sparql", query_string={"query": query, "format": "csv"}),
        client.post("/sparql", data={"query": query, "format": "csv"}),
        client.post("/sparql?format=csv", data=query.encode(), content_type=DIRECT),
    ):
        assert answer.text.split() == ["word", "Łódź", "–", "ō"]
