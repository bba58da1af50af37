"""Clues that two claims of one speaker report the same statement."""

import math
from collections.abc import Mapping, Set

from kg.resolve.clues.score import Clue, Score
from kg.resolve.profiles import ClaimProfile

# Chosen on three articles annotated by hand, where the pairs of claims found are best (F1 0.70 to
# 0.78, by whose claims they are) at 0.5: lower joins what shares only the topic, higher misses
# paraphrases.
LIKE_ENOUGH = 0.5
SAME_WORDING = 0.8
LIKE_IN_CHAIN = 0.28  # enough where the same voices tell of the same voice's words
ENOUGH_NAMES = 3  # shared words with which names count as much as others
LIKE_OF_NOBODY = 0.7  # needed where no speaker is named: any two may be different people
TOLD_ALIKE = 0.2  # enough where the claims around them, or in them, already are one statement
SAME_BUT_NEGATED = 0.6  # below, the negation is likely of something else

# Families of acts: reporters choose different verbs for one statement, but within these.
DIRECTIVE = frozenset({"demand", "request", "urge"})  # what is asked for is not affirmed
ASSERTIVE = frozenset({"warn", "threaten", "promise", "accuse", "assess", "expect"})
DENIAL = frozenset({"deny"})
HOSTILE = frozenset({"accuse", "threaten"})
FRIENDLY = frozenset({"support", "agree", "promise"})
INTENT = frozenset({"other"})  # what one means to do oneself
CLASHING = ((HOSTILE, FRIENDLY), (DIRECTIVE, ASSERTIVE), (DIRECTIVE, INTENT))


def likeness(left: ClaimProfile, right: ClaimProfile) -> float:
    """Weight of the words that two claims share, from 0 to 1.

    The geometric mean of the share of the smaller one (a headline quotes half a sentence) and the
    share of both (long sentences have something in common with everything).
    """
    return _share(left.weights, right.weights, left.weight, right.weight)


def overlap(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The same of any words with their weights; a word weighs the same in both."""
    return _share(left, right, math.fsum(left.values()), math.fsum(right.values()))


def _share(left: Mapping[str, float], right: Mapping[str, float], one: float, two: float) -> float:
    shared = math.fsum(map(left.__getitem__, left.keys() & right.keys()))
    return shared / math.sqrt(min(one, two) * (one + two) / 2) if shared else 0.0


def same_wording(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims use nearly the same words."""
    value = likeness(left, right)
    if value < SAME_WORDING or not _shared_words(left, right):
        return None
    return Score(round(value, 3), f"the words are nearly the same ({value:.0%} alike)")


def shared_words(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims share the words that carry most of what either says."""
    return _shared(left, right, LIKE_OF_NOBODY if left.is_unspecified else LIKE_ENOUGH)


def same_chain(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The same speaker tells what the same other said, and the words are somewhat alike."""
    return _shared(left, right, LIKE_IN_CHAIN) if left.outer and left.outer == right.outer else None


def _shared(left: ClaimProfile, right: ClaimProfile, enough: float) -> Score | None:
    value, shared = likeness(left, right), left.weights.keys() & right.weights.keys()
    if value < enough or (len(shared) < ENOUGH_NAMES and len(_shared_words(left, right)) < 2):
        return None
    telling = sorted(shared, key=lambda word: (-left.weights[word], word))[:4]
    words = [" or ".join(dict.fromkeys((left.words[key], right.words[key]))) for key in telling]
    return Score(round(value, 3), f"both say {', '.join(words)} ({value:.0%} alike)")


def _shared_words(left: ClaimProfile, right: ClaimProfile) -> Set[str]:
    """What two claims share beside names: to speak of the same people is not to say the same."""
    return (left.weights.keys() & right.weights.keys()) - left.names


CLAIM_CLUES: Mapping[str, Clue[ClaimProfile]] = {
    "same-wording": same_wording,
    "shared-words": shared_words,
    "same-chain": same_chain,
}


def same_nesting(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """The claims hold, or are held by, claims that report one statement."""
    value = likeness(left, right)
    if value < TOLD_ALIKE:
        return None
    return Score(
        round(value, 3), f"what they hold, or stand in, is one statement ({value:.0%} alike)"
    )


def same_quotation(left: ClaimProfile, right: ClaimProfile) -> Score | None:
    """Both quote the same words, and one does not tell whose they are."""
    shared = left.quotes & right.quotes
    if not shared or not (left.is_unspecified or right.is_unspecified):
        return None
    return Score(SAME_WORDING, f"both quote “{' … '.join(min(shared))}”")


QUOTING_CLUES: Mapping[str, Clue[ClaimProfile]] = {"same-quotation": same_quotation}
NESTING_CLUES: Mapping[str, Clue[ClaimProfile]] = {"same-nesting": same_nesting}


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
