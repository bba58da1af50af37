"""A query that is told the values which pass its filters answers as it does without them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg import errors
from kg.store import selecting
from kg.store.embedded import GRAPH_FOLDER, Access, open_store, serve_store
from kg.store.evaluating import ask
from kg.store.selecting import Values
from kg.store.snapshot import Snapshot

PROLOGUE = "PREFIX : <urn:> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
MANY = 100
V7 = f'{PROLOGUE}SELECT ?s {{ ?s a :Many ; :p ?v FILTER(?v = "v7") }}'

subjects = st.sampled_from([":s", ":t", ":u", ":x", "_:b"])
objects = st.sampled_from([
    ":s", ":x", "_:b", '"a"', '"b"', '"A"', '"a"@en', '"a"@de-at', '"\\\\u0041 \\" \\n é 😀"',
    "1", "01", "1.0", "1e0", "2", "-3.50", '"NaN"^^xsd:double', '"-0"^^xsd:double', "true",
    '"1"^^xsd:boolean', '"x"^^xsd:integer', '"a"^^:kind',
    '"2020-01-01"^^xsd:date', '"2020-01-01Z"^^xsd:date', '"2020-01-01+14:00"^^xsd:date',
    '"2020-01-01T00:00:00"^^xsd:dateTime', '"2020-01-01T00:00:00Z"^^xsd:dateTime',
    '"2020-01-01T02:00:00+02:00"^^xsd:dateTime', '"2019-12-31T24:00:00Z"^^xsd:dateTime',
])  # fmt: skip
statements = st.one_of(
    st.builds("{} a :C ; :p {}, {} ; :q {} .".format, subjects, objects, objects, objects),
    st.builds("{} a :C, :D ; :p {} ; :r {} .".format, subjects, objects, objects),
    st.builds("{} :{} {} .".format, subjects, st.sampled_from("pqr"), objects),
)
conditions = st.builds(
    str.format,
    st.sampled_from([
        '{0} = "a"', '{0} != "a"', '{0} = "a"@en', "{0} = 1", "{0} > 0", "{0} != 1", "!({0} < 2)",
        "{0} = true", "{0}", "sameTerm({0}, 1.0)", 'LANG({0}) = "en"',
        'LANGMATCHES(LANG({0}), "*")', "STRLEN(STR({0})) < 3", 'CONTAINS({0}, "A")',
        'REGEX(STR({0}), "^a", "i")', "isIRI({0})", "{0} = :s", "isLiteral({0}) && !isNumeric({0})",
        "YEAR({0}) = 2020", "{0} NOT IN (1, 2)",
        'DATATYPE({0}) IN (xsd:date, xsd:integer) || {0} = "b"',
        "{0} = ?given", "STR({0}) = ?given",
        '{0} = "2020-01-01T00:00:00Z"^^xsd:dateTime', '{0} < "2020-01-02"^^xsd:date', "1 < 2",
        "xsd:integer({0}) = 1", "{0} > RAND() - 9", "EXISTS {{ ?s :r {0} }}", "{0} = ?w",
    ]),
    st.sampled_from(["?v", "?v", "?w"]),
)  # fmt: skip
elements = st.one_of(
    st.builds("FILTER({})".format, conditions),
    st.builds("FILTER({})".format, conditions),
    st.builds("OPTIONAL {{ ?s :r ?x FILTER({}) }}".format, conditions),
    st.sampled_from([
        "OPTIONAL { ?s :q ?v }", "OPTIONAL { ?v :q ?x }",
        "OPTIONAL { ?s :p ?x MINUS { ?s :q ?v } }",
        "MINUS { ?s :q ?v }", "MINUS { ?y :q ?v }", "MINUS { ?s :r 1 }", "?s :r ?x .", "?s :q ?w .",
        "?w :p ?v .", "?s a :C .", "?s a ?c .", "VALUES ?z { UNDEF 1 }", "VALUES ?z { 1 1 }",
        "FILTER NOT EXISTS { ?s :q ?v }",
    ]),
)  # fmt: skip
groups = st.builds(
    "{} . {} FILTER({}) {}".format,
    st.sampled_from(["?s a :C ; :p ?v", "?s :p ?v ; :q ?w", "?s :p ?v , ?w ; a :C"]),
    st.sampled_from(["", 'VALUES ?given { 1 "a" "a"@en :s }', "VALUES ?given { 1 1.0 1 }"]),
    conditions,
    st.lists(elements, max_size=3).map(" ".join),
)
forms = st.sampled_from([
    ("SELECT *", ""),
    ("SELECT ?s", ""),
    ("SELECT DISTINCT ?v", ""),
    ("SELECT ?s ?v", "ORDER BY ?v DESC(?s)"),
    ("SELECT ?s (COUNT(*) AS ?n) (COUNT(DISTINCT ?v) AS ?d)", "GROUP BY ?s"),
    ("SELECT ?v (SUM(STRLEN(STR(?v))) AS ?n)", "GROUP BY ?v HAVING(COUNT(*) > 1)"),
    ("SELECT (COUNT(*) AS ?n)", "LIMIT 1"),
    ("SELECT (STR(?v) AS ?t)", ""),
    ("CONSTRUCT { ?s :has ?v } WHERE", ""),
])  # fmt: skip


@contextmanager
def eager() -> Iterator[None]:
    """Values are put in however many there are: small stores have few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selecting, "ONE_IN", Fraction(1, 100))
        patch.setattr(selecting, "TIMES", 100)
        yield


