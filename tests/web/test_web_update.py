from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from services import UPDATE, WRITER, ask, service, update

from kg.web.settings import Limits

INSERT = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
THERE = "ASK { <urn:s> <urn:p> <urn:o> }"
ANY = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with service(tmp_path_factory.mktemp("update-store")) as app:
        yield app.test_client()


@pytest.fixture
def client(shared: FlaskClient) -> FlaskClient:
    assert update(shared, "DROP ALL").status_code == 204
    return shared


def test_an_update_by_form_and_by_body(client: FlaskClient) -> None:
    by_form = client.post("/update", data={"update": INSERT}, headers=WRITER)
    assert (by_form.status_code, by_form.data) == (204, b"")
    assert ask(client, THERE)
    assert update(client, "DELETE DATA { <urn:s> <urn:p> <urn:o> }").status_code == 204
    assert not ask(client, ANY)


def test_letters_beyond_ascii(client: FlaskClient) -> None:
    text = 'INSERT DATA { <urn:s> <urn:p> "Łódź + & %41 🙂" }'
    assert client.post("/update", data={"update": text}, headers=WRITER).status_code == 204
    assert ask(client, 'ASK { <urn:s> <urn:p> "Łódź + & %41 🙂" }')


COPY = "INSERT { GRAPH <urn:new> { ?s <urn:p> ?o } } WHERE { ?s <urn:p> ?o }"


@pytest.mark.parametrize("way", ["form", "direct"])
def test_using_graph_uri_is_what_the_update_looks_at(client: FlaskClient, way: str) -> None:
    update(
        client,
        "INSERT DATA { GRAPH <urn:a> { <urn:a> <urn:p> 1 } GRAPH <urn:b> { <urn:b> <urn:p> 2 } }",
    )
    if way == "form":
        fields = {"update": COPY, "using-graph-uri": "urn:a"}
        answer = client.post("/update", data=fields, headers=WRITER)
    else:
        answer = update(client, COPY, query_string={"using-graph-uri": "urn:a"})
    assert answer.status_code == 204
    assert ask(client, "ASK { GRAPH <urn:new> { <urn:a> <urn:p> 1 } }")
    assert not ask(client, "ASK { GRAPH <urn:new> { <urn:b> ?p ?o } }")


def test_using_named_graph_uri(client: FlaskClient) -> None:
    update(
        client,
        "INSERT DATA { GRAPH <urn:a> { <urn:a> <urn:p> 1 } GRAPH <urn:b> { <urn:b> <urn:p> 2 } }",
    )
    text = "INSERT { GRAPH <urn:new> { ?s <urn:p> ?o } } WHERE { GRAPH ?g { ?s <urn:p> ?o } }"
    answer = update(client, text, query_string={"using-named-graph-uri": "urn:b"})
    assert answer.status_code == 204
    assert ask(client, "ASK { GRAPH <urn:new> { <urn:b> <urn:p> 2 } }")
    assert not ask(client, "ASK { GRAPH <urn:new> { <urn:a> ?p ?o } }")


@pytest.mark.parametrize("clause", ["USING <urn:h>", "USING NAMED <urn:h>"])
@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_graphs_are_named_in_one_place(client: FlaskClient, clause: str, name: str) -> None:
    text = f"INSERT {{ <urn:s> <urn:p> <urn:o> }} {clause} WHERE {{}}"
    answer = update(client, text, query_string={name: "urn:g"})
    assert answer.status_code == 400
    assert "USING" in answer.text
    assert not ask(client, ANY)


def test_with_and_a_parameter_meet(client: FlaskClient) -> None:
    text = "WITH <urn:g> INSERT { <urn:s> <urn:p> <urn:o> } WHERE {}"
    assert update(client, text, query_string={"using-graph-uri": "urn:g"}).status_code == 400


def test_relative_iris_are_below_the_service(client: FlaskClient) -> None:
    assert update(client, "INSERT DATA { <a> <urn:p> <#b> }").status_code == 204
    assert ask(client, "ASK { <http://localhost/a> <urn:p> <http://localhost/update#b> }")


WRONG = [
    ({"data": "INSERT DATA { ?x <urn:p> 1 }", "content_type": UPDATE}, 400, "not valid"),
    ({"data": "SELECT * { ?s ?p ?o }", "content_type": UPDATE}, 400, "line 1, column 8"),
    ({"data": f"{INSERT} ; INSERT DATA {{ ?x <urn:p> 1 }}", "content_type": UPDATE}, 400, "valid"),
    ({"data": f"{INSERT} ; LOAD <http://a.example/>", "content_type": UPDATE}, 400, "LOAD"),
    ({"data": "INSERT { <urn:s> <urn:p> ?o } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }",
      "content_type": UPDATE}, 400, "SERVICE"),
    ({"data": INSERT.encode("utf-16"), "content_type": UPDATE}, 400, "not UTF-8"),
    ({"data": INSERT, "content_type": f"{UPDATE}; charset=latin-1"}, 415, "latin-1"),
    ({"data": INSERT, "content_type": "text/plain"}, 415, UPDATE),
    ({"data": INSERT}, 415, "untyped"),
    ({"data": "", "content_type": "application/x-www-form-urlencoded"}, 400, "holds no update"),
    ({"data": {"query": "ASK {}"}}, 400, "no parameter 'query'; it has update"),
    ({"data": {"update": [INSERT, INSERT]}}, 400, "given 2 times"),
    ({"data": {"update": INSERT, "using-graph-uri": "a> <b"}}, 400, "no absolute IRI"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "status", "message"), WRONG)
def test_what_is_refused_changes_nothing(
    client: FlaskClient, sent: dict[str, object], status: int, message: str
) -> None:
    answer = client.post("/update", headers=WRITER, **sent)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert message in answer.text
    assert not ask(client, ANY)


def test_the_place_of_an_error_is_that_of_the_text_sent(client: FlaskClient) -> None:
    for text in ("INSERT DATA { <urn:s> ! }", "INSERT DATA { <relative> ! }"):
        answer = update(client, text)
        assert f"line 1, column {text.index('!') + 1}:" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    answer = client.open("/update", method=method, query_string={"update": INSERT}, headers=WRITER)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert not ask(client, ANY)


def test_options(client: FlaskClient) -> None:
    answer = client.options("/update")
    assert answer.status_code == 200
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_body_too_large(tmp_path: Path) -> None:
    with service(tmp_path, limits=Limits(body_bytes=100)) as app:
        answer = update(app.test_client(), INSERT + "#" * 100)
        assert answer.status_code == 413
        assert "100 bytes" in answer.text
        assert update(app.test_client(), INSERT).status_code == 204
