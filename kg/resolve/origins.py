"""How many independent origins a statement has: wire copy and shared paragraphs count once."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Claim, Extraction, Key, Relay
from kg.resolve.clues.score import Score
from kg.resolve.clusters import Clusters, Link, near_pairs
from kg.resolve.names import normal_name
from kg.resolve.wording import shingles

SHARED = 0.8  # of the longer one's word runs: an editor's trims, and no more
FEWEST_SHINGLES = 4  # shorter paragraphs are copies only if they are equal
# A copied paragraph may stand inside a longer one. Then all that counts is what the reporter wrote:
# two who quote one speech share the words in quotation marks, and each wrote down their own.
FEWEST_OWN_SHINGLES = 12

RUN = 4  # words

_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")

type _Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The paragraphs that a claim stands in, as word runs; `own` are those outside quotations."""

    key: Key
    runs: _Shingles
    own: _Shingles


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
        paragraph = _paragraph(sources[member.source], member)
        for run in sorted(paragraph.runs):
            blocks[run].append(paragraph)
    for left, right in near_pairs(blocks):
        if _near_copies(left.runs, right.runs) or _holds_copy(left.own, right.own):
            yield left.key, right.key


def _paragraph(found: Extraction, key: Key) -> _Paragraph:
    text = found.document.text
    claim = next(claim for claim in found.claims if claim.id == key.id)
    starts = [text.rfind("\n", 0, span.start) + 1 for span in claim.content]
    ends = [text.find("\n", span.end) for span in claim.content]
    pairs = zip(starts, (end if end >= 0 else len(text) for end in ends), strict=True)
    whole = [text[start:end] for start, end in sorted(set(pairs))]
    own = _runs(_QUOTED.sub("\n", part) for part in whole)
    return _Paragraph(key, _runs(whole), frozenset(run for run in own if len(run) == RUN))


def _runs(parts: Iterable[str]) -> _Shingles:
    found = (shingles(line, RUN) for part in parts for line in part.split("\n"))
    return frozenset().union(*found) - {()}


def _near_copies(left: _Shingles, right: _Shingles) -> bool:
    if min(len(left), len(right)) < FEWEST_SHINGLES:
        return left == right
    return len(left & right) >= SHARED * max(len(left), len(right))


def _holds_copy(left: _Shingles, right: _Shingles) -> bool:
    """Whether one paragraph stands in the other, as far as neither quotes."""
    shorter = min(len(left), len(right))
    return shorter >= FEWEST_OWN_SHINGLES and len(left & right) >= SHARED * shorter
