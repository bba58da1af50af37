"""Denial against assertion."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from kg.ids import digest
from kg.records import Claim, Dispute, Side
from kg.resolve.claims import telling_blocks
from kg.resolve.clues.claims import DIRECTIVE, INTENT, likeness, within_another
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.groups import Pair, groups
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed

# A denial repeats what it denies nearly word for word; topics alone are not contradictions.
CONTRADICTED = 0.5


def denials(accounts: Accounts) -> Iterator[Dispute]:
    """Some deny what others affirm, in nearly the same words."""
    for members in groups(_contradictions(accounts.profiles)):
        yield _denial(accounts, members)


def _contradictions(profiles: Sequence[ClaimProfile]) -> Iterator[Pair]:
    for left, right in near_pairs(_mixed_blocks(profiles)):
        if not _opposite(left, right) or within_another(left, right):
            continue
        shared = left.weights.keys() & right.weights.keys()
        if len(shared) > 1 and likeness(left, right) >= CONTRADICTED:
            yield left, right


def _opposite(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether one denies what the other affirms.

    Affirming a negation is no contradiction; to demand or to intend something affirms nothing.
    """
    affirming = right if _denies(left) else left
    return (
        _denies(left) != _denies(right)
        and left.is_negated == right.is_negated
        and affirming.act not in DIRECTIVE | INTENT
    )


def _mixed_blocks(profiles: Sequence[ClaimProfile]) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    """Blocks of like claims in which some deny and some affirm."""
    blocks = telling_blocks(profiles, whose=lambda _: "")
    return {key: block for key, block in blocks.items() if len(set(map(_denies, block))) > 1}


def _denies(profile: ClaimProfile) -> bool:
    return (profile.polarity == "negative") or (profile.act == "deny")


def _denial(accounts: Accounts, members: Sequence[ClaimProfile]) -> Dispute:
    deny = sorted({accounts.speaker(m) for m in members if _denies(m)})
    affirm = sorted({accounts.speaker(m) for m in members if not _denies(m)})
    first = members[0].key
    return Dispute(
        id=digest("denial", first.source, first.id),
        kind="denial",
        subject=accounts.subject(members),
        reason=f"denied by {listed(deny)}, affirmed by {listed(affirm)}",
        sides=tuple(_side(accounts.claims[member.key], member) for member in members),
        rule="same-words-denied",
    )


def _side(claim: Claim, profile: ClaimProfile) -> Side:
    return Side(profile.key, "denied" if _denies(profile) else "affirmed", claim.content[0])
