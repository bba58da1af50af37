"""What validation costs: a build with it against a build without it, in one run."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Settings
from kg.extract import Extractor
from kg.extract.options import Options
from kg.pipeline import Target, build
from kg.readers import read
from kg.store.archive import Archive
from kg.store.embedded import open_store

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
MOST = 1.5  # times; docs/validation.md has the figure that was measured


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Settings().model, Options())


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles as long as most news: the examples are short, so that each is three of them."""
    folder = tmp_path_factory.mktemp("articles")
    texts = [file.read_text("utf-8") for file in sorted(ARTICLES.glob("*.txt"))]
    for number in range(len(texts)):
        three = [texts[(number + step) % len(texts)] for step in range(3)]
        (folder / f"{number}.txt").write_text("\n\n".join(three), "utf-8")
    return folder


def seconds(articles: Path, folder: Path, extractor: Extractor) -> float:
    """Processor time of a build."""
    store = open_store(folder)
    target = Target(store, Archive(folder), Settings(store=folder))
    started = time.process_time()
    build(read([articles], Settings().max_bytes), extractor, target, lambda *_: None)
    spent = time.process_time() - started
    store.close()
    return spent


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    return (tmp_path / f"store{number}" for number in range(100))


@pytest.mark.timed
@pytest.mark.slow
def test_validation_costs_less_than_half_of_a_build(
    extractor: Extractor,
    articles: Path,
    folders: Iterator[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds(articles, next(folders), extractor)  # loads what is loaded once
    validated, plain = [], []
    for _ in range(3):
        validated.append(seconds(articles, next(folders), extractor))
        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "check_shapes", lambda *_: ())
            patched.setattr(pipeline, "check_changes", lambda *_: ())
            plain.append(seconds(articles, next(folders), extractor))
    assert min(validated) / min(plain) < MOST
