"""Figures of claims: whether they are found, who speaks, how they stand to each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import get_args

from kg.records import Quotation
from kg.score.alignment import in_furniture
from kg.score.bootstrap import Tally, with_intervals
from kg.score.comparison import Comparison
from kg.score.figures import Figure, number, retrieval, share
from kg.score.forms import Article


def found_claims(it: Comparison) -> Iterator[Figure]:
    """Claims whose contents match, and those that have the right speaker as well."""
    each = [
        Counter(
            gold=len(article.gold.claims),
            found=len(article.ours.claims),
            matched=len(pairs),
            right=sum(_same(it, gold.speaker, ours.speaker) for gold, ours in pairs),
        )
        for article, pairs in zip(it.articles, it.aligned.claims, strict=True)
    ]
    yield from with_intervals(each, _rows)


def _rows(tally: Tally) -> tuple[Figure, ...]:
    found, gold = tally["found"], tally["gold"]
    return (
        retrieval("claims", tally["matched"], found, gold),
        retrieval("claims with speaker", tally["right"], found, gold),
        share("speaker", tally["right"], tally["matched"]),
    )


def kinds(it: Comparison) -> Iterator[Figure]:
    """The share of gold claims that are found, by kind of quotation."""
    wanted = Counter(claim.kind for article in it.articles for claim in article.gold.claims)
    found = Counter(gold.kind for gold, _ in it.claims)
    for kind in get_args(Quotation):
        yield share(f"{kind} found", found[kind], wanted[kind])


def nesting(it: Comparison) -> Iterator[Figure]:
    """Links from an inner claim to the outer one."""
    right = found = wanted = 0
    for article, pairs in zip(it.articles, it.aligned.claims, strict=True):
        gold_id = {ours.id: gold.id for gold, ours in pairs}
        gold_links, our_links = _links(article.gold), _links(article.ours)
        right += sum((gold_id.get(a, ""), gold_id.get(b, "")) in gold_links for a, b in our_links)
        found, wanted = found + len(our_links), wanted + len(gold_links)
    yield retrieval("nested", right, found, wanted)


def _links(article: Article) -> set[tuple[str, str]]:
    return {(claim.id, claim.nested_in) for claim in article.claims if claim.nested_in}


def details(it: Comparison) -> Iterator[Figure]:
    """What matched claims do by being said, and to whom they are said."""
    yield share("act", sum(gold.act == ours.act for gold, ours in it.claims), len(it.claims))
    said_to = [(gold.addressee, ours.addressee) for gold, ours in it.claims if gold.addressee]
    yield share("addressee", sum(_same(it, *pair) for pair in said_to), len(said_to))


def _same(it: Comparison, gold: str | None, ours: str | None) -> bool:
    return ours is not None and it.aligned.actors.get(ours) == gold


def same_statements(it: Comparison) -> Iterator[Figure]:
    """Pairs of claims, mostly of different articles, that report one statement."""
    known = {f"{each.gold.doc}#{claim.id}" for each in it.articles for claim in each.gold.claims}
    wanted = {pair for group in it.same for pair in _two_of(known.intersection(group))}
    found = {pair for group in _our_groups(it) for pair in _two_of(group)}
    yield retrieval("same statement", len(wanted & found), len(found), len(wanted))


def _our_groups(it: Comparison) -> Iterable[list[str]]:
    """Our groups by the addresses of the gold claims; what matches none keeps one of its own."""
    groups: dict[str, list[str]] = defaultdict(list)
    for article, pairs in zip(it.articles, it.aligned.claims, strict=True):
        gold_id = {ours.id: gold.id for gold, ours in pairs}
        for claim in article.ours.claims:
            if claim.same_as:
                id_ = gold_id.get(claim.id, f"?{claim.id}")
                groups[claim.same_as].append(f"{article.gold.doc}#{id_}")
    return groups.values()


def _two_of(group: Iterable[str]) -> Iterator[frozenset[str]]:
    return map(frozenset, combinations(group, 2))


def furniture(it: Comparison) -> Iterator[Figure]:
    """Claims of ours that lie wholly in page furniture; there should be none."""
    leaks = (
        in_furniture(claim.spans, article.gold.boilerplate)
        for article in it.articles
        for claim in article.ours.claims
    )
    yield number("in page furniture", sum(leaks))
