"""Pairs of claims that are at odds, put together to one group a dispute."""

from collections.abc import Iterable, Iterator

from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, Link
from kg.resolve.profiles import ClaimProfile

type Pair = tuple[ClaimProfile, ClaimProfile]


def groups(pairs: Iterable[Pair]) -> Iterator[list[ClaimProfile]]:
    """The claims that pairs connect, by their first members."""
    found = list(pairs)
    members = {profile.key: profile for pair in found for profile in pair}
    clusters = Clusters({key: {} for key in members})
    for left, right in found:
        clusters.join(Link(left.key, right.key, "at-odds", Score(1.0, "")))
    for cluster in clusters.sets():
        yield [members[key] for key in cluster.members]
