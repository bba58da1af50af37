"""The Graph Store Protocol; also the requests that W3C's first suite for it describes in words."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from services import NQUADS, TURTLE, WRITER, ask, put, service, update

from kg.web.formats import GRAPHS

G = "http://example.org/graph-1"
BY_NAME = f"/graph?graph={G}"
Sent = tuple[str, str] | None  # media type and body
PLACES = [BY_NAME, "/graph?default", "/graph/people/1.ttl"]
NAMED = [BY_NAME, "/graph/people/1.ttl"]
JOHN = '<http://example.org/1> <urn:name> "John" ; <urn:card> [ <urn:of> 1 ] .'
JANE = '<http://example.org/1> <urn:name> "Jane" .'
QUADS = "<urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:s> <urn:p> <urn:d> .\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with service(tmp_path_factory.mktemp("graphs")) as app:
        yield app.test_client()


@pytest.fixture
def client(shared: FlaskClient) -> FlaskClient:
    assert update(shared, "DROP ALL").status_code == 204
    return shared


def post(client: FlaskClient, path: str, body: str, media_type: str = TURTLE) -> int:
    answer = client.post(path, data=body.encode(), content_type=media_type, headers=WRITER)
    return answer.status_code


def canonical(data: bytes | str, media_type: str, base: str = G) -> ox.Dataset:
    found = ox.Dataset(ox.parse(data, ox.RdfFormat.from_media_type(media_type), base_iri=base))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def holds(client: FlaskClient, path: str, turtle: str) -> bool:
    answer = client.get(path, headers={"Accept": TURTLE})
    assert (answer.status_code, answer.mimetype) == (200, TURTLE), answer.text
    return canonical(answer.data, TURTLE) == canonical(turtle, TURTLE)


@pytest.mark.parametrize("path", PLACES)
def test_put_sets_a_graph(client: FlaskClient, path: str) -> None:
    first = put(client, path, JOHN)
    assert first.status_code == (201 if path in NAMED else 204)
    assert holds(client, path, JOHN)
    again = put(client, path, JANE)
    assert (again.status_code, again.data) == (204, b"")
    assert holds(client, path, JANE)


@pytest.mark.parametrize("path", PLACES)
def test_delete_drops_a_graph(client: FlaskClient, path: str) -> None:
    put(client, path, JOHN)
    assert client.delete(path, headers=WRITER).status_code == 204
    if path in NAMED:
        assert client.get(path).status_code == 404
        assert client.delete(path, headers=WRITER).status_code == 404
    else:
        assert holds(client, path, "")
        assert client.delete(path, headers=WRITER).status_code == 204


@pytest.mark.parametrize("path", PLACES)
def test_post_adds_to_a_graph(client: FlaskClient, path: str) -> None:
    assert post(client, path, JOHN) == (201 if path in NAMED else 204)
    assert post(client, path, JANE) == 204
    assert holds(client, path, JOHN + JANE)


@pytest.mark.parametrize("path", NAMED)
def test_post_of_several_files(client: FlaskClient, path: str) -> None:
    put(client, path, JOHN)
    files = (
        "--xx\r\n"
        'Content-Disposition: form-data; name="last.ttl"; filename="last.ttl"\r\n'
        "Content-Type: text/turtle; charset=utf-8\r\n\r\n"
        '<http://example.org/1> <urn:last> "Doe", [] .\r\n\r\n--xx\r\n'
        'Content-Disposition: form-data; name="first"; filename="first.nt"\r\n'
        "Content-Type: application/n-triples\r\n\r\n"
        '<http://example.org/1> <urn:first> "Jane", _:b0 .\r\n\r\n--xx--\r\n'.replace(
            ", _:b0", " .\n<http://example.org/1> <urn:first> _:b0"
        )
    )
    assert post(client, path, files, "multipart/form-data; boundary=xx") == 204
    more = '<http://example.org/1> <urn:last> "Doe", [] ; <urn:first> "Jane", [] .'
    assert holds(client, path, JOHN + more)


def test_several_files_are_one_change(client: FlaskClient) -> None:
    parts = "".join(
        f'--xx\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        f"Content-Type: text/turtle\r\n\r\n{body}\r\n"
        for name, body in (("a", JOHN), ("b", "<urn:a> <urn:b> ."))
    )
    assert post(client, BY_NAME, parts + "--xx--\r\n", "multipart/form-data; boundary=xx") == 400
    assert client.get(BY_NAME).status_code == 404


def test_fields_of_a_form_are_no_files(client: FlaskClient) -> None:
    answer = client.post(
        BY_NAME, data={"a": JOHN}, content_type="multipart/form-data", headers=WRITER
    )
    assert answer.status_code == 400


def test_a_graph_posted_to_the_store_gets_a_name(client: FlaskClient) -> None:
    answer = client.post("/graph", data=JOHN, content_type=TURTLE, headers=WRITER)
    location = answer.headers["Location"]
    assert (answer.status_code, location.startswith("http://localhost/graph/")) == (201, True)
    assert holds(client, location, JOHN)
    assert holds(client, f"/graph?graph={location}", JOHN)
    assert post(client, location, "") == 204
    assert holds(client, location, JOHN)


@pytest.mark.parametrize("path", PLACES)
def test_head(client: FlaskClient, path: str) -> None:
    if path in NAMED:
        assert client.head(path).status_code == 404
    put(client, path, JOHN)
    head, got = (client.open(path, method=m, headers={"Accept": TURTLE}) for m in ("HEAD", "GET"))
    assert (head.status_code, head.data) == (200, b"")
    assert "Content-Length" not in head.headers
    assert head.headers["ETag"] == got.headers["ETag"]
    assert (
        head.headers["Content-Type"] == got.headers["Content-Type"] == "text/turtle; charset=utf-8"
    )


def test_a_graph_is_known_to_sparql_by_its_address(client: FlaskClient) -> None:
    put(client, "/graph/people/1.ttl", JANE)
    assert ask(client, 'ASK { GRAPH <http://localhost/graph/people/1.ttl> { ?s ?p "Jane" } }')
    assert holds(client, "/graph?graph=http://localhost/graph/people/1.ttl", JANE)


def test_a_graph_of_the_data_is_found_below_this_address(client: FlaskClient) -> None:
    iri = "https://kg.example/graph/a1"
    put(client, f"/graph?graph={iri}", JANE)
    assert holds(client, "/graph/a1", JANE)
    put(client, "/graph/a1", JOHN)
    assert holds(client, f"/graph?graph={iri}", JOHN)


def test_names_are_decoded_once(client: FlaskClient) -> None:
    put(client, "/graph?graph=http://example.org/%31", JOHN)
    put(client, "/graph?graph=http://example.org/%2531", JANE)
    assert ask(client, 'ASK { GRAPH <http://example.org/1> { ?s ?p "John" } }')
    assert ask(client, 'ASK { GRAPH <http://example.org/%31> { ?s ?p "Jane" } }')


@pytest.mark.parametrize(
    "media_type",
    [TURTLE, NQUADS, "application/n-triples", "application/trig", "application/rdf+xml",
     "application/ld+json"],
)  # fmt: skip
def test_each_syntax_goes_in_and_out(client: FlaskClient, media_type: str) -> None:
    put(client, BY_NAME, JOHN)
    got = client.get(BY_NAME, headers={"Accept": media_type})
    assert got.mimetype == media_type
    assert canonical(got.data, media_type) == canonical(JOHN, TURTLE)
    name = "/graph?graph=urn:copy"
    answer = client.put(name, data=got.data, content_type=media_type, headers=WRITER)
    assert answer.status_code == 201
    assert holds(client, name, JOHN)


def test_a_format_by_name(client: FlaskClient) -> None:
    put(client, BY_NAME, JANE)
    assert client.get(f"{BY_NAME}&format=ntriples").mimetype == "application/n-triples"
    assert client.get(f"{BY_NAME}&format=csv").status_code == 400


def test_relative_iris_are_resolved_against_the_graph(client: FlaskClient) -> None:
    put(client, BY_NAME, "<> <urn:p> <other> .")
    assert holds(client, BY_NAME, f"<{G}> <urn:p> <http://example.org/other> .")


def test_blank_nodes_of_two_bodies_are_apart(client: FlaskClient) -> None:
    for number in (1, 2):
        post(client, BY_NAME, f"_:x <urn:n> {number} .")
    assert holds(client, BY_NAME, "_:x <urn:n> 1 . _:y <urn:n> 2 .")


@pytest.mark.parametrize("media_type", [NQUADS, "application/trig"])
def test_the_dataset_is_read_and_written_at_the_bare_address(
    client: FlaskClient, media_type: str
) -> None:
    assert post(client, "/graph", QUADS, NQUADS) == 204
    got = client.get("/graph", headers={"Accept": media_type})
    assert got.mimetype == media_type
    assert canonical(got.data, media_type) == canonical(QUADS, NQUADS)
    assert post(client, "/graph", "<urn:s> <urn:p> 1 <urn:h> .".replace("1", '"1"'), NQUADS) == 204
    assert (
        client.put("/graph", data=got.data, content_type=media_type, headers=WRITER).status_code
        == 204
    )
    assert canonical(client.get("/graph").data, NQUADS) == canonical(QUADS, NQUADS)
    assert client.delete("/graph", headers=WRITER).status_code == 204
    assert client.get("/graph").data == b""


def test_the_default_graph_alone_is_replaced(client: FlaskClient) -> None:
    post(client, "/graph", QUADS, NQUADS)
    put(client, "/graph?default", JANE)
    assert holds(client, "/graph?default", JANE)
    assert holds(client, "/graph?graph=urn:g", "<urn:s> <urn:p> <urn:o> .")


WRONG = [
    ("GET", f"{BY_NAME}&default", None, (400, "one graph")),
    ("GET", "/graph/a?default", None, (400, "one graph")),
    ("GET", "/graph?graph=a&graph=b", None, (400, "2 times")),
    ("GET", "/graph?graph=not-absolute", None, (400, "no absolute IRI")),
    ("GET", "/graph?graph=urn:a%3E", None, (400, "no absolute IRI")),
    ("GET", "/graph?graph=urn:absent", None, (404, "urn:absent")),
    ("GET", "/graph?graph=%FF", None, (400, "UTF-8")),
    ("PUT", "/graph", (TURTLE, JOHN), (415, NQUADS)),
    ("PUT", BY_NAME, ("application/json5", JOHN), (415, TURTLE)),
    ("PUT", BY_NAME, ("", JOHN), (415, "untyped")),
    ("PUT", BY_NAME, ("text/turtle; charset=utf-16", JOHN), (415, "utf-16")),
    ("PUT", BY_NAME, (TURTLE, "<urn:a> <urn:b> ."), (400, "line 1, column")),
    ("POST", BY_NAME, (TURTLE, "<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> ."), (400, "line 2, column")),
    ("PUT", BY_NAME, (TURTLE, "<urn:a> <urn:b>\n 'x"), (400, "line 2, column 2: Unexpected end")),
    ("PUT", BY_NAME, (TURTLE, "<urn:a> <urn:b\n>"), (400, "line 1, column 9: Invalid IRI")),
    ("POST", BY_NAME, (NQUADS, QUADS), (400, "names graphs")),
    ("POST", "/graph", (NQUADS, "<urn:a>"), (400, "not valid")),
    ("POST", BY_NAME, ("multipart/form-data; boundary=x", "--x--\r\n"), (400, "media type")),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "sent", "told"), WRONG)
def test_refusals_change_nothing(
    client: FlaskClient, method: str, path: str, sent: Sent, told: tuple[int, str]
) -> None:
    (media_type, body), (status, message) = sent or (None, None), told
    answer = client.open(path, method=method, data=body, content_type=media_type, headers=WRITER)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain"), answer.text
    assert message in answer.text
    assert client.get("/graph").data == b""


UNKNOWN = [
    *((method, path) for method in ("PUT", "POST", "DELETE", "GET", "HEAD")
      for path in ("/graph?grph=urn:g", "/graph?foo=1", "/graph?Default", "/graph/a?graf=urn:g")),
    *((method, "/graph?format=nquads") for method in ("PUT", "POST", "DELETE")),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), UNKNOWN)
def test_a_mistyped_parameter_changes_nothing(client: FlaskClient, method: str, path: str) -> None:
    post(client, "/graph", QUADS, NQUADS)
    answer = client.open(path, method=method, data=QUADS, content_type=NQUADS, headers=WRITER)
    assert answer.status_code == 400
    name = path.partition("?")[2].partition("=")[0]
    known = "graph, default" + (", format" if method == "GET" else "")
    told = f"has no parameter '{name}'; it has {known}."
    assert told in answer.text or method == "HEAD"
    assert canonical(client.get("/graph").data, NQUADS) == canonical(QUADS, NQUADS)


@pytest.mark.parametrize("path", ["/graph/people/1.ttl", "/graph/a%20b/%C3%A9"])
def test_browsers_get_a_page_about_a_graph_of_which_nothing_is_said(
    client: FlaskClient, path: str
) -> None:
    html = {"Accept": "text/html,*/*;q=0.8"}
    assert client.get(path, headers=html).status_code == 404
    assert put(client, path, JANE + "<urn:a> <urn:b> <urn:c> .").status_code == 201
    page = client.get(path, headers=html)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "A graph of 2 triples." in page.text
    assert "What is said of it" not in page.text
    links = re.findall(r'href="(/graph/[^"]*)"', page.text)
    assert [link.rpartition("=")[2] for link in links] == [each.name for each in GRAPHS]
    assert holds(client, links[0], JANE + "<urn:a> <urn:b> <urn:c> .")
    assert {client.get(link).status_code for link in links} == {200}


def test_answers_without_a_body_have_no_type(client: FlaskClient) -> None:
    answers = [
        put(client, BY_NAME, JOHN),
        put(client, BY_NAME, JANE),
        client.post("/graph", data=JOHN, content_type=TURTLE, headers=WRITER),
        client.delete(BY_NAME, headers=WRITER),
        update(client, "CLEAR ALL"),
        *(client.options(path) for path in ("/graph", "/update", "/sparql", "/")),
    ]
    assert [each.status_code for each in answers] == [201, 204, 201, 204, 204, 200, 200, 200, 200]
    for answer in answers:
        assert (answer.data, answer.headers.get("Content-Type")) == (b"", None)
    empty = client.get("/graph?default", headers={"Accept": TURTLE})
    assert (empty.data, empty.mimetype) == (b"", TURTLE)


def test_a_broken_body_leaves_the_graph_as_it_was(client: FlaskClient) -> None:
    put(client, BY_NAME, JOHN)
    for send in (put, post):
        send(client, BY_NAME, "<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> .")
    assert holds(client, BY_NAME, JOHN)


def test_a_compressed_body_is_refused(client: FlaskClient) -> None:
    headers = WRITER | {"Content-Encoding": "gzip"}
    answer = client.put(BY_NAME, data=b"\x1f\x8b", content_type=TURTLE, headers=headers)
    assert answer.status_code == 415


def test_nothing_that_is_offered_is_accepted(client: FlaskClient) -> None:
    assert client.get("/graph?default", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/graph", headers={"Accept": TURTLE}).status_code == 406


@pytest.mark.parametrize("path", ["/graph", *PLACES])
def test_methods(client: FlaskClient, path: str) -> None:
    told = client.options(path)
    expected = {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"}
    assert (told.status_code, set(told.headers["Allow"].split(", "))) == (200, expected)
    for method in ("PATCH", "PROPFIND"):
        refused = client.open(path, method=method, headers=WRITER)
        assert (refused.status_code, set(refused.headers["Allow"].split(", "))) == (405, expected)


def test_a_known_graph_is_not_sent_again(client: FlaskClient) -> None:
    put(client, BY_NAME, JOHN)
    headers = {"Accept": TURTLE}
    tag = client.get(BY_NAME, headers=headers).headers["ETag"]
    again = client.get(BY_NAME, headers=headers | {"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = {"Accept": "application/n-triples", "If-None-Match": tag}
    assert client.get(BY_NAME, headers=other).status_code == 200
    put(client, BY_NAME, JANE)
    assert client.get(BY_NAME, headers=headers | {"If-None-Match": tag}).status_code == 200


def conditional(client: FlaskClient, method: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.open(
        BY_NAME, method=method, data=JANE, content_type=TURTLE, headers=WRITER | named
    )
    return answer.status_code


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_change_of_another_state_is_refused(client: FlaskClient, method: str) -> None:
    put(client, BY_NAME, JOHN)
    old = client.get(BY_NAME).headers["ETag"]
    put(client, BY_NAME, JOHN + JANE)
    assert conditional(client, method, If_Match=old) == 412
    assert conditional(client, method, If_None_Match="*") == 412
    assert holds(client, BY_NAME, JOHN + JANE)
    current = client.get(BY_NAME, headers={"Accept": TURTLE}).headers["ETag"]
    assert conditional(client, method, If_None_Match=current) == 412
    assert conditional(client, method, If_Match=f"{old}, {current}") == 204


def test_making_a_graph_only_where_there_is_none(client: FlaskClient) -> None:
    assert conditional(client, "PUT", If_Match="*") == 412
    assert conditional(client, "PUT", If_None_Match="*") == 201
    assert conditional(client, "PUT", If_Match="*") == 204


def test_browsers_get_the_page_about_a_graph(client: FlaskClient) -> None:
    put(client, "/graph?graph=https://kg.example/graph/a1", '<> <urn:note> "of a day" .')
    page = client.get("/graph/a1", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "of a day" in page.text


def test_errors_as_problem_details(client: FlaskClient) -> None:
    answer = client.get("/graph?graph=urn:absent", headers={"Accept": "application/problem+json"})
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    headers = {"Accept": "text/turtle, application/problem+json;q=0.1"}
    answer = client.get("/graph?graph=urn:absent", headers=headers)
    assert json.loads(answer.data) == {
        "title": "Not Found",
        "status": 404,
        "detail": "There is no graph with the name urn:absent.",
    }


def test_a_write_that_takes_too_long_is_refused_as_a_whole(tmp_path: Path) -> None:
    many = "".join(f"<urn:s{number}> <urn:p> <urn:o> .\n" for number in range(300_000))
    with service(tmp_path) as app:
        client = app.test_client()
        assert put(client, BY_NAME, JOHN).status_code == 201
        here = app.extensions["kg"]
        app.extensions["kg"] = replace(here, settings=replace(here.settings, query_seconds=0.2))
        for method in ("PUT", "POST"):
            answer = client.open(
                BY_NAME, method=method, data=many.encode(), content_type=TURTLE, headers=WRITER
            )
            assert answer.status_code == 503
            assert "stopped after 0.2 s; nothing of it was made" in answer.text
        app.extensions["kg"] = here
        assert holds(client, BY_NAME, JOHN)


@pytest.mark.parametrize("asked", ["default=urn:x", "default&default"])
def test_the_default_graph_has_no_name(client: FlaskClient, asked: str) -> None:
    assert put(client, "/graph?default", JOHN).status_code < 300
    answer = client.delete(f"/graph?{asked}", headers=WRITER)
    assert answer.status_code == 400
    assert holds(client, "/graph?default", JOHN)
