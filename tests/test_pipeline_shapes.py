"""A broken conclusion is not stored, whatever asked for it, and finding out costs what changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import errors, pipeline
from kg.ids import source_id
from kg.pipeline import Target, conclude, correct, remove
from kg.rdf import check
from kg.records import Resolution, Statement
from kg.resolve import resolve
from kg.resolve.corrections import Correction, Ref
from tests.test_pipeline import ARTICLES, contents, open_target, run

FIRST, SECOND, THIRD = ARTICLES


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    yield from open_target(tmp_path / "store")


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolution whose actors have no names, and a statement that nobody reports."""

    def resolve_wrongly(*given: object) -> Resolution:
        right = resolve(*given)
        actors = tuple(replace(actor, name="", members=()) for actor in right.actors)
        lost = Statement("s", right.actors[0].id, (), (), 1)
        return replace(right, actors=actors, statements=(lost,))

    monkeypatch.setattr(pipeline, "resolve", resolve_wrongly)


@pytest.mark.usefixtures("wrong")
def test_a_build_commits_no_broken_conclusion_and_says_what_is_broken(target: Target) -> None:
    with pytest.raises(errors.Invalid) as caught:
        run(target, [FIRST])
    expected = "What was concluded is not stored, since a shape is broken at actor/"
    assert str(caught.value).startswith(expected)
    assert target.store.graphs() == (target.graph(source_id(FIRST.text)),)


def test_a_build_after_a_broken_one_takes_it_up_again(
    target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "resolve", lambda *_: Resolution((), (), (lost(),), ()))
        with pytest.raises(errors.Invalid, match="What was concluded is not stored"):
            run(target, [FIRST, SECOND])
    assert run(target, [THIRD]).conclusion.sources == 3
    for expected in open_target(tmp_path / "other"):
        run(expected, ARTICLES)
        assert contents(target) == contents(expected)


def lost() -> Statement:
    return Statement("s", "nobody", (), (), 1)


def test_a_removal_whose_conclusion_would_be_broken_removes_nothing(
    target: Target, request: pytest.FixtureRequest
) -> None:
    run(target, ARTICLES)
    before = contents(target)
    request.getfixturevalue("wrong")
    with pytest.raises(errors.Invalid):
        remove(target, source_id(FIRST.text))
    assert contents(target) == before
    assert len(target.sources()) == len(ARTICLES)


def test_a_decision_whose_conclusion_would_be_broken_is_not_noted(
    target: Target, request: pytest.FixtureRequest
) -> None:
    run(target, ARTICLES)
    request.getfixturevalue("wrong")
    refs = [Ref("actor", source_id(one.text), "speaker") for one in (FIRST, SECOND)]
    entry = Correction("merge", tuple(refs[:1]), tuple(refs[1:]))
    with pytest.raises(errors.Invalid):
        correct(target, entry, refs, dict.fromkeys(refs, "x"))
    assert not target.settings.decisions_file.exists()


def test_what_is_checked_of_conclusions_does_not_grow_with_the_store(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []
    parse = check.parse_union
    monkeypatch.setattr(
        check, "parse_union", lambda text: (checked.append(text.count("\n")), parse(text))[1]
    )
    run(target, [FIRST, SECOND])
    counts = [sum(checked)]
    for number in range(6):
        checked.clear()
        text = f"{chr(65 + number)}ina Lund{chr(97 + number)} said it is {number} o'clock here"
        run(target, [replace(FIRST, text=text)])
        counts.append(sum(checked) - checked[0])  # the first is the article's own graph
    assert counts[1] == counts[-1] < counts[0]


def test_concluding_again_checks_nothing(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    run(target, ARTICLES)
    monkeypatch.setattr(check, "parse_union", None)
    assert conclude(target).sources == len(ARTICLES)
