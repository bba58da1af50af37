"""Articles that only one build has: which of them took the place of which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.diff.names import shown
from kg.diff.records import ArticleChange, Cause
from kg.diff.resources import ArticleGraph
from kg.ids import HASH_LENGTH


@dataclass(frozen=True, slots=True)
class Lone:
    """An article that one build has, what tells that another is it, and the IRIs of its claims."""

    change: ArticleChange
    signs: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]


def read_lone(source: str, graph: ArticleGraph, *, is_new: bool) -> Lone:
    """An article by its id and graph."""
    change = ArticleChange(
        what="new" if is_new else "gone",
        left=None if is_new else source,
        right=source if is_new else None,
        title=graph.title,
        counts=dict(graph.counts),
        fields=(),
        causes=(Cause("article", "its text is read in one build alone"),),
    )
    return Lone(change, tuple(_signs(source, graph)), tuple(graph.things["claim"]))


def paired(lone: Iterable[Lone]) -> list[Lone]:
    """The articles, with those of both builds that share a sign as one that was replaced.

    The claims of such a one are those of both texts.
    """
    lone = list(lone)
    new = [item for item in lone if item.change.left is None]
    free = {sign: item for item in reversed(new) for sign in reversed(item.signs)}
    found: dict[str, Lone] = {}
    for item in lone:
        if item.change.right is None and (other := _partner(item, free, found)):
            found[other.change.right or ""] = item
    left = {item.change.left for item in found.values()}
    rest = (item for item in lone if item.change.left is None or item.change.left not in left)
    return [_joined(found.get(item.change.right or "", item), item) for item in rest]


def _partner(item: Lone, free: dict[tuple[str, ...], Lone], taken: dict[str, Lone]) -> Lone | None:
    near = (free[sign] for sign in item.signs if sign in free)
    return next((other for other in near if other.change.right not in taken), None)


def _joined(old: Lone, new: Lone) -> Lone:
    if old is new:
        return new
    cause = Cause("article", "its text differs: another snapshot of the same article")
    change = replace(new.change, what="replaced", left=old.change.left, causes=(cause,))
    return replace(new, change=change, claims=(*old.claims, *new.claims))


def _signs(source: str, graph: ArticleGraph) -> Iterator[tuple[str, ...]]:
    """Its address; its headline with its publisher; the words that its id begins with."""
    told = {name: tuple(sorted(map(shown, terms))) for name, terms in graph.article.items()}
    if told.get("url"):
        yield "url", *told["url"]
    if told.get("headline"):
        yield "headline", *told["headline"], *told.get("publisher", ())
    slug = source[: -HASH_LENGTH - 1]
    if slug:
        yield "slug", slug
