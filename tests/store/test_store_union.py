"""The union of graphs is what it should be after any change, and the graphs are as without it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import errors
from kg.store import union, writing
from kg.store.protocol import Dataset, Target, Whole
from kg.store.wire import Write

NTRIPLES = "application/n-triples"
NQUADS = "application/n-quads"

terms = st.sampled_from(["<urn:a>", "<urn:b>", '"x}"', '"{"'])
triples = st.builds("<urn:{}> <urn:p> {} .".format, st.sampled_from("stu"), terms)
graphs = st.sampled_from(["urn:g", "urn:h"])
blocks = st.builds(
    lambda loose, graph, inside: f"{loose} GRAPH <{graph}> {{ {inside} }}",
    triples | st.just(""),
    graphs,
    triples,
)
updates = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, blocks | triples),
    st.builds("DELETE DATA {{ {} }}".format, blocks | triples),
    st.builds("INSERT DATA {{ {} }} ; DELETE DATA {{ {} }}".format, blocks, blocks | triples),
    st.builds("INSERT DATA {{ GRAPH <{}> {{ _:b <urn:p> _:c }} }}".format, graphs),
    st.builds("DELETE WHERE {{ GRAPH <{}> {{ ?s ?p {} }} }}".format, graphs, terms),
    st.builds("DELETE WHERE {{ ?s <urn:p> {} }}".format, terms),
    st.builds(
        "INSERT {{ GRAPH <{}> {{ ?o <urn:q> ?s }} ?s <urn:q> 1 }}"
        " WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} FILTER (isIRI(?o)) }}".format,
        graphs,
        graphs,
    ),
    st.builds("WITH <{}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}".format, graphs),
    st.builds("COPY SILENT GRAPH <{}> TO GRAPH <{}>".format, graphs, graphs),
    st.builds("MOVE SILENT DEFAULT TO GRAPH <{}>".format, graphs),
    st.builds("DROP SILENT GRAPH <{}>".format, graphs),
    st.builds(
        "DELETE {{ ?s ?p ?o . GRAPH <{}> {{ ?s ?p ?o }} }}"
        " WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}".format,
        graphs,
        graphs,
    ),
    st.just("CLEAR NAMED"),
    st.sampled_from(["CLEAR DEFAULT", "CLEAR ALL"]),
)
targets = graphs | st.sampled_from(Whole)
writes = st.builds(
    Write,
    target=targets,
    data=st.lists(triples, max_size=3).map("\n".join).map(str.encode),
    media_type=st.just(NTRIPLES),
    replace=st.booleans(),
)


def named(store: Store) -> set[Quad]:
    """All quads of named graphs, blank nodes without their labels."""
    return {q for q in store if not isinstance(q.graph_name, DefaultGraph)}


def own(store: Store) -> set[str]:
    """What was written into the default graph."""
    graph = union.OWN if union.kept(store) else DefaultGraph()
    return {str(q.triple) for q in store.quads_for_pattern(None, None, None, graph)}


def in_graphs(store: Store) -> set[str]:
    return {
        f"{q.graph_name} {q.predicate} {q.object if not union.has_blank(q) else '_'}"
        for q in named(store)
        if q.graph_name != union.OWN
    }


def apply(store: Store, change: str | Write | Target) -> None:
    if isinstance(change, Write):
        writing.write(store, change)
    elif isinstance(change, Whole):
        writing.drop(store, change)
    else:
        writing.update(store, change, None)


def kept() -> Store:
    store = Store()
    union.keep(store)
    return store


def assert_union(store: Store) -> None:
    default = {q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert default == {quad.triple for quad in named(store)}
    assert union.kept(store)


@settings(deadline=None, max_examples=150)
@given(st.lists(updates | writes | st.sampled_from(Whole), min_size=1, max_size=6))
def test_any_changes_keep_the_union(changes: list[str | Write | Target]) -> None:
    """Only what is read of the default graph is other than in a store without a union."""
    plain, store = Store(), kept()
    for change in changes:
        apply(plain, change)
        apply(store, change)
        assert_union(store)
        assert in_graphs(store) == in_graphs(plain)
        assert own(store) == own(plain)


def test_a_triple_of_two_graphs_stands_once_in_the_union() -> None:
    store = kept()
    writing.update(store, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }", None)
    writing.update(store, "INSERT DATA { GRAPH <urn:h> { <urn:s> <urn:p> 1 } }", None)
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert [row[0].value for row in rows] == ["1"]
    writing.drop(store, "urn:g")
    assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == 1
    writing.drop(store, "urn:h")
    assert list(store.query("SELECT * { ?s ?p ?o }")) == []


def test_a_store_is_turned_and_turned_back() -> None:
    store = Store()
    store.update("INSERT DATA { <urn:s> <urn:p> 1 GRAPH <urn:g> { <urn:s> <urn:p> 2 } }")
    before = set(store)
    union.keep(store)
    assert_union(store)
    union.give_up(store)
    assert set(store) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("INSERT DATA { <urn:s> <urn:p> }", "line 1, column 31"),
        ("LOAD <http://127.0.0.1/>", "LOAD is not allowed"),
        ("INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("DROP GRAPH <urn:none>", "does not exist"),
        ("DROP GRAPH <urn:x-kg:default>", "the store's own"),
    ],
)
@pytest.mark.parametrize("make", [Store, kept])
def test_what_cannot_be_done_changes_nothing(text: str, message: str, make: type[Store]) -> None:
    store = make()
    before = set(store)
    with pytest.raises(errors.BadRequest, match=message):
        writing.update(store, text, None)
    assert set(store) == before


def test_graphs_of_the_request_and_of_the_text_do_not_mix() -> None:
    dataset = Dataset(default=("urn:g",))
    store = kept()
    writing.update(store, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }", None)
    writing.update(store, "INSERT { GRAPH <urn:h> { ?s ?p 2 } } WHERE { ?s ?p 1 }", dataset)
    assert Quad(
        NamedNode("urn:s"), NamedNode("urn:p"), next(iter(_values(store, 2))), NamedNode("urn:h")
    ) in set(store)
    with pytest.raises(errors.BadRequest, match="USING or WITH"):
        writing.update(store, "WITH <urn:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", dataset)


def _values(store: Store, value: int) -> set[object]:
    return {q.object for q in store if getattr(q.object, "value", "") == str(value)}


def test_a_body_with_graphs_is_refused_for_one_graph() -> None:
    body = b"<urn:s> <urn:p> <urn:o> <urn:g> ."
    with pytest.raises(errors.BadRequest, match="names graphs"):
        writing.write(kept(), Write("urn:h", body, NQUADS))


def test_an_empty_body_makes_an_empty_graph() -> None:
    store = kept()
    assert writing.write(store, Write("urn:g", b"", NTRIPLES, replace=True))
    assert not writing.write(store, Write("urn:g", b"", NTRIPLES, replace=True))
    assert writing.drop(store, "urn:g")
    assert not writing.drop(store, "urn:g")
