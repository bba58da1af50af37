"""Claims made comparable: whose they are, and how much each of their words tells."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from kg.records import Claim, Extraction, Key
from kg.resolve.cast import Cast
from kg.resolve.clusters import order
from kg.resolve.profiles import ClaimProfile, claim_profile
from kg.resolve.wording import content_words

TELLING_LEMMAS = 8  # the rarest of a claim: claims that share none of these are not alike


def content_of(text: str, claim: Claim) -> str:
    """The words of a claim, its pieces joined."""
    return " ".join(span.of(text) for span in claim.content)


def claim_profiles(sources: Mapping[str, Extraction], cast: Cast) -> list[ClaimProfile]:
    """Profiles of all claims, like ones side by side."""
    found = list(_claims(sources))
    bags = {key: frozenset(claim.lemmas or content_words(text)) for key, claim, text in found}
    weights = _weights(list(bags.values()))
    profiles = [
        claim_profile(
            key.source,
            text,
            claim,
            cast.id_of(key.source, claim.speaker),
            {lemma: weights[lemma] for lemma in sorted(bags[key])},
        )
        for key, claim, text in found
    ]
    return sorted(profiles, key=lambda profile: (_telling(profile), order(profile.key)))


def _claims(sources: Mapping[str, Extraction]) -> Iterator[tuple[Key, Claim, str]]:
    for source, found in sources.items():
        for claim in found.claims:
            yield Key(source, claim.id), claim, content_of(found.document.text, claim)


def _weights(bags: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Inverse document frequency: a lemma of every claim weighs log 2, a rare one more."""
    count = Counter(lemma for bag in bags for lemma in bag)
    return {lemma: math.log(1 + len(bags) / n) for lemma, n in count.items()}


def _telling(profile: ClaimProfile) -> list[str]:
    weights = profile.weights
    return sorted(weights, key=lambda lemma: (-weights[lemma], lemma))[:TELLING_LEMMAS]


def telling_blocks(
    profiles: Sequence[ClaimProfile], by_speaker: bool
) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    """Claims by each of their most telling lemmas, of one speaker or of all."""
    blocks: dict[Hashable, list[ClaimProfile]] = defaultdict(list)
    for profile in profiles:
        for lemma in _telling(profile):
            blocks[profile.speaker if by_speaker else None, lemma].append(profile)
    return blocks
