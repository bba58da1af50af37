"""Which claims report one statement of one speaker, and how many independent origins they have."""

import heapq
import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product

from kg.ids import digest
from kg.records import Extraction, Key, Statement
from kg.resolve.claims import telling_blocks
from kg.resolve.clues import CLAIM_CLUES, NESTING_CLUES, QUOTING_CLUES, Clue
from kg.resolve.clues.claims import (
    TOLD_ALIKE,
    acts_agree,
    likeness,
    opposed,
    within_another,
)
from kg.resolve.clusters import (
    UNCONSTRAINED,
    Cluster,
    Clusters,
    Constraints,
    Link,
    best_link,
    decisions,
    near_pairs,
    strength,
)
from kg.resolve.origins import count_origins
from kg.resolve.profiles import ClaimProfile
from kg.resolve.rewording import wordings

# Two groups of claims become one where their members are on average this alike. Without it, claims
# on a common topic chain together; above 0.3, a short report finds no way to the long ones.
ALIKE_ON_AVERAGE = 0.28
FIRST_MEMBERS = 8  # of each group, which stand for it: keeps the cost of joining flat

type Profiles = Mapping[Key, ClaimProfile]
type Clues = Mapping[str, Clue[ClaimProfile]]
type Blocks = dict[Hashable, list[ClaimProfile]]


def resolve_statements(
    sources: Mapping[str, Extraction],
    profiles: Sequence[ClaimProfile],
    told: Constraints = UNCONSTRAINED,
) -> tuple[Statement, ...]:
    """Groups of two or more claims that say the same, by one speaker or for one body."""
    by_key = {profile.key: profile for profile in profiles}
    clusters = Clusters({profile.key: _facts(profile) for profile in profiles}, told)
    _join_alike(clusters, by_key, _links(CLAIM_CLUES, _by_voice(profiles)))
    _join_alike(clusters, by_key, _links(QUOTING_CLUES, _by_quotation(profiles)))
    for blocks in (_by_inner, _by_outer):
        _join_alike(clusters, by_key, _links(NESTING_CLUES, blocks(clusters, by_key)), TOLD_ALIKE)
    found = [
        _statement(sources, cluster, [by_key[key] for key in cluster.members])
        for cluster in clusters.sets()
        if len(cluster.members) > 1
    ]
    return tuple(sorted(found, key=lambda statement: statement.id))


def _join_alike(
    clusters: Clusters, profiles: Profiles, links: Iterable[Link], enough: float = ALIKE_ON_AVERAGE
) -> None:
    """Join along links those groups that are most alike on average, as long as they are enough.

    Average linkage (UPGMA, Sokal and Michener 1958) of groups that a link connects: a claim that
    reports two statements goes to the one it is closer to, and does not make one of them.
    """
    queue = [
        (-link.score.value, rank, link) for rank, link in enumerate(sorted(links, key=strength))
    ]
    heapq.heapify(queue)
    averages = _Averages(profiles)
    while queue:
        expected, rank, link = heapq.heappop(queue)
        left, right = clusters.members(link.left), clusters.members(link.right)
        average = 0.0 if left is right else averages.of(left, right)
        if average < enough:
            continue
        if average < -expected:  # the groups have grown since: their turn comes later
            heapq.heappush(queue, (-average, rank, link))
        else:
            clusters.join(link)


def _facts(profile: ClaimProfile) -> Mapping[str, str]:
    """What is affirmed is not denied, and other figures make another statement."""
    facts = {
        "polarity": profile.polarity,
        "denial": str(profile.act == "deny"),
        "figures": " ".join(sorted(profile.figures)),
    }
    return {fact: value for fact, value in facts.items() if value}


def _links(clues: Clues, blocks: Mapping[Hashable, Sequence[ClaimProfile]]) -> list[Link]:
    found = (
        best_link(clues, left, right)
        for left, right in near_pairs(blocks)
        if acts_agree(left, right) and not opposed(left, right) and not within_another(left, right)
    )
    return [link for link in found if link is not None]


def _by_voice(profiles: Sequence[ClaimProfile]) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    return telling_blocks(profiles, whose=lambda profile: profile.voice)


def _by_quotation(profiles: Sequence[ClaimProfile]) -> Blocks:
    blocks: Blocks = defaultdict(list)
    for profile in profiles:
        for quote in sorted(profile.quotes):
            blocks[quote].append(profile)
    return blocks


def _by_inner(clusters: Clusters, profiles: Profiles) -> Blocks:
    """Claims by their voice and by each statement that is told in them."""
    blocks: Blocks = defaultdict(list)
    for inner in profiles.values():
        outer = profiles.get(inner.nested_in) if inner.nested_in else None
        if outer:
            blocks[outer.voice, clusters.root(inner.key)].append(outer)
    return blocks


def _by_outer(clusters: Clusters, profiles: Profiles) -> Blocks:
    """Claims by their voice and by the statement that they are told in."""
    blocks: Blocks = defaultdict(list)
    for inner in profiles.values():
        if inner.nested_in and inner.nested_in in profiles:
            blocks[inner.voice, clusters.root(inner.nested_in)].append(inner)
    return blocks


class _Averages:
    """How alike groups are, each pair of them worked out once: many links connect the same two."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._known: dict[tuple[Key, int, Key, int], float] = {}

    def of(self, left: Sequence[Key], right: Sequence[Key]) -> float:
        """How alike two groups are, as far as their first members tell."""
        one, two = left[:FIRST_MEMBERS], right[:FIRST_MEMBERS]
        # Groups grow at their ends alone, so that the first and the count tell which these are.
        pair = one[0], len(one), two[0], len(two)
        if pair not in self._known:
            self._known[pair] = _average(self._profiles, one, two)
        return self._known[pair]


def _average(profiles: Profiles, left: Sequence[Key], right: Sequence[Key]) -> float:
    """How alike two groups are; nothing where a claim of one is told in one of the other."""
    pairs = [(profiles[one], profiles[two]) for one, two in product(left, right)]
    if any(within_another(one, two) for one, two in pairs):
        return 0.0
    return math.fsum(likeness(one, two) for one, two in pairs) / len(pairs)


def _statement(
    sources: Mapping[str, Extraction], cluster: Cluster, members: Sequence[ClaimProfile]
) -> Statement:
    """The statement, made by the speaker; by the body that they all speak for, if they differ."""
    named = [member for member in members if not member.is_unspecified] or members
    first, speakers = members[0], {member.speaker for member in named}
    return Statement(
        id=digest("statement", first.key.source, first.key.id),
        speaker=named[0].speaker if len(speakers) == 1 else named[0].voice,
        members=cluster.members,
        decisions=decisions(cluster, ""),
        origins=count_origins(sources, cluster.members),
        wordings=wordings(sources, members),
    )
