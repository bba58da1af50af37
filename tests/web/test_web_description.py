"""The description of the service, by the rules of its vocabulary."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg import errors
from kg.config import Settings
from kg.store.embedded import Access, serve_store
from kg.web.app import create_app
from kg.web.settings import Serving

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FORMATS = "http://www.w3.org/ns/formats/"
# The classes that the subjects of each property have (section 3 of the specification).
DOMAINS = {
    "Service": {"endpoint", "feature", "defaultEntailmentRegime", "supportedLanguage",
                "defaultDataset", "resultFormat", "inputFormat"},
    "Dataset": {"defaultGraph", "namedGraph"},
    "NamedGraph": {"name", "graph"},
}  # fmt: skip


class Described:
    """A description, and what stands in it."""

    def __init__(self, client: FlaskClient, address: str = "/sparql", **headers: str) -> None:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, answer.text
        form = ox.RdfFormat.from_media_type(answer.mimetype)
        assert form
        self.media_type = answer.mimetype
        self.triples = {quad.triple for quad in ox.parse(answer.data, format=form)}

    def all(self, property_: str, subject: str | None = None) -> set[str]:
        """Values of a property, of one subject or of any."""
        return {
            t.object.value
            for t in self.triples
            if t.predicate.value == property_ and subject in (None, t.subject.value)
        }

    def count(self, node: str) -> int:
        (found,) = self.all(f"{VOID}triples", node)
        return int(found)


@pytest.fixture
def described(client: FlaskClient) -> Described:
    return Described(client)


def test_the_endpoint_is_the_address_that_was_asked(client: FlaskClient) -> None:
    assert Described(client).all(f"{SD}endpoint") == {"http://localhost/sparql"}
    other = Described(client, Host="graph.example:8080")
    assert other.all(f"{SD}endpoint") == {"http://graph.example:8080/sparql"}


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"],
)
def test_each_form_says_the_same(
    client: FlaskClient, described: Described, media_type: str
) -> None:
    other = Described(client, Accept=media_type)
    assert other.media_type == media_type
    assert other.triples == described.triples
    assert described.media_type == "text/turtle"


def test_browsers_get_the_page_and_others_a_refusal(client: FlaskClient) -> None:
    assert client.get("/sparql", headers={"Accept": "text/html"}).mimetype == "text/html"
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_it_keeps_to_its_vocabulary(described: Described) -> None:
    types = {
        (t.subject.value, t.object.value)
        for t in described.triples
        if t.predicate.value == RDF_TYPE
    }
    known = set().union(*DOMAINS.values())
    for triple in described.triples:
        name = triple.predicate.value.removeprefix(SD)
        if name != triple.predicate.value:
            assert name in known
            kind = next(kind for kind, names in DOMAINS.items() if name in names)
            assert (triple.subject.value, SD + kind) in types
            assert isinstance(triple.object, ox.NamedNode)


def test_what_it_offers(described: Described) -> None:
    assert described.all(f"{SD}supportedLanguage") == {f"{SD}SPARQL11Query", f"{SD}SPARQL12Query"}
    assert described.all(f"{SD}feature") == {f"{SD}UnionDefaultGraph"}
    assert described.all(f"{SD}inputFormat") == set()
    names = {iri.removeprefix(FORMATS) for iri in described.all(f"{SD}resultFormat")}
    assert names == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "TriG", "N-Triples", "N-Quads", "JSON-LD", "RDF_XML",
    }  # fmt: skip


def test_each_graph_has_the_size_that_the_endpoint_counts(
    client: FlaskClient, described: Described
) -> None:
    (dataset,) = described.all(f"{SD}defaultDataset")
    (default,) = described.all(f"{SD}defaultGraph", dataset)
    assert described.count(default) == asked(client, "?s ?p ?o")
    named = described.all(f"{SD}namedGraph", dataset)
    sizes = {}
    for node in named:
        (name,), (held,) = described.all(f"{SD}name", node), described.all(f"{SD}graph", node)
        sizes[name] = described.count(held)
    assert len(sizes) == len(named) == 6
    assert sizes == {name: asked(client, f"GRAPH <{name}> {{ ?s ?p ?o }}") for name in sizes}


def asked(client: FlaskClient, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    found = client.get("/sparql", query_string={"query": query}).json
    return int(found["results"]["bindings"][0]["n"]["value"])


@pytest.fixture
def writable(tmp_path) -> Iterator[FlaskClient]:
    """A service that may be written to, with nothing in it, as strict as can be."""
    serving = Serving(
        allow_update=True,
        token="a token of these tests",
        default_graph="strict",
        remote_hosts=("other.example",),
    )
    settings = Settings(store=tmp_path)
    store = serve_store(tmp_path, Access(updates=True, default_graph="strict"))
    yield create_app(settings, store, serving=serving).test_client()
    store.close()


def test_what_a_writable_strict_service_offers(writable: FlaskClient) -> None:
    found = Described(writable)
    assert found.all(f"{SD}endpoint") == {"http://localhost/sparql", "http://localhost/update"}
    update = "http://localhost/update#service"
    assert f"{SD}SPARQL11Update" in found.all(f"{SD}supportedLanguage", update)
    assert f"{FORMATS}Turtle" in found.all(f"{SD}inputFormat", update)
    assert found.all(f"{SD}feature") == {f"{SD}BasicFederatedQuery", f"{SD}EmptyGraphs"}
    (default,) = found.all(f"{SD}defaultGraph")
    assert found.count(default) == 0


def test_without_time_to_count_it_has_no_sizes(client: FlaskClient, monkeypatch) -> None:
    def late() -> None:
        raise errors.TimedOut("The query was stopped after 1 s.")

    monkeypatch.setattr("kg.web.description.sizes", late)
    found = Described(client)
    assert found.all(f"{VOID}triples") == set()
    assert len(found.all(f"{SD}name")) == 6
    assert client.get("/.well-known/void").status_code == 503
