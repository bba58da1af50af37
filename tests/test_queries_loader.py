import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg import errors, queries

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = """\
# title: Claims of a speaker
# description: Every claim,
# description: with its date.
# answers: Who said what?
# param: speaker iri — the actor whose claims are wanted
# param: word string = UNDEF - a word of it
# param: from date = 2021-01-01 — the first day
# param: most integer — how many
# param: least decimal = 0.5 — how much

# param: late string — not part of the header
SELECT * WHERE {
  VALUES ?speaker { <urn:sample> }  # { not a brace }
  VALUES ?word { UNDEF }
  VALUES ?from { "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }
  VALUES ?most { 3 }
  VALUES ?least { 0.5 }
  BIND("VALUES ?speaker { }" AS ?text)
  { VALUES ?speaker { <urn:again> } }
}
"""


@pytest.fixture
def query() -> queries.Query:
    return queries.parse_query("questions/said", TEXT)


def rows(text: str) -> list[dict[str, object]]:
    solutions = Store().query(text)
    names = [variable.value for variable in solutions.variables]
    return [{name: solution[name] for name in names} for solution in solutions]


def test_header(query: queries.Query) -> None:
    assert (query.name, query.folder, query.title) == (
        "questions/said",
        "questions",
        "Claims of a speaker",
    )
    assert query.description == "Every claim, with its date."
    assert query.answers == "Who said what?"
    assert query.parameters == (
        queries.Parameter("speaker", "iri", "the actor whose claims are wanted"),
        queries.Parameter("word", "string", "a word of it", "UNDEF"),
        queries.Parameter("from", "date", "the first day", "2021-01-01"),
        queries.Parameter("most", "integer", "how many"),
        queries.Parameter("least", "decimal", "how much", "0.5"),
    )
    assert query.text == TEXT


def test_what_is_left_out_keeps_default_or_sample(query: queries.Query) -> None:
    changed = TEXT.replace('"2020-01-01"', '"2021-01-01"')
    decimal = '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    changed = changed.replace("{ 0.5 }", f"{{ {decimal} }}")
    assert queries.bind(query, {}).split() == changed.split()


def test_values_are_bound_as_terms_at_every_place(query: queries.Query) -> None:
    given = {"speaker": "urn:a", "word": "peace", "most": "-7", "least": "0.87"}
    (row,) = rows(queries.bind(query, given))
    assert row["speaker"] == NamedNode("urn:a")
    assert row["word"] == Literal("peace")
    assert row["most"] == Literal(-7)
    assert row["least"] == Literal("0.87", datatype=NamedNode(f"{XSD}decimal"))
    assert row["text"] == Literal("VALUES ?speaker { }")
    assert str(row["from"]).startswith('"2021-01-01"^^')


def test_several_values_ask_for_any_of_them(query: queries.Query) -> None:
    found = rows(queries.bind(query, {"speaker": ["urn:a", "urn:b"]}))
    assert {row["speaker"] for row in found} == {NamedNode("urn:a"), NamedNode("urn:b")}


def test_an_empty_value_of_an_optional_parameter_is_its_default(query: queries.Query) -> None:
    assert queries.bind(query, {"word": ""}) == queries.bind(query, {})


@pytest.mark.parametrize(
    "value",
    [
        '" } SERVICE <x> { } #',
        "\\",
        'a\\"b',
        "\n\r\t\b\f\x00",
        "\\u0041",
        "“é” 😀",
        "} UNION {",
        "'",
    ],
)
def test_no_value_leaves_its_string(query: queries.Query, value: str) -> None:
    (row,) = rows(queries.bind(query, {"speaker": "urn:a", "word": value}))
    assert row["word"] == Literal(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("speaker", "not an iri"),
        ("speaker", "urn:a> <urn:b"),
        ("speaker", "relative"),
        ("speaker", "urn:\\u003E"),
        ("speaker", "UNDEF"),
        ("from", "2021-02-30"),
        ("from", "20210203"),
        ("most", "3 4"),
        ("most", "٣"),
        ("most", ""),
        ("least", "most"),
        ("least", "1e-1"),
        ("least", ".5"),
        ("word", "\ud800"),
        ("word", []),
    ],
)
def test_malformed_values_are_refused(query: queries.Query, name: str, value: str) -> None:
    with pytest.raises(errors.BadRequest, match=f"'{name}'"):
        queries.bind(query, {name: value})


def test_unknown_parameters_are_refused(query: queries.Query) -> None:
    with pytest.raises(errors.BadRequest, match="no parameter 'x'; it has speaker, word, from"):
        queries.bind(query, {"x": "1"})
    with pytest.raises(errors.BadRequest, match="it has none"):
        queries.bind(queries.parse_query("q", "ASK {}"), {"x": "1"})


@pytest.mark.parametrize(
    ("line", "match"),
    [
        ("# param: a iri", "is not `NAME KIND"),
        ("# param: a number — what", "iri, string, date, integer, decimal"),
        ("# param: b iri — what", "no VALUES .b"),
    ],
)
def test_malformed_headers_are_refused(line: str, match: str) -> None:
    with pytest.raises(errors.BadRequest, match=match):
        queries.parse_query("q", f"{line}\nASK {{ VALUES ?a {{ <urn:a> }} }}")


def test_shipped_queries_are_found_by_name_or_last_part() -> None:
    names = [query.name for query in queries.all_queries()]
    assert names == sorted(names)
    assert queries.load_query("questions/said-by") is queries.load_query("said-by")


def test_an_unknown_query_names_the_closest() -> None:
    with pytest.raises(errors.NotFound, match=r"'said-byy'; did you mean .*questions/said-by"):
        queries.load_query("said-byy")
    with pytest.raises(errors.NotFound, match=r"no query 'zzzzzz'\.$"):
        queries.load_query("zzzzzz")


@pytest.mark.parametrize("query", queries.all_queries(), ids=lambda query: query.name)
def test_every_shipped_query_says_what_it_is_and_runs_as_it_stands(query: queries.Query) -> None:
    assert query.title
    assert query.description
    assert query.folder
    Store().query(query.text)
    Store().query(queries.bind(query, {}))


def test_what_a_query_needs_is_told_where_it_is_missing(query: queries.Query) -> None:
    base = "https://kg.example/"
    needing = queries.parse_query("questions/said", f"# needs: inferred\n{TEXT}")
    assert (query.needs, needing.needs) == ("", "inferred")
    assert query.lacks(tuple, base) is None
    assert needing.lacks(lambda: (f"{base}graph/inferred",), base) is None
    assert "kg build --reason" in str(needing.lacks(lambda: (f"{base}graph/identity",), base))


def test_a_query_cannot_need_what_nobody_knows() -> None:
    with pytest.raises(errors.BadRequest, match="needs 'more' is none of inferred"):
        queries.parse_query("questions/said", f"# needs: more\n{TEXT}")


def test_a_sample_is_told_where_it_is_a_plain_value() -> None:
    text = """# param: who iri — whom
# param: words string — what
# param: least decimal — how much
# param: source iri = UNDEF — where
PREFIX kg: <https://kg.example/ontology#>
SELECT * {
  VALUES ?who { <urn:a> } VALUES ?words { "a word" } VALUES ?least { 0.9 } VALUES ?source { UNDEF }
}"""
    asked = queries.parse_query("questions/all", text)
    samples = [queries.sample(asked, name) for name in ("who", "words", "least", "source")]
    assert samples == ["urn:a", "a word", "0.9", None]
    assert (asked.form, asked.prefixes) == ("SELECT", {"kg": "https://kg.example/ontology#"})
