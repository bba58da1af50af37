"""The cause of a conclusion that changed though all that it rests on is the same."""

from collections.abc import Iterable, Iterator

from kg.diff.records import ArticleChange, Cause, CauseKind, Decided

_RULES = Cause(
    "resolution", "all that it rests on is the same, so that the rules across articles changed"
)
_WEIGHED = "what it rests on is the same, but all articles are weighed together: "


def cause_elsewhere(articles: Iterable[ArticleChange], decided: Iterable[Decided]) -> Cause:
    """What else differs between the builds; the rules across articles, where nothing does."""
    articles = list(articles)
    programs = [c for a in articles for c in a.causes if c.kind == "program"]
    if programs:
        return programs[0]
    changes = dict(_changes(articles, decided))
    if not changes:
        return _RULES
    kind = next(iter(changes)) if len(changes) == 1 else "elsewhere"
    return Cause(kind, _WEIGHED + " and ".join(changes.values()))


def _changes(
    articles: list[ArticleChange], decided: Iterable[Decided]
) -> Iterator[tuple[CauseKind, str]]:
    lone = sum(article.what != "changed" for article in articles)
    if lone:
        yield "article", f"{lone} came or went"
    if lone < len(articles):
        yield "elsewhere", f"{len(articles) - lone} read otherwise"
    if any(decided):
        yield "person", "people decided otherwise"
