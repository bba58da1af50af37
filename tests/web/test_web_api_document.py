"""The OpenAPI document against the routes, the ontology, and what the app answers."""

import re
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from rdflib import RDF, SKOS

from kg import queries
from kg.rdf.ontology import load_ontology
from kg.web.api.document import document


def test_it_is_valid() -> None:
    validate(document())


def test_every_route_stands_in_it_and_it_has_no_other(app: Flask) -> None:
    routes = set[str]()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.other":
            routes |= set(addresses(rule.rule))
    assert routes == set(document()["paths"])


def addresses(rule: str) -> list[str]:
    """A rule as paths of the document: one for each kind, one for each query."""
    if kinds := re.search(r"<any\((.*?)\):\w+>", rule):
        each = [rule.replace(kinds[0], kind.strip()) for kind in kinds[1].split(",")]
        return [path.replace("<identifier>", "{id}") for path in each]
    if "<path:name>" in rule:
        return [rule.replace("<path:name>", query.name) for query in queries.all_queries()]
    return [rule]


def test_parameters_of_queries_are_those_of_their_headers() -> None:
    said = document()["paths"]["/api/queries/questions/said-by"]["get"]
    assert said["summary"] == "Everything a speaker said"
    speaker = said["parameters"][0]
    assert (speaker["name"], speaker["required"], speaker["example"]) == ("speaker", True, "Putin")


@pytest.mark.parametrize(
    ("schema", "scheme"),
    [("Act", "act"), ("EventType", "event-type"), ("Status", "status")],
)
def test_codes_are_those_of_the_lists(schema: str, scheme: str) -> None:
    graph = load_ontology()
    entries = f"https://kg.example/ontology/{scheme}/"
    codes = {
        str(graph.value(concept, SKOS.notation))
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        if str(concept).startswith(entries)
    }
    assert set(document()["components"]["schemas"][schema]["enum"]) == codes


def test_the_page_shows_every_path_and_parameter(client: FlaskClient) -> None:
    page = client.get("/api", headers={"Accept": "text/html"}).text
    for path in document()["paths"]:
        assert f"<code>{path}</code>" in page
    assert page.count("<h1>") == 1
    assert "of a name" in page
    assert "<script" not in page


def test_it_is_served(client: FlaskClient) -> None:
    served: Any = client.get("/api/openapi.json").json
    assert served == yaml.safe_load(yaml.safe_dump(document()))
