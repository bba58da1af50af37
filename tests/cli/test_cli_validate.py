"""`kg validate`: what it says of a graph that does not keep its promises."""

from pathlib import Path

import pytest
from cli_articles import Kg

from kg.cli.validate import SHOWN
from kg.store.embedded import open_store
from kg.validate import Steps

DOCKERS = "dockers-in-oakport-plan-strike-"


def table(output: str) -> dict[str, tuple[int, int]]:
    """What was checked and what was wrong, by check."""
    rows = (line.rsplit(maxsplit=2) for line in output.splitlines())
    return {
        row[0]: (int(row[1].replace(",", "")), int(row[2])) for row in rows if row[-1].isdigit()
    }


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_the_article_of_a_text_is_named_once(
    kg: Kg, store: Path, articles: Path, damage: str
) -> None:
    (text,) = (f for f in (store / "texts").iterdir() if "Dockers' Union" in f.read_text())
    text.write_text("something else") if damage == "changed" else text.unlink()
    result = kg("validate", "--store", store)
    assert result.exit_code == 1
    checked, wrong = table(result.stdout)["evidence: spans that do not stand in the text"]
    assert 0 < wrong < checked
    (told,) = (line for line in result.stderr.splitlines() if "Check queries:" not in line)
    assert str(articles / "strike.txt") in told.split(f" ({DOCKERS}")[0]
    why = {"changed": f"{text} is not the text that was read", "missing": f"No text '{text.stem}'"}
    assert why[damage] in told
    assert told.endswith(f" {wrong} spans cite it.")


def test_a_span_that_says_something_else_than_its_text(kg: Kg, store: Path, articles: Path) -> None:
    spoil(store, "#exact> ", '"Tom Vale"', '"Tom Gale"')
    result = kg("validate", "--store", store)
    (told,) = (line for line in result.stderr.splitlines() if f" ({DOCKERS}" in line)
    assert str(articles / "strike.txt") in told.split(f" ({DOCKERS}")[0]
    assert "does not quote the text." in result.stderr


def test_of_many_problems_the_first_are_shown_and_the_others_counted(kg: Kg, store: Path) -> None:
    spoil(store, "#exact> ", '"', '"_')
    result = kg("validate", "--store", store)
    name = "evidence: spans that do not stand in the text"
    _, wrong = table(result.stdout)[name]
    assert wrong > SHOWN
    assert result.stderr.count("does not quote the text.") == SHOWN
    assert f"… and {wrong - SHOWN} more of {name}." in result.stderr.splitlines()


def test_steps_tell_what_is_counted(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.console.LINE_EVERY", 1)
    told = kg("validate", "--store", built).stderr.splitlines()
    graphs = [f"{number} of 6" for number in range(1, 7)]
    assert told[:12] == [
        f"{what} of graphs: {step}" for what in ("Shapes", "Evidence") for step in graphs
    ]
    assert told[12].startswith("Check queries: 1 of ")
    assert Steps.__slots__ == ("shapes", "evidence", "queries")


def spoil(store: Path, predicate: str, old: str, new: str) -> None:
    """Change the literals of a property in the graph of one article."""
    opened = open_store(store)
    (graph,) = (name for name in opened.graphs() if DOCKERS in name)
    lines = [
        line.replace(f"{predicate}{old}", f"{predicate}{new}") for line in opened.quads((graph,))
    ]
    opened.replace({graph: "".join(lines)})
    opened.close()
