import contextlib

import pytest
from flask import Flask, request
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    RequestEntityTooLarge,
    RequestURITooLarge,
    UnsupportedMediaType,
)

from kg.errors import BadRequest
from kg.store.protocol import Dataset
from kg.web.protocol import (
    QueryRequest,
    UpdateRequest,
    absolute,
    read_query,
    read_update,
    service_iri,
)
from kg.web.settings import Limits

APP = Flask("protocol")
LIMITS = Limits(query_bytes=200, body_bytes=300)
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
GRAPHS = "default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c"
USING = "using-graph-uri=urn:a&using-named-graph-uri=urn:b&using-named-graph-uri=urn:c"


def sent_query(path: str = "/", **more: object) -> QueryRequest:
    with APP.test_request_context(path, **more):
        return read_query(request, LIMITS)


def sent_update(path: str = "/", **more: object) -> UpdateRequest:
    with APP.test_request_context(path, method="POST", **more):
        return read_update(request, LIMITS)


def test_a_query_by_each_way() -> None:
    expected = QueryRequest("ASK {}", None, None)
    assert sent_query("/?query=ASK+%7B%7D") == expected
    assert sent_query(method="POST", data="query=ASK%20{}", content_type=FORM) == expected
    assert sent_query(method="POST", data="ASK {}", content_type=QUERY) == expected


def test_graphs_and_format_by_each_way() -> None:
    expected = QueryRequest("ASK {}", "csv", Dataset(("urn:a", "urn:b"), ("urn:c",)))
    assert sent_query(f"/?query=ASK {{}}&format=csv&{GRAPHS}") == expected
    form = {"data": f"query=ASK {{}}&format=csv&{GRAPHS}", "content_type": FORM}
    assert sent_query(method="POST", **form) == expected
    direct = {"data": "ASK {}", "content_type": QUERY}
    assert sent_query(f"/?format=csv&{GRAPHS}", method="POST", **direct) == expected
    half = {"data": "query=ASK {}", "content_type": FORM}
    assert sent_query(f"/?format=csv&{GRAPHS}", method="POST", **half) == expected


def test_no_query() -> None:
    assert sent_query("/?format=turtle") == QueryRequest(None, "turtle", None)


def test_what_other_servers_call_the_format() -> None:
    all_alike = "/?query=ASK {}&format=csv&output=csv&results=csv"
    for path in (all_alike, "/?query=ASK {}&results=csv"):
        assert sent_query(path).format == "csv"
    with pytest.raises(BadRequest, match="format=csv and output=tsv ask for different formats"):
        sent_query("/?query=ASK {}&format=csv&output=tsv")


def test_a_parameter_that_is_not_known_is_named() -> None:
    known = "it has query, default-graph-uri, named-graph-uri, format, output, results"
    with pytest.raises(BadRequest, match=f"/sparql has no parameter 'quary'; {known}"):
        sent_query("/sparql?quary=ASK {}")
    known = "it has update, using-graph-uri, using-named-graph-uri"
    for wrong in ("using-graph-ur", "query", "default-graph-uri"):
        message = f"/update has no parameter '{wrong}'; {known}"
        direct = {"data": "CLEAR ALL", "content_type": UPDATE}
        with pytest.raises(BadRequest, match=message):
            sent_update(f"/update?{wrong}=urn:a", **direct)
        with pytest.raises(BadRequest, match=message):
            sent_update("/update", data=f"update=CLEAR ALL&{wrong}=urn:a", content_type=FORM)


def test_an_update_by_each_way() -> None:
    expected = UpdateRequest("CLEAR ALL", Dataset(("urn:a",), ("urn:b", "urn:c")))
    assert sent_update(data=f"update=CLEAR+ALL&{USING}", content_type=FORM) == expected
    assert sent_update(f"/?{USING}", data="CLEAR ALL", content_type=UPDATE) == expected
    assert sent_update(data="CLEAR ALL", content_type=f"{UPDATE}; charset=UTF-8") == UpdateRequest(
        "CLEAR ALL", None
    )


@pytest.mark.parametrize(
    ("path", "more", "kind"),
    [
        ("/?update=CLEAR ALL", {"method": "GET"}, Forbidden),
        (f"/?{USING}", {"method": "GET"}, Forbidden),
        ("/", {"data": "CLEAR ALL", "content_type": UPDATE}, Forbidden),
        ("/", {"data": "x", "content_type": "text/plain"}, UnsupportedMediaType),
        ("/", {"data": "ASK {}"}, UnsupportedMediaType),
        ("/", {"data": "#" * 201, "content_type": QUERY}, RequestEntityTooLarge),
        ("/?query=" + "x" * 200, {"method": "GET"}, RequestURITooLarge),
        ("/?query=ASK {}&query=ASK {}", {"method": "GET"}, BadRequest),
        ("/?query=ASK {}&format=a&format=b", {"method": "GET"}, BadRequest),
        ("/?query=ASK {}&default-graph-uri=a", {"method": "GET"}, BadRequest),
        ("/?query=%C3", {"method": "GET"}, BadRequest),
        ("/?query=ASK {}&output=csv&output=csv", {"method": "GET"}, BadRequest),
        ("/?query=ASK {}&default-graph=urn:a", {"method": "GET"}, BadRequest),
        ("/", {"data": "query=ASK {}&quary=", "content_type": FORM}, BadRequest),
        ("/?formt=csv", {"data": "ASK {}", "content_type": QUERY}, BadRequest),
    ],
)
def test_queries_refused(path: str, more: dict[str, str], kind: type[HTTPException]) -> None:
    with pytest.raises(kind):
        sent_query(path, **{"method": "POST"} | more)


def test_an_update_may_be_longer_than_a_query() -> None:
    text = "CLEAR ALL" + "#" * 200
    assert sent_update(data=text, content_type=UPDATE).update == text
    with pytest.raises(RequestEntityTooLarge, match="300 bytes"):
        sent_update(data=text + "#" * 100, content_type=UPDATE)


@pytest.mark.parametrize("iri", ["http://a.example/é?b#c", "urn:a", "mailto:a@b", "x-y+1.2:"])
def test_absolute(iri: str) -> None:
    assert absolute("graph", iri) == iri


NO_IRI = [
    "",
    "a",
    "/a",
    "//a.example/",
    "1a:b",
    "urn:a b",
    "urn:a>",
    "urn:\\u003E",
    "urn:a\n",
    "é:a",
]


@pytest.mark.parametrize("iri", NO_IRI)
def test_no_absolute_iri(iri: str) -> None:
    with pytest.raises(BadRequest, match="graph is no absolute IRI"):
        absolute("graph", iri)


@pytest.mark.parametrize("host", ["a> <b", "a b", "a\\b", 'a"b', "a{b"])
def test_the_address_of_the_service_is_always_an_iri(host: str) -> None:
    context = APP.test_request_context("/sparql", headers={"Host": host})
    with context, contextlib.suppress(BadRequest):
        assert not set(service_iri(request)) & set('<> \\"{}')
