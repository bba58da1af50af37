"""Our records beside gold, aligned: what all figures of records are counted from."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg import errors
from kg.score.alignment import Alignment, Compared, align_articles
from kg.score.forms import Article, Claim, Gold


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold articles with what we made of them.

    `ours` are all our records, perhaps of more articles than gold has; `same` the groups of gold
    claims that report one statement.
    """

    articles: tuple[Compared, ...]
    ours: Mapping[str, Article]
    same: tuple[tuple[str, ...], ...]
    aligned: Alignment

    @property
    def claims(self) -> list[tuple[Claim, Claim]]:
        """The claims of all articles that match, gold first."""
        return [pair for pairs in self.aligned.claims for pair in pairs]


def compare(gold: Gold, ours: Mapping[str, Article], texts: Mapping[str, str]) -> Comparison:
    """Align our records with gold; an article that we have no record of yields nothing.

    Raises `errors.NotFound` where a text is missing, `errors.BadRequest` where a span of ours
    lies outside of it.
    """
    articles = tuple(
        Compared(
            _text(name, texts), article, ours.get(name, Article(name)), gold.optional.get(name, ())
        )
        for name, article in gold.articles.items()
    )
    for article in articles:
        check_spans(article.ours, article.text)
    return Comparison(articles, ours, gold.same, align_articles(articles, ours))


def check_spans(article: Article, text: str) -> None:
    """Raise `errors.BadRequest` where a span of a claim is none of the text."""
    for claim in article.claims:
        for start, end, *_ in filter(None, (*claim.content, claim.cue, claim.source_span)):
            if not 0 <= start < end <= len(text):
                raise errors.BadRequest(
                    f"{article.doc}: claim {claim.id} has a span {start}-{end} "
                    f"outside of the text of {len(text)} characters."
                )


def _text(name: str, texts: Mapping[str, str]) -> str:
    if name not in texts:
        raise errors.NotFound(f"The text of {name} is not among the articles.")
    return texts[name]
