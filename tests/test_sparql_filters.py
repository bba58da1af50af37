"""Which filters may be asked first, as far as the form of a query tells."""

import time
from textwrap import dedent

import pytest

from kg.sparql.filters import Filtered, filtered

PROLOGUE = "PREFIX : <urn:>\n"
TRIPLES = "?s a :C ; :p ?v ; :q ?w ."


def of(group: str, head: str = "SELECT ?s", tail: str = "") -> Filtered | None:
    return filtered(f"{PROLOGUE}{head} {{ {group} }} {tail}")


def said(found: Filtered | None) -> list[str]:
    """What would be asked first: the variable, and the lines of the pattern."""
    return [found.variable, *found.pattern.splitlines()] if found else []


def test_what_is_asked_first_and_where_it_goes() -> None:
    text = dedent("""\
        # Titles that are short.
        PREFIX : <urn:>
        SELECT ?s {
          ?s a :C .
          ?s :q ?w ; :p ?v .
          FILTER(STRLEN(?v) < 3)
        }
    """)
    found = filtered(text)
    assert found is not None
    assert found.variable == "?v"
    assert text[found.place :].startswith("?s :q ?w")
    assert found.prologue == "# Titles that are short.\nPREFIX : <urn:>\n"
    assert found.pattern == "?s :p ?v .\nFILTER(STRLEN(?v) < 3)\n"
    assert found.by_property == "?s :p ?v ."
    assert found.by_class == "?s a :C ."


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (f'{TRIPLES} FILTER(?v = "a")', ["?v", "?s :p ?v .", 'FILTER(?v = "a")']),
        (f'{TRIPLES} FILTER CONTAINS(?w, "a")', ["?w", "?s :q ?w .", 'FILTER CONTAINS(?w, "a")']),
        (
            f'{TRIPLES} FILTER(STRLEN(?v) > 1) FILTER(?w = ?s) FILTER(LANG($v) = "en")',
            ["?v", "?s :p ?v .", "FILTER(STRLEN(?v) > 1)", 'FILTER(LANG($v) = "en")'],
        ),
        (
            f"{TRIPLES} FILTER(?v = ?x) VALUES ?x {{ 1 2 }} VALUES ?y {{ 3 }}",
            ["?v", "?s :p ?v .", "VALUES ?x { 1 2 }", "FILTER(?v = ?x)"],
        ),
        (
            f"VALUES ?y {{ UNDEF }} {TRIPLES} FILTER(?v > 1)",
            ["?v", "?s :p ?v .", "FILTER(?v > 1)"],
        ),
        (
            f"VALUES ?x {{ 'FILTER }}' }} {TRIPLES} FILTER(STR(?v) = ?x)",
            ["?v", "?s :p ?v .", "VALUES ?x { 'FILTER }' }", "FILTER(STR(?v) = ?x)"],
        ),
        (
            f"{TRIPLES} OPTIONAL {{ ?s :r [] }} MINUS {{ ?s :r/:q ?v }} FILTER(?v > 1)",
            ["?v", "?s :p ?v .", "FILTER(?v > 1)"],
        ),
        (
            f"{TRIPLES} FILTER NOT EXISTS {{ ?s :r ?v }} filter(?v > 1)",
            ["?v", "?s :p ?v .", "filter(?v > 1)"],
        ),
        (f'{TRIPLES} FILTER(?v = "a"@en)', ["?v", "?s :p ?v .", 'FILTER(?v = "a"@en)']),
        (
            f"{TRIPLES} FILTER(?v NOT IN (1, 'RAND()', \"}} now() {{\"))",
            ["?v", "?s :p ?v .", "FILTER(?v NOT IN (1, 'RAND()', \"} now() {\"))"],
        ),
        (
            f"{TRIPLES} # FILTER(?w > RAND()) }}\n FILTER(?v > 1)",
            ["?v", "?s :p ?v .", "FILTER(?v > 1)"],
        ),
        (
            f"{TRIPLES} FILTER(?v > 1 # }} RAND()\n)",
            ["?v", "?s :p ?v .", "FILTER(?v > 1 # } RAND()", ")"],
        ),
        (
            f'{TRIPLES} FILTER(?v = "1"^^<http://www.w3.org/2001/XMLSchema#byte>)',
            ["?v", "?s :p ?v .", 'FILTER(?v = "1"^^<http://www.w3.org/2001/XMLSchema#byte>)'],
        ),
        ("?s :p ?v , ?w . FILTER(?w > 1)", ["?w", "?s :p ?w .", "FILTER(?w > 1)"]),
        ("?s :p ?v . ?v :q ?s . FILTER(isIRI(?s))", ["?s", "?v :q ?s .", "FILTER(isIRI(?s))"]),
    ],
)
def test_filters_of_one_property_and_of_what_is_given(group: str, expected: list[str]) -> None:
    assert said(of(group)) == expected


