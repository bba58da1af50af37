"""The comparison of two builds, graph by graph: what is the same line by line is passed over."""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

from kg.diff.builds import Build, Pair
from kg.diff.conclusions import Views, compare_groups, view
from kg.diff.disputes import compare_datings, compare_disputes
from kg.diff.elsewhere import cause_elsewhere
from kg.diff.groups import APART, PERSON, Concluded, Decision, read_concluded
from kg.diff.records import (
    Change,
    Comparison,
    Conclusion,
    Count,
    Decided,
    GraphChange,
    RuleCount,
    What,
)
from kg.diff.resources import KINDS
from kg.diff.sources import Sources, Step, compare_sources
from kg.diff.statements import with_words
from kg.rdf.iris import CONCLUDED

_GROUPS = {"actor": "actor across articles", "event": "event across articles",
           "statement": "statement"}  # fmt: skip
_CHANGED = ("changed", "replaced", "split", "merged")


def compare(pair: Pair, step: Step) -> Comparison:
    """All that differs between two builds; the same for the same builds, whatever their order.

    In memory at a time are one article of each, and all that is concluded across articles. Raises
    `errors.Invalid` for what is no graph of kg.
    """
    found = compare_sources(pair, step)
    left = read_concluded(_concluded(pair.left), lambda iri: iri)
    right = read_concluded(_concluded(pair.right), found.ledger.in_left_terms)
    decided = tuple(_decided(left, right))
    views = view(left, right, found.ledger, cause_elsewhere(found.articles, decided))
    conclusions = tuple(with_words(pair, left, right, _conclusions(views)))
    graphs = tuple(_graphs(pair))
    return Comparison(
        is_same=not found.articles and not graphs,
        bases=(pair.left.base, pair.right.base),
        notes=pair.notes,
        counts=(*_local_counts(found), *_global_counts(left, right, conclusions)),
        rules=tuple(_rules(found.changes)),
        articles=tuple(found.articles),
        changes=tuple(found.changes),
        decided=decided,
        conclusions=conclusions,
        graphs=graphs,
    )


def _concluded(build: Build) -> Iterator[str]:
    return chain.from_iterable(map(build.lines, CONCLUDED))


def _conclusions(views: Views) -> Iterator[Conclusion]:
    for kind in _GROUPS:
        yield from compare_groups(views, kind)
    yield from compare_disputes(views)
    yield from compare_datings(views)


def _graphs(pair: Pair) -> Iterator[GraphChange]:
    """The graphs that are no article's, and differ."""
    named = (build.parts - build.articles for build in (pair.left, pair.right))
    for part in sorted(frozenset().union(*named)):
        gone, new = _count_unshared(pair.left.lines(part), pair.right.lines(part))
        if gone or new:
            yield GraphChange(part, new, gone)


def _count_unshared(left: Iterator[str], right: Iterator[str]) -> tuple[int, int]:
    """How many lines only the one and only the other has; both are sorted, each line once."""
    counts = [0, 0]
    sides = (((line, 0) for line in left), ((line, 1) for line in right))
    for _, same in groupby(merge(*sides), key=itemgetter(0)):
        ends = [side for _, side in same]
        if len(ends) == 1:
            counts[ends[0]] += 1
    return counts[0], counts[1]


def _local_counts(found: Sources) -> Iterator[Count]:
    outcomes = Counter((change.kind, _column(change.what)) for change in found.changes)
    outcomes.update(("article", _column(article.what)) for article in found.articles)
    outcomes += found.counts
    for kind in ("article", *(kind.name for kind in KINDS)):
        columns = ("changed", "new", "gone")
        changed, new, gone = (outcomes[kind, column] for column in columns)
        left, right = outcomes[kind, "left"], outcomes[kind, "right"]
        yield Count(kind, left, right, left - changed - gone, changed, new, gone)


def _global_counts(
    left: Concluded, right: Concluded, conclusions: Iterable[Conclusion]
) -> Iterator[Count]:
    found = list(conclusions)
    for kind, name in _GROUPS.items():
        numbers = (len(left.groups[kind]), len(right.groups[kind]))
        yield _global_count(name, numbers, [item for item in found if item.kind == kind])
    numbers = (len(left.disputes), len(right.disputes))
    yield _global_count("dispute", numbers, [item for item in found if item.kind == "dispute"])


def _global_count(name: str, numbers: tuple[int, int], found: list[Conclusion]) -> Count:
    """Counts of a kind from how many each build has; all but those of the left in `found` stay."""
    outcomes = Counter(_column(item.what) for item in found)
    touched = {iri for item in found for iri in item.left}
    same = numbers[0] - len(touched)
    return Count(name, *numbers, same, *(outcomes[what] for what in ("changed", "new", "gone")))


def _column(what: What) -> str:
    return "changed" if what in _CHANGED else what


def _rules(changes: Iterable[Change]) -> Iterator[RuleCount]:
    """What became of the resources of each rule; one by two rules counts for both."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for change in changes:
        counts.update((change.kind, rule, change.what) for rule in change.rules or ("",))
    for kind, rule in sorted({key[:2] for key in counts}):
        numbers = (counts[kind, rule, what] for what in ("changed", "new", "gone"))
        yield RuleCount(kind, rule, *numbers)


def _decided(left: Concluded, right: Concluded) -> Iterator[Decided]:
    """Decisions of people that only one build has, each once."""
    before, after = _by_people(left), _by_people(right)
    sides: dict[What, set[tuple[str, str, str]]] = {"gone": before - after, "new": after - before}
    for what, found in sides.items():
        for clue, reason, by in sorted(found):
            yield Decided(what, clue, reason, by or None)


def _by_people(concluded: Concluded) -> set[tuple[str, str, str]]:
    decisions: Iterable[Decision] = chain.from_iterable(concluded.decisions.values())
    return {(d.clue, d.reason, d.by or "") for d in decisions if d.clue in {PERSON, APART}}
