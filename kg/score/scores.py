"""Scores of a whole set of articles, against either kind of gold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import errors
from kg.score import actors, attributions, claims, coded, events, happenings
from kg.score.bootstrap import with_intervals
from kg.score.calibration import Calibration, Judged, calibrate
from kg.score.comparison import Comparison, check_spans, compare
from kg.score.corpus import Annotated
from kg.score.figures import Figure
from kg.score.forms import Article, Gold
from kg.score.newsreader import News
from kg.score.plover import Coded
from kg.score.tokens import tokens_of

# The order is that of the table.
ROWS: tuple[Callable[[Comparison], Iterator[Figure]], ...] = (
    claims.found_claims,
    claims.kinds,
    claims.nesting,
    claims.details,
    claims.same_statements,
    claims.furniture,
    actors.mentions,
    actors.identity,
    actors.names,
    events.triggers,
    events.details,
)


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures by row; `missing` are gold articles that there is no record of."""

    articles: int
    missing: tuple[str, ...]
    figures: tuple[Figure, ...]
    calibration: Calibration | None

    def __getitem__(self, name: str) -> Figure:
        """The row of that name."""
        return next(figure for figure in self.figures if figure.name == name)


def score_records(gold: Gold, ours: Mapping[str, Article], texts: Mapping[str, str]) -> Scores:
    """Records against gold records: claims, actors, events, and links across articles.

    Raises `errors.NotFound` where a text is missing, `errors.BadRequest` where a span of ours
    lies outside of its text.
    """
    compared = compare(gold, ours, texts)
    return Scores(
        len(gold.articles),
        _missing(gold.articles, ours),
        tuple(figure for rows in ROWS for figure in rows(compared)),
        calibrate(_judged(compared)),
    )


def score_corpus(corpus: Sequence[Annotated], ours: Mapping[str, Article]) -> Scores:
    """Claims against a corpus of attributions, by the first annotator of each article.

    Raises `errors.BadRequest` for records of other articles, spans outside of their text, and
    claims nested in no outermost one.
    """
    names = {article.name for article in corpus}
    if strange := sorted(set(ours) - names):
        raise errors.BadRequest(f"There are records of {strange[0]}, which the gold lacks.")
    each = [_compared(article, ours.get(article.name, Article(article.name))) for article in corpus]
    return Scores(
        len(corpus),
        _missing(names, ours),
        with_intervals([item.tally for item in each], attributions.measure),
        calibrate(judged for item in each for judged in item.judged),
    )


def score_sentences(sentences: Sequence[Coded], ours: Mapping[str, Article]) -> Scores:
    """Events against coded sentences, each of them an article of its own."""
    return Scores(
        len(sentences),
        _missing((it.name for it in sentences), ours),
        with_intervals(coded.by_name(sentences, ours), coded.measure),
        None,
    )


def score_news(news: Sequence[News], ours: Mapping[str, Article]) -> Scores:
    """Events and actors against articles in NewsReader's form."""
    each = [happenings.compare(it, ours.get(it.name, Article(it.name))) for it in news]
    return Scores(
        len(news), _missing((it.name for it in news), ours), happenings.figures(each), None
    )


def _missing(names: Iterable[str], ours: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(sorted(set(names) - set(ours)))


def _compared(gold: Annotated, ours: Article) -> attributions.Comparison:
    check_spans(ours, gold.text)
    tokens = attributions.counted_tokens(gold)
    return attributions.compare(
        attributions.of_gold(tokens, gold.annotators[0]),
        attributions.of_outermost(tokens, ours.claims),
    )


def _judged(compared: Comparison) -> Iterator[Judged]:
    """Our claims, nested ones among them: right as in a corpus of attributions."""
    for article in compared.articles:
        tokens = tokens_of(article.text)
        gold, ours = (
            attributions.of_claims(tokens, side.claims) for side in (article.gold, article.ours)
        )
        yield from attributions.compare(gold, ours).judged
