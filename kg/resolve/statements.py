"""Which claims report one statement of one speaker, and how many independent origins they have."""

from collections.abc import Mapping, Sequence

from kg.ids import digest
from kg.records import Extraction, Statement
from kg.resolve.claims import telling_blocks
from kg.resolve.clues import CLAIM_CLUES
from kg.resolve.clues.claims import acts_agree, opposed, within_another
from kg.resolve.clusters import Cluster, Clusters, Link, best_link, decisions, near_pairs
from kg.resolve.origins import count_origins
from kg.resolve.profiles import ClaimProfile


def resolve_statements(
    sources: Mapping[str, Extraction], profiles: Sequence[ClaimProfile]
) -> tuple[Statement, ...]:
    """Groups of two or more claims of one speaker that say the same."""
    clusters = Clusters({profile.key: _facts(profile) for profile in profiles})
    clusters.join_all(_links(profiles))
    speakers = {profile.key: profile.speaker for profile in profiles}
    found = [
        _statement(sources, cluster, speakers[cluster.members[0]])
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
    pairs = near_pairs(telling_blocks(profiles, by_speaker=True))
    found = (
        best_link(CLAIM_CLUES, left, right)
        for left, right in pairs
        if acts_agree(left, right) and not opposed(left, right) and not within_another(left, right)
    )
    return [link for link in found if link is not None]


def _statement(sources: Mapping[str, Extraction], cluster: Cluster, speaker: str) -> Statement:
    first = cluster.members[0]
    return Statement(
        id=digest("statement", first.source, first.id),
        speaker=speaker,
        members=cluster.members,
        decisions=decisions(cluster, ""),
        origins=count_origins(sources, cluster.members),
    )
