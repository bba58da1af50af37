"""`--reason`: how it is asked for, what is told of it, and what a question says without it."""

import sys
from pathlib import Path

import pytest
from cli_articles import Kg

from kg import pipeline

GRAPH = "<https://kg.example/graph/inferred>"


@pytest.fixture
def reasoned(kg: Kg, store: Path, articles: Path) -> Path:
    done = kg("build", articles, "--store", store, "--reason")
    assert done.exit_code == 0, done.output
    return store


def exported(kg: Kg, store: Path) -> list[str]:
    return kg("export", "--store", store).stdout.splitlines()


def sizes(kg: Kg, store: Path) -> dict[str, str]:
    lines = kg("stats", "--store", store).stdout.splitlines()
    return {name.strip(): count for name, _, count in (line.rpartition("  ") for line in lines)}


def test_stats_count_what_is_inferred_by_itself(kg: Kg, store: Path, articles: Path) -> None:
    before = sizes(kg, store)
    assert "inferred quads" not in before
    kg("build", articles, "--store", store, "--reason")
    after = sizes(kg, store)
    lines = [line for line in exported(kg, store) if f"{GRAPH} ." in line]
    assert int(after.pop("inferred quads").replace(",", "")) == len(lines) > 0
    assert {**after, "sha256": ""} == {**before, "sha256": ""}


@pytest.mark.slow
def test_it_is_kept_by_later_commands_and_dropped_when_asked(
    kg: Kg, reasoned: Path, articles: Path
) -> None:
    before = exported(kg, reasoned)
    assert kg("remove", articles / "strike.txt", "--store", reasoned).exit_code == 0
    assert [line for line in exported(kg, reasoned) if "dockers" in line] == []
    assert kg("build", articles, "--store", reasoned).exit_code == 0
    assert exported(kg, reasoned) == before
    assert kg("build", articles, "--store", reasoned, "--no-reason").exit_code == 0
    assert exported(kg, reasoned) == [line for line in before if f"{GRAPH} ." not in line]


def test_the_environment_can_ask_for_it(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_REASON", "1")
    assert kg("build", articles, "--store", store).exit_code == 0
    assert any(GRAPH in line for line in exported(kg, store))


@pytest.mark.slow
def test_people_who_merge_two_keep_it_in_step(kg: Kg, reasoned: Path, articles: Path) -> None:
    done = kg("merge", "Lena Brandt", "Tom Vale", "--store", reasoned)
    assert done.exit_code == 0, done.output
    merged = exported(kg, reasoned)
    kg("build", articles, "--store", reasoned, "--no-reason")
    kg("build", articles, "--store", reasoned, "--reason")
    assert exported(kg, reasoned) == merged


def test_a_decision_is_concluded_and_reasoned_over_once(
    kg: Kg, reasoned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("resolve", "describe_inferred"):
        work = getattr(pipeline, name)
        monkeypatch.setattr(
            pipeline, name, lambda *a, name=name, work=work: (calls.append(name), work(*a))[1]
        )
    done = kg("merge", "Lena Brandt", "Tom Vale", "--store", reasoned)
    assert done.exit_code == 0, done.output
    assert calls == ["resolve", "describe_inferred"]


def test_a_question_that_needs_it_says_so(kg: Kg, store: Path, articles: Path) -> None:
    asked = ("query", "events-by-cameo", "--store", store, "--format", "csv")
    without = kg(*asked)
    assert without.exit_code == 0
    assert len(without.stdout.splitlines()) == 1
    assert "kg build --reason" in without.stderr
    kg("build", articles, "--store", store, "--reason")
    having = kg(*asked)
    assert len(having.stdout.splitlines()) > 1
    assert having.stderr == ""


def test_the_list_marks_questions_that_need_it(kg: Kg) -> None:
    (line,) = (line for line in kg("query").stdout.splitlines() if "members-of-bodies" in line)
    assert "inferred" in line.split()


def test_without_the_engine_it_says_how_to_get_it(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "reasonable", None)
    failed = kg("build", articles, "--store", store, "--reason")
    assert failed.exit_code == 7
    assert "pip install -e '.[reason]'" in failed.stderr


@pytest.mark.slow
def test_the_checks_hold_over_it(kg: Kg, reasoned: Path) -> None:
    done = kg("validate", "--store", reasoned)
    assert done.exit_code == 0, done.output
