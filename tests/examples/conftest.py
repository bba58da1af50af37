"""The example graph, built once."""

from collections.abc import Iterator

import pytest

from tests.examples.example_graph import Examples, build_examples, open_examples


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examples]:
    folder = tmp_path_factory.mktemp("examples") / "store"
    build_examples(folder)
    with open_examples(folder) as opened:
        yield opened
