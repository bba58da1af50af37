"""What every store has to do; a new one is a row in `STORES`."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg import errors
from kg.store.embedded import open_store
from kg.store.protocol import GRAPH_TYPES, MEDIA_TYPES, ROW_TYPES, Dataset, Rows, Store, Term
from kg.store.remote import Services, open_remote
from tests.interchange import servers

Opening = Callable[[Path], Store]


@contextmanager
def embedded(_: Path) -> Iterator[Opening]:
    yield open_store


@contextmanager
def oxigraph(folder: Path) -> Iterator[Opening]:
    with servers.oxigraph(folder) as server:
        yield emptied(Services(server.endpoint, server.endpoint.replace("/query", "/update")))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Opening]:
    with servers.virtuoso(folder) as server:
        yield emptied(Services(server.endpoint, server.endpoint))


def emptied(services: Services) -> Opening:
    """Each test finds nothing of the one before it in a store that all of them share."""

    def opening(_: Path) -> Store:
        store = open_remote(services)
        for graph in store.graphs():
            store.drop(graph)
        return store

    return opening


STORES: dict[str, Callable[[Path], AbstractContextManager[Opening]]] = {
    "embedded": embedded,
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}

XSD = "http://www.w3.org/2001/XMLSchema#"
A = '<urn:s> <urn:p> "a" <urn:a> .\n'
B = '<urn:s> <urn:p> "b"@en <urn:b> .\n'
B2 = f'<urn:s> <urn:p> "2"^^<{XSD}integer> <urn:b> .\n'
ALL = "SELECT DISTINCT ?o WHERE { ?s ?p ?o } ORDER BY STR(?o)"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(99)) + "}"
)


_UNION = "its own graphs stand in its default graph too"
# What Virtuoso 7 does otherwise; tests/store/test_store_remote.py asks it for the rest.
APART = {
    "test_replace_sets_adds_and_drops": _UNION,
    "test_select_gives_terms": _UNION,
    "test_queries_are_asked_of_the_graphs_they_name_or_of_all": _UNION,
    "test_rows_in_every_format": _UNION,
    "test_graphs_in_every_format": _UNION,
    "test_bad_queries": "its messages are its own, and it takes more than the standard has",
    "test_a_query_is_stopped_at_its_limit": "it breaks down at a query of so many joins",
}


@pytest.fixture(scope="module", params=STORES)
def opening(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opening]:
    if reason := servers.missing(request.param):
        pytest.skip(reason)
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture
def store(opening: Opening, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    reason = APART.get(request.node.originalname)
    if reason and request.node.callspec.params["opening"] == "virtuoso":
        pytest.skip(f"Virtuoso: {reason}")
    with closing(opening(tmp_path / "store")) as opened:
        opened.replace({"urn:a": A, "urn:b": B + B2})
        yield opened


def values(rows: Rows) -> list[str | None]:
    return [term and term.value for (term,) in rows.rows]


def read(store: Store, query: str, media_type: str, dataset: Dataset | None = None) -> str:
    return b"".join(store.answer(query, media_type, dataset=dataset).chunks).decode()


def test_replace_sets_adds_and_drops(store: Store) -> None:
    assert store.graphs() == ("urn:a", "urn:b")
    store.replace({"urn:a": "", "urn:b": B, "urn:c": A.replace("urn:a", "urn:c")})
    assert store.graphs() == ("urn:b", "urn:c")
    assert values(store.select(ALL)) == ["a", "b"]
    store.replace({"urn:b": "", "urn:c": "", "urn:d": ""})
    assert store.graphs() == ()
    assert not store.ask("ASK { ?s ?p ?o }")


def test_quads_are_sorted_lines(store: Store) -> None:
    assert list(store.quads()) == [A, *sorted([B, B2])]
    assert list(store.quads(("urn:b", "urn:none"))) == sorted([B, B2])


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "\\",
        "\\u0041",
        "\\u0022 } ; DROP ALL #",
        "a\nb\r\t\b\f",
        "\x01\x7f",
        "“é” 😀",
        "' }",
        "\ufffe",
    ],
)
def test_any_text_comes_back_as_it_was(store: Store, words: str) -> None:
    literal = json.dumps(words).replace("\\ud83d\\ude00", "😀")
    store.replace({"urn:a": f"<urn:s> <urn:p> {literal} <urn:a> .\n"})
    store.replace({"urn:a": f"<urn:s> <urn:q> {literal} <urn:a> .\n"})
    assert values(store.select("SELECT ?o { ?s <urn:q> ?o }")) == [words]
    assert not store.ask("ASK { ?s <urn:p> ?o GRAPH <urn:a> { ?s <urn:p> ?o } }")


@pytest.mark.parametrize(
    ("graph", "text"),
    [
        ("urn:a", "<urn:s> <urn:p> .\n"),
        ("urn:a", B),
        ("urn:a", "<urn:s> <urn:p> <urn:o> .\n"),
        ("urn:a", "_:s <urn:p> <urn:o> <urn:a> .\n"),
        ("not an iri", A),
    ],
)
def test_what_is_not_its_graph_is_refused_and_nothing_changes(
    store: Store, graph: str, text: str
) -> None:
    before = list(store.quads())
    with pytest.raises(errors.Invalid):
        store.replace({"urn:0": A.replace("urn:a", "urn:0"), graph: text})
    assert list(store.quads()) == before


def test_select_gives_terms(store: Store) -> None:
    rows = store.select(
        "SELECT ?o ?none ?b WHERE { { ?s ?p ?o } UNION { BIND(<urn:i> AS ?o) }"
        " UNION { BIND(BNODE() AS ?b) } } ORDER BY STR(?o)"
    )
    assert rows.variables == ("o", "none", "b")
    assert [row[0] for row in rows.rows if row[0]] == [
        Term("literal", "2", f"{XSD}integer"),
        Term("literal", "a"),
        Term("literal", "b", language="en"),
        Term("iri", "urn:i"),
    ]
    assert {row[1] for row in rows.rows} == {None}
    assert [row[2].kind for row in rows.rows if row[2]] == ["blank"]


def test_ask(store: Store) -> None:
    assert store.ask('ASK { ?s ?p "a" }') is True
    assert store.ask('ASK { ?s ?p "z" }') is False


def test_queries_are_asked_of_the_graphs_they_name_or_of_all(store: Store) -> None:
    assert values(store.select(ALL)) == ["2", "a", "b"]
    assert values(store.select(ALL.replace("WHERE", "FROM <urn:a> WHERE"))) == ["a"]
    in_graphs = (
        "SELECT ?o FROM NAMED <urn:a> WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    )
    assert values(store.select(in_graphs)) == ["a"]
    everywhere = in_graphs.replace("FROM NAMED <urn:a>", "")
    assert read(store, everywhere, "text/csv", Dataset(("urn:a",))) == "o\r\na\r\n"
    assert read(store, everywhere, "text/csv", Dataset((), ("urn:a",))) == "o\r\na\r\n"
    overruled = ALL.replace("WHERE", "FROM <urn:b> WHERE")
    assert read(store, overruled, "text/csv", Dataset(("urn:a",))) == "o\r\na\r\n"


def test_rows_in_every_format(store: Store) -> None:
    query = 'SELECT ?o WHERE { ?s ?p ?o FILTER(?o = "a") }'
    found = {media_type: read(store, query, media_type) for media_type in ROW_TYPES}
    assert json.loads(found["application/sparql-results+json"])["results"]["bindings"] == [
        {"o": {"type": "literal", "value": "a"}}
    ]
    assert "<literal>a</literal>" in found["application/sparql-results+xml"]
    assert found["text/csv"] == "o\r\na\r\n"
    assert found["text/tab-separated-values"] == '?o\n"a"\n'


def test_truth_in_every_format(store: Store) -> None:
    for media_type in ROW_TYPES:
        assert "true" in read(store, "ASK { ?s ?p ?o }", media_type)


@pytest.mark.parametrize("query", ["DESCRIBE <urn:s>", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_graphs_in_every_format(store: Store, query: str) -> None:
    for media_type in GRAPH_TYPES:
        triples = parse(read(store, query, media_type), RdfFormat.from_media_type(media_type))
        assert sorted(str(quad) for quad in triples) == [
            f'<urn:s> <urn:p> "2"^^<{XSD}integer>',
            '<urn:s> <urn:p> "a"',
            '<urn:s> <urn:p> "b"@en',
        ], media_type


def test_turtle_has_the_prefixes_of_the_query(store: Store) -> None:
    query = "PREFIX u: <urn:> CONSTRUCT { ?s u:p ?o } { ?s ?p ?o }"
    assert "u:s u:p" in read(store, query, "text/turtle")


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_format_that_does_not_fit_is_refused(store: Store, form: str) -> None:
    wrong = "text/turtle" if form in {"SELECT", "ASK"} else "text/csv"
    query = {"SELECT": ALL, "ASK": "ASK {}", "DESCRIBE": "DESCRIBE <urn:s>"}.get(
        form, "CONSTRUCT WHERE { ?s ?p ?o }"
    )
    with pytest.raises(errors.BadRequest, match=f"{form} gives no {wrong}; it gives "):
        store.answer(query, wrong)


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("SELECT * {\n ?s ?p ?o }}", "not valid at line 2, column 1"),
        ("SELECT ?s { ?s ex:p ?o }", "not valid at line 1, column"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "unbound"),
        ("DROP ALL", "DROP is an update"),
        ("ASK {}", "of the form SELECT"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    ],
)
def test_bad_queries(store: Store, query: str, match: str) -> None:
    with pytest.raises(errors.BadRequest, match=match):
        store.select(query)
    assert values(store.select(ALL)) == ["2", "a", "b"]


def test_a_query_is_stopped_at_its_limit(store: Store) -> None:
    with pytest.raises(errors.TimedOut, match=r"stopped after 0\.3 s"):
        store.select(ENDLESS, seconds=0.3)
    assert store.ask("ASK { ?s ?p ?o }", seconds=30)


def test_a_later_query_sees_what_was_written_before_it(store: Store) -> None:
    for number in range(5):
        store.replace({"urn:a": A.replace('"a"', f'"{number}"')})
        assert values(store.select("SELECT ?o { GRAPH <urn:a> { ?s ?p ?o } }")) == [str(number)]
