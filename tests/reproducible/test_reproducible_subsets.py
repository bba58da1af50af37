"""Whatever was added and removed, in whatever order: the graph is that of what is left.

Articles are read once; their extractions are then built from as if they had just been read.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.config import Settings
from kg.ids import source_id
from kg.pipeline import Target, build, remove
from kg.records import Document, Extraction
from kg.store.archive import Archive
from kg.store.embedded import open_store
from tests.examples.example_graph import build_examples
from tests.test_pipeline import TOOL, document, extraction

TEXTS = (
    "Ada Lund said the harbour stays open for forty ships",
    "Ada Lund said the harbour stays open for ninety ships",
    "Bo Rask said the harbour stays open for forty ships",
    "Lund said nothing has been decided",
    "Bo Rask said the harbour never stays open for forty ships",
)
MOST = 6

pytestmark = pytest.mark.slow


@dataclass(repr=False)
class Corpus:
    """Extractions by the text of their article; and the graphs of the sets that were built."""

    read: dict[str, Extraction]
    graphs: dict[frozenset[str], list[str]] = field(default_factory=dict)

    @property
    def tool(self):
        return next(iter(self.read.values())).tool

    @property
    def texts(self) -> list[str]:
        return sorted(self.read)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        return (self.read[document.text] for document in documents)

    def add(self, target: Target, texts: Iterable[str]) -> None:
        documents = [self.read[text].document for text in texts]
        report = build(documents, self, target, lambda *_: None)
        assert report.skipped == ()

    def graph(self, texts: frozenset[str]) -> list[str]:
        """The graph of a build of these articles alone."""
        if texts not in self.graphs:
            with opened() as target:
                self.add(target, sorted(texts))
                self.graphs[texts] = list(target.store.quads())
        return self.graphs[texts]


@contextmanager
def opened() -> Iterator[Target]:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        yield Target(store, Archive(Path(folder)), Settings(store=Path(folder)))
        store.close()


@pytest.fixture(autouse=True)
def no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes have tests of their own, and take longest."""
    for check in ("check_shapes", "check_changes"):
        monkeypatch.setattr(pipeline, check, lambda *_: ())


@pytest.fixture(scope="module")
def sentences() -> Corpus:
    return Corpus({text: extraction(document(text), TOOL) for text in TEXTS})


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("examples") / "store"
    build_examples(folder)
    return Corpus({found.document.text: found for found in Archive(folder).all()})


def steps(data: st.DataObject, texts: list[str], most: int) -> list[str]:
    """Articles to add where they are not there, and to remove where they are."""
    return data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=most))


def toggle(corpus: Corpus, target: Target, present: set[str], text: str) -> None:
    if text in present:
        remove(target, source_id(text))
    else:
        corpus.add(target, [text])
    present ^= {text}


def check_any_steps(corpus: Corpus, data: st.DataObject, most: int) -> None:
    with opened() as target:
        present: set[str] = set()
        for text in steps(data, corpus.texts, most):
            toggle(corpus, target, present, text)
        if not present:  # what was never built has no graphs at all, not even the ontology's
            toggle(corpus, target, present, corpus.texts[0])
        assert list(target.store.quads()) == corpus.graph(frozenset(present))


def check_out_and_in_again(corpus: Corpus, data: st.DataObject) -> None:
    whole = frozenset(corpus.texts)
    gone = data.draw(st.permutations(corpus.texts).flatmap(_beginning))
    with opened() as target:
        corpus.add(target, corpus.texts)
        first = list(target.store.quads())
        assert first == corpus.graph(whole)
        for text in gone:
            remove(target, source_id(text))
        assert list(target.store.quads()) == corpus.graph(whole - set(gone))
        corpus.add(target, reversed(gone))
        assert list(target.store.quads()) == first


def _beginning(texts: list[str]) -> st.SearchStrategy[list[str]]:
    """One article or more of them, but not all."""
    return st.integers(1, len(texts) - 1).map(lambda count: texts[:count])


FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEWER = settings(FEW, max_examples=3)


@FEW
@given(data=st.data())
def test_any_adds_and_removes(sentences: Corpus, data: st.DataObject) -> None:
    check_any_steps(sentences, data, MOST)


@FEW
@given(data=st.data())
def test_removed_and_added_again(sentences: Corpus, data: st.DataObject) -> None:
    check_out_and_in_again(sentences, data)


@FEWER
@given(data=st.data())
def test_any_adds_and_removes_of_the_examples(examples: Corpus, data: st.DataObject) -> None:
    check_any_steps(examples, data, MOST)


@FEWER
@given(data=st.data())
def test_removed_and_added_again_of_the_examples(examples: Corpus, data: st.DataObject) -> None:
    check_out_and_in_again(examples, data)
