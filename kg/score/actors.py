"""Figures of actors: where they are named, who is the same, what they are called."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.score.alignment import mention_places
from kg.score.clusters import b_cubed
from kg.score.comparison import Comparison
from kg.score.figures import Figure, retrieval, share


def mentions(it: Comparison) -> Iterator[Figure]:
    """Mentions of the same characters, and those with some characters in common."""
    exact = found = gold = 0
    for places in map(mention_places, it.articles):
        same = Counter(p.span for p in places.gold) & Counter(p.span for p in places.ours)
        exact += same.total()
        found, gold = found + len(places.ours), gold + len(places.gold)
    yield retrieval("mentions", exact, found, gold)
    yield retrieval("mentions, overlapping", len(it.aligned.mentions), found, gold)


def identity(it: Comparison) -> Iterator[Figure]:
    """Who is the same, over the mentions that both sides have."""
    yield b_cubed("identity", it.aligned.mentions)


def names(it: Comparison) -> Iterator[Figure]:
    """Aligned actors that are called by their gold name, or as one of their mentions is."""
    known = _gold_names(it)
    called = [
        (actor.name.lower(), it.aligned.spoken[actor.id])
        for article in it.ours.values()
        for actor in article.actors
        if actor.id in it.aligned.spoken
    ]
    yield share("names", sum(name in known[id_] for name, id_ in called), len(called))


def _gold_names(it: Comparison) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for article in it.articles:
        for actor in article.gold.actors:
            surfaces = (mention.span.of(article.text) for mention in actor.mentions)
            known[actor.id] |= {name.lower() for name in (actor.name, *surfaces)}
    return known
