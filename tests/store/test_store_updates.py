"""A store that is read and changed by clients, over its worker processes."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import errors
from kg.store.embedded import Access, serve_store
from kg.store.opening import open_writing
from kg.store.protocol import DefaultGraph, Most, Store, Whole

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
TWICE = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } GRAPH <urn:h> { <urn:s> <urn:p> 1 } }"
ENDLESS = "INSERT { ?a ?b ?c } WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"
TRIPLE = b"<urn:a> <urn:p> <urn:o> .\n"
NTRIPLES = "application/n-triples"
NQUADS = "application/n-quads"


def count(store: Store, query: str = COUNT) -> int:
    _, number = b"".join(store.answer(query, "text/csv").chunks).split()
    return int(number)


@pytest.fixture
def union(tmp_path: Path) -> Iterator[Store]:
    store = serve_store(tmp_path, Access(updates=True))
    yield store
    store.close()


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Store]:
    store = serve_store(tmp_path, Access(updates=True, default_graph="strict"))
    yield store
    store.close()


def test_the_union_counts_a_triple_once(union: Store) -> None:
    union.update(TWICE)
    assert count(union) == 1
    assert count(union, "SELECT (COUNT(*) AS ?n) FROM <urn:g> FROM <urn:h> { ?s ?p ?o }") == 1
    assert count(union, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 2
    assert union.graphs() == ("urn:g", "urn:h")


def test_a_strict_default_graph_is_what_was_written_into_it(strict: Store) -> None:
    strict.update(TWICE)
    assert count(strict) == 0
    strict.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert count(strict) == 1


def test_what_is_asked_inside_sees_the_union(strict: Store) -> None:
    strict.update(TWICE)
    assert strict.ask("ASK { ?s ?p 1 }")


@pytest.mark.parametrize("before", ["union", "strict"])
def test_a_store_is_served_either_way(tmp_path: Path, before: DefaultGraph) -> None:
    counts = {}
    for default_graph in (before, "strict", "union"):
        store = serve_store(tmp_path, Access(updates=True, default_graph=default_graph))
        store.update(TWICE + " ; INSERT DATA { <urn:s> <urn:p> 2 }")
        counts[default_graph] = count(store)
        store.close()
    assert counts == {"strict": 1, "union": 2}


def test_a_union_is_read_as_strict_without_being_changed(tmp_path: Path) -> None:
    writing = serve_store(tmp_path, Access(updates=True))
    writing.update(TWICE + " ; INSERT DATA { <urn:s> <urn:p> 2 }")
    writing.close()
    store = serve_store(tmp_path, Access(default_graph="strict"))
    assert count(store) == 1
    store.close()


def test_graphs_are_written_read_and_removed(union: Store) -> None:
    assert union.write("urn:g", TRIPLE, NTRIPLES, replace=True)
    assert not union.write("urn:g", b"<urn:b> <urn:p> <urn:o> .", NTRIPLES, replace=False)
    assert union.contains("urn:g")
    assert b"".join(union.content("urn:g", NTRIPLES).chunks).count(b"\n") == 2
    assert b"".join(union.content(Whole.DEFAULT, NTRIPLES).chunks).count(b"\n") == 2
    assert b"".join(union.content(Whole.DATASET, NQUADS).chunks).count(b"<urn:g>") == 2
    assert union.drop("urn:g")
    assert not union.drop("urn:g")
    with pytest.raises(errors.NotFound, match="urn:g"):
        union.content("urn:g", NTRIPLES)


def test_the_version_follows_the_data(union: Store) -> None:
    first = union.version()
    assert union.version() == first
    union.update(TWICE)
    assert union.version() != first


def test_another_writer_is_waited_for_by_the_client(union: Store, tmp_path: Path) -> None:
    other = open_writing(tmp_path / "graph")
    with pytest.raises(errors.StoreBusy, match="Another process is writing"):
        union.update(TWICE)
    del other
    union.update(TWICE)
    assert count(union) == 1


def test_the_store_is_let_go_of_after_a_change(union: Store, tmp_path: Path) -> None:
    union.update(TWICE)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not _can_be_opened(tmp_path / "graph"):
        time.sleep(0.1)
    assert _can_be_opened(tmp_path / "graph")


def _can_be_opened(folder: Path) -> bool:
    try:
        open_writing(folder)
    except errors.StoreBusy:
        return False
    return True


def test_a_change_that_takes_too_long_is_not_made(union: Store) -> None:
    union.update("INSERT DATA { " + " ".join(f"<urn:s{i}> <urn:p> {i} ." for i in range(50)) + "}")
    began = time.monotonic()
    with pytest.raises(errors.TimedOut, match=r"stopped after 0\.5 s"):
        union.update(ENDLESS, seconds=0.5)
    assert time.monotonic() - began < 10
    assert count(union) == 50
    union.update(TWICE)
    assert count(union) == 51


def test_a_write_that_takes_too_long_is_not_made(union: Store) -> None:
    union.write("urn:g", TRIPLE, NTRIPLES, replace=True)
    many = b"".join(b"<urn:s%d> <urn:p> <urn:o> .\n" % i for i in range(300_000))
    with pytest.raises(errors.TimedOut, match=r"stopped after 0\.2 s; nothing of it was made"):
        union.write("urn:g", many, NTRIPLES, replace=True, seconds=0.2)
    assert count(union) == 1
    assert union.write("urn:h", TRIPLE, NTRIPLES, replace=False, seconds=20.0)
    assert union.drop("urn:g", seconds=20.0)
    assert union.graphs() == ("urn:h",)


@pytest.mark.slow
def test_a_graph_that_takes_too_long_to_drop_is_whole(union: Store) -> None:
    many = b"".join(b"<urn:s%d> <urn:p> <urn:o> .\n" % i for i in range(100_000))
    union.write("urn:g", many, NTRIPLES, replace=True)
    with pytest.raises(errors.TimedOut, match=r"stopped after 0\.2 s"):
        union.drop("urn:g", seconds=0.2)
    assert count(union) == 100_000


@pytest.mark.parametrize("most", [Most(rows=99), Most(size=500)])
def test_an_answer_over_its_limit_is_no_answer(union: Store, most: Most) -> None:
    union.update("INSERT DATA { " + " ".join(f"<urn:s{i}> <urn:p> {i} ." for i in range(100)) + "}")
    with pytest.raises(errors.TooLarge, match=r"more than 99 rows|larger than 500 bytes"):
        union.answer("SELECT * { ?s ?p ?o }", "text/csv", most=most)
    whole = union.answer("SELECT * { ?s ?p ?o }", "text/csv", most=Most(rows=100, size=100_000))
    assert b"".join(whole.chunks).count(b"\r\n") == 101
