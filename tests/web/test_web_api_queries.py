"""The shipped queries as a part of the API."""

import csv
import io

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, A

from kg import queries

CLAIMS = f"/api/queries/browse/source-claims?source={BASE}source/{A.id}"


def test_all_are_listed_with_their_parameters(client: FlaskClient) -> None:
    listed = {item["name"]: item for item in client.get("/api/queries").json["items"]}
    assert list(listed) == [query.name for query in queries.all_queries()]
    said = listed["questions/said-by"]
    assert (said["form"], said["lack"]) == ("SELECT", None)
    assert [item["name"] for item in said["parameters"]] == ["speaker", "source"]
    assert said["parameters"][0]["default"] is None
    assert said["parameters"][1]["default"] == "UNDEF"
    assert said["links"]["self"] == "http://localhost/api/queries/questions/said-by"
    assert "kg build --reason" in listed["questions/members-of-bodies"]["lack"]


def test_rows_have_values_of_json(client: FlaskClient) -> None:
    found = client.get("/api/queries/source-spans?source=" + f"{BASE}source/{A.id}").json
    assert found["name"] == "browse/source-spans"
    assert found["variables"] == ["kind", "start", "end"]
    assert {"kind": "span", "start": 1, "end": 7} not in found["rows"]
    assert all(A.text[row["start"] : row["end"]].strip() for row in found["rows"])
    depths = [row["depth"] for row in client.get(CLAIMS).json["rows"]]
    assert depths == [0, 1, 0]
    surest = client.get("/api/queries/confident-claims?least=0.8").json["rows"]
    assert [row["confidence"] for row in surest] == [0.87]
    assert [row["confidence"] for row in client.get(CLAIMS).json["rows"]] == [None] * 3


@pytest.mark.parametrize("query", [CLAIMS, "/api/queries/search?words=a"])
def test_pages_follow_one_another(client: FlaskClient, query: str) -> None:
    """One has a limit of its own, which is kept."""
    whole = client.get(query).json["rows"]
    seen, address = [], f"{query}&limit=2"
    while address:
        found = client.get(address).json
        seen += found["rows"]
        assert 0 < len(found["rows"]) <= 2
        address = found["links"].get("next")
    assert seen == whole
    assert len(seen) > 2


def test_several_values_ask_for_any(client: FlaskClient) -> None:
    both = f"{BASE}source/{A.id}", f"{BASE}source/ferry-promised-b2"
    address = "/api/queries/api/source-items"
    one = client.get(address, query_string={"source": both[0]}).json["rows"]
    two = client.get(address, query_string={"source": both}).json["rows"]
    assert (len(one), len(two)) == (1, 2)


@pytest.mark.parametrize("way", ["accept", "format"])
def test_a_table_holds_all_rows(client: FlaskClient, way: str) -> None:
    headers = {"Accept": "text/csv"} if way == "accept" else {}
    answer = client.get(CLAIMS + ("" if headers else "&format=csv"), headers=headers)
    assert answer.mimetype == "text/csv"
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["claim"] for row in table] == [
        row["claim"] for row in client.get(CLAIMS).json["rows"]
    ]


def test_other_forms_of_query(client: FlaskClient) -> None:
    asked = client.get("/api/queries/browse/health")
    assert asked.json["boolean"] is True
    claim = f"{BASE}claim/a11111111111"
    graph = client.get(f"/api/queries/browse/claim-graph?claim={claim}")
    assert graph.mimetype == "text/turtle"
    triples = ox.parse(graph.data, format=ox.RdfFormat.TURTLE)
    assert claim in {triple.subject.value for triple in triples}


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/queries/said-bye", 404, "did you mean"),
        ("/api/queries/said-by", 400, "needs the parameter 'speaker'"),
        ("/api/queries/said-by?speaker=x&spaeker=y", 400, "no parameter 'spaeker'"),
        ("/api/queries/browse/resource?resource=nowhere", 400, "not an absolute IRI"),
        ("/api/queries/confident-claims?least=much", 400, "takes a decimal"),
        ("/api/queries/confident-claims?limit=-1", 400, "1 to 10000"),
        ("/api/queries/confident-claims?offset=x", 400, "0 to"),
        ("/api/queries/confident-claims?format=xml", 400, "json, csv, tsv"),
    ],
)
def test_problems_are_told(client: FlaskClient, address: str, status: int, detail: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert detail in answer.json["detail"]


def test_no_value_becomes_a_part_of_the_query(client: FlaskClient) -> None:
    hostile = '" } UNION { ?claim ?p ?o } #'
    found = client.get("/api/queries/said-by", query_string={"speaker": hostile})
    assert found.json["rows"] == []
    iri = "urn:a> } DROP ALL #"
    refused = client.get("/api/queries/browse/resource", query_string={"resource": iri})
    assert refused.status_code == 400