@pytest.mark.parametrize(
    ("group", "by_class"),
    [
        ("?s :p ?v ; :q ?w . FILTER(?v > 1)", None),
        ("?s :p ?v ; a ?c . FILTER(?v > 1)", None),
        ("?o a :C . ?s :p ?v ; :q ?o . FILTER(?v > 1)", None),
        ("?s :p ?v ; a :C . FILTER(?v > 1)", "?s a :C ."),
        ("$s :p ?v . ?s a :C . FILTER(?v > 1)", "?s a :C ."),
        (
            "?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> :C ; :p ?v . FILTER(?v > 1)",
            "?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> :C .",
        ),
    ],
)
def test_the_class_is_that_of_the_subject(group: str, by_class: str | None) -> None:
    found = of(group)
    assert found is not None
    assert found.by_class == by_class


@pytest.mark.parametrize(
    "group",
    [
        f"{TRIPLES}",
        "?s :p ?v . FILTER(?v > 1)",  # one triple is read either way
        # Anchored: few things are asked about.
        "?s a :C ; :p ?v ; :q :x . FILTER(?v > 1)",
        '?s a :C ; :p ?v ; :q "x" . FILTER(?v > 1)',
        "?s a :C ; :p ?v ; :q <urn:x> . FILTER(?v > 1)",
        "?s a :C ; :p ?v . :x :q ?s . FILTER(?v > 1)",
        "?s a :C ; :p ?v . <urn:x> :q ?s . FILTER(?v > 1)",
        f"VALUES ?s {{ :x }} {TRIPLES} FILTER(?v > 1)",
        f"{TRIPLES} VALUES ?w {{ 1 }} FILTER(?v > 1)",
        f"{TRIPLES} VALUES (?w ?x) {{ (1 2) }} FILTER(?v > 1)",
        # Something else that may narrow, or that begins a scope of its own.
        f"{TRIPLES} {{ ?s :r ?x }} FILTER(?v > 1)",
        f"{TRIPLES} {{ ?s :r ?x }} UNION {{ ?s :q ?x }} FILTER(?v > 1)",
        f"{TRIPLES} {{ SELECT ?s {{ ?s :r ?x }} LIMIT 1 }} FILTER(?v > 1)",
        f"{TRIPLES} GRAPH ?g {{ ?s :r ?x }} FILTER(?v > 1)",
        f"{TRIPLES} SERVICE :x {{ ?s :r ?x }} FILTER(?v > 1)",
        f"{TRIPLES} BIND(1 AS ?x) FILTER(?v > ?x)",
        f"{{ {TRIPLES} FILTER(?v > 1) }}",
        f"GRAPH ?g {{ {TRIPLES} FILTER(?v > 1) }}",
        f"{TRIPLES} OPTIONAL {{ ?s :r ?x FILTER(?v > 1) }}",
        f"{TRIPLES} MINUS {{ ?s :r ?x FILTER(?x > 1) }}",
        # Paths, blank nodes, terms that are more than a terminal.
        "?s a :C ; :p/:q ?v ; :p ?w . FILTER(?w > 1)",
        "?s a :C ; ^:p ?v ; :p ?w . FILTER(?w > 1)",
        "?s a :C ; :p ?v ; :q [] . FILTER(?v > 1)",
        "?s a :C ; :p ?v ; :q (1 2) . FILTER(?v > 1)",
        "_:s a :C ; :p ?v ; :q ?w . FILTER(?v > 1)",
        "?s a :C ; :p ?v ; :q 1 . FILTER(?v > 1)",
        "<< ?s :p ?v >> :q ?w . ?s a :C ; :p ?v . FILTER(?v > 1)",
        # No property, or not of its value alone.
        "?s a :C ; ?p ?v . FILTER(?v > 1)",
        "?s a :C ; a ?v . FILTER(isIRI(?v))",
        f"{TRIPLES} FILTER(?v > ?w)",
        f"{TRIPLES} FILTER(isIRI(?s))",
        f"{TRIPLES} FILTER(?x > 1)",
        f"{TRIPLES} FILTER(1 > 2)",
        f"{TRIPLES} VALUES ?x {{ UNDEF 1 }} FILTER(?v > ?x)",
        f"{TRIPLES} OPTIONAL {{ ?s :r ?x }} FILTER(?v > ?x)",
        # Not the same wherever it stands, or not known to be.
        *(
            f"{TRIPLES} FILTER({each})"
            for each in (
                "?v > RAND()",
                "?v > rand ( )",
                "?v < NOW()",
                "?v = BNODE()",
                "?v = UUID()",
                "?v = STRUUID()",
                "BOUND(?v)",
                "COALESCE(?v, 1) = 1",
                "SOMETHING(?v)",
                "?v > 1 && EXISTS { ?s :r ?v }",
                "NOT EXISTS { ?s :r ?v }",
                "?v = _:b",
            )
        ),
        f"{TRIPLES} FILTER NOT EXISTS {{ ?s :r ?v }}",
        f"{TRIPLES} FILTER EXISTS {{ ?s :r ?v FILTER(?v > 1) }}",
    ],
)
def test_queries_that_are_asked_as_they_are(group: str) -> None:
    assert of(group) is None


