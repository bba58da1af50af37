"""The small graph of the questions, in a store."""

from collections.abc import Iterator

import pytest
from export_graphs import graphs_of, small_graph

from kg.store.embedded import open_store
from kg.store.protocol import Store


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of three articles and what is concluded of them. Not to be changed."""
    store = open_store(tmp_path_factory.mktemp("small"))
    store.replace(graphs_of(small_graph()))
    yield store
    store.close()
