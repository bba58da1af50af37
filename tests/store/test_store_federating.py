"""SERVICE and LOAD over real stores and servers on this machine."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg import errors
from kg.store.embedded import Access, serve_store
from kg.store.federating import Asking, Bounds, federation
from kg.store.protocol import Dataset, Rows, Store
from kg.store.rows import read_rows
from tests.remote.neighbours import JSON, Neighbour, Says, neighbour

HERE = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 } }"
XML = b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head>
<results><result><binding name="s"><uri>urn:a</uri></binding></result></results></sparql>"""


@pytest.fixture
def there() -> Iterator[Neighbour]:
    with neighbour() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    others = federation(("127.0.0.1",), Bounds(calls=4, rows=3))
    with closing(serve_store(tmp_path, Access(updates=True, others=others))) as opened:
        opened.update(HERE)
        yield opened


def table(*rows: dict[str, Any], names: str = "s t") -> Says:
    found = {"head": {"vars": names.split()}, "results": {"bindings": list(rows)}}
    return Says(json.dumps(found).encode(), JSON)


def iri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def text(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


def ask(store: Store, query: str, seconds: float = 20) -> Rows:
    return read_rows(b"".join(store.answer(query, JSON, seconds=seconds).chunks))


def rows(store: Store, query: str) -> list[tuple[str | None, ...]]:
    found = ask(store, query)
    return sorted((tuple(t and t.value for t in row) for row in found.rows), key=repr)


def test_solutions_of_others_are_joined(store: Store, there: Neighbour) -> None:
    there.says["/x"] = table(
        {"s": iri("urn:a"), "t": text("A")},
        {"s": iri("urn:c"), "t": text("C")},
        {"s": iri("urn:b")},
    )
    query = f"""PREFIX n: <{there.url()}> # SERVICE n:none {{ }}
        SELECT ?s ?o ?t {{ ?s <urn:p> ?o . SERVICE n:x {{ ?s n:q ?t FILTER(?t != "}}") }} }}"""
    assert rows(store, query) == [("urn:a", "1", "A"), ("urn:b", "2", None)]
    assert there.asked[0].query == (
        f'PREFIX n: <{there.url()}>\nSELECT * WHERE {{ ?s n:q ?t FILTER(?t != "}}") }}'
    )
    assert there.asked[0].headers["accept"].startswith(JSON)


def test_tables_in_xml(store: Store, there: Neighbour) -> None:
    there.says["/"] = Says(XML, "application/sparql-results+xml")
    query = f"SELECT * {{ ?s <urn:p> ?o SERVICE <{there.url()}> {{ ?s a ?t }} }}"
    assert rows(store, query) == [("1", "urn:a")]


def test_no_solution_and_no_variable(store: Store, there: Neighbour) -> None:
    there.says["/none"] = table()
    there.says["/empty"] = table({}, {}, names="")
    assert rows(store, f"SELECT * {{ SERVICE <{there.url('/none')}> {{ ?s a ?t }} }}") == []
    two = f"SELECT * {{ SERVICE <{there.url('/empty')}> {{ <urn:a> a <urn:b> }} }}"
    assert rows(store, two) == [(), ()]
    kept = f"SELECT * {{ OPTIONAL {{ SERVICE <{there.url('/none')}> {{ ?s a ?t }} }} }}"
    assert rows(store, kept) == [(None, None)]


@pytest.mark.parametrize(
    "where", ["SERVICE SILENT <{}> {{ ?s a ?t }}", "{{ service silent<{}>{{}} }}"]
)
@pytest.mark.parametrize("says", [Says(status=500), Says(b"<html>", "text/html"), Says(b"{", JSON)])
def test_silence_about_a_failure_is_one_empty_solution(
    store: Store, there: Neighbour, where: str, says: Says
) -> None:
    there.says["/"] = says
    asked = f"SELECT ?x {{ VALUES ?x {{ 1 2 }} {where.format(there.url())} }}"
    assert rows(store, asked) == [("1",), ("2",)]
    assert len(there.asked) == 1
    for elsewhere in ("http://localhost:9/", "http://10.0.0.1/", "file:///etc/passwd"):
        asked = f"SELECT ?x {{ VALUES ?x {{ 1 2 }} {where.format(elsewhere)} }}"
        assert rows(store, asked) == [("1",), ("2",)]


@pytest.mark.parametrize(
    ("says", "match"),
    [
        (Says(status=500), "answers 500"),
        (Says(status=307, headers={"Location": "http://127.0.0.1:9/"}), "sends elsewhere"),
        (Says(b"<html>", "text/html"), "gives text/html and no table"),
        (
            Says(b'{"head":{"vars":["s"]},"results":{"bindings":[{', JSON),
            "a table that is not valid",
        ),
        (Says(b'{"head":{},"boolean":true}', JSON), "a truth value"),
        (table(*[{"s": iri(f"urn:{n}")} for n in range(4)]), "more than the 3 solutions"),
        (table({"s": iri("urn:x> . } DROP ALL #")}), "a table that is not valid"),
        (table({"s": iri("x")}), "a table that is not valid"),
        (table(names="s} t"), "a table that is not valid"),
    ],
)
def test_failures_are_told(store: Store, there: Neighbour, says: Says, match: str) -> None:
    there.says["/"] = says
    with pytest.raises(errors.RemoteFailed, match=match):
        ask(store, f"SELECT * {{ SERVICE <{there.url()}> {{ ?s a ?t }} }}")


HOSTILE = [
    '" } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c',
    "a\nb\r\t\\",
    "'''\"\"\"",
    "\ufffe😀",
    "?x",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_any_text_of_others_stays_text(store: Store, there: Neighbour, words: str) -> None:
    there.says["/"] = table({"s": iri("urn:it's"), "t": text(words)})
    query = f"SELECT ?t {{ SERVICE <{there.url()}> {{ ?s a ?t }} }}"
    assert rows(store, query) == [(words,)]


def test_only_variables_that_were_asked_for_are_taken(store: Store, there: Neighbour) -> None:
    there.says["/"] = table({"s": iri("urn:a"), "o": text("forged")}, names="s o")
    query = f"SELECT * {{ ?s <urn:p> ?o SERVICE <{there.url()}> {{ ?s a <urn:c> }} }}"
    assert rows(store, query) == [("1", "urn:a")]


def test_blank_nodes_get_names_that_differ_between_answers(store: Store, there: Neighbour) -> None:
    there.says["/"] = table({"s": {"type": "bnode", "value": "b"}})
    call = f"SERVICE <{there.url()}> {{ ?s a ?t }}"
    query = f"SELECT ?s {{ {{ {call} }} UNION {{ {call} }} }}"
    first, second = rows(store, query)
    assert first != second
    assert all((name or "").startswith("urn:x-kg:blank:") for (name, *_) in (first, second))
    assert rows(store, query) == [first, second]


def test_nested_calls_are_the_other_servers_own(store: Store, there: Neighbour) -> None:
    there.says["/"] = table()
    inner = "{ ?s a ?t SERVICE <http://elsewhere.example/> { ?t a ?u } }"
    rows(store, f"SELECT * {{ SERVICE <{there.url()}> {inner} }}")
    assert there.asked[0].query.endswith(inner)


@pytest.mark.parametrize(
    "where",
    [
        "?n <urn:at> ?at . SERVICE ?at { ?s a ?t }",
        "?n <urn:at> ?at . OPTIONAL { SERVICE ?at { ?s a ?t } }",
        "GRAPH <urn:h> { ?n <urn:at> ?at SERVICE ?at { ?s a ?t } }",
        'FILTER(?t != "z") ?n <urn:at> ?at FILTER(ISIRI(?at)) SERVICE ?at { ?s a ?t }',
    ],
)
def test_servers_that_the_data_name(store: Store, there: Neighbour, where: str) -> None:
    ours, others = there.url("/1"), there.url("/2")
    store.update(f"INSERT DATA {{ GRAPH <urn:h> {{ <urn:n> <urn:at> <{ours}>, <{others}> }} }}")
    there.says["/1"] = table({"s": iri("urn:a"), "t": text("one")})
    there.says["/2"] = table({"s": iri("urn:b"), "t": text("two")})
    found = rows(store, f"SELECT ?at ?s ?t {{ {where} }}")
    assert found == [(ours, "urn:a", "one"), (others, "urn:b", "two")]


def test_only_iris_are_servers_and_no_more_than_may_be_asked(
    store: Store, there: Neighbour
) -> None:
    there.says["/"] = table({"s": iri("urn:a")})
    query = "SELECT ?s { ?n <urn:at> ?at SERVICE ?at { ?s a ?t } }"
    store.update(f"INSERT DATA {{ GRAPH <urn:h> {{ <urn:n> <urn:at> <{there.url()}>, 'x' }} }}")
    assert rows(store, query) == [("urn:a",)]
    for number in range(9):
        more = f"<urn:n> <urn:at> <{there.url(f'/{number}')}>"
        store.update(f"INSERT DATA {{ GRAPH <urn:h> {{ {more} }} }}")
    silent = query.replace("SERVICE", "SERVICE SILENT")
    with pytest.raises(errors.BadRequest, match="more than 4 times"):
        rows(store, silent)


def test_servers_of_a_list_and_of_no_list(store: Store, there: Neighbour) -> None:
    there.says["/"] = table({"s": iri("urn:a")})
    listed = f"SELECT ?s {{ VALUES ?at {{ <{there.url()}> }} SERVICE ?at {{ ?s a ?t }} }}"
    assert rows(store, listed) == [("urn:a",)]
    assert rows(store, "SELECT * { ?s <urn:none> ?at SERVICE ?at { ?s a ?t } }") == []
    with pytest.raises(errors.BadRequest, match=r"The server of SERVICE \?at is not known"):
        ask(store, "SELECT * { SERVICE ?at { ?s a ?t } ?s <urn:p> ?at }")


def test_the_graphs_of_the_request_tell_the_servers_too(store: Store, there: Neighbour) -> None:
    store.update(f"INSERT DATA {{ GRAPH <urn:h> {{ <urn:n> <urn:at> <{there.url()}> }} }}")
    there.says["/"] = table({"s": iri("urn:a")})
    query = "SELECT ?s { ?n <urn:at> ?at SERVICE ?at { ?s a ?t } }"
    for graph, body in (("urn:h", b"s\r\nurn:a\r\n"), ("urn:g", b"s\r\n")):
        found = store.answer(query, "text/csv", dataset=Dataset((graph,)))
        assert b"".join(found.chunks) == body


def test_who_is_not_listed_is_not_asked(tmp_path: Path, there: Neighbour) -> None:
    call = f"SELECT * {{ SERVICE <{there.url()}> {{ ?s a ?t }} }}"
    for hosts in ((), ("example.org",), ("localhost",), (f"127.0.0.1:{there.port + 1}",)):
        others = federation(hosts)
        with closing(serve_store(tmp_path, Access(updates=True, others=others))) as opened:
            with pytest.raises(errors.BadRequest):
                ask(opened, call)
            with pytest.raises(errors.BadRequest):
                opened.update(
                    f"INSERT {{ ?s a ?t }} WHERE {{ SERVICE <{there.url()}> {{ ?s a ?t }} }}"
                )
            with pytest.raises(errors.BadRequest):
                opened.update(f"LOAD <{there.url()}>")
    assert there.asked == []


HIDDEN = [
    "SELECT * {{ SERVICE{0} {{ }} }}",
    "SELECT * {{ SERVIC\\u0045 {0} {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER(?a<?b)SERVICE#>\n{0} {{ ?s ?p ?o }} }}",
    "PREFIX service: <http://127.0.0.1/> SELECT * {{ service:foo {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_calls_that_only_an_engine_sees_never_reach_it(
    store: Store, there: Neighbour, query: str
) -> None:
    there.says["/"] = table()
    try:
        ask(store, query.format(f"<{there.url()}>"))
    except errors.BadRequest as error:
        assert "SERVICE is not allowed" in str(error)  # noqa: PT017
    assert all(asked.headers.get("user-agent") == "kg" for asked in there.asked)


def test_so_many_calls_and_no_more(store: Store, there: Neighbour) -> None:
    there.says["/"] = table()
    calls = f"SERVICE SILENT <{there.url()}> {{ ?s a ?t }} " * 5
    with pytest.raises(errors.BadRequest, match="more than 4 times"):
        ask(store, f"SELECT * {{ {calls} }}")


def test_the_time_of_others_is_the_querys(store: Store, there: Neighbour) -> None:
    import time  # noqa: PLC0415

    there.says["/"] = Says(raw=lambda _: time.sleep(3))
    began = time.monotonic()
    with pytest.raises(errors.KgError, match=r"within 0\.[45]\d* s|stopped after 0\.5 s"):
        ask(store, f"SELECT * {{ SERVICE <{there.url()}> {{ ?s a ?t }} }}", seconds=0.5)
    assert time.monotonic() - began < 2.5


def test_an_error_is_told_where_it_stands(store: Store, there: Neighbour) -> None:
    there.says["/"] = table({"s": iri("urn:a")}, {"s": iri("urn:b")})
    query = f"SELECT * {{\n SERVICE <{there.url()}> {{\n ?s a ?t }} ?s ex:p ?o }}"
    with pytest.raises(errors.BadRequest) as error:
        ask(store, query)
    with pytest.raises(errors.BadRequest) as plain:
        ask(store, query.replace(f"SERVICE <{there.url()}>", ""))
    assert "line 3, column" in str(error.value)
    assert str(error.value).partition(":")[0] == str(plain.value).partition(":")[0]


def test_a_service_in_an_update(store: Store, there: Neighbour) -> None:
    there.says["/"] = table({"s": iri("urn:a"), "t": text("A")})
    store.update(
        f"PREFIX u: <urn:> INSERT {{ GRAPH u:h {{ ?s u:name ?t }} }} "
        f"WHERE {{ SERVICE <{there.url()}> {{ ?s a ?t }} ?s u:p 1 }}"
    )
    assert rows(store, "SELECT ?s ?t { GRAPH <urn:h> { ?s <urn:name> ?t } }") == [("urn:a", "A")]
    with pytest.raises(errors.BadRequest, match="name the servers of SERVICE itself"):
        store.update("INSERT { ?s a ?t } WHERE { ?s <urn:at> ?at SERVICE ?at { ?s a ?t } }")


DOCUMENT = Says(b"@base <urn:x> . <> <urn:q> [ <urn:r> 'LOAD <x:a> SERVICE <x:b> {' ] .")
LOADED = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:new> { ?s ?p ?o } }"


def test_a_load(store: Store, there: Neighbour) -> None:
    there.says["/d.ttl"] = DOCUMENT
    store.update(f"LOAD <{there.url('/d.ttl')}> INTO GRAPH <urn:new>")
    assert there.asked[0].method == "GET"
    assert "text/turtle" in there.asked[0].headers["accept"]
    assert rows(store, LOADED) == [("2",)]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [("4",)]


def test_loads_among_other_operations(store: Store, there: Neighbour) -> None:
    there.says["/d"] = DOCUMENT
    load = f"LOAD <{there.url('/d')}> INTO GRAPH <urn:new>"
    store.update(f"DROP GRAPH <urn:g> ; {load} ; {load} ; LOAD SILENT <{there.url('/none')}> ;")
    assert store.graphs() == ("urn:new",)
    assert rows(store, LOADED) == [("4",)]  # each reading has blank nodes of its own


@pytest.mark.parametrize(
    ("says", "match"),
    [
        (Says(status=404), "answers 404"),
        (Says(b"<a> <b>"), "RDF that is not valid"),
        (Says(b"x", "text/html"), "gives text/html and no RDF"),
        (Says(b"<urn:g> { <urn:a> <urn:b> 1 }", "application/trig"), "several graphs"),
        (Says(status=301, headers={"Location": "/other"}), "sends elsewhere"),
    ],
)
def test_a_load_that_fails_changes_nothing(
    store: Store, there: Neighbour, says: Says, match: str
) -> None:
    there.says["/"] = says
    with pytest.raises(errors.RemoteFailed, match=match):
        store.update(f"DROP ALL ; LOAD <{there.url()}>")
    store.update(f"LOAD SILENT <{there.url()}> INTO GRAPH <urn:new>")
    assert store.graphs() == ("urn:g",)


def test_files_whose_kind_their_server_does_not_know(store: Store, there: Neighbour) -> None:
    there.says["/d.ttl"] = Says(DOCUMENT.body, "text/plain")
    store.update(f"LOAD <{there.url('/d.ttl')}> INTO GRAPH <urn:new>")
    assert rows(store, LOADED) == [("2",)]


def test_a_graph_to_load_into_stays_an_iri(store: Store, there: Neighbour) -> None:
    there.says["/"] = DOCUMENT
    with pytest.raises(errors.BadRequest):
        store.update(f"LOAD <{there.url()}> INTO GRAPH <urn:n\\u003E\\u0020> ; DROP ALL")
    assert store.graphs() == ("urn:g",)


def test_without_calls_nothing_is_changed_in_a_text() -> None:
    asking = Asking(None, Bounds())  # type: ignore[arg-type]
    query = "SELECT ?service { ?service ?load 'SERVICE <x:y> { }' } # LOAD <x:y>"
    assert asking.query(query, None, lambda *_: pytest.fail("asked")).text == query
