"""Which claims report one statement of one speaker, and how many independent origins they have."""

from collections.abc import Mapping, Sequence
from itertools import product

from kg.ids import digest
from kg.records import Extraction, Key, Statement
from kg.resolve.claims import telling_blocks
from kg.resolve.clues import CLAIM_CLUES
from kg.resolve.clues.claims import acts_agree, likeness, opposed, within_another
from kg.resolve.clusters import Cluster, Clusters, Link, best_link, decisions, near_pairs, strength
from kg.resolve.origins import count_origins
from kg.resolve.profiles import ClaimProfile

# Two groups of claims become one where their members are on average this alike. Without it, claims
# on a common topic chain together; much above, a short report finds no way to the long ones.
ALIKE_ON_AVERAGE = 0.2
FIRST_MEMBERS = 4  # of each group, which stand for it: keeps the cost of joining flat

type Profiles = Mapping[Key, ClaimProfile]


def resolve_statements(
    sources: Mapping[str, Extraction], profiles: Sequence[ClaimProfile]
) -> tuple[Statement, ...]:
    """Groups of two or more claims that say the same, by one speaker or for one body."""
    by_key = {profile.key: profile for profile in profiles}
    clusters = Clusters({profile.key: _facts(profile) for profile in profiles})
    for link in sorted(_links(profiles), key=strength):
        left, right = clusters.members(link.left), clusters.members(link.right)
        if left is not right and _alike(by_key, left, right):
            clusters.join(link)
    found = [
        _statement(sources, cluster, [by_key[key] for key in cluster.members])
        for cluster in clusters.sets()
        if len(cluster.members) > 1
    ]
    return tuple(sorted(found, key=lambda statement: statement.id))


def _facts(profile: ClaimProfile) -> Mapping[str, str]:
    """What is affirmed is not denied, and other figures make another statement."""
    facts = {
        "polarity": profile.polarity,
        "denial": str(profile.act == "deny"),
        "figures": " ".join(sorted(profile.figures)),
    }
    return {fact: value for fact, value in facts.items() if value}


def _links(profiles: Sequence[ClaimProfile]) -> list[Link]:
    pairs = near_pairs(telling_blocks(profiles, whose=lambda profile: profile.voice))
    found = (
        best_link(CLAIM_CLUES, left, right)
        for left, right in pairs
        if acts_agree(left, right) and not opposed(left, right) and not within_another(left, right)
    )
    return [link for link in found if link is not None]


def _alike(profiles: Profiles, left: Sequence[Key], right: Sequence[Key]) -> bool:
    pairs = list(product(left[:FIRST_MEMBERS], right[:FIRST_MEMBERS]))
    total = sum(likeness(profiles[one], profiles[two]) for one, two in pairs)
    return total >= ALIKE_ON_AVERAGE * len(pairs)


def _statement(
    sources: Mapping[str, Extraction], cluster: Cluster, members: Sequence[ClaimProfile]
) -> Statement:
    """The statement, made by the speaker; by the body that they all speak for, if they differ."""
    first = members[0]
    speakers = {member.speaker for member in members}
    return Statement(
        id=digest("statement", first.key.source, first.key.id),
        speaker=first.speaker if len(speakers) == 1 else first.voice,
        members=cluster.members,
        decisions=decisions(cluster, ""),
        origins=count_origins(sources, cluster.members),
    )
