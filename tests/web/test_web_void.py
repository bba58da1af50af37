"""The description of the data by VoID, against what the endpoint counts itself."""

import pytest
from flask.testing import FlaskClient
from small_graph import BASE, A
from test_web_description import VOID, Described, asked

from kg.errors import TimedOut
from kg.web import sizes

ADDRESS = "/.well-known/void"
DATASET = "http://localhost/.well-known/void#dataset"
SCHEMA = "https://schema.org/"


@pytest.fixture
def void(client: FlaskClient) -> Described:
    return Described(client, ADDRESS)


def test_it_leads_to_the_data(client: FlaskClient, void: Described) -> None:
    assert void.all("http://xmlns.com/foaf/0.1/primaryTopic") == {DATASET}
    assert void.all(f"{VOID}sparqlEndpoint", DATASET) == {"http://localhost/sparql"}
    assert void.all(f"{VOID}uriSpace", DATASET) == {BASE}
    (dump,) = void.all(f"{VOID}dataDump", DATASET)
    assert client.get(dump).mimetype == "application/n-quads"
    examples = void.all(f"{VOID}exampleResource", DATASET)
    assert {f"{BASE}claim/a11111111111", f"{BASE}actor/anton-varga"} < examples
    assert len(examples) == 4
    for example in examples:
        assert client.get("/" + example.removeprefix(BASE)).status_code == 200


def test_the_service_description_has_the_same_dataset(client: FlaskClient) -> None:
    described = Described(client)
    assert described.all("http://www.w3.org/ns/sparql-service-description#defaultDataset") == {
        DATASET
    }
    assert described.all("http://purl.org/dc/terms/isReferencedBy", DATASET) == {
        f"http://localhost{ADDRESS}"
    }


def test_classes_and_properties_have_the_counts_of_the_endpoint(
    client: FlaskClient, void: Described
) -> None:
    for part in void.all(f"{VOID}classPartition"):
        (name,), (count,) = void.all(f"{VOID}class", part), void.all(f"{VOID}entities", part)
        assert int(count) == asked(client, f"SELECT DISTINCT ?s {{ ?s a <{name}> }}")
    properties = void.all(f"{VOID}propertyPartition")
    for part in properties:
        (name,) = void.all(f"{VOID}property", part)
        assert void.count(part) == asked(client, f"?s <{name}> ?o")
    assert sum(map(void.count, properties)) == void.count(DATASET) == asked(client, "?s ?p ?o")
    assert int(*void.all(f"{VOID}properties", DATASET)) == len(properties)


def test_each_source_is_a_subset(client: FlaskClient, void: Described) -> None:
    graph = f"{BASE}graph/{A.id}"
    sizes_ = {void.count(part) for part in void.all(f"{VOID}subset", DATASET)}
    assert asked(client, f"GRAPH <{graph}> {{ ?s ?p ?o }}") in sizes_
    assert len(void.all(f"{VOID}subset", DATASET)) == 6


def test_vocabularies_are_named(void: Described) -> None:
    found = void.all(f"{VOID}vocabulary", DATASET)
    assert {SCHEMA, "http://www.w3.org/ns/prov#", f"{BASE}ontology#"} < found


@pytest.mark.parametrize("media_type", ["application/ld+json", "application/rdf+xml"])
def test_other_forms(client: FlaskClient, void: Described, media_type: str) -> None:
    assert Described(client, ADDRESS, Accept=media_type).triples == void.triples
    assert client.get(f"{ADDRESS}?format=ntriples").mimetype == "application/n-triples"
    assert client.get(ADDRESS, headers={"Accept": "image/png"}).status_code == 406


def test_data_are_counted_once_while_they_are_unchanged(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.application.extensions.pop("kg.sizes", None)
    counted = []
    monkeypatch.setattr(sizes, "count", lambda: counted.append(1) or sizes.Sizes((), (), (), ()))
    for _ in range(3):
        client.get(ADDRESS)
        client.get("/sparql")
    assert len(counted) == 1
    client.application.extensions.pop("kg.sizes")


def test_counting_that_takes_too_long_is_not_begun_again_at_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.application.extensions.pop("kg.sizes", None)
    counted = []

    def late() -> None:
        counted.append(1)
        raise TimedOut("The query was stopped after 30 s.")

    monkeypatch.setattr(sizes, "count", late)
    for _ in range(3):
        assert client.get(ADDRESS).status_code == 503
        assert Described(client).triples
    assert len(counted) == 1
    monkeypatch.setattr(sizes, "AGAIN_SECONDS", 0)
    client.get(ADDRESS)
    assert len(counted) == 2
    client.application.extensions.pop("kg.sizes")


def test_nobody_waits_long_while_another_one_counts(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = sizes.Kept()
    monkeypatch.setitem(client.application.extensions, "kg.sizes", kept)
    monkeypatch.setattr(sizes, "WAIT_SECONDS", 0.1)
    with kept.lock:
        assert client.get(ADDRESS).status_code == 503
        assert Described(client).all(f"{VOID}triples") == set()
    assert client.get(ADDRESS).status_code == 200
