import pytest

from kg import errors
from kg.sparql.calls import calls, loads
from kg.sparql.endpoints import servers_query
from kg.sparql.rewriting import Rewritten

TEXT = "ab\ncSERVICEd e\nf"
REWRITTEN = Rewritten(TEXT, ((4, 11, "X\nYY\n"),))


@pytest.mark.parametrize(
    ("place", "before"),
    [
        ("line 1, column 2", "line 1, column 2"),
        ("line 2, column 1", "line 2, column 1"),
        ("line 2, column 2", "line 2, column 2"),
        ("line 3, column 2", "line 2, column 2"),
        ("line 4, column 1", "line 2, column 9"),
        ("line 4, column 3", "line 2, column 11"),
        ("line 5, column 1", "line 3, column 1"),
    ],
)
def test_places_in_a_rewritten_text(place: str, before: str) -> None:
    assert REWRITTEN.text == "ab\ncX\nYY\nd e\nf"
    with pytest.raises(errors.BadRequest, match=f"^Wrong at {before}: x$"), REWRITTEN.places():
        raise errors.BadRequest(f"Wrong at {place}: x")


def test_calls_are_the_outermost_with_what_was_declared_before() -> None:
    text = (
        "BASE <http://b/c/> PREFIX : <d#> SELECT * { ?service ?p 'SERVICE <x> {' \n"
        " service :e { ?a :f ?b SERVICE <g> { ?c ?d '}' } } { SERVICE SILENT ?g {} } }"
    )
    first, second = calls(text)
    assert first.endpoint == "http://b/c/d#e"
    assert first.query == (
        "BASE <http://b/c/>\nPREFIX : <d#>\nSELECT * WHERE { ?a :f ?b SERVICE <g> { ?c ?d '}' } }"
    )
    assert first.variables == {"a", "b", "c", "d"}
    assert (first.silent, first.variable, second.silent, second.variable) == (
        False, None, True, "g",
    )  # fmt: skip
    assert text[second.start : second.end] == "SERVICE SILENT ?g {}"


def test_calls_of_an_update_have_the_declarations_of_their_operation() -> None:
    text = (
        "PREFIX : <http://a/> INSERT {} WHERE { SERVICE :x {} } ;"
        "PREFIX : <http://b/> INSERT {} WHERE { SERVICE :x {} }"
    )
    assert [call.endpoint for call in calls(text)] == ["http://a/x", "http://b/x"]


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <x> { ", "SELECT * { SERVICE 'x' { } }", "SERVICE", "SERVICE <x>"]
)
def test_what_is_no_call(text: str) -> None:
    assert list(calls(text)) == []


def test_loads() -> None:
    text = (
        "PREFIX : <http://a/> LOAD :x ; load silent <y> INTO GRAPH :g ;\n"
        "INSERT { ?s :load 'LOAD <z>' } WHERE { ?load :p ?s } # LOAD <z>"
    )
    found = [(load.silent, load.iri, load.into) for load in loads(text)]
    assert found == [(False, "http://a/x", None), (True, "y", "http://a/g")]


@pytest.mark.parametrize(
    ("where", "query"),
    [
        ("{ ?n :at ?x . SERVICE ?x {} ?a ?b ?c }", "SELECT DISTINCT ?x { ?n :at ?x . }"),
        ("FROM :g FROM NAMED <h> { ?n :at ?x SERVICE ?x {} }",
         "SELECT DISTINCT ?x FROM :g FROM NAMED <h> { ?n :at ?x }"),
        ("{ GRAPH ?g { ?n :at ?x { SERVICE ?x {} } } }",
         "SELECT DISTINCT ?x { GRAPH ?g { ?n :at ?x } }"),
        ("{ ?n :at ?x GRAPH :g { SERVICE ?x {} } }", "SELECT DISTINCT ?x { ?n :at ?x }"),
        ("{ ?n :at ?x FILTER(STR(?x) != 'y') FILTER EXISTS { ?n :p ?t } SERVICE ?x {} }",
         "SELECT DISTINCT ?x { ?n :at ?x FILTER(STR(?x) != 'y') }"),
        ("{ { ?n :at ?x FILTER(?u = 1) } OPTIONAL { SERVICE ?x {} } }",
         "SELECT DISTINCT ?x { { ?n :at ?x FILTER(?u = 1) } }"),
    ],
)  # fmt: skip
def test_the_servers_that_a_variable_names(where: str, query: str) -> None:
    text = f"PREFIX : <urn:> SELECT * {where}"
    [call] = calls(text)
    asked = servers_query(text, call, (), 9) or ""
    head, brace, pattern = query.partition("{")
    limited = f"{head}{{ {brace}{pattern} FILTER(isIRI(?x)) }} LIMIT 9"
    assert " ".join(asked.split()) == f"PREFIX : <urn:> {limited}"


@pytest.mark.parametrize(
    "where",
    [
        "{ SERVICE ?x {} }",
        "{ SERVICE ?x {} ?n :at ?x }",
        "{ { ?n :at ?x } UNION { SERVICE ?x {} } }",
        "{ ?n :at ?x { SELECT ?y { SERVICE ?x {} } } }",
        "{ ?n :at ?x FILTER EXISTS { SERVICE ?x {} } }",
    ],
)
def test_servers_that_nothing_before_tells(where: str) -> None:
    text = f"PREFIX : <urn:> SELECT * WHERE {where}"
    [call] = calls(text)
    assert servers_query(text, call, (), 9) is None


def test_the_answers_of_other_calls_help_to_find_the_servers() -> None:
    text = "SELECT * { SERVICE <y> { ?n ?p ?x } SERVICE ?x {} }"
    first, second = calls(text)
    answer = "{ VALUES ( ?x ) {\n( <z> )\n} }"
    asked = servers_query(text, second, [(first.start, first.end, answer)], 9)
    assert asked == f"SELECT DISTINCT ?x {{ {{ {answer} }} FILTER(isIRI(?x)) }} LIMIT 9"
