"""Happenings without a day that are told beside one that several articles share.

Articles that tell of one dated happening tell one story. What each of them has only one of, by type
and kind of word, is then likely to be one, even where an article leaves out who takes part: "the
sanctions", told with a call between two presidents.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from kg.records import Key
from kg.resolve.clues.events import may_meet, same_words
from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, near_pairs
from kg.resolve.profiles import EventProfile
from kg.resolve.times import is_day
from kg.resolve.wording import kinds_of

BESIDE = 0.35
MOST_ANCHORS = 4  # of the happenings that an article shares with others, so many tell its story
REALITY = {"occurred": "real", "scheduled": "real"}

type Pair = tuple[EventProfile, EventProfile]
type Anchors = Mapping[str, Sequence[EventProfile]]


def told_beside(
    profiles: Sequence[EventProfile], clusters: Clusters
) -> list[tuple[EventProfile, EventProfile, Score]]:
    """Pairs that may be one since they are told beside the same happening, and how that counts."""
    anchors = _anchors(profiles, clusters)
    found = _sure(_pairs(_blocks(profiles, anchors, clusters)), clusters)
    named = {clusters.root(a.key): a.label for listed in anchors.values() for a in listed}
    return [
        (left, right, Score(BESIDE, f"both are told beside: {named[root]}"))
        for (left, right), root in found
    ]


def _anchors(profiles: Iterable[EventProfile], clusters: Clusters) -> Anchors:
    """By source, its dated happenings that other articles tell of too, the widest told first."""
    found: dict[str, list[EventProfile]] = defaultdict(list)
    for profile in profiles:
        if "day" in clusters.facts(profile.key) and len(clusters.members(profile.key)) > 1:
            found[profile.key.source].append(profile)
    return {
        source: sorted(listed, key=lambda p: (-len(clusters.members(p.key)), p.key))[:MOST_ANCHORS]
        for source, listed in found.items()
    }


def _blocks(
    profiles: Sequence[EventProfile], anchors: Anchors, clusters: Clusters
) -> dict[tuple[Hashable, Key], list[EventProfile]]:
    """Profiles that are the only ones of their kind in their article, by kind and anchor."""
    alike = Counter((p.key.source, kind) for p in profiles for kind in _kinds(p))
    blocks: dict[tuple[Hashable, Key], list[EventProfile]] = defaultdict(list)
    for profile in (profile for profile in profiles if profile.is_open):
        source = profile.key.source
        for kind in _kinds(profile):
            if alike[source, kind] == 1:
                for anchor in anchors.get(source, ()):
                    blocks[kind, clusters.root(anchor.key)].append(profile)
    return blocks


def _kinds(profile: EventProfile) -> Iterator[Hashable]:
    reality = REALITY.get(profile.status, profile.status)
    for kind in sorted(kinds_of(profile.heads) or profile.heads.keys()):
        yield profile.type, reality, kind


def _pairs(
    blocks: Mapping[tuple[Hashable, Key], Sequence[EventProfile]],
) -> Iterator[tuple[Pair, Key]]:
    """Pairs with the anchor that they share; those whose people could not be the same are out."""
    for (_, root), block in blocks.items():
        for left, right in near_pairs({root: block}):
            words = same_words(left, right)
            alike = words is not None and words.value > 0 and may_meet(left, right)
            if alike and not _both_dated(left, right):
                yield (left, right), root


def _both_dated(left: EventProfile, right: EventProfile) -> bool:
    return is_day(left.time) and is_day(right.time)


def _sure(found: Iterable[tuple[Pair, Key]], clusters: Clusters) -> list[tuple[Pair, Key]]:
    """Without those that would give something undated one of several days."""
    listed = list(found)
    days: dict[Key, set[Key]] = defaultdict(set)
    for pair, _ in listed:
        for one, other in (pair, pair[::-1]):
            if is_day(other.time):
                days[one.key].add(clusters.root(other.key))
    return [(pair, root) for pair, root in listed if all(len(days[p.key]) < 2 for p in pair)]
