"""Measure the extraction again and put the figures into docs/accuracy.md.

    python docs/update_accuracy.py

With `--check` nothing is written, and figures that are out of date are an error. What is measured
on articles that are not part of the project stays as it is where those are missing. Speed is
measured when the page is written, and never checked.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from kg import errors
from kg.cli.console import progress
from kg.config import DEFAULT_MODEL
from kg.extract import Extractor
from kg.extract.language import Reader
from kg.extract.options import Options
from kg.extract.variants import extract_variants
from kg.readers import read
from kg.records import Document, Extraction
from kg.resolve import resolve
from kg.score.corpus import TEXTS, read_corpus
from kg.score.figures import Figure
from kg.score.forms import Article
from kg.score.newsreader import read_news
from kg.score.plover import read_coded
from kg.score.reading import read_gold, to_articles
from kg.score.scores import Scores, score_corpus, score_news, score_records, score_sentences
from kg.view import Links, to_record, to_records

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
EXAMPLES, SHARED = ROOT / "examples", ROOT.parent / "shared" / "data"
EVENTS = SHARED / "events"
MAX_BYTES = 10_000_000

# Rules by what they look for; together all that there are.
RULES = {
    "verbs of saying": {"reporting-verb"},
    "adjectives": {"predicate-adjective"},
    "nouns": {"noun-of-attribution"},
    "“according to”": {"according-to"},
    "headlines": {"headline-colon"},
    "quotations that go on": {"quotation-goes-on"},
}
WHOLE = "whole"
VARIANTS = {
    WHOLE: Options(),
    "without the tagger": Options(tagger=False),
    "without any rule": Options(without=frozenset().union(*RULES.values())),
    **{f"without {name}": Options(without=frozenset(rules)) for name, rules in RULES.items()},
    "without nested claims": Options(nesting=False),
}
# What an ablation shows, as rows and parts of figures.
OF_RECORDS = (
    ("claims", "precision"),
    ("claims", "recall"),
    ("claims", "value"),
    ("claims with speaker", "value"),
    ("nested", "value"),
)
OF_CORPUS = (
    ("full", "precision"),
    ("full", "recall"),
    ("full", "value"),
    ("half", "value"),
    ("exact", "value"),
)
PARTS = {"precision": "precision", "recall": "recall", "value": "F1"}
BARE = "spaCy pipeline alone"
TIMED = {"rules alone": Options(tagger=False), "rules and tagger": Options()}
ROUNDS = 3

type Measured = Mapping[str, Scores]
type Way = Callable[[Sequence[Document]], Iterator[object]]


@dataclass(frozen=True, slots=True)
class Material:
    """Articles, how what they yield is scored, and what of that an ablation shows, if anything."""

    documents: Callable[[], list[Document]]
    score: Callable[[Sequence[Extraction]], Scores]
    shown: Sequence[tuple[str, str]] = ()

    @property
    def variants(self) -> Mapping[str, Options]:
        """The variants that are measured: all, where an ablation shows them."""
        return VARIANTS if self.shown else {WHOLE: VARIANTS[WHOLE]}


def materials() -> Iterator[tuple[str, Material]]:
    """What there is to measure with, by name."""
    yield "examples", _records(EXAMPLES / "gold", EXAMPLES / "articles")
    if SHARED.is_dir():
        yield "news", _records(SHARED / "gold", SHARED / "seeds")
    if EVENTS.is_dir():
        yield "plover", _sentences(EVENTS / "plover" / "PLOVER_GSR_CAMEO.txt")
        yield "meantime", _news(EVENTS / "meantime")
    if SHARED.is_dir():
        yield "polnear", _corpus(SHARED / "polnear" / "dev")


def _records(gold: Path, articles: Path) -> Material:
    def score(extractions: Sequence[Extraction]) -> Scores:
        texts = {it.document.name: it.document.text for it in extractions}
        return score_records(read_gold(gold), _resolved(extractions), texts)

    return Material(partial(_read, [articles]), score, OF_RECORDS)


def _sentences(path: Path) -> Material:
    coded = read_coded(path)
    return Material(
        lambda: [it.document(path) for it in coded],
        lambda extractions: score_sentences(coded, _resolved(extractions)),
    )


def _news(folder: Path) -> Material:
    news = read_news(folder)
    return Material(
        lambda: [it.document(folder) for it in news],
        lambda extractions: score_news(news, _resolved(extractions)),
    )


def _resolved(extractions: Sequence[Extraction]) -> Mapping[str, Article]:
    return to_articles(to_records(extractions, resolve(extractions)))


def _read(paths: Sequence[Path]) -> list[Document]:
    return [item for item in read(paths, MAX_BYTES) if isinstance(item, Document)]


def _corpus(folder: Path) -> Material:
    corpus = list(read_corpus(folder))
    alone = Links({}, {}, {}, {}, {})

    def score(extractions: Sequence[Extraction]) -> Scores:
        return score_corpus(corpus, to_articles(to_record(it, alone) for it in extractions))

    texts = [folder / TEXTS / it.name for it in corpus]
    return Material(partial(_read, texts), score, OF_CORPUS)


def measure(name: str, material: Material) -> Measured:
    """The scores of each variant. Each article is parsed once."""
    documents = material.documents()
    each: list[tuple[Extraction, ...]] = []
    with progress(f"Measuring {name}") as step:
        for found in extract_variants(DEFAULT_MODEL, list(material.variants.values()), documents):
            each.append(found)
            step(found[0].document.path, len(documents))
    columns = zip(*each, strict=True)
    return {
        variant: material.score(it) for variant, it in zip(material.variants, columns, strict=True)
    }


def tables(material: Material, measured: Measured) -> dict[str, str]:
    """The parts of the page on one material, as Markdown."""
    found = {"figures": figures(measured[WHOLE])}
    if not material.shown:
        return found
    return found | {
        "ablation": ablation(material, measured),
        "calibration": calibration(measured[WHOLE]),
    }


def figures(scores: Scores) -> str:
    """All rows."""
    headers = ("measure", "F1 or share", "precision", "recall", "95%", "found", "gold")
    return markdown(headers, (_row(figure) for figure in scores.figures))


def _row(figure: Figure) -> tuple[str, ...]:
    interval = " to ".join(map(percent, figure.interval)) if figure.interval else ""
    parts = (percent(it) for it in (figure.value, figure.precision, figure.recall))
    return figure.name, *parts, interval, f"{figure.found:,}", f"{figure.gold:,}"


def ablation(material: Material, measured: Measured) -> str:
    """A row a variant."""
    headers = [f"{row} ({PARTS[part]})" for row, part in material.shown]
    rows = (
        (variant, *(percent(getattr(scores[row], part)) for row, part in material.shown))
        for variant, scores in measured.items()
    )
    return markdown(["", *headers], rows)


def calibration(scores: Scores) -> str:
    """The reliability table, and the error."""
    found = scores.calibration
    if found is None:
        return "No claim has a confidence."
    rows = (
        (
            f"{it.lower:.1f} to {it.upper:.1f}",
            f"{it.claims:,}",
            percent(it.confidence),
            percent(it.right),
        )
        for it in found.bins
    )
    table = markdown(("confidence", "claims", "mean confidence", "right"), rows)
    return f"{table}\n\nExpected calibration error: {percent(found.error)}."


def speed(documents: Sequence[Document]) -> str:
    """Words in a second of processor time, as a share of what the bare parser reads."""
    ways: dict[str, Way] = {BARE: Reader(DEFAULT_MODEL).read}
    ways |= {name: Extractor(DEFAULT_MODEL, options).extract for name, options in TIMED.items()}
    # Side by side, so that what else the machine does befalls all ways alike.
    rounds = [[_seconds(way, documents) for way in ways.values()] for _ in range(ROUNDS)]
    taken = dict(zip(ways, map(min, zip(*rounds, strict=True)), strict=True))
    rows = ((name, f"{taken[BARE] / seconds:.2f}") for name, seconds in taken.items())
    return markdown(("", "words per second, spaCy alone = 1"), rows)


def _seconds(way: Way, documents: Sequence[Document]) -> float:
    start = time.process_time()
    for _ in way(documents):
        pass
    return time.process_time() - start


def markdown(headers: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table; all columns but the first hold numbers."""
    rule = ["---", *("---:" for _ in headers[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headers, rule, *rows))


def percent(value: float | None) -> str:
    """With one decimal; nothing where there is nothing to say."""
    return "" if value is None else f"{100 * value:.1f}"


def block(name: str) -> re.Pattern[str]:
    """Where a part stands in the page."""
    return re.compile(rf"(<!-- {name} -->\n)(?:.*?\n)??(<!-- /{name} -->)", re.DOTALL)


def refreshed(page: str, parts: Mapping[str, str]) -> str:
    """The page with these parts made anew."""
    for name, body in parts.items():
        found = block(name).search(page)
        if found is None:
            raise click.ClickException(f"{PAGE} has no place for {name!r}.")
        page = f"{page[: found.end(1)]}{body}\n{page[found.start(2) :]}"
    return page


def main(*, check: bool) -> int:
    """Refresh, or check."""
    old = PAGE.read_text(encoding="utf-8")
    parts: dict[str, str] = {}
    for name, material in materials():
        found = tables(material, measure(name, material))
        parts |= {f"{name} {table}": body for table, body in found.items()}
    if check:
        stale = [name for name, body in parts.items() if refreshed(old, {name: body}) != old]
        for name in stale:
            click.echo(f"{PAGE} is out of date: {name}", err=True)
        return int(bool(stale))
    *_, (_, largest) = materials()
    parts["speed"] = speed(largest.documents())
    PAGE.write_text(refreshed(old, parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(check="--check" in sys.argv))
    except errors.KgError as error:
        sys.exit(str(error))
