"""Clues that two claims of one speaker report the same statement."""

import math
from collections.abc import Mapping

from kg.resolve.clues.score import Clue, Score
from kg.resolve.profiles import ClaimProfile

# Chosen on three hand-annotated articles: with the likeness below, single links from 0.36 to 0.41
# give the best pairs (F1 about 0.6); lower lets common topics chain statements together.
LIKE_ENOUGH = 0.38
SAME_WORDING = 0.8
SAME_BUT_NEGATED = 0.6  # below, the negation is likely of something else

# Acts that one statement can be reported by: a reporter's choice of verb differs within a family.
DIRECTIVE = frozenset({"demand", "request", "urge"})  # what is asked for is not affirmed
DENIAL = frozenset({"deny"})
HOSTILE, FRIENDLY = frozenset({"accuse", "threaten"}), frozenset({"support", "agree", "promise"})


def likeness(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Weight of what two bags of lemmas share, from 0 to 1.

    The geometric mean of the share of the smaller bag (a headline quotes half a sentence) and the
    share of both (long sentences have something in common with everything).
    """
    shared = sum(left[lemma] for lemma in left.keys() & right.keys())
    one, two = sum(left.values()), sum(right.values())
    return shared / math.sqrt(min(one, two) * (one + two) / 2) if shared else 0.0


def same_wording(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims use nearly the same words."""
    value = likeness(left.weights, right.weights)
    if value < SAME_WORDING:
        return None
    return Score(round(value, 3), f"the words are nearly the same ({value:.0%} alike)")


def shared_words(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims share the words that carry most of what either says."""
    value = likeness(left.weights, right.weights)
    shared = left.weights.keys() & right.weights.keys()
    if value < LIKE_ENOUGH or len(shared) < 2:
        return None
    telling = sorted(shared, key=lambda lemma: (-left.weights[lemma], lemma))[:4]
    return Score(round(value, 3), f"both say {', '.join(telling)} ({value:.0%} alike)")


CLAIM_CLUES: Mapping[str, Clue[ClaimProfile]] = {
    "same-wording": same_wording,
    "shared-words": shared_words,
}


def acts_agree(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether two reporting verbs can stand for one act of speech."""
    acts = {left.act, right.act}
    if acts & DENIAL:
        return acts <= DENIAL
    return not (acts & HOSTILE and acts & FRIENDLY)


def opposed(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether the words are much the same, but for a negation."""
    if left.is_negated == right.is_negated:
        return False
    return likeness(left.weights, right.weights) >= SAME_BUT_NEGATED


def within_another(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether one claim is told inside the other."""
    return left.nested_in == right.key or right.nested_in == left.key
