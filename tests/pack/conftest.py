"""Packs of all claims of the example articles, made once, and the texts of these."""

from pathlib import Path

import pytest
from pack_changes import Material
from pack_materials import materials

from tests.examples.example_graph import build_examples


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "store"
    build_examples(folder)
    return folder


@pytest.fixture(scope="session")
def examples(example_store: Path) -> list[Material]:
    return list(materials(example_store))
