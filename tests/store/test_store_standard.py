"""Queries give what the standard's algebra gives, where the engine alone gives something else."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import errors, queries
from kg.resources import resource
from kg.store import evaluating, lexical, standard, writing
from tests.algebra import Pattern, solutions, spelled

NAMES = ["?a", "?b", "?g"]
SELECTED = [*NAMES, "?n", "?m"]
Data = Mapping[str, list[tuple[str, str, str]]]

variables = st.sampled_from(NAMES)
nodes = st.sampled_from(["<urn:x>", "<urn:y>", "<urn:g1>", "<urn:g2>"])
properties = st.sampled_from(["<urn:p>", "<urn:q>"])
paths = st.sampled_from(["<urn:p>", "<urn:q>", "<urn:p>*", "<urn:q>?"])
terms = variables | nodes


def a(kind: str, *parts: Any) -> st.SearchStrategy[Pattern]:
    return st.tuples(st.just(kind), *parts)


def some(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(names, min_size=1, max_size=2, unique=True)


triples = a("triple", terms, properties, terms)
steps = a("triple", terms, paths, terms)
rows = st.lists(st.tuples(nodes | st.none(), nodes | st.none()), max_size=3)
values = a("values", st.just(("?a", "?g")), rows)
conditions = a("same", variables, terms)
filters = st.one_of(
    a("bound", variables),
    conditions,
    a("exists", st.lists(triples | conditions, min_size=1, max_size=2)),
)
numbers = st.sampled_from(["?n", "?m"])


def groups(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[list[Pattern]]:
    return st.lists(inner, max_size=3)


def nested(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    group = groups(inner)
    return st.one_of(
        a("optional", group),
        a("minus", group),
        a("union", group),
        a("union", group, group),
        a("graph", st.just("?g"), group),
        a("graph", st.just("<urn:g1>") | variables, group),
        a("select", some(variables), group),
        a("distinct", some(variables), group),
        a("count", numbers, group),
        a("counts", numbers, variables, group),
    )


def united(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    group = groups(inner)
    return st.one_of(a("union", group, group), a("graph", st.just("<urn:g1>"), group))


patterns = st.recursive(st.one_of(triples, triples, steps, values, filters), nested, max_leaves=6)
joined = st.recursive(st.one_of(triples, steps, steps, values), united, max_leaves=4)
graphs = st.fixed_dictionaries(
    {
        name: st.lists(st.tuples(nodes, properties, nodes), max_size=3, unique=True)
        for name in ("", "<urn:g1>", "<urn:g2>", "<urn:g3>")
    }
)
ONE = {"": [], "<urn:g1>": [("<urn:x>", "<urn:p>", "<urn:y>")], "<urn:g2>": [], "<urn:g3>": []}


def stored(data: Data) -> ox.Store:
    store = ox.Store()
    for name, inside in data.items():
        graph = ox.NamedNode(name[1:-1]) if name else ox.DefaultGraph()
        if isinstance(graph, ox.NamedNode):
            store.add_graph(graph)
        for triple in inside:
            s, p, o = (ox.NamedNode(term[1:-1]) for term in triple)
            store.add(ox.Quad(s, p, o, graph))
    return store


def table(store: ox.Store, query: str, **graphs: Any) -> Counter[tuple[str, ...]]:
    """The rows, each as often as it comes; texts without their quotation marks and datatypes."""
    found = evaluating.ask(store, query, lexical.held(store), **graphs)
    return Counter(tuple(_text(term) for term in row) for row in found)


def _text(term: Any) -> str:
    return "" if term is None else getattr(term, "value", str(term))


def expected(group: list[Pattern], data: Data) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(each.get(name, "").strip("<>").partition("^^")[0].strip('"') for name in SELECTED)
        for each in solutions(group, data)
    )


@settings(deadline=None, max_examples=500)
@given(groups(patterns), graphs)
@example([("values", ("?a", "?g"), [(None, "<urn:g1>"), ("<urn:x>", None)])], ONE)
@example([("count", "?n", [("count", "?m", [("triple", "?a", "<urn:p>", "?b")])])], ONE)
@example([("select", ["?a"], [("triple", "?a", "<urn:p>", "?b")]), ("minus", [])], ONE)
@example(
    [
        ("triple", "?a", "<urn:p>", "?b"),
        ("optional", [("triple", "?b", "<urn:q>", "?g")]),
        ("minus", [("triple", "?g", "<urn:p>", "?c")]),
        ("triple", "?c", "<urn:p>", "?b"),
    ],
    ONE,
)
@example([("minus", []), ("graph", "<urn:g1>", [("minus", [])])], ONE)
@example([("select", ["?a"], []), ("graph", "?a", [("exists", [("bound", "?a")])])], ONE)
def test_a_pattern_is_evaluated_in_each_graph_in_turn(group: list[Pattern], data: Data) -> None:
    asked = [("graph", "?g", group)]
    query = f"SELECT {' '.join(SELECTED)} {spelled(asked)}"
    assert table(stored(data), query) == expected(asked, data)


@settings(deadline=None, max_examples=300)
@given(groups(joined), graphs)
def test_paths_may_have_no_length(group: list[Pattern], data: Data) -> None:
    query = f"SELECT {' '.join(SELECTED)} {spelled(group)}"
    assert table(stored(data), query) == expected(group, data)


DATA = """
@prefix : <urn:> .
:a :p :b .
:g1 { :a :p :b , :c . :b :q :g1 }
:g2 { :d :p :b . :d :says "x" , "y" }
:g3 { :e :q :e }
"""


@pytest.fixture
def store() -> ox.Store:
    found = ox.Store()
    found.load(DATA.encode(), ox.RdfFormat.TRIG)
    return found


def rows_of(store: ox.Store, query: str, **graphs: Any) -> list[tuple[str, ...]]:
    found = table(store, f"PREFIX : <urn:> {query}", **graphs)
    return sorted(tuple(term.removeprefix("urn:") for term in row) for row in found.elements())


UNCHANGED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s <urn:p>* ?o ; <urn:q>? ?x . <urn:a> <urn:p>+ ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s <urn:p>/<urn:q>* ?o FILTER (2*3 = 6 && ?s = <urn:a>) }",
    "SELECT * { ?s a*/<urn:p> <urn:never> . <urn:never> !(<urn:p>|^<urn:p>)/<urn:q>? ?x }",
    "SELECT * { <urn:never> <urn:p>* <urn:a> }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { } }",
    "SELECT * { GRAPH ?g { ?g ?p ?o OPTIONAL { ?g <urn:q> ?x FILTER (?x != ?g) } } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s <urn:q> ?x } FILTER (?o != ?x) } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o MINUS { ?s <urn:q> ?x } } FILTER (?g != <urn:g>) }",
    "SELECT * { GRAPH ?g { ?s ?p ?o FILTER NOT EXISTS { ?s <urn:q> ?g } ?g <urn:q> ?x } }",
    "SELECT * { GRAPH ?g { VALUES ?s { <urn:a> } { ?s ?p ?o } UNION { ?o ?p ?s } } }",
    "SELECT * { GRAPH <urn:g1> { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } MINUS { ?a ?b ?c } } }",
    "SELECT ?g { GRAPH ?g { ?s ?p 'GRAPH ?g { SELECT' } }",
    "SELECT (BNODE(STR(?s)) AS ?b) { ?s ?p ?o }",
    "SELECT (BNODE() AS ?b) (BNODE() AS ?c) { ?s ?p ?o }",
    "SELECT (BNODE('x') AS ?b) (COUNT(*) AS ?n) (BNODE('x') AS ?c) { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", UNCHANGED)
def test_most_queries_are_left_as_they_are(store: ox.Store, query: str) -> None:
    assert standard.meant(store, query, "") == query
    store.query(query)


def test_a_path_from_a_term_of_the_data_is_left_as_it_is(store: ox.Store) -> None:
    for query in (
        "PREFIX : <urn:> SELECT * { ?class :p* :b . ?x a ?class }",
        "BASE <urn:a> SELECT * { <> <urn:p>* ?x }",
        "SELECT * { GRAPH <urn:g3> { ?x <urn:q>? <urn:e> } }",
        "SELECT * FROM <urn:g1> FROM <urn:g3> { ?x <urn:q>? <urn:e> }",
    ):
        assert standard.meant(store, query, "") == query
    query = "SELECT * { ?x <urn:q>? <urn:e> }"
    assert standard.meant(store, query, "") != query
    assert standard.meant(store, query, "", use_default_graph_as_union=True) == query
    assert standard.meant(store, query, "", default_graph=ox.NamedNode("urn:g3")) == query
    assert standard.meant(store, query, "", default_graph=[ox.NamedNode("urn:g1")]) != query


def test_shipped_queries_are_left_as_they_are() -> None:
    store = ox.Store()
    store.load(path=str(resource("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    for query in queries.all_queries():
        assert standard.meant(store, query.text, "") == query.text, query.name


def test_a_path_of_no_length_has_a_solution(store: ox.Store) -> None:
    for query, expected in (
        ("{ :z :p* ?x }", [("z",)]),
        ("{ ?x :p? :z }", [("z",)]),
        ("{ ?x :p*/^:q? 'z'@en }", [("z",)]),
        ("{ ?x (:p*|:q?) :z }", [("z",), ("z",)]),
        ("{ ?x (:p?)+ :z }", [("z",)]),
        ("{ :z :p ?x }", []),
        ("{ :z :p*/:q ?x }", []),
        ("{ :z :p* ?x ; :p* :z . }", [("z",)]),
        ("{ :z :p* ?x . ?x :p :b }", []),
        ("{ VALUES ?x { :z } :z ^a* ?x }", [("z",)]),
        ("{ FILTER (true) :z :p * ?x }", [("z",)]),
        ("{ # none\n :z ( :p ? ) ?x }", [("z",)]),
        ("{ ?x :p :b ; :q* :a , ?y . ?y :p? :b }", [("a",)]),
        ("{ GRAPH :g1 { :d :p* ?x } }", [("d",)]),
        ("{ GRAPH ?g { :g3 :p* ?x ; :p* :g3 } }", [("g3",)] * 3),
        ("{ VALUES ?x { :b :z } FILTER EXISTS { :z :p* ?x } }", [("z",)]),
        ("FROM :g2 { :a :p* ?x }", [("a",)]),
    ):
        assert rows_of(store, f"SELECT ?x {query}") == expected, query


def test_the_graph_is_known_after_the_pattern(store: ox.Store) -> None:
    for query, expected in (
        ("SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } } }",
         [("g1", "2"), ("g2", "1"), ("g3", "0")]),
        ("SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } HAVING (COUNT(*) > 1) } }",
         [("g1", "2")]),
        ("SELECT ?g ?s { GRAPH ?g { SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 1 } }",
         [("g1", "a"), ("g2", "d"), ("g3", "e")]),
        ("SELECT ?s ?g { GRAPH ?g { SELECT DISTINCT ?s { ?s ?p ?o } } }",
         [("a", "g1"), ("b", "g1"), ("d", "g2"), ("e", "g3")]),
        ("SELECT ?g ?n { GRAPH ?g { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } }",
         [("g1", "1"), ("g1", "2"), ("g2", "3"), ("g3", "1")]),
        ("SELECT ?g ?x { GRAPH ?g { VALUES (?g ?x) { (:g1 1) (UNDEF 2) (:z 3) } } }",
         [("g1", "1"), ("g1", "2"), ("g2", "2"), ("g3", "2")]),
        ("SELECT ?g { GRAPH ?g { FILTER (BOUND(?g)) } }", []),
        ("SELECT ?g { GRAPH ?g { BIND (:g2 AS ?g) } }", [("g2",)]),
        ("SELECT ?g { GRAPH ?g { GRAPH :g1 { :b :q ?x } } }", [("g1",), ("g2",), ("g3",)]),
        ("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s :q ?g } FILTER (BOUND(?g)) } }",
         [("g1", "b")]),
        ("SELECT ?s { GRAPH ?g { ?s :p ?o MINUS { ?x :says ?y } } }", [("a",), ("a",), ("d",)]),
        ("SELECT ?s ?t { GRAPH ?g { ?s :p ?o OPTIONAL { ?o :q ?t } MINUS { ?t :q ?z } } }",
         [("a", ""), ("a", "g1"), ("d", "")]),
        ("SELECT ?s { VALUES ?s { :a :d } FILTER EXISTS { GRAPH ?g { "
         "SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s HAVING (COUNT(*) > 1) } } }",
         [("a",)]),
    ):  # fmt: skip
        assert rows_of(store, query) == expected, query


def test_a_star_sees_no_other_variables(store: ox.Store) -> None:
    for query, names in (
        ("GRAPH ?g { ?s ?p ?o OPTIONAL { ?s ?p ?g } MINUS { ?x ?y ?z } }", {"g", "s", "p", "o"}),
        ("GRAPH ?g { SELECT ?s (COUNT(?x) AS ?g) { ?s ?p ?x } GROUP BY ?s }", {"g", "s"}),
        ("GRAPH ?g { { SELECT * { ?s ?g ?x } } FILTER EXISTS { ?x ?y ?z } }", {"g", "s", "x"}),
        ("GRAPH ?h { ?s ?p ?o { SELECT ?x { GRAPH ?g { BIND (1 AS ?g) } } } }",
         {"h", "s", "p", "o", "x"}),
        ("<urn:z> <urn:p>* ?s ; <urn:q>? <urn:y>", {"s"}),
    ):  # fmt: skip
        text = f"SELECT * {{ {query} }}"
        assert standard.meant(store, text, "") != text
        found = evaluating.ask(store, text)
        assert {variable.value for variable in found.variables} == names


def test_a_string_names_one_blank_node_in_a_solution(store: ox.Store) -> None:
    query = """SELECT (BNODE(?s) AS ?a) (BNODE(?t) AS ?b) ?c ?d {
        VALUES (?s ?t) { ("x" "x") ("x" "y") ("y" "y") }
        BIND (BNODE(?s) AS ?c) BIND (BNODE(1) AS ?d) }"""
    found = list(evaluating.ask(store, query))
    assert [(row["a"] == row["b"], row["a"] == row["c"]) for row in found] == [
        (True, True),
        (False, True),
        (True, True),
    ]
    assert {row["d"] for row in found} == {None}
    assert len({term.value for row in found for term in (row["a"], row["b"])}) == 4
    same = "FILTER (BNODE('x') = BNODE('x') && BNODE('x') != BNODE('y'))"
    assert rows_of(store, f"SELECT ?s {{ ?s :p ?o {same} }}") == [("a",)]


def test_what_the_store_keeps_for_itself_is_no_graph() -> None:
    store = ox.Store()
    writing.update(store, "INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:n> 01 } }", None)
    writing.update(store, "CREATE GRAPH <urn:g2>", None)
    assert len(list(store.named_graphs())) > 2
    for pattern in (
        "{}",
        "{ OPTIONAL { ?s <urn:m> ?o } }",
        "{ {} UNION { ?s <urn:m> ?o } }",
        "{ SELECT (COUNT(*) AS ?n) { ?s <urn:m> ?o } }",
        "{ VALUES ?s { 1 } }",
    ):
        found = rows_of(store, f"SELECT ?g {{ GRAPH ?g {pattern} }}")
        assert found == [("g1",), ("g2",)], pattern
    assert rows_of(store, "SELECT ?g { GRAPH ?g { ?s ?p ?o FILTER (?o = 1) } }") == [("g1",)]


def test_where_the_new_words_are_not_valid_the_query_is_as_it_was_sent(store: ox.Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { _:x :p :b . GRAPH ?g { _:y :p ?o MINUS { _:y :q ?o } } }"
    assert rows_of(store, query.replace("_:y :q", "_:z :q")) == [("3",)]
    repeated = "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { _:x :p _:y } } }"
    assert rows_of(store, repeated) == [("", "3")]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { GRAPH ?g {\n VALUES ?g { <urn:a> } ?s ?p ] } }", "line 2, column 32"),
        ("SELECT * { <urn:z> <urn:p>* ?x .\n ?s ?p ] }", "line 2, column 10"),
        ("SELECT (BNODE('x') AS ?a) (BNODE('x') AS ?b) {\n ?s ?p ] }", "line 2, column 10"),
    ],
)
def test_places_are_those_of_the_query_as_it_was_sent(
    store: ox.Store, query: str, place: str
) -> None:
    with pytest.raises(errors.BadRequest, match=place):
        evaluating.ask(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH ?g { SELECT",
        "SELECT * { GRAPH ?g { ?s ?p ?o {| <urn:q> ?x |} MINUS { ?a ?b ?c } } }",
        "SELECT * { GRAPH ?g { LATERAL { SELECT * { ?s ?p ?o } } } }",
        "SELECT * { <urn:z> <urn:p>* [ <urn:q> ?x ] , (1 2) }",
        "SELECT * { <urn:z> <urn:p>* 1.5 ; <urn:p>? _:b }",
        "BNODE(1) BNODE(1) SELECT",
        "GRAPH ?g { { { GRAPH ?g {",
        "}} GRAPH ?g { FILTER (",
        "GRAPH ?g { FILTER } }",
        "{ <urn:z> <urn:p>* ",
    ],
)
def test_what_is_not_understood_is_left(store: ox.Store, query: str) -> None:
    assert standard.meant(store, query, "") == query


def test_a_pattern_grows_no_further_than_that() -> None:
    inner = "?s ?p ?o"
    for _ in range(60):
        inner = f"{{ SELECT (COUNT(*) AS ?n) {{ {inner} }} }}"
    query = f"SELECT * {{ GRAPH ?g {inner} }}"
    assert standard.meant(ox.Store(), query, "") == query


def held(store: ox.Store, graph: str) -> set[tuple[str, ...]]:
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return {tuple(_text(term).removeprefix("urn:") for term in quad.triple) for quad in quads}


@pytest.mark.parametrize(
    "start", ["", "INSERT DATA { <urn:z> <urn:q> 1 } ; DELETE WHERE { ?s ?p 1 } ;"]
)
def test_updates_see_the_same(store: ox.Store, start: str) -> None:
    update = f"""PREFIX : <urn:> {start}
        INSERT {{ GRAPH :new {{ ?g :n ?n . ?z :is ?z }} }} WHERE {{
            GRAPH ?g {{ SELECT (COUNT(*) AS ?n) {{ ?s :p ?o }} }}
            ?z :p* :z
        }}"""
    writing.update(store, update, None)
    counted = {("g1", "n", "2"), ("g2", "n", "1"), ("g3", "n", "0")}
    assert held(store, "urn:new") == {*counted, ("z", "is", "z")}


@pytest.mark.parametrize(
    "update",
    [
        "DELETE WHERE { GRAPH ?g { ?s <urn:p> ?o } }",
        "INSERT { GRAPH ?g { ?s ?g ?o } } WHERE { GRAPH ?g { ?s <urn:p>* ?o } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o ; <urn:p>* <urn:b> }",
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:says> '{ <urn:never> <urn:p>* ?x' } }",
    ],
)
def test_most_updates_are_left_as_they_are(store: ox.Store, update: str) -> None:
    assert standard.meant_by_update(store, update, "") == update
