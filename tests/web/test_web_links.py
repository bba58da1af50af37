from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from kg.config import Settings
from kg.store.protocol import Store
from kg.web.app import create_app
from kg.web.links import code, minted, outside, path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Flask:
    settings = Settings(store=tmp_path, base="https://news.example/graph/")
    return create_app(settings, cast(Store, object()))


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://news.example/graph/claim/a1", "/claim/a1"),
        ("https://news.example/graph/text/ab#char=0,12", "/text/ab#char=0,12"),
        ("https://news.example/graph/source/a%2Fb", "/source/a%252Fb"),
        ("https://kg.example/ontology#Claim", "/ontology#Claim"),
        ("https://kg.example/ontology/act/state", "/ontology/act/state"),
        ("https://kg.example/claim/a1", None),
        ("https://people.example/Q1", None),
        ("https://news.example/graph//evil.example", "/evil.example"),
        ("https://news.example/graph////evil.example/x", "/evil.example/x"),
    ],
)
def test_paths_under_a_base_of_ones_own(elsewhere: Flask, iri: str, expected: str | None) -> None:
    with elsewhere.test_request_context("/"):
        assert path(iri) == expected


@pytest.mark.parametrize(
    "iri",
    ["https://news.example/graph/source/a%2Fb", "https://kg.example/ontology/act/state",
     "https://news.example/graph/source/s/actor/%C3%A9"],
)  # fmt: skip
def test_a_path_leads_back_to_its_iri(elsewhere: Flask, iri: str) -> None:
    with elsewhere.test_request_context("/"):
        link = path(iri)
    with elsewhere.test_request_context(link) as request:
        assert minted(request.request.path[1:]) == iri


def test_paths_under_a_mount_point(elsewhere: Flask) -> None:
    with elsewhere.test_request_context("/", base_url="http://news.example/kg"):
        assert path("https://news.example/graph/claim/a1") == "/kg/claim/a1"


def test_only_web_addresses_are_linked() -> None:
    assert outside("https://people.example/Q1") == "https://people.example/Q1"
    for iri in ("javascript:alert(1)", "data:text/html,x", "urn:x", "JAVASCRIPT:x"):
        assert outside(iri) is None


def test_codes() -> None:
    assert code("https://kg.example/ontology/status/occurred") == "occurred"
    assert code("https://kg.example/ontology#Claim") == "Claim"
    assert code("https://people.example/") == "people.example"
    assert code("plain") == "plain"
