"""Clues that two claims of one speaker report the same statement."""

import math
from collections.abc import Mapping

from kg.resolve.clues.score import Clue, Score
from kg.resolve.profiles import ClaimProfile

# Chosen on three articles annotated by hand, where the pairs of claims found are about as good
# (F1 0.6) from 0.33 to 0.42: lower joins what shares only the topic, higher misses paraphrases.
LIKE_ENOUGH = 0.38
SAME_WORDING = 0.8
SAME_BUT_NEGATED = 0.6  # below, the negation is likely of something else

# Families of acts: reporters choose different verbs for one statement, but within these.
DIRECTIVE = frozenset({"demand", "request", "urge"})  # what is asked for is not affirmed
ASSERTIVE = frozenset({"warn", "threaten", "promise", "accuse", "assess", "expect"})
DENIAL = frozenset({"deny"})
HOSTILE = frozenset({"accuse", "threaten"})
FRIENDLY = frozenset({"support", "agree", "promise"})
CLASHING = ((HOSTILE, FRIENDLY), (DIRECTIVE, ASSERTIVE))


def likeness(left: ClaimProfile, right: ClaimProfile) -> float:
    """Weight of the words that two claims share, from 0 to 1.

    The geometric mean of the share of the smaller one (a headline quotes half a sentence) and the
    share of both (long sentences have something in common with everything).
    """
    shared = math.fsum(left.weights[word] for word in left.weights.keys() & right.weights.keys())
    smaller, mean = min(left.weight, right.weight), (left.weight + right.weight) / 2
    return shared / math.sqrt(smaller * mean) if shared else 0.0


def same_wording(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims use nearly the same words."""
    value = likeness(left, right)
    if value < SAME_WORDING:
        return None
    return Score(round(value, 3), f"the words are nearly the same ({value:.0%} alike)")


def shared_words(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims share the words that carry most of what either says."""
    value = likeness(left, right)
    shared = left.weights.keys() & right.weights.keys()
    if value < LIKE_ENOUGH or len(shared) < 2:
        return None
    telling = sorted(shared, key=lambda word: (-left.weights[word], word))[:4]
    words = [" or ".join(dict.fromkeys((left.words[key], right.words[key]))) for key in telling]
    return Score(round(value, 3), f"both say {', '.join(words)} ({value:.0%} alike)")


CLAIM_CLUES: Mapping[str, Clue[ClaimProfile]] = {
    "same-wording": same_wording,
    "shared-words": shared_words,
}


def acts_agree(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether two reporting verbs can stand for one act of speech."""
    acts = {left.act, right.act}
    if acts & DENIAL:
        return acts <= DENIAL
    return not any(acts & one and acts & two for one, two in CLASHING)


def opposed(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether the words are much the same, but for a negation."""
    if left.is_negated == right.is_negated:
        return False
    return likeness(left, right) >= SAME_BUT_NEGATED


def within_another(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether one claim is told inside the other."""
    return left.nested_in == right.key or right.nested_in == left.key
