"""Each question, asked of a small graph: `expected/<name>.yaml` is a list of cases.

A case has `given` (values of parameters; IRIs without the base), `columns` and `rows` in order.
"""

from functools import cache
from typing import Any

import pytest
import yaml
from query_engines import (
    BASE,
    GRAPH,
    HERE,
    ask_oxigraph,
    ask_second,
    graphs_of,
    inferred,
    oxigraph,
    second_engine,
)

from kg import queries

QUESTIONS = [query for query in queries.all_queries() if query.folder == "questions"]


def read_cases(query: queries.Query) -> list[dict[str, Any]]:
    file = HERE / "expected" / f"{query.name.partition('/')[2]}.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []


CASES = [
    pytest.param(query, case, id=f"{query.name.partition('/')[2]}-{number}")
    for query in QUESTIONS
    for number, case in enumerate(read_cases(query), 1)
]


# Each engine's store is made once for all queries that are asked of the same graphs.
store = cache(lambda graphs: oxigraph(*graphs))
doubled = cache(lambda graphs: oxigraph(*graphs, twice=True))
merged = cache(lambda graphs: second_engine(*graphs))


def bound(query: queries.Query, given: dict[str, Any]) -> str:
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    values = {
        name: f"{BASE}{value}" if kinds.get(name) == "iri" else str(value)
        for name, value in given.items()
    }
    return queries.bind(query, values)


def test_every_question_has_its_expected_rows() -> None:
    files = {f"questions/{file.stem}" for file in (HERE / "expected").glob("*.yaml")}
    assert files == {query.name for query in QUESTIONS}
    assert all(case["rows"] for query in QUESTIONS for case in read_cases(query)[:1])


@pytest.mark.parametrize(("query", "case"), CASES)
def test_answer(query: queries.Query, case: dict[str, Any]) -> None:
    table = ask_oxigraph(store(graphs_of(query)), bound(query, case["given"]))
    assert table.columns == case["columns"]
    assert table.rows == case["rows"]


@pytest.mark.parametrize(("query", "case"), CASES)
def test_second_engine_agrees(query: queries.Query, case: dict[str, Any]) -> None:
    assert ask_second(merged(graphs_of(query)), bound(query, case["given"])).rows == case["rows"]


@pytest.mark.parametrize(("query", "case"), CASES)
def test_what_stands_in_several_graphs_counts_once(
    query: queries.Query, case: dict[str, Any]
) -> None:
    assert ask_oxigraph(doubled(graphs_of(query)), bound(query, case["given"])).rows == case["rows"]


@pytest.mark.parametrize(("query", "case"), [param for param in CASES if not param.values[0].needs])
def test_what_follows_changes_no_answer(query: queries.Query, case: dict[str, Any]) -> None:
    rows = ask_oxigraph(store((GRAPH, inferred())), bound(query, case["given"])).rows
    assert rows == case["rows"]


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name.partition("/")[2])
def test_runs_as_it_stands(query: queries.Query) -> None:
    assert ask_oxigraph(store((GRAPH,)), query.text).columns == read_cases(query)[0]["columns"]


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name.partition("/")[2])
def test_header_is_whole(query: queries.Query) -> None:
    assert query.title
    assert query.description.endswith(".")
    assert query.answers.endswith("?")
