import pytest
from pyoxigraph import NamedNode, Store

from kg import errors
from kg.store import merging
from kg.store.protocol import Dataset

GRAPHS = (
    "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } GRAPH <urn:h> { <urn:s> <urn:p> 1, 2 } }"
)


@pytest.fixture
def store() -> Store:
    made = Store()
    made.update(GRAPHS)
    return made


def test_a_triple_of_two_graphs_counts_once(store: Store) -> None:
    merged = merging.merged(store, Dataset(default=("urn:g", "urn:h"), named=("urn:g",)))
    assert len(list(merged.query("SELECT * { ?s ?p ?o }"))) == 2
    assert list(merged.named_graphs()) == [NamedNode("urn:g")]


def test_too_much_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "MOST_QUADS", 1)
    with pytest.raises(errors.BadRequest, match="more than 1 triples"):
        merging.merged(store, Dataset(default=("urn:g", "urn:h")))
