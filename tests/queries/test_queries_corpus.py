"""The promises of the graph over news of many publishers, which is not part of the project."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.rdf.iris import last_part, parse_span
from kg.store.archive import Archive
from kg.store.embedded import open_store
from kg.store.protocol import Store

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "polnear" / "dev" / "text"
ARTICLES = 20
LONGEST = 5_000  # bytes, so that the test takes less than a minute
PREFIXES = """PREFIX kg: <https://kg.example/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
"""

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"there are no articles in {CORPUS}"),
]


def run(*words: str | Path) -> str:
    settings = ("STORE", "BASE", "MODEL", "NO_MODEL", "RECORDED_AT", "REASON")
    runner = CliRunner(env={f"KG_{name}": None for name in settings})
    result = runner.invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of articles from all over the corpus, so that all its publishers are in."""
    files = [file for file in sorted(CORPUS.glob("*.txt")) if file.stat().st_size < LONGEST]
    chosen = [files[number * len(files) // ARTICLES] for number in range(ARTICLES)]
    assert len(set(chosen)) == ARTICLES
    folder = tmp_path_factory.mktemp("corpus") / "store"
    run("build", "--store", folder, *chosen)
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder, read_only=True)) as store:
        yield store


def answer(store: Store, query: str) -> list[tuple[str, ...]]:
    rows = store.select(PREFIXES + query).rows
    return [tuple(term.value if term else "" for term in row) for row in rows]


def test_no_shape_is_broken_all_evidence_stands_and_no_check_finds_anything(folder: Path) -> None:
    run("validate", "--store", folder)


def test_offsets_give_the_words_that_are_quoted(folder: Path, store: Store) -> None:
    archive = Archive(folder)
    spans = answer(store, "SELECT ?span ?words { ?span a kg:Span ; oa:exact ?words }")
    assert len(spans) > 100 * ARTICLES
    for iri, words in spans:
        found = parse_span(iri)
        assert found, iri
        sha256, span = found
        assert span.of(archive.text(sha256)) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("a kg:Claim", "kg:content"),
        ("a sem:Event ; kg:inSource ?source", "kg:trigger"),
        ("a schema:Person ; kg:inSource ?source", "kg:mention|kg:description"),
        ("a schema:Organization ; kg:inSource ?source", "kg:mention|kg:description"),
        ("kg:title ?title", "kg:evidence"),
    ],
)
def test_nothing_is_said_without_evidence(store: Store, kind: str, words: str) -> None:
    things = answer(store, f"SELECT DISTINCT ?it {{ ?it {kind} }}")
    quoted = answer(store, f"SELECT DISTINCT ?it {{ ?it {kind} ; {words} ?at . ?at a kg:Span }}")
    assert things
    assert set(things) == set(quoted)


def test_no_content_is_asserted(store: Store) -> None:
    """An article's graph speaks in terms that the ontology has, whatever the article says."""
    article = "GRAPH ?graph { ?source a schema:NewsArticle . ?it ?term ?value }"
    terms = answer(store, f"SELECT DISTINCT ?term {{ {article} }}")
    unknown = answer(store, f"SELECT DISTINCT ?term {{ {article} MINUS {{ ?term a ?any }} }}")
    assert len(terms) > 40
    assert {last_part(term) for (term,) in unknown} == {"type", "label", "value"}