def held(turtle: Iterable[str]) -> Store:
    store = Store()
    store.load(f"{PROLOGUE} {' '.join(turtle)}".encode(), RdfFormat.TURTLE)
    return store


def answer(store: Store, text: str, values: Values | None = None) -> tuple[Any, Counter[str]]:
    """The columns, if any, and the solutions."""
    found = ask(store, text, values=values)
    columns = [each.value for each in getattr(found, "variables", ())]
    return columns, Counter(" | ".join(map(str, row)) for row in found)


@settings(deadline=None, max_examples=600)
@given(groups, forms, st.lists(statements, min_size=2, max_size=8))
@example(
    "OPTIONAL { ?s :r ?v } ?s a :C ; :p ?v . FILTER(?v > 1)",
    ("SELECT *", ""),
    [":s a :C ; :p 1, 2, 3 ; :r 2 . :t a :C ; :p 2 ; :r 1 ."],
)
@example(
    "?s a :C MINUS { ?y :q ?v } ?s :p ?v . FILTER(?v > 1)",
    ("SELECT *", ""),
    [":s a :C ; :p 1, 2, 3 . :t :q 2 ."],
)
def test_the_solutions_stay(group: str, form: tuple[str, str], graph: list[str]) -> None:
    store, (head, tail) = held(graph), form
    query = f"{PROLOGUE}{head} {{ {group} }} {tail}"
    with eager():
        assert answer(store, query, Values(store)) == answer(store, query)


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ('?s a :C ; :p ?v FILTER(?v != "a")', '?v { "b" "b"@en }'),
        ('?s a :C ; :p ?v FILTER(LANG(?v) = "en")', '?v { "b"@en }'),
        ('?s a :C ; :p ?v FILTER(?v = "none")', "?v {  }"),
        ("?s a :C ; :q ?v FILTER(?v >= 1) FILTER(?v < 2)", '?v { "1"^^<xsd:integer> }'),
        ("?s a :C ; :q ?v FILTER(?v = ?x) VALUES ?x { 2.0 7 }", '?v { "2"^^<xsd:integer> }'),
        ("?s :p ?w ; :q ?v FILTER(?v > 1)", '?v { "2"^^<xsd:integer> }'),
        ("?s a :C ; :r ?v FILTER(?v > 1) MINUS { ?s :q 2 }", "?v {  }"),
        ("?s a :C ; :r ?v OPTIONAL { ?s :none ?x } FILTER(isIRI(?v))", "?v { <urn:t> }"),
        (
            '?s a :C ; :r ?v FILTER(?v < "2021-01-01T00:00:00Z"^^xsd:dateTime)',
            '?v { "2020-01-01T00:00:00Z"^^<xsd:dateTime> }',
        ),
    ],
)
def test_values_stand_before_what_has_them(group: str, values: str) -> None:
    store = held(
        [
            ":s a :C ; :p 'a', 'b' ; :q 1 ; :r :t, '2020-01-01T00:00:00Z'^^xsd:dateTime .",
            ":t a :C ; :p 'b'@en ; :q 2 ; :r '2022-01-01T00:00:00Z'^^xsd:dateTime .",
        ]
    )
    query = f"{PROLOGUE}SELECT * {{ {group} }}"
    with eager():
        found = Values(store).put_in(query, {})
        assert answer(store, query, Values(store)) == answer(store, query)
    assert found is not None
    expected = values.replace("<xsd:", "<http://www.w3.org/2001/XMLSchema#")
    assert found.text == query.replace("?s ", f"VALUES {expected} ?s ", 1)