@pytest.mark.parametrize(
    "filters",
    [
        "FILTER(STRLEN(?v)<30&&STRLEN(?w)>2)",
        "FILTER(2<STRLEN(?v)&&5>1)",
        "FILTER(2<RAND()&&STRLEN(?v)>1)",
        "FILTER(STRLEN(?v)<2||NOW()>?v)",
        "FILTER(STRLEN(?v)>1 && 1<(2)>1)",
    ],
)
def test_comparisons_that_look_like_an_iri(filters: str) -> None:
    assert of(f"{TRIPLES} {filters}") is None


@pytest.mark.parametrize("letter", ["e\u0301", "v\u00b7", "v\u203f"])
def test_a_variable_with_letters_that_end_it_elsewhere(letter: str) -> None:
    name = letter[0]
    assert of(f"?s a :C ; :p ?{name} ; :q ?w . FILTER(?{letter} > 1)") is None
    assert of(f"?s a :C ; :p ?{letter} ; :q ?w . FILTER(?{name} > 1)") is None
    assert of(f"{TRIPLES} VALUES ?{letter} {{ 1 }} FILTER(?v > ?{name})") is None


@pytest.mark.parametrize(
    ("head", "tail", "is_worth_it"),
    [
        ("SELECT *", "", True),
        ("select distinct ?s", "", True),
        ("CONSTRUCT { ?s :r ?v } WHERE", "", True),
        ("DESCRIBE ?s", "", True),
        ("SELECT (EXISTS { ?s :r ?x } AS ?e)", "", True),
        ("SELECT ?s", "OFFSET 2", True),
        ("SELECT ?s", "ORDER BY ?s LIMIT 2", True),
        ("SELECT ?s", "GROUP BY ?s HAVING(COUNT(*) > 1) LIMIT 2", True),
        ("SELECT (COUNT(*) AS ?n)", "LIMIT 1", True),
        ("SELECT (MAX(?v) AS ?n)", "limit 1", True),
        ("SELECT ?s", "LIMIT 2", False),
        ("SELECT ?order", "LIMIT 2", False),
        ("SELECT DISTINCT ?s", "limit 2", False),
        ("SELECT ?s", "# ORDER BY ?s\nLIMIT 2", False),
        ("ASK", "", False),
        ("ask where", "", False),
        ("SELECT ?s FROM <urn:g> WHERE", "", False),
        ("SELECT ?s FROM NAMED <urn:g> WHERE", "", False),
        ("SELECT ?s", "VALUES ?s { :x }", False),
        ("SELECT ?s", "VALUES ?z { 1 }", False),
        ("CONSTRUCT { ?s :r _:b } WHERE", "", False),
    ],
)
def test_answers_that_take_all_solutions(head: str, tail: str, is_worth_it: bool) -> None:
    assert (of(f"{TRIPLES} FILTER(?v > 1)", head, tail) is not None) == is_worth_it


