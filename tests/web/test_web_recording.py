"""What is kept of who changed the graph through the service."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import NQUADS, TOKEN, WRITER, put, service, update

from kg import validate
from kg.config import Settings
from kg.rdf.ontology import describe_ontology
from kg.stats import measure
from kg.store.archive import Archive
from kg.store.embedded import open_store

INSERT = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 'Łódź' } }"
GRAPH = "https://kg.example/graph/updates"
TRIPLE = "<urn:s> <urn:p> 1 ."
QUAD = "<urn:s> <urn:p> <urn:o> <urn:h> ."
RECORDS = """
PREFIX kg: <https://kg.example/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
SELECT ?method ?graph ?hash ?length ?name ?at {
  GRAPH <https://kg.example/graph/updates> {
    ?update a prov:Activity, kg:Update ; prov:startedAtTime ?at ; kg:requestMethod ?method ;
      kg:requestHash ?hash ; kg:requestLength ?length ; prov:wasAssociatedWith ?client .
    ?client a prov:Agent, kg:Client ; schema:name ?name .
    OPTIONAL { ?update kg:requestGraph ?graph }
  }
} ORDER BY ?at
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A store with a graph that only `kg build` makes."""
    store = open_store(tmp_path)
    store.replace(dict([describe_ontology(Settings())]))
    store.close()
    return tmp_path


@pytest.fixture(params=["union", "strict"])
def client(built: Path, request: pytest.FixtureRequest) -> Iterator[FlaskClient]:
    with service(built, request.param, client="editor") as app:
        yield app.test_client()


def records(client: FlaskClient) -> list[dict[str, str]]:
    answer = client.get("/sparql", query_string={"query": RECORDS, "format": "json"})
    assert answer.json is not None
    rows = answer.json["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def test_an_update_says_who_asked_for_what_and_when(client: FlaskClient) -> None:
    before = datetime.now(UTC)
    assert update(client, INSERT).status_code == 204
    [found] = records(client)
    assert before <= datetime.fromisoformat(found.pop("at")) <= datetime.now(UTC)
    sha256 = hashlib.sha256(INSERT.encode()).hexdigest()
    length = str(len(INSERT.encode()))
    assert found == {"method": "UPDATE", "hash": sha256, "length": length, "name": "editor"}


def test_a_form_is_recorded_as_its_update(client: FlaskClient) -> None:
    client.post("/update", data={"update": INSERT}, headers=WRITER)
    assert [each["length"] for each in records(client)] == [str(len(INSERT.encode()))]


def test_each_method_of_the_graph_store_is_recorded(client: FlaskClient) -> None:
    path = "/graph?graph=urn:g"
    assert put(client, path, TRIPLE).status_code == 201
    body, headers = TRIPLE.encode(), WRITER
    client.post(path, data=body, content_type="text/turtle", headers=headers)
    client.delete(path, headers=headers)
    client.post("/graph", data=QUAD, content_type=NQUADS, headers=headers)
    found = [(each["method"], each.get("graph"), each["length"]) for each in records(client)]
    size = str(len(body))
    assert found == [
        ("PUT", "urn:g", size), ("POST", "urn:g", size), ("DELETE", "urn:g", "0"),
        ("POST", None, str(len(QUAD))),
    ]  # fmt: skip


def test_what_is_refused_is_not_recorded(client: FlaskClient) -> None:
    assert client.post("/update", data={"update": INSERT}).status_code == 401
    assert update(client, "INSERT DATA {").status_code == 400
    assert put(client, "/graph?graph=urn:g", "no triple").status_code == 400
    assert client.delete("/graph?graph=urn:g", headers=WRITER).status_code == 404
    headers = {**WRITER, "If-None-Match": "*"}
    path = "/graph?graph=https://kg.example/graph/ontology"
    answer = client.put(path, data=TRIPLE, content_type="text/turtle", headers=headers)
    assert answer.status_code == 412
    assert records(client) == []


def test_the_record_follows_the_graphs_rules(built: Path) -> None:
    with service(built, "union") as app:
        update(app.test_client(), "INSERT DATA { <urn:s> <urn:p> <urn:o> }")
        put(app.test_client(), "/graph?graph=urn:g", "")
        update(app.test_client(), "DROP GRAPH <urn:x-kg:default>; DROP SILENT GRAPH <urn:g>")
    settings = Settings(store=built)
    store = open_store(built, read_only=True)
    findings = validate.validate(store, Archive(built), settings)
    assert [each for each in findings if each.wrong] == []
    lines = list(store.quads())
    updates = list(store.quads((GRAPH,)))
    assert measure(lines, settings.base).graphs["updates"] == len(updates) > 0
    assert not any("_:" in line for line in updates)
    hashes = {TOKEN, hashlib.sha256(TOKEN.encode()).hexdigest()}
    assert not any(secret in line for line in lines for secret in hashes)
    store.close()


def test_other_data_stay_what_was_written(tmp_path: Path) -> None:
    with service(tmp_path) as app:
        client = app.test_client()
        update(client, INSERT)
        put(client, "/graph?graph=urn:h", TRIPLE)
        assert records(client) == []
