import re

import pyoxigraph as ox
import pytest

from kg import errors
from kg.sparql.dialect import adapted
from kg.store import evaluating

RIGHT = [
    "SELECT (COUNT(*) AS ?c) (SUM(?x) AS ?y) { ?s ?p ?x }",
    "SELECT (COUNT(?x) AS ?c) { ?x ?p ?o FILTER EXISTS { SELECT (COUNT(?x) AS ?y) { ?x ?p ?o } } }",
    "SELECT * { BIND (<<( <urn:s> <urn:p> 'count of a count' )>> AS ?x) }",
    "SELECT * { <<( <<( ?s <urn:p> 1 )>> <urn:q> 2 )>> <urn:r> 3 }",
    "SELECT * { ?x <http://a.example/?b=c> ?y FILTER (?x < ?y) }",
    "SELECT * { ?s a (?x <http://a.example/?b=c>) ; <urn:p> (?x <http://a.example/?b=c>) }",
    "SELECT ?TRUE { ?TRUE <urn:TRUE> 'TRUE' # TRUE\n }",
    "SELECT (1 AS ?a) (?a + 1 AS ?b) { FILTER (true) }",
]
WRONG = [
    ("SELECT (COUNT(COUNT(*)) AS ?c) {}", "line 1, column 15: an aggregate"),
    ("SELECT (SUM(?x + (1 * max(?y))) AS ?c) {}", "line 1, column 23: an aggregate"),
    ("SELECT * {\n BIND (<<( 'a' <urn:p> 1 )>> AS ?x) }", "line 2, column 12: this cannot be"),
    ("SELECT * { FILTER (<<( <<( ?a ?b ?c )>> ?p 1 )>> = ?x) }", "column 24: this cannot be"),
    ("SELECT * { FILTER (?x<?a&&?b>?y) }", "column 22: an operator"),
]


@pytest.mark.parametrize("query", RIGHT)
def test_most_queries_are_left_as_they_are(query: str) -> None:
    assert adapted(query) == ()
    ox.Store().query(query)


@pytest.mark.parametrize(("query", "message"), WRONG)
def test_what_the_standard_refuses(query: str, message: str) -> None:
    with pytest.raises(errors.BadRequest, match=message):
        adapted(query)


def rows(query: str, store: ox.Store | None = None) -> list[tuple[str | None, ...]]:
    found = evaluating.ask(store or ox.Store(), query)
    return [tuple(term and str(term) for term in row) for row in found]


INTEGER = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_booleans_in_any_case() -> None:
    boolean = '"{}"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    expected = [(boolean.format("true"), boolean.format("false"))]
    assert rows("SELECT (TRUE AS ?a) (False AS ?b) {}") == expected


def test_group_concat_has_no_language() -> None:
    values = "VALUES (?g ?x) { (1 'a'@en) (1 'b'@en) (2 'c'@de) }"
    query = (
        "SELECT (GROUP_CONCAT(DISTINCT ?x; separator=')') AS ?y) "
        f"{{ {values} }} GROUP BY ?g HAVING (GROUP_CONCAT(?x) != 'd') ORDER BY ?g"
    )
    assert {row[0] for row in rows(query)} <= {'"a)b"', '"b)a"', '"c"'}
    assert len(rows(query)) == 2


def test_an_aggregate_is_used_again_by_its_name() -> None:
    query = """SELECT ?g (COUNT(?x) AS ?n) (?n + 1 AS ?m) (?m * ?n AS ?k)
        { VALUES (?g ?x) { (0 5) (0 6) (1 7) } } GROUP BY ?g ORDER BY ?g"""
    expected = [[0, 2, 3, 6], [1, 1, 2, 2]]
    assert rows(query) == [tuple(INTEGER.format(n) for n in row) for row in expected]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT (GROUP_CONCAT(?x) AS ?y) (TRUE AS ?t) { ?s ?p ] }", "line 1, column 56:"),
        ("SELECT (GROUP_CONCAT(?x) AS ?y) (true AS ?t) { ?s ?p ] }", "line 1, column 56:"),
        ("SELECT (COUNT(*) AS ?n) (?n + ?n AS ?m) {\n ?s ?p ] }", "line 2, column 10:"),
    ],
)
def test_places_are_those_of_the_query_as_it_was_sent(query: str, place: str) -> None:
    with pytest.raises(errors.BadRequest, match=place):
        evaluating.ask(ox.Store(), query)


@pytest.mark.parametrize(
    "inner", ["SUM(?x)", "?x + COUNT(*)", "STRLEN(')') + SUM(?x)", "<urn:f)>(?x) + SUM(?x)"]
)
def test_an_aggregate_of_an_aggregate_is_refused(inner: str) -> None:
    with pytest.raises(errors.BadRequest, match="an aggregate stands inside of another"):
        evaluating.ask(ox.Store(), f"SELECT (AVG({inner}) AS ?y) {{ ?s ?p ?x }}")


def test_aggregates_side_by_side_are_taken() -> None:
    query = """SELECT (STR(COUNT(*)) AS ?n) (SUM(?x) + (MAX(?x)) AS ?m) { VALUES ?x { 1 2 } }
        HAVING (COUNT(*) > 1)"""
    assert rows(query) == [('"2"', INTEGER.format(5))]


def test_a_function_that_is_not_known_has_no_value() -> None:
    query = (
        "SELECT ?x (<urn:f>(?x) AS ?y) { VALUES ?x { 1 2 } FILTER (COALESCE(<urn:g>(?x), true)) }"
    )
    assert rows(query) == [(INTEGER.format(1), None), (INTEGER.format(2), None)]


def test_functions_of_the_standard_are_known() -> None:
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert rows(f"SELECT ({integer}('7') AS ?x) {{}}") == [(INTEGER.format(7),)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s foo:a ?o }", "line 2, column 5: the prefix foo: is not declared."),
        ("PREFIX a: <urn:a> SELECT * { _:x :b a:c }", "column 34: the prefix : is not declared."),
        ("SELECT ?x ?x { ?x ?p ?o }", "column 26: Duplicated variable name in SELECT"),
        ("SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }", "The SELECT contains a variable that is unb"),
        ("SELECT * { ?s a <rel> }", ": IRI parsing failed"),
        ("SELECT * { ?s ?p ?o } ORDER", ": expected one of GROUP, "),
    ],
)
def test_what_is_wrong_is_said(query: str, message: str) -> None:
    with pytest.raises(errors.BadRequest, match=re.escape(message)):
        evaluating.ask(ox.Store(), query)
