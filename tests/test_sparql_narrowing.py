"""A narrowed query gives the same rows, as often, on any graph."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from kg.sparql.narrowing import narrowings
from kg.sparql.rewriting import edited
from kg.sparql.terminals import tokens

variables = st.sampled_from(["?a", "?b", "?c", "?d"])
nodes = st.sampled_from(["<urn:x>", "<urn:y>", "<urn:z>"])
edges = st.sampled_from(["<urn:p>", "<urn:q>"])
terms = variables | nodes
triples = st.builds("{} {} {} .".format, terms, edges | variables, terms)
bound = st.builds("{} {} {} .".format, variables, edges, nodes)
filters = st.builds("FILTER ({} {} {})".format, variables, st.sampled_from(["=", "!="]), terms)
others = st.one_of(
    st.builds("FILTER (bound({}))".format, variables),
    st.builds("BIND ({} AS ?e)".format, variables),
    st.builds("MINUS {{ {} }}".format, triples),
    st.builds("VALUES {} {{ <urn:x> <urn:y> }}".format, variables),
    st.builds("VALUES {} {{ <urn:x> <urn:x> }}".format, variables),
    st.builds("{} <urn:p>/<urn:q>|<urn:p> {} .".format, terms, terms),
    st.builds("{} <urn:p> [ <urn:q> {} ] .".format, terms, terms),
    st.builds("FILTER NOT EXISTS {{ {} }}".format, triples),
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        st.builds("OPTIONAL {{ {} }}".format, group),
        st.builds("{{ {} }} UNION {{ {} }}".format, group, group),
        st.builds("{{ SELECT ?a ?b {{ {} }} }}".format, group),
    )


elements = st.recursive(st.one_of(triples, bound, filters, others), nested, max_leaves=6)
groups = st.builds(
    lambda first, more: f"{first} {' '.join(more)}", bound, st.lists(elements, max_size=5)
)
graphs = st.lists(st.builds("{} {} {} .".format, nodes, edges, nodes), max_size=8)


def narrowed(query: str) -> str:
    return edited(query, sorted(narrowings(query, list(tokens(query)))))


def rows(store: Store, query: str) -> Counter[str] | str:
    try:
        found = store.query(query)
    except SyntaxError:
        return "a syntax error"
    assert isinstance(found, QuerySolutions)
    return Counter(" ".join(map(str, row)) for row in found)


@settings(deadline=None, max_examples=600)
@given(groups, graphs)
@example("?a <urn:p> <urn:x> . OPTIONAL { BIND (?a AS ?e) }", ["<urn:y> <urn:p> <urn:x> ."])
@example(
    "?a <urn:p> <urn:x> . ?a <urn:q> ?v OPTIONAL { ?a <urn:q> ?b OPTIONAL { ?b <urn:p> ?v } }",
    ["<urn:y> <urn:p> <urn:x> , <urn:z> ; <urn:q> <urn:y> ."],
)
@example(
    "VALUES ?a { <urn:x> <urn:\\u0078> } ?a <urn:p> ?b OPTIONAL { ?a <urn:q> ?c }",
    ["<urn:x> <urn:p> <urn:y> ; <urn:q> <urn:z> ."],
)
@example(
    "<urn:x> <urn:p> ?b . ?b <urn:q> ?a OPTIONAL { ?c <urn:q> ?b "
    "OPTIONAL { ?c <urn:p> ?d FILTER (?d = $a) } }",
    [
        "<urn:x> <urn:p> <urn:y> . <urn:y> <urn:q> <urn:z> .",
        "<urn:z> <urn:q> <urn:y> ; <urn:p> <urn:z> .",
    ],
)
def test_the_rows_stay(group: str, graph: list[str]) -> None:
    store = Store()
    store.update(f"INSERT DATA {{ {' '.join(graph)} }}")
    query = f"SELECT * {{ {group} }}"
    assert rows(store, narrowed(query)) == rows(store, query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT * { ?a <p> <x> ; <q> ?b , ?c . OPTIONAL { ?a <r> ?d } }",
            "SELECT * { ?a <p> <x> ; <q> ?b , ?c . OPTIONAL { ?a <p> <x> . ?a <q> ?b . "
            "?a <q> ?c . ?a <r> ?d } }",
        ),
        (
            "SELECT * { VALUES ?x { <x> } ?a <p> ?x OPTIONAL { ?a <r> ?d } }",
            "SELECT * { VALUES ?x { <x> } ?a <p> ?x OPTIONAL { VALUES ?x { <x> } "
            "?a <p> ?x . ?a <r> ?d } }",
        ),
        (
            "CONSTRUCT { ?a <r> ?d } { <x> <p> ?a . "
            "OPTIONAL { ?a <r> ?d OPTIONAL { ?d <s> ?e } } }",
            "CONSTRUCT { ?a <r> ?d } { <x> <p> ?a . OPTIONAL { <x> <p> ?a . ?a <r> ?d "
            "OPTIONAL { <x> <p> ?a . ?a <r> ?d . ?d <s> ?e } } }",
        ),
    ],
)
def test_what_surrounds_an_optional_is_said_again(query: str, expected: str) -> None:
    assert " ".join(narrowed(query).split()) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a a <Claim> . OPTIONAL { ?a <r> ?d } }",
        "SELECT * { ?a <p>/<q> <x> . OPTIONAL { ?a <r> ?d } }",
        "SELECT * { ?a <p> [] , <x> . OPTIONAL { ?a <r> ?d } }",
        "SELECT * { ?a <p> <x> . OPTIONAL { ?b <r> ?d } }",
        "SELECT * { ?a <p> <x> . OPTIONAL { ?a <r> ?d MINUS { ?d <s> ?a } } }",
        "SELECT ?optional { ?optional <p> <x> }",
        "OPTIONAL {",
        "}} OPTIONAL { ?a FILTER (",
    ],
)
def test_what_would_not_narrow_or_not_be_the_same_is_left(query: str) -> None:
    assert narrowed(query) == query
