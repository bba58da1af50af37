from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import service

OURS, OTHER = "https://ours.example", "https://other.example"
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture
def narrow(tmp_path: Path) -> FlaskClient:
    with service(tmp_path, origins=(OURS,)) as app:
        yield app.test_client()


def test_all_may_read_unless_told_otherwise(client: FlaskClient) -> None:
    for path in ("/sparql?query=ASK{}", "/sparql?query=nonsense", "/ontology/context.jsonld"):
        answer = client.get(path, headers={"Origin": OTHER})
        assert answer.headers.getlist(ALLOW) == ["*"]


def test_the_headers_that_clients_need_may_be_read(client: FlaskClient) -> None:
    answer = client.get("/api/claims?limit=1", headers={"Origin": OTHER})
    seen = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Link" in answer.headers
    assert seen == {"Allow", "ETag", "Link", "Location", "Retry-After"}


def test_only_the_origins_of_the_settings_may_read(narrow: FlaskClient) -> None:
    for origin, allowed in ((OURS, [OURS]), (OTHER, []), (None, [])):
        headers = {"Origin": origin} if origin else {}
        answer = narrow.get("/sparql?query=ASK{}", headers=headers)
        assert answer.headers.getlist(ALLOW) == allowed
        assert "Origin" in answer.headers["Vary"]


def test_preflight(narrow: FlaskClient) -> None:
    headers = {"Origin": OURS, "Access-Control-Request-Method": "POST"}
    answer = narrow.options("/sparql", headers=headers)
    assert answer.status_code in (200, 204)
    assert answer.headers[ALLOW] == OURS
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert ALLOW not in narrow.options("/sparql", headers={"Origin": OTHER}).headers


@pytest.mark.parametrize("path", ["/update", "/metrics", "/health"])
def test_what_is_no_business_of_other_pages(client: FlaskClient, path: str) -> None:
    assert ALLOW not in client.get(path, headers={"Origin": OTHER}).headers
