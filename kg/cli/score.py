"""`kg score`."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import errors
from kg.cli.console import show_skipped
from kg.cli.options import Models, environment_settings, with_models
from kg.cli.score_text import show_scores, to_json
from kg.records import Document, Extraction, Skipped
from kg.resources import resource

if TYPE_CHECKING:
    from kg.score.forms import Article
    from kg.score.scores import Scores


@dataclass(frozen=True, slots=True)
class Ours:
    """What is measured: records from a file, or what a model makes of the articles."""

    records: Path | None
    models: Models


type Measure = Callable[[Path, Ours], tuple[Scores, list[Skipped]]]


@click.command(epilog="Example: kg score gold/ --texts articles/ --records records.jsonl")
@click.argument("gold", required=False, type=click.Path(path_type=Path))
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    help="What `kg extract` printed of the articles; by default they are extracted now.",
)
@click.option(
    "--texts", type=click.Path(path_type=Path), help="Folder of the articles that GOLD is about."
)
@with_models
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def command(gold: Path | None, texts: Path | None, form: str, **ours: Any) -> None:
    """Measure what is extracted against what people found in the same articles.

    GOLD is a folder with a JSON file an article, in the form that `kg extract` prints; or a corpus
    in PolNeAR's form (text/*.txt, attributions/*.ann); or a folder of articles in NewsReader's form
    (*.xml), such as MEANTIME; or a file of sentences coded with PLOVER's types. Without it the
    example articles are measured. The exit code is 1 where an article was skipped or has no record.
    """
    scores, skipped = _scores(gold, texts, Ours(**ours))
    if form == "json":
        click.echo(json.dumps(to_json(scores), ensure_ascii=False))
    else:
        show_scores(scores)
    show_skipped(skipped)
    for name in scores.missing:
        click.echo(f"There is no record of {name}.", err=True)
    sys.exit(1 if skipped or scores.missing else 0)


def _scores(gold: Path | None, texts: Path | None, ours: Ours) -> tuple["Scores", list[Skipped]]:
    if gold is None:
        return _of_records(*_examples(), ours)
    for fits, measure in _kinds():
        if fits(gold):
            return measure(gold, ours)
    if texts is None:
        raise errors.BadRequest(f"Say with --texts where the articles lie that {gold} is about.")
    return _of_records(gold, texts, ours)


def _kinds() -> Iterator[tuple[Callable[[Path], bool], Measure]]:
    """Kinds of gold that bring their texts: how each is known, and how it is measured."""
    from kg.score.corpus import is_corpus  # noqa: PLC0415
    from kg.score.newsreader import is_newsreader  # noqa: PLC0415
    from kg.score.plover import is_plover  # noqa: PLC0415

    yield is_corpus, score_of_corpus
    yield is_plover, score_of_sentences
    yield is_newsreader, score_of_news


def _examples() -> tuple[Path, Path]:
    folder = resource("examples")
    if not folder.is_dir():
        raise errors.NotFound("There are no example articles here: name a folder of GOLD.")
    return folder / "gold", folder / "articles"


def _of_records(gold: Path, texts: Path, ours: Ours) -> tuple["Scores", list[Skipped]]:
    """All articles are extracted, also those without gold: identity is decided among all."""
    from kg.score.reading import read_gold  # noqa: PLC0415
    from kg.score.scores import score_records  # noqa: PLC0415

    wanted = read_gold(gold)
    items = _read([texts])
    found, skipped = _articles(items, ours)
    stored = {item.name: item.text for item in items if isinstance(item, Document)}
    return score_records(wanted, found, stored), skipped


def score_of_corpus(folder: Path, ours: Ours) -> tuple["Scores", list[Skipped]]:
    """Claims against a corpus of attributions, and what of it could not be read."""
    from kg.score.corpus import TEXTS, read_corpus  # noqa: PLC0415
    from kg.score.scores import score_corpus  # noqa: PLC0415

    corpus = list(read_corpus(folder))
    items = [] if ours.records else _read(folder / TEXTS / article.name for article in corpus)
    found, skipped = _articles(items, ours)
    return score_corpus(corpus, found), skipped


def score_of_sentences(path: Path, ours: Ours) -> tuple["Scores", list[Skipped]]:
    """Events against a file of coded sentences."""
    from kg.score.plover import read_coded  # noqa: PLC0415
    from kg.score.scores import score_sentences  # noqa: PLC0415

    coded = read_coded(path)
    found, skipped = _articles([it.document(path) for it in coded], ours)
    return score_sentences(coded, found), skipped


def score_of_news(folder: Path, ours: Ours) -> tuple["Scores", list[Skipped]]:
    """Events and actors against articles in NewsReader's form."""
    from kg.score.newsreader import read_news  # noqa: PLC0415
    from kg.score.scores import score_news  # noqa: PLC0415

    news = read_news(folder)
    found, skipped = _articles([it.document(folder) for it in news], ours)
    return score_news(news, found), skipped


def _read(paths: Iterable[Path]) -> list[Document | Skipped]:
    from kg.readers import read  # noqa: PLC0415

    return list(read(paths, environment_settings().max_bytes))


def _articles(
    items: Sequence[Document | Skipped], ours: Ours
) -> tuple[Mapping[str, "Article"], list[Skipped]]:
    from kg.score.reading import read_records, to_articles  # noqa: PLC0415

    if ours.records is not None:
        return read_records(ours.records), [it for it in items if isinstance(it, Skipped)]
    from kg.cli.extracting import extract_all  # noqa: PLC0415
    from kg.resolve import resolve  # noqa: PLC0415
    from kg.view import to_records  # noqa: PLC0415

    outcomes = list(extract_all(items, ours.models))
    extractions = [it for it in outcomes if isinstance(it, Extraction)]
    records = to_records(extractions, resolve(extractions))
    return to_articles(records), [it for it in outcomes if isinstance(it, Skipped)]
