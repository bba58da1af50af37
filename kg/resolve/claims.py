"""Claims made comparable: whose they are, and how much each of their words tells."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from kg.records import Claim, Extraction
from kg.resolve.cast import Cast
from kg.resolve.passages import passages
from kg.resolve.profiles import ClaimProfile, Said, claim_profile, telling_words

MOST_TELLING = 12  # words of a claim, the rarest: claims that share none of these are not alike


def claim_profiles(sources: Mapping[str, Extraction], cast: Cast) -> list[ClaimProfile]:
    """Profiles of all claims, like ones side by side."""
    said = [item for source, found in sources.items() for item in _said(source, found, cast)]
    weights = _weights([telling_words(item) for item in said])
    profiles = [claim_profile(item, cast, weights) for item in said]
    return sorted(profiles, key=lambda profile: (_most_telling(profile), profile.key))


def _said(source: str, found: Extraction, cast: Cast) -> Iterator[Said]:
    read = passages(source, found, cast)
    claims = {claim.id: claim for claim in found.claims}
    for claim in found.claims:
        yield Said(
            source=source,
            claim=claim,
            content=content_of(read.text, claim),
            outer=claims.get(claim.nested_in) if claim.nested_in else None,
            names=read.names(claim.content),
            name_words=read.name_words(claim.content),
        )


def content_of(text: str, claim: Claim) -> str:
    """The pieces of a claim's content, run together."""
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
