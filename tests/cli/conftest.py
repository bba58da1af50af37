"""A small graph, built once by the command itself, and copies of it to change."""

import shutil
from pathlib import Path

import pytest
from cli_articles import Kg, write_articles
from click.testing import CliRunner, Result

from kg.cli import main
from kg.config import VARIABLES


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Runs `kg` in this process, without settings from outside."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def run(*args: object, **options: object) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three articles. Not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    articles = write_articles(folder / "articles")
    result = CliRunner().invoke(main, ["build", str(articles), "--store", str(folder / "store")])
    assert result.exit_code == 0, result.output
    return folder / "store"


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A copy of the store, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "store"))


@pytest.fixture
def articles(built: Path) -> Path:
    """The folder that the store was built from."""
    return built.parent / "articles"
