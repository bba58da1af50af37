import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import errors
from kg.store import lexical, writing
from kg.store.embedded import Access, serve_store
from kg.store.protocol import Store, Whole

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIX = f"PREFIX xsd: <{XSD}> PREFIX : <urn:> "
JSON = "application/sparql-results+json"
DATA = f"""
<urn:a> <urn:n> "01"^^<{XSD}integer> .
<urn:b> <urn:n> "1"^^<{XSD}integer> .
<urn:c> <urn:n> "-3"^^<{XSD}negativeInteger> .
<urn:d> <urn:n> "1.50"^^<{XSD}decimal> .
<urn:e> <urn:n> "2.0e0"^^<{XSD}double> .
<urn:f> <urn:n> "words" .
<urn:g> <urn:n> "no number"^^<{XSD}integer> .
<urn:a> <urn:plain> "7"^^<{XSD}integer> .
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = serve_store(tmp_path, Access(updates=True, default_graph="strict"))
    found.write(Whole.DEFAULT, DATA.encode(), "application/n-triples", replace=False)
    yield found
    found.close()


def test_a_store_that_keeps_its_union_keeps_values(tmp_path: Path) -> None:
    with closing(serve_store(tmp_path, Access(updates=True))) as found:
        found.update(PREFIX + 'INSERT DATA { :s :p "01"^^xsd:integer }')
        assert found.ask("ASK { ?s ?p 1 }")
        assert found.graphs() == ("urn:x-kg:default",)


def rows(store: Store, query: str) -> list[list[tuple[str, str] | None]]:
    """Values and, of literals, datatypes without the namespace."""
    answer = json.loads(b"".join(store.answer(PREFIX + query, JSON).chunks))
    return [
        [
            (row[name]["value"], row[name].get("datatype", "").removeprefix(XSD))
            if name in row
            else None
            for name in answer["head"]["vars"]
        ]
        for row in answer["results"]["bindings"]
    ]


def test_what_was_written_is_read(store: Store) -> None:
    given = {("01", "integer"), ("1", "integer"), ("-3", "negativeInteger"), ("1.50", "decimal"),
             ("2.0e0", "double"), ("words", ""), ("no number", "integer")}  # fmt: skip
    assert {row[0] for row in rows(store, "SELECT ?n { ?s :n ?n }")} == given
    content = store.content(Whole.DEFAULT, "application/n-triples")
    read = b"".join(content.chunks).decode()
    assert sorted(read.splitlines()) == sorted(DATA.strip().splitlines())


def test_values_are_compared_and_counted_with(store: Store) -> None:
    assert rows(store, "SELECT ?s { ?s :n ?n FILTER (?n = 1) } ORDER BY ?s") == [
        [("urn:a", "")],
        [("urn:b", "")],
    ]
    assert rows(store, "SELECT ?s { ?s :n ?n FILTER (?n < 0) }") == [[("urn:c", "")]]
    summed = "SELECT (SUM(?n) AS ?sum) { VALUES ?s { :a :b :c } ?s :n ?n }"
    assert rows(store, summed) == [[("-1", "integer")]]
    ordered = rows(store, "SELECT ?s { VALUES ?s { :a :c :d :e } ?s :n ?n } ORDER BY DESC(?n)")
    assert [row[0] for row in ordered] == [(f"urn:{name}", "") for name in "edac"]
    assert rows(store, "SELECT (?n + 1 AS ?m) { :d :n ?n }") == [[("2.5", "decimal")]]


def test_terms_are_matched_as_they_were_written(store: Store) -> None:
    assert rows(store, "SELECT ?s { ?s :n 01 }") == [[("urn:a", "")]]
    assert rows(store, "SELECT ?s { ?s :n '1'^^xsd:integer }") == [[("urn:b", "")]]
    assert rows(store, "SELECT ?s { ?s :n 1.50 }") == [[("urn:d", "")]]
    assert rows(store, "SELECT ?s { ?s :n ?n FILTER (STR(?n) = '01') }") == [[("urn:a", "")]]
    same = "SELECT (COUNT(*) AS ?c) { ?s :n ?x . ?t :n ?y FILTER (SAMETERM(?x, ?y)) }"
    assert rows(store, same) == [[("7", "integer")]]
    assert rows(store, "SELECT (COUNT(DISTINCT ?n) AS ?c) { ?s :n ?n }") == [[("7", "integer")]]


def test_updates_see_values_and_write_terms(store: Store) -> None:
    store.update(PREFIX + "INSERT DATA { :h :m 007, '7'^^xsd:integer }")
    assert {row[0] for row in rows(store, "SELECT ?n { :h :m ?n }")} == {
        ("007", "integer"),
        ("7", "integer"),
    }
    store.update(
        PREFIX + "INSERT { ?s :twice ?m } WHERE { ?s :n ?n FILTER (?n > 1) BIND (?n * 2 AS ?m) }"
    )
    assert rows(store, "SELECT ?m { :d :twice ?m }") == [[("3", "decimal")]]
    store.update(PREFIX + "DELETE DATA { :h :m 007 }")
    assert rows(store, "SELECT ?n { :h :m ?n }") == [[("7", "integer")]]


def test_what_is_emptied_and_written_again_is_still_known(store: Store) -> None:
    store.write(Whole.DATASET, DATA.encode(), "application/n-quads", replace=True)
    assert rows(store, "SELECT ?s { ?s :n ?n FILTER (?n < 0) }") == [[("urn:c", "")]]
    store.update(f"DROP ALL ; INSERT DATA {{ <urn:z> <urn:n> '-04'^^<{XSD}integer> }}")
    assert rows(store, "SELECT ?n { ?s :n ?n FILTER (?n = -4) }") == [[("-04", "integer")]]


def test_an_update_that_fails_marks_nothing_and_one_that_drops_keeps_the_marks() -> None:
    store = ox.Store()
    insert = f"INSERT DATA {{ <urn:a> <urn:n> '01'^^<{XSD}integer> }}"
    with pytest.raises(errors.KgError):
        writing.update(store, f"{insert} ; DROP GRAPH <urn:none>", None)
    assert list(store.named_graphs()) == []
    writing.update(store, insert, None)
    marks = set(store.named_graphs())
    assert lexical.MARK in marks
    writing.update(store, "DROP NAMED", None)
    assert set(store.named_graphs()) == marks
    with pytest.raises(errors.BadRequest, match="line 1, column 6"):
        writing.update(store, "DROP ", None)


def test_marks_are_no_graphs_of_the_data(store: Store) -> None:
    assert store.ask("ASK { ?s ?p ?o }")
    assert store.graphs() == ()


def test_a_store_without_any_is_not_marked() -> None:
    store = ox.Store()
    plain = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(7))
    assert lexical.stored([plain]) == {plain}
    assert lexical.marks([plain]) == set()
    assert lexical.held(store) == ()


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_datatypes_are_restored_across_chunks(size: int) -> None:
    data = (
        b'"1"^^<urn:x-kg:as-written:http://a>, "urn:x-kg:as", urn:x-kg:as-written:' * 3 + b"urn:x"
    )
    output = io.BytesIO()
    restored = lexical.Restored(output)
    for at in range(0, len(data), size):
        restored.write(data[at : at + size])
    restored.finish()
    assert output.getvalue() == data.replace(b"urn:x-kg:as-written:", b"")


def test_only_what_is_reached_by_their_properties_is_read_through_a_function() -> None:
    store = ox.Store()
    quads = lexical.stored(ox.parse(DATA, ox.RdfFormat.N_TRIPLES))
    store.extend(quads)
    lexical.mark(store, lexical.marks(quads))
    kinds = lexical.held(store)
    assert {kind.value.rpartition("#")[2] for kind in kinds} == {
        "integer", "negativeInteger", "decimal", "double"
    }  # fmt: skip
    for query, is_read in (
        ("SELECT * { ?s <urn:n> ?n FILTER (?n > 1) }", True),
        ("SELECT * { ?s ?p ?n FILTER (?n > 1) }", True),
        ("SELECT * { ?s <urn:x>/<urn:n> ?n FILTER (?n > 1) }", True),
        ("SELECT * { ?s <urn:x>|<urn:n>* ?n FILTER (?n > 1) }", True),
        ("SELECT * { ?s <urn:x> ?x, ?n FILTER (?n > 1) }", True),
        ("SELECT * { ?s <urn:plain> ?n ; <urn:n> ?m FILTER (?n > 1) }", False),
        ("SELECT * { GRAPH ?g { ?s <urn:plain> ?n } FILTER (?n > 1 && ?s != ?g) }", False),
        ("SELECT ?n { ?s <urn:n> ?n FILTER (BOUND(?n)) }", False),
    ):
        assert (lexical.VALUE.value in lexical.asked(store, query, kinds).text) == is_read, query
