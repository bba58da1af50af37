"""The example graph, built once; and the same with what follows from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.example_graph import Examples, build_examples, open_examples, reason_over


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "store"
    build_examples(folder)
    return folder


@pytest.fixture(scope="session")
def examples(folder: Path) -> Iterator[Examples]:
    with open_examples(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def reasoned(folder: Path) -> Iterator[Examples]:
    other = folder.with_name("reasoned")
    reason_over(folder, other)
    with open_examples(other) as opened:
        yield opened
