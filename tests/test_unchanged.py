"""Graphs across articles are concluded again where anything changed, and only there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline, unchanged
from kg.ids import source_id
from kg.pipeline import Target, conclude, remove
from kg.records import Extraction, Resolution, Source
from kg.resolve import resolve
from kg.resolve.corrections import NO_CORRECTIONS, Corrections
from kg.store.archive import Archive
from tests.test_pipeline import (
    ARTICLES,
    TAGGED,
    contents,
    contents_of,
    decisions,
    document,
    extraction,
    open_target,
    run,
    stop,
)


@pytest.fixture(autouse=True)
def no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check_shapes", lambda *_: ())


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    yield from open_target(tmp_path / "store")


@pytest.fixture
def concluded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each conclusion that is made, and not only recalled."""
    made: list[int] = []

    def counting(extractions: list[Extraction], corrections: Corrections) -> Resolution:
        made.append(len(extractions))
        return resolve(extractions, corrections)

    monkeypatch.setattr(pipeline, "resolve", counting)
    return made


def test_nothing_new_is_not_concluded_again(target: Target, concluded: list[int]) -> None:
    first, before = run(target, ARTICLES).conclusion, contents(target)
    assert run(target, ARTICLES).conclusion == first
    assert run(target, ARTICLES[:1]).conclusion == first
    assert (concluded, contents(target)) == ([3], before)


CHANGES: dict[str, Callable[[Target], object]] = {
    "decision": lambda target: run(replace(target, corrections=decisions((0, 1))), ARTICLES),
    "article": lambda target: run(target, [document("Cy Holt said the pier is shut", "d.txt")]),
    "removed": lambda target: remove(target, source_id(ARTICLES[2].text)),
    "tool": lambda target: run(target, ARTICLES, TAGGED),
    "record": lambda target: (
        target.archive.save(extraction(replace(ARTICLES[0], source=Source(publisher="Courier")))),
        conclude(target),
    ),
    "inferred": lambda target: run(
        replace(target, settings=replace(target.settings, reason=True)), ARTICLES
    ),
    "graph": lambda target: (
        target.store.replace({target.graph("identity"): ""}),
        conclude(target),
    ),
    "note": lambda target: (target.archive.keep_note(b'{"inputs": 1}'), conclude(target)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_concluded(target: Target, concluded: list[int], change: str) -> None:
    run(target, ARTICLES)
    CHANGES[change](target)
    assert len(concluded) == 2
    conclude(replace(target, corrections=NO_CORRECTIONS))
    assert len(concluded) == (3 if change == "decision" else 2)


@pytest.mark.parametrize("file", ["kg/resolve/words/strength.yaml", "ontology/kg.ttl"])
def test_another_rule_or_word_is_concluded(
    target: Target, concluded: list[int], monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    run(target, ARTICLES)
    read = Path.read_bytes

    def changed(path: Path) -> bytes:
        return read(path) + b"\n" * (path == Path(__file__).parents[1] / file)

    monkeypatch.setattr(Path, "read_bytes", changed)
    unchanged.program_hash.cache_clear()
    conclude(target)
    unchanged.program_hash.cache_clear()
    assert concluded == [3, 3]


def test_killed_before_it_is_noted(
    target: Target, concluded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is noted of a state before is not taken for it when the articles are as they were."""
    run(target, ARTICLES[:2])
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "keep_note", stop)
        with pytest.raises(KeyboardInterrupt):
            run(target, ARTICLES)
    target.archive.remove(source_id(ARTICLES[2].text))
    target.store.replace({target.graph(source_id(ARTICLES[2].text)): ""})
    run(target, ARTICLES[:2])
    assert concluded == [2, 3, 2]
    assert contents(target) == contents_of(target, ARTICLES[:2])
