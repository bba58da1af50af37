"""How many independent origins a statement has: wire copy and shared paragraphs count once."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from kg.records import Claim, Extraction, Key, Relay
from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, Link, near_pairs
from kg.resolve.names import normal_name
from kg.resolve.wording import shingles

SHARED = 0.8  # of the longer one's word runs: an editor's trims, and no more
FEWEST_SHINGLES = 4  # shorter paragraphs are copies only if they are equal

type _Shingles = frozenset[tuple[str, ...]]


class _Paragraph:
    """The paragraphs that a claim stands in, as word runs."""

    __slots__ = ("key", "runs")

    def __init__(self, key: Key, runs: _Shingles) -> None:
        self.key = key
        self.runs = runs


def count_origins(sources: Mapping[str, Extraction], members: Sequence[Key]) -> int:
    """Groups of members that do not share an article, an agency or a paragraph."""
    clusters = Clusters({member: {} for member in members})
    for same in _shared_channels(sources, members).values():
        for other in same[1:]:
            clusters.join(_link(same[0], other))
    for left, right in _similar(sources, members):
        clusters.join(_link(left, right))
    return len(clusters.sets())


def _link(left: Key, right: Key) -> Link:
    return Link(left, right, "same-origin", Score(1.0, ""))


def _shared_channels(
    sources: Mapping[str, Extraction], members: Sequence[Key]
) -> Mapping[Hashable, list[Key]]:
    """Members by article, and by each agency that one was heard through."""
    channels: dict[Hashable, list[Key]] = defaultdict(list)
    for member in members:
        found = sources[member.source]
        channels["article", member.source].append(member)
        for relay in _relays({claim.id: claim for claim in found.claims}, member.id):
            channels["relay", normal_name(_relay_name(found, relay))].append(member)
    return channels


def _relays(claims: Mapping[str, Claim], claim_id: str) -> Iterator[Relay]:
    """Relays of a claim, and of the claims that it is told in."""
    claim: Claim | None = claims[claim_id]
    while claim:
        yield from claim.relayed_by
        claim = claims.get(claim.nested_in) if claim.nested_in else None


def _relay_name(found: Extraction, relay: Relay) -> str:
    return next((actor.name for actor in found.actors if actor.id == relay.actor), relay.name)


def _similar(
    sources: Mapping[str, Extraction], members: Sequence[Key]
) -> Iterator[tuple[Key, Key]]:
    blocks: dict[Hashable, list[_Paragraph]] = defaultdict(list)
    for member in members:
        paragraph = _Paragraph(member, _runs(sources[member.source], member.id))
        for run in sorted(paragraph.runs):
            blocks[run].append(paragraph)
    for left, right in near_pairs(blocks):
        if _near_copies(left.runs, right.runs):
            yield left.key, right.key


def _runs(found: Extraction, claim_id: str) -> _Shingles:
    text = found.document.text
    claim = next(claim for claim in found.claims if claim.id == claim_id)
    starts = [text.rfind("\n", 0, span.start) + 1 for span in claim.content]
    ends = [text.find("\n", span.end) for span in claim.content]
    pairs = zip(starts, (end if end >= 0 else len(text) for end in ends), strict=True)
    return frozenset().union(*(shingles(text[start:end]) for start, end in pairs))


def _near_copies(left: _Shingles, right: _Shingles) -> bool:
    if min(len(left), len(right)) < FEWEST_SHINGLES:
        return left == right
    return len(left & right) >= SHARED * max(len(left), len(right))
