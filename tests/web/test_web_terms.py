"""The ontology at its address, at that of its version, and the entries of its lists."""

import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from kg.config import Settings
from kg.rdf.documentation.making import shipped
from kg.rdf.graphs import parse_turtle
from kg.rdf.ontology import describe_ontology
from kg.rdf.shapes import shapes_file
from kg.web.manual import manual

ONTOLOGY = "https://kg.example/ontology"
HTML = {"Accept": "text/html"}
ADDRESSES = ["/ontology", "/ontology/0.1.0"]
GRAPHS = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "ntriples",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}


def triples(data: bytes, media_type: str) -> set[str]:
    format_ = ox.RdfFormat.from_media_type(media_type)
    assert format_ is not None
    return {f"{t.subject} {t.predicate} {t.object}" for t in ox.parse(data, format=format_)}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("media_type", GRAPHS)
def test_the_ontology_is_rdf_by_its_header_and_by_name(
    client: FlaskClient, path: str, media_type: str
) -> None:
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    _, lines = describe_ontology(Settings())
    assert triples(answer.data, media_type) == triples(lines.encode(), "application/n-quads")
    assert client.get(f"{path}?format={GRAPHS[media_type]}").data == answer.data


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_ontology_is_a_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    for anchor in ("Claim", "nestedIn", "event-type/AGREE", "list:act", "shape:ClaimShape"):
        assert f'id="{anchor}"' in answer.text
    for name in GRAPHS.values():
        assert f'href="/ontology?format={name}"' in answer.text
    assert f'<link rel="canonical" href="{ONTOLOGY}">' in answer.text
    assert f'href="/ontology/0.1.0"><code>{ONTOLOGY}/0.1.0' in answer.text
    assert 'href="/ontology/act/promise"' in answer.text


def test_a_browser_gets_the_page_and_an_ontology_editor_gets_rdf(client: FlaskClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get("/ontology", headers={"Accept": browser}).mimetype == "text/html"
    editor = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1"
    answer = client.get("/ontology", headers={"Accept": editor})
    assert answer.mimetype == "application/rdf+xml"
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/ontology?format=csv").status_code == 400


@pytest.mark.parametrize("path", [*ADDRESSES, "/ontology/act/promise", "/ontology/event-type"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_head_says_what_get_would(client: FlaskClient, path: str, accept: str) -> None:
    head = client.head(path, headers={"Accept": accept})
    assert (head.status_code, head.mimetype, head.data) == (200, accept, b"")


def test_the_page_has_what_the_file_has(client: FlaskClient) -> None:
    served = client.get("/ontology", headers=HTML).text
    body = manual(shipped()).partition('<div class="manual">')[2].partition("</main>")[0]
    addresses = body.replace(f'href="{ONTOLOGY}', 'href="/ontology')
    assert addresses.strip() in served


@pytest.mark.parametrize(
    "path",
    ["act", "act/promise", "event-type", "event-type/AGREE", "status/denied", "part/agent",
     "relation/after", "quotation/mixed", "polarity/negative", "dispute-kind/figure", "cameo/04"],
)  # fmt: skip
def test_lists_and_their_entries_have_pages_and_rdf(client: FlaskClient, path: str) -> None:
    page = client.get(f"/ontology/{path}", headers=HTML)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    answer = client.get(f"/ontology/{path}", headers={"Accept": "text/turtle"})
    found = triples(answer.data, "text/turtle")
    assert any(f"{ONTOLOGY}/{path}>" in t and "core#definition" in t for t in found)


@pytest.mark.parametrize("path", ["0.0.9", "act/none", "none", "0.1.0/x"])
def test_what_is_not_in_the_ontology_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/ontology/{path}", headers=HTML)
    assert answer.status_code == 404
    assert f"{ONTOLOGY}/{path}" in answer.text


@pytest.mark.parametrize("path", ["act", "act/promise", "cameo/04"])
def test_rdf_of_an_entry_has_the_prefixes_that_it_uses(client: FlaskClient, path: str) -> None:
    text = client.get(f"/ontology/{path}", headers={"Accept": "text/turtle"}).text
    prefixes = re.findall(r"^@prefix (\S+):", text, re.MULTILINE)
    body = text.rpartition("@prefix")[2]
    assert "skos:definition" in body
    assert "<http://www.w3.org/" not in body.partition("\n")[2]
    used = {*re.findall(r"([a-z-]+):\w", body), "rdf"}  # "a" is rdf:type
    assert set(prefixes) <= used


def test_the_page_of_an_entry_has_short_names_and_labels(client: FlaskClient) -> None:
    page = client.get("/ontology/act/promise", headers=HTML).text
    assert ">skos:Concept</a>" in page
    assert ">http://www.w3.org/" not in page
    page = client.get("/ontology/part", headers=HTML).text
    assert ">skos:ConceptScheme</a>" in page
    assert ">http://www.w3.org/" not in page


def test_what_points_to_an_entry_is_named_by_its_words(client: FlaskClient) -> None:
    page = client.get("/ontology/act/state", headers=HTML).text
    pointing = page.partition("What points to it")[2]
    claims = re.findall(r'<a href="/claim/([^"]+)">([^<]+)</a>', pointing)
    assert claims
    assert all(words not in id_ for id_, words in claims)


def test_each_shape_has_its_place_at_its_address(client: FlaskClient) -> None:
    page = client.get("/ontology/shapes", headers=HTML).text
    for shape in shipped().shapes:
        base, _, fragment = shape.ref.iri.partition("#")
        assert base == f"{ONTOLOGY}/shapes"
        assert page.count(f'id="{fragment}"') == 1
    assert shipped().shapes[0].messages[0][:20] in page
    assert 'href="/ontology/shapes#ClaimShape"' in client.get("/ontology", headers=HTML).text


@pytest.mark.parametrize("media_type", GRAPHS)
def test_the_shapes_are_rdf_and_the_same_each_time(client: FlaskClient, media_type: str) -> None:
    answer = client.get("/ontology/shapes", headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.data == client.get(f"/ontology/shapes?format={GRAPHS[media_type]}").data
    found = triples(answer.data, media_type)
    expected = parse_turtle(shapes_file())  # what `load_shapes` gives is added to by pySHACL
    assert len(found) == len(expected)
    named = {f"<{node}>" for node in expected.subjects() if isinstance(node, URIRef)}
    assert {line.partition(" ")[0] for line in found if line[0] == "<"} == named


def test_the_shapes_refuse_what_nobody_can_give(client: FlaskClient) -> None:
    assert client.get("/ontology/shapes", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/ontology/shapes?format=csv").status_code == 400
