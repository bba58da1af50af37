"""What cannot all hold: figures of one happening that differ, and claims that are denied."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from kg.ids import digest
from kg.records import Claim, Dispute, Event, Extraction, Identity, Key, Quantity, Side, global_ids
from kg.resolve.cast import Cast
from kg.resolve.claims import telling_blocks
from kg.resolve.clues.claims import DIRECTIVE, likeness, within_another
from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, Link, near_pairs, order
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed

# A denial repeats what it denies nearly word for word; topics alone are not contradictions.
CONTRADICTED = 0.5

type Events = Mapping[Key, Event]
type Claims = Mapping[Key, Claim]


def resolve_disputes(
    sources: Mapping[str, Extraction],
    cast: Cast,
    events: Sequence[Identity],
    profiles: Sequence[ClaimProfile],
) -> tuple[Dispute, ...]:
    """Disputes over figures and denials, each with all its sides."""
    local = {Key(s, event.id): event for s, found in sources.items() for event in found.events}
    claims = {Key(s, claim.id): claim for s, found in sources.items() for claim in found.claims}
    figures = (dispute for event in events for dispute in _figures(event, local))
    denials = _denials(cast, global_ids(events), claims, profiles)
    return tuple(sorted((*figures, *denials), key=lambda dispute: dispute.id))


def _figures(identity: Identity, events: Events) -> Iterator[Dispute]:
    """A dispute for each unit in which one happening has several values."""
    by_unit: dict[str, list[tuple[Key, Quantity]]] = defaultdict(list)
    for key in identity.members:
        for quantity in events[key].quantities:
            by_unit[quantity.unit].append((key, quantity))
    for unit, given in sorted(by_unit.items()):
        values = sorted({quantity.value for _, quantity in given})
        if len(values) > 1:
            yield Dispute(
                id=digest("figure", identity.id, unit),
                kind="figure",
                subject=identity.id,
                reason=f"{identity.name}: {listed([f'{v:g}' for v in values])} {unit} are given",
                sides=tuple(_figure_side(key, quantity) for key, quantity in _first_of_each(given)),
            )


def _first_of_each(given: Iterable[tuple[Key, Quantity]]) -> list[tuple[Key, Quantity]]:
    """Each value once an article, where it is given first."""
    first: dict[tuple[str, float], tuple[Key, Quantity]] = {}
    for key, quantity in sorted(given, key=lambda pair: (pair[1].span, order(pair[0]))):
        first.setdefault((key.source, quantity.value), (key, quantity))
    return sorted(first.values(), key=lambda pair: (pair[1].value, order(pair[0])))


def _figure_side(key: Key, quantity: Quantity) -> Side:
    return Side(key, f"{quantity.value:.15g} {quantity.unit}", quantity.span)


def _denials(
    cast: Cast,
    events: Mapping[Key, str],
    claims: Claims,
    profiles: Sequence[ClaimProfile],
) -> Iterator[Dispute]:
    """Groups of claims in which some deny what others affirm."""
    by_key = {profile.key: profile for profile in profiles}
    clusters = Clusters({profile.key: {} for profile in profiles})
    for left, right in _contradictions(profiles):
        clusters.join(Link(left.key, right.key, "denial", Score(1.0, "")))
    for cluster in clusters.sets():
        if len(cluster.members) > 1:
            members = [by_key[key] for key in cluster.members]
            yield _denial(cast, _subject(cast, events, claims, members), claims, members)


def _contradictions(
    profiles: Sequence[ClaimProfile],
) -> Iterator[tuple[ClaimProfile, ClaimProfile]]:
    for left, right in near_pairs(_mixed_blocks(profiles)):
        if not _opposite(left, right) or within_another(left, right):
            continue
        shared = left.weights.keys() & right.weights.keys()
        if len(shared) > 1 and likeness(left, right) >= CONTRADICTED:
            yield left, right


def _opposite(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether one denies what the other affirms; affirming a negation is no contradiction."""
    affirming = right if _denies(left) else left
    return (
        _denies(left) != _denies(right)
        and left.is_negated == right.is_negated
        and affirming.act not in DIRECTIVE
    )


def _mixed_blocks(profiles: Sequence[ClaimProfile]) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    """Blocks of like claims in which some deny and some affirm."""
    blocks = telling_blocks(profiles, whose=lambda _: "")
    return {key: block for key, block in blocks.items() if len(set(map(_denies, block))) > 1}


def _denies(profile: ClaimProfile) -> bool:
    return (profile.polarity == "negative") or (profile.act == "deny")


def _subject(
    cast: Cast, events: Mapping[Key, str], claims: Claims, members: Sequence[ClaimProfile]
) -> str:
    """The happening or actor that most are about; failing that, one who denies."""
    for ids in (events, cast.ids):
        count: dict[str, int] = defaultdict(int)
        for member in members:
            for id_ in {
                ids.get(Key(member.key.source, about)) for about in claims[member.key].about
            }:
                count[id_ or ""] += bool(id_)
        best = min(count, key=lambda id_: (-count[id_], id_), default="")
        if count[best] > 1:
            return best
    return min(member.speaker for member in members if _denies(member))


def _denial(cast: Cast, subject: str, claims: Claims, members: Sequence[ClaimProfile]) -> Dispute:
    deny = sorted({cast.names.get(m.speaker, m.speaker) for m in members if _denies(m)})
    affirm = sorted({cast.names.get(m.speaker, m.speaker) for m in members if not _denies(m)})
    first = members[0].key
    return Dispute(
        id=digest("denial", first.source, first.id),
        kind="denial",
        subject=subject,
        reason=f"denied by {listed(deny)}, affirmed by {listed(affirm)}",
        sides=tuple(_claim_side(claims[member.key], member) for member in members),
    )


def _claim_side(claim: Claim, profile: ClaimProfile) -> Side:
    return Side(profile.key, "denied" if _denies(profile) else "affirmed", claim.content[0])
