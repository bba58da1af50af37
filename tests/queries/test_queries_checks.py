"""Each check, on a good graph and on one with something wrong: `violations/<name>.trig`.

What is wrong in a violation is named `bad…`, and no other check finds anything in it.
"""

import pytest
from query_engines import GRAPH, HERE, ask_oxigraph, ask_second, oxigraph, second_engine

from kg import queries
from kg.config import Settings
from kg.rdf.check import check_shapes

CHECKS = {
    query.name.partition("/")[2]: query
    for query in queries.all_queries()
    if query.folder == "checks"
}


def violation(name: str) -> str:
    file = HERE / "violations" / f"{name}.trig"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_every_check_has_its_violation() -> None:
    assert {file.stem for file in (HERE / "violations").glob("*.trig")} == set(CHECKS)


def test_good_graph_keeps_to_the_vocabulary() -> None:
    lines = "".join(f"{quad} .\n" for quad in oxigraph(GRAPH))
    assert check_shapes(lines, Settings()) == ()


@pytest.mark.parametrize("twice", [False, True])
def test_good_graph_passes(twice: bool) -> None:
    store = oxigraph(GRAPH, twice=twice)
    assert {name: ask_oxigraph(store, check.text).rows for name, check in CHECKS.items()} == {
        name: [] for name in CHECKS
    }


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_its_violation_and_no_other_does(name: str) -> None:
    store = oxigraph(GRAPH, violation(name))
    found = {other: ask_oxigraph(store, check.text).rows for other, check in CHECKS.items()}
    assert [other for other, rows in found.items() if rows] == [name]
    assert all(any("bad" in str(value) for value in row) for row in found[name])


@pytest.mark.parametrize("name", CHECKS)
def test_second_engine_agrees(name: str) -> None:
    graphs, text = (GRAPH, violation(name)), CHECKS[name].text
    assert ask_second(second_engine(*graphs), text) == ask_oxigraph(oxigraph(*graphs), text)


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_header_is_whole(check: queries.Query) -> None:
    assert check.title
    assert check.description.endswith(".")
    assert check.answers.endswith("?")
    assert not check.parameters