class Recording:
    """A store that keeps what it is asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked = list[tuple[str, dict[str, Any]]]()

    def query(self, text: str, **graphs: Any) -> Any:
        self.asked.append((text, graphs))
        return self.store.query(text, **graphs)


@pytest.fixture(scope="module")
def store() -> Store:
    """Of a hundred, each has a number and one of fifty names; two of them are also few."""
    eight = (f":s{i} a :Eight ." for i in range(8))
    members = (f":s{i} a :Many ; :p 'v{i % 50}' ; :n {i} ; :b [] ." for i in range(MANY))
    return held([*members, ":s7 a :Few ; :few 1 . :s57 a :Few .", *eight])


@pytest.fixture
def recording(store: Store) -> Recording:
    return Recording(store)


@pytest.fixture
def values(recording: Recording) -> Values:
    return Values(cast(Store, recording))


def is_told(values: Values, group: str) -> bool:
    return values.put_in(f"{PROLOGUE}SELECT * {{ {group} }}", {}) is not None


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ('?s a :Many ; :p ?v FILTER(?v = "v7")', True),
        ('?s a :Many ; :p ?v FILTER(?v != "v7")', False),
        # One in four, of a class or of all that have the property.
        ("?s a :Many ; :n ?v FILTER(?v < 25)", True),
        ("?s a :Many ; :n ?v FILTER(?v <= 25)", False),
        ("?s :p ?w ; :n ?v FILTER(?v < 25)", True),
        ("?s :p ?w ; :n ?v FILTER(?v <= 25)", False),
        # Far more have the property than are members; there are none of either.
        ('?s a :Few ; :p ?v FILTER(?v = "v7")', False),
        ('?s a :Eight ; :p ?v FILTER(?v = "v7")', False),
        ("?s a :Eight ; :few ?v FILTER(?v = 1)", True),
        ("?s a :None ; :n ?v FILTER(?v = 1)", False),
        ("?s :n ?v ; :none ?w FILTER(?w = 1)", False),
        ("?s a :Many ; :few ?v FILTER(?v = 1)", True),
        # Blank nodes have no name, but where none of them passes.
        ('?s a :Many ; :b ?v FILTER(STR(?v) = "")', True),
        ("?s a :Many ; :b ?v VALUES ?x { 1 } FILTER(!sameTerm(?v, ?x))", False),
    ],
)
def test_values_are_put_in_where_few_pass(values: Values, group: str, told: bool) -> None:
    assert is_told(values, group) == told


def test_blank_nodes_are_never_put_in(store: Store) -> None:
    with eager():
        assert not is_told(Values(store), "?s a :Many ; :b ?v FILTER(!isIRI(?v))")
        assert is_told(Values(store), "?s a :Many ; :b ?v FILTER(isIRI(?v))")


@pytest.mark.parametrize("name", ["MOST", "MOST_READ"])
def test_no_more_values_are_held_than_a_limit(
    values: Values, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selecting, name, 2)
    assert is_told(values, "?s a :Many ; :n ?v FILTER(?v < 2)")
    assert not is_told(values, "?s a :Many ; :n ?v FILTER(?v < 3)")


@pytest.mark.parametrize("order", [["Many", "Few"], ["Few", "Many"], ["Few", "Many", "Few"]])
def test_what_is_known_of_a_class_is_not_said_of_another(values: Values, order: list[str]) -> None:
    told = [is_told(values, f'?s a :{name} ; :p ?v FILTER(?v = "v7")') for name in order]
    assert told == [name == "Many" for name in order]


@pytest.mark.parametrize(
    "query",
    [V7, V7.replace("=", "!="), V7.replace("Many", "Few"), V7.replace("Many", "None")],
)
def test_a_state_is_asked_once(values: Values, recording: Recording, query: str) -> None:
    first = values.put_in(query, {})
    asked = len(recording.asked)
    assert 1 <= asked <= 3
    # What else the query asks makes no difference to its values.
    again = values.put_in(query.replace("SELECT ?s", "SELECT DISTINCT ?v"), {})
    assert (again is None) == (first is None)
    assert len(recording.asked) == asked
    other = query.replace("v7", "v8")
    values.put_in(other, {})
    assert len(recording.asked) <= asked + 1  # what was counted is still known


def test_nothing_is_asked_for_queries_of_another_form(values: Values, recording: Recording) -> None:
    assert values.put_in(V7.replace("SELECT ?s", "ASK"), {}) is None
    assert values.put_in("SELECT * { ?s ?p ?o }", {}) is None
    assert recording.asked == []


def test_more_filters_than_are_kept(values: Values, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "_KEPT", 2)
    for number in [*range(5), *range(5)]:
        found = values.put_in(V7.replace("v7", f"v{number}"), {})
        assert found is not None
        assert f'VALUES ?v {{ "v{number}" }}' in found.text


@pytest.mark.parametrize("graphs", [{}, {"use_default_graph_as_union": True}])
def test_the_graphs_are_those_of_the_query(
    values: Values, recording: Recording, graphs: dict[str, Any]
) -> None:
    values.put_in(V7, graphs)
    assert len(recording.asked) == 3
    assert all(given == graphs for _, given in recording.asked)


def test_each_graph_has_values_of_its_own() -> None:
    store, names = Store(), [NamedNode("urn:g1"), NamedNode("urn:g2")]
    for name in names:
        lines = (f":s{i} a :Many ; :p 'v{i}', '{name.value}' ." for i in range(MANY))
        text = f"{PROLOGUE} {' '.join(lines)}"
        store.load(text.encode(), RdfFormat.TURTLE, to_graph=name)
    query = V7.replace('?v = "v7"', 'STRLEN(?v) > 3 || ?v = "v7"')
    values = Values(store)
    with eager():
        for graphs, names_of_graphs in [
            ({"default_graph": names[0]}, ["urn:g1"]),
            ({"default_graph": names[1]}, ["urn:g2"]),
            ({"default_graph": names}, ["urn:g1", "urn:g2"]),
            ({"use_default_graph_as_union": True}, ["urn:g1", "urn:g2"]),
            ({"default_graph": DefaultGraph()}, None),
        ]:
            found = values.put_in(query, cast(dict[str, Any], graphs))
            if names_of_graphs is None:
                assert found is None
            else:
                assert found is not None
                said = " ".join(f'"{name}"' for name in [*names_of_graphs, "v7"])
                assert f"VALUES ?v {{ {said} }}" in found.text


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        (" } ORDER BY ?s }", "line 2, column 65"),
        (" } ORDER BY ?s LIMIT x", "line 2, column 71"),
        (" } ORDER BY ?s\nLIMIT x", "line 3, column 8"),
        (" OPTIONAL { ?s ex:q ?w } }", "line 2, column 64: the prefix ex:"),
        ("\n OPTIONAL { ?s ex:q ?w } }", "line 3, column 16: the prefix ex:"),
    ],
)
def test_a_fault_is_told_where_the_user_wrote_it(store: Store, tail: str, message: str) -> None:
    query = V7.removesuffix(" }") + tail
    with pytest.raises(errors.BadRequest) as plain:
        ask(store, query)
    values = Values(store)
    assert values.put_in(query, {}) is not None
    with pytest.raises(errors.BadRequest) as told:
        ask(store, query, values=values)
    assert str(told.value) == str(plain.value)
    assert message in str(told.value)


@pytest.mark.parametrize(
    "condition", [":unknown(?v)", "ex:none(?v)", "?v = 1 1", "REGEX(?v, '(')", "STRLEN(?v, 1) = 1"]
)
def test_a_filter_that_cannot_be_asked_is_left_to_the_query(store: Store, condition: str) -> None:
    query = V7.replace('?v = "v7"', condition)
    outcomes = []
    for values in (None, Values(store)):
        try:
            outcomes.append(str(answer(store, query, values)))
        except errors.BadRequest as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("group", "count"),
    [
        # The engine takes `<30&&STRLEN(?w)>` for two comparisons, and é for one letter.
        ("?s a :Many ; :p ?v ; :n ?w FILTER(STRLEN(?v)<30&&STR(?w)>'2')", 87),
        ("?s a :Many ; :n ?v FILTER(2<STRLEN(STR(?v))&&5>1)", 0),
        ("?s a :Many ; :n ?v FILTER(-1<RAND()&&?v>=98)", 2),
        ("?s a :Many ; :n ?e VALUES ?e\u0301 { 98 } FILTER(?e >= ?e\u0301)", 2),
    ],
)
def test_what_the_engine_reads_otherwise(store: Store, group: str, count: int) -> None:
    query = f"{PROLOGUE}SELECT ?s {{ {group} }}"
    columns, found = answer(store, query, Values(store))
    assert (columns, found) == answer(store, query)
    assert found.total() == count


def lines(names: Iterable[str]) -> str:
    """N-Quads of as many members, each with a name."""
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return "".join(
        f'<urn:s{number}> {kind} <urn:Many> <urn:g> .\n<urn:s{number}> <urn:p> "{name}" <urn:g> .\n'
        for number, name in enumerate(names)
    )


def test_a_store_that_is_served_answers_from_its_newest_state(tmp_path: Path) -> None:
    query = V7.replace('?v = "v7"', 'STRENDS(?v, "7")')
    states = [
        ([f"v{i}" for i in range(60)], [7, 17, 27, 37, 47, 57]),
        ([f"w{i}" for i in range(40)], [7, 17, 27, 37]),
        (["x"] * 39 + ["x7"], [39]),
        (["x"] * 40, []),
    ]
    with (
        closing(open_store(tmp_path)) as writing,
        closing(serve_store(tmp_path, Access())) as store,
    ):
        for names, expected in states:
            writing.replace({"urn:g": lines(names)})
            state = Snapshot(tmp_path / GRAPH_FOLDER).store()
            assert Values(state).put_in(query, {}) is not None
            for _ in range(2):
                found = sorted(term.value for (term,) in store.select(query).rows if term)
                assert found == sorted(f"urn:s{number}" for number in expected)
