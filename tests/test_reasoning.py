"""The graph of what is inferred in a store: made when asked for, and never out of step."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg import errors, pipeline
from kg.config import Settings
from kg.pipeline import Target, build, conclude, remove
from kg.store.archive import Archive
from kg.store.embedded import open_store
from tests.test_pipeline import ARTICLES, Words, quiet

GRAPH = f"{Settings().base}graph/inferred"


@pytest.fixture(autouse=True)
def no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check_shapes", lambda *_: ())
    monkeypatch.setattr(pipeline, "check_changes", lambda *_: ())


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    path = tmp_path / "store"
    with closing(open_store(path)) as store:
        yield Target(store, Archive(path), Settings(store=path))


def run(target: Target, *articles: int, reason: bool | None = None) -> None:
    asked = replace(target, settings=replace(target.settings, reason=reason))
    build([ARTICLES[number] for number in articles], Words(), asked, quiet)


def inferred(target: Target) -> list[str]:
    return list(target.store.quads((GRAPH,)))


def stated(target: Target) -> list[str]:
    graphs = tuple(graph for graph in target.store.graphs() if graph != GRAPH)
    return list(target.store.quads(graphs))


def test_it_is_made_only_where_it_is_asked_for(target: Target) -> None:
    run(target, 0)
    assert GRAPH not in target.store.graphs()
    before = stated(target)
    run(target, 0, reason=True)
    assert inferred(target)
    assert stated(target) == before


def test_a_later_build_makes_it_again(target: Target) -> None:
    run(target, 0, 1, reason=True)
    at_once = inferred(target)
    run(target, reason=False)
    assert GRAPH not in target.store.graphs()
    run(target, 0, reason=True)
    run(target, 1)
    assert inferred(target) == at_once


def test_a_removed_article_leaves_nothing_behind(target: Target) -> None:
    run(target, 0, reason=True)
    before = list(target.store.quads())
    run(target, 1)
    assert inferred(target) != before
    (added,) = set(target.sources()) - {line.split("graph/")[1][:-4] for line in before if line}
    remove(target, added)
    assert list(target.store.quads()) == before


def test_without_the_engine_nothing_is_changed(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(target, 0, reason=True)
    before = list(target.store.quads())
    monkeypatch.setitem(sys.modules, "reasonable", None)
    for change in (lambda: run(target, 1), lambda: remove(target, target.sources()[0])):
        with pytest.raises(errors.Unavailable, match=r"\.\[reason\]"):
            change()
    assert list(target.store.quads()) == before
    run(target, 1, reason=False)
    assert GRAPH not in target.store.graphs()
    assert len(target.sources()) == 2


def test_it_tells_of_each_article(target: Target) -> None:
    told: list[tuple[str, int]] = []
    telling = replace(target, reasoned=lambda source, total: told.append((source, total)))
    run(telling, 0, 1, 2, reason=True)
    assert told == [(source, 3) for source in target.sources()]


def test_one_thing_that_would_be_two_is_refused(target: Target) -> None:
    run(target, 0, reason=True)
    before = inferred(target)
    graph = target.graph(*target.sources())
    lines = list(target.store.quads((graph,)))
    (speaker,) = (line for line in lines if "ontology#speaker>" in line)
    another = speaker.replace("/actor/speaker>", "/actor/another>")
    target.store.replace({graph: "".join([*lines, another])})
    with pytest.raises(errors.Invalid, match="would be one thing"):
        conclude(target)
    assert inferred(target) == before