@pytest.mark.parametrize(
    ("text", "prologue"),
    [
        ("SELECT * { ?s <p> ?v ; <q> ?w FILTER(?v > 1) }", ""),
        (
            "BASE <urn:> prefix SELECT: <urn:x> # PREFIX\nSELECT * "
            "{ ?s SELECT:p ?v ; <q> ?w FILTER(?v > 1) }",
            "BASE <urn:> prefix SELECT: <urn:x> # PREFIX\n",
        ),
    ],
)
def test_the_prologue_goes_with_it(text: str, prologue: str) -> None:
    found = filtered(text)
    assert found is not None
    assert found.prologue == prologue


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FILTER",
        "FILTER(",
        "{ FILTER(?v > 1)",
        "}} FILTER(?v > 1) {{",
        "PREFIX FILTER(?v)",
        "BASE",
        "PREFIX { ?s :p ?v ; :q ?w FILTER(?v > 1) }",
        "PREFIX : { ?s :p ?v ; :q ?w FILTER(?v > 1) }",
        "SELECT * { ?s :p ?v ; :q ?w FILTER",
        "SELECT * { ?s :p ?v ; :q ?w FILTER(?v > 1",
        "SELECT * { ?s :p ?v ; :q ?w FILTER }",
        "SELECT * { ?s :p ?v ; ; :q FILTER(?v > 1) }",
        "SELECT * { VALUES FILTER(?v > 1) }",
        "SELECT * { VALUES ?x FILTER(?v > 1)",
        "SELECT * { ?s :p ?v ; :q '?w FILTER(?v > 1) }",
        "SELECT * { FILTER(?v > 1) " + "{" * 128,
        "SELECT * { FILTER(?v > 1) " + "OPTIONAL {" * 128 + "}" * 128,
        "SELECT * { FILTER(?v > 1) " + "FILTER EXISTS {" * 128 + "}" * 128,
        "SELECT * { FILTER(?v > " + "(" * 1900,
    ],
)
def test_a_text_that_is_no_query_is_no_fault(text: str) -> None:
    filtered(text)


@pytest.mark.parametrize(
    ("begin", "part", "end"),
    [
        ("SELECT * { ", "?s :p ?v . ", "FILTER(?v > 1) }"),
        ("SELECT * { ?s :p ?v ; :q ?w ", "FILTER(?v > 1) ", "}"),
        ("SELECT * { ?s :p ?v FILTER(", "(", ""),
        ("SELECT * { FILTER(?v > 1) ", "{", ""),
        ("SELECT * { FILTER(?v > 1) ", "<", ""),
        ("SELECT * { FILTER(?v > 1) ", ". ", "<"),
        ("SELECT * { FILTER(?v > 1) .", " ", "<"),
        ("SELECT * { FILTER(?v > 1) ", "'''a", ""),
        ("", "FILTER ", "EXISTS"),
        ("FILTER", " ", "(?v > 1)"),
        ("SELECT * { FILTER(?v > 1) :", ".", ""),
        ("SELECT * { FILTER(?v > 1) ", "VALUES ", ""),
        ("SELECT * { FILTER(?v > 1) ", "OPTIONAL {", ""),
    ],
)
def test_hostile_texts_take_linear_time(begin: str, part: str, end: str) -> None:
    began = time.process_time()
    assert filtered(begin + part * 40_000 + end) is None
    assert time.process_time() - began < 10  # a square of it would take minutes


def test_the_longest_text_that_is_looked_into_takes_little_time() -> None:
    began = time.process_time()
    assert of("?s :p ?v . " * 240 + "FILTER(?w > 1) " * 140) is None
    assert time.process_time() - began < 5
