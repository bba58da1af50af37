"""A small graph, built once by the command itself, and copies of it to change."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

Kg = Callable[..., Result]

ARTICLES = {
    "harbour.txt": """Harbour talks last 50 minutes, minister says
Oakport Courier, May 3, 2024

Trade Minister Lena Brandt said on Friday that the talks with Norland lasted 50 minutes.
"We will not close the harbour," Brandt told reporters in Oakport.
Brandt said that Norland's envoy, Paul Rask, had warned her against new tariffs.
""",
    "envoy.txt": """Envoy denies threat over tariffs
Norland Herald, May 4, 2024

Paul Rask denied that he had threatened Lena Brandt, according to the Norland Herald.
Rask said the talks with Brandt on Friday lasted 20 minutes.
""",
    "strike.txt": """Dockers in Oakport plan strike
Oakport Courier, May 6, 2024

The Dockers' Union said that its members would strike next Monday.
Union leader Tom Vale accused the government of ignoring the port.
""",
}


def write_articles(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ARTICLES:
        (folder / name).write_text(ARTICLES[name], encoding="utf-8")
    return folder


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Runs `kg` in this process, without settings from outside."""
    for name in ("STORE", "BASE", "MODEL", "RECORDED_AT", "QUERY_SECONDS"):
        monkeypatch.delenv(f"KG_{name}", raising=False)

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
