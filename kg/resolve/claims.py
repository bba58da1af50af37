"""Claims made comparable: whose they are, and how much each of their words tells."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from kg.records import Claim, Extraction
from kg.resolve.cast import Cast
from kg.resolve.clusters import order
from kg.resolve.profiles import ClaimProfile, claim_profile, telling_words

MOST_TELLING = 8  # words of a claim, the rarest: claims that share none of these are not alike


def claim_profiles(sources: Mapping[str, Extraction], cast: Cast) -> list[ClaimProfile]:
    """Profiles of all claims, like ones side by side."""
    found = [
        (source, _content(extraction.document.text, claim), claim)
        for source, extraction in sources.items()
        for claim in extraction.claims
    ]
    weights = _weights([telling_words(content, claim) for _, content, claim in found])
    profiles = [claim_profile(*local, cast, weights) for local in found]
    return sorted(profiles, key=lambda profile: (_most_telling(profile), order(profile.key)))


def _content(text: str, claim: Claim) -> str:
    return " ".join(span.of(text) for span in claim.content)


def _weights(bags: Sequence[Iterable[str]]) -> Mapping[str, float]:
    """Inverse document frequency: a word of every claim weighs log 2, a rare one more."""
    count = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / n) for word, n in count.items()}


def _most_telling(profile: ClaimProfile) -> list[str]:
    weights = profile.weights
    return sorted(weights, key=lambda word: (-weights[word], word))[:MOST_TELLING]


def telling_blocks(
    profiles: Iterable[ClaimProfile], whose: Callable[[ClaimProfile], str]
) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    """Claims by each of their most telling words, and by `whose`."""
    blocks: dict[Hashable, list[ClaimProfile]] = defaultdict(list)
    for profile in profiles:
        for word in _most_telling(profile):
            blocks[whose(profile), word].append(profile)
    return blocks
