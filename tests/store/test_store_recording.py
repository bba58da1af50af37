"""The record that is written with a change, in one transaction or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from kg import errors
from kg.sparql import updates
from kg.store.embedded import Access, open_store, serve_store
from kg.store.protocol import DefaultGraph, Record, Store, Whole

OURS = "urn:graph/ontology"
KEPT = "urn:graph/updates"
TURTLE = "text/turtle"
INSERT = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }"
TRIPLE = b"<urn:s> <urn:p> <urn:o> ."


def record(number: int = 1) -> Record:
    moment = f'"2026-03-04T10:20:{number:02}Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    return Record(f"<urn:u{number}> <urn:at> {moment} <{KEPT}> .\n", beside=OURS)


@pytest.fixture(params=get_args(DefaultGraph))
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store that keeps records, of either kind."""
    access = Access(updates=True, default_graph=request.param)
    made = open_store(tmp_path)
    made.replace({OURS: f"<urn:term> <urn:p> <urn:o> <{OURS}> .\n"})
    made.close()
    served = serve_store(tmp_path, access)
    yield served
    served.close()


def kept(store: Store) -> list[str]:
    return list(store.quads((KEPT,)))


def expected(*numbers: int) -> list[str]:
    return [record(number).nquads for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        INSERT,
        f"{INSERT} ;",
        f"{INSERT} # at the end",
        f"PREFIX a: <urn:> {INSERT} ; DELETE WHERE {{ a:x a:y ?z }} ; ",
        "INSERT { GRAPH <urn:g> { ?s ?p ?o } } WHERE { GRAPH ?any { ?s ?p ?o } }",
        "PREFIX a: <urn:>",
        "",
        "# nothing",
    ],
)
def test_an_update_leaves_its_record(store: Store, text: str) -> None:
    store.update(text, record=record())
    assert kept(store) == expected(1)
    assert ("urn:g" in store.graphs()) == ("INSERT" in text)


def test_an_update_that_drops_everything_is_recorded(store: Store) -> None:
    store.update("DROP ALL", record=record())
    assert store.graphs() == (KEPT,)
    assert kept(store) == expected(1)


def test_writing_and_dropping_leave_records(store: Store) -> None:
    store.write("urn:g", TRIPLE, TURTLE, replace=True, record=record(1))
    store.write("urn:g", TRIPLE, TURTLE, replace=False, record=record(2))
    assert store.drop("urn:g", record=record(3))
    store.write(Whole.DEFAULT, TRIPLE, TURTLE, replace=True, record=record(4))
    assert kept(store) == expected(1, 2, 3, 4)
    store.write(Whole.DATASET, b"", "application/n-quads", replace=True, record=record(5))
    assert store.graphs() == (KEPT,)
    assert kept(store) == expected(5)


def test_what_was_not_done_is_not_recorded(store: Store) -> None:
    with pytest.raises(errors.BadRequest, match=r"line 1, column \d+"):
        store.update("INSERT DATA { <urn:s> <urn:p> ", record=record())
    with pytest.raises(errors.BadRequest):
        store.update(f"{INSERT} ; CREATE GRAPH <{OURS}>", record=record())
    with pytest.raises(errors.BadRequest):
        store.write("urn:g", b"no triples", TURTLE, replace=True, record=record())
    assert not store.drop("urn:g", record=record())
    assert store.graphs() == (OURS,)


def test_the_union_has_the_record(store: Store) -> None:
    store.update(INSERT, record=record())
    store.update("DELETE WHERE { GRAPH <urn:g> { ?s ?p ?o } }", record=record(2))
    assert store.ask("ASK { <urn:u1> <urn:at> ?one . <urn:u2> <urn:at> ?other }")
    rows = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert [row[0].value for row in rows if row[0]] == ["3"]  # the term and two records


@pytest.mark.parametrize("default_graph", get_args(DefaultGraph))
def test_other_data_stay_what_was_written(tmp_path: Path, default_graph: DefaultGraph) -> None:
    store = serve_store(tmp_path, Access(updates=True, default_graph=default_graph))
    store.update(INSERT, record=record())
    store.write("urn:h", TRIPLE, TURTLE, replace=True, record=record())
    store.drop("urn:h", record=record())
    assert store.graphs() == ("urn:g",)
    store.close()


def test_operations_follow_without_moving_what_is_there() -> None:
    text = "PREFIX a: <urn:>\nCLEAR ALL ;\n# end"
    assert updates.followed(text, "DROP ALL") == "PREFIX a: <urn:>\nCLEAR ALL ;\nDROP ALL"
    assert updates.followed(text, "") == text
