"""How sure a claim is: the probability that its source, cue and content are all right.

A logistic regression over what the network gives to its parts, and over the rules that bear the
claim out; fitted on annotated articles by `kg train` (Platt 1999). The tagger's card has the
weights, also those for what rules find alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import exp, log

from kg.extract.claims.attribution import Attribution

# Beyond this a probability is as good as certain, and its logarithm says no more.
CERTAIN = 1e-4
ALWAYS = "always"
# Near half the best F1 that can be had: claims below cost more precision than they bring recall
# (Lipton, Elkan and Naryanaswamy 2014, ECML).
LEAST = 0.3

# By who found an attribution, the tagger or the rules, and by feature.
type Weights = Mapping[str, Mapping[str, float]]
BY_TAGGER, BY_RULES = "tagger", "rules"


def with_confidence(items: Iterable[Attribution], weights: Weights) -> list[Attribution]:
    """Attributions with their confidence; the tagger's least likely ones are left out."""
    held = (replace(item, confidence=confidence_of(item, weights)) for item in items)
    return [it for it in held if not it.signs or it.confidence is None or it.confidence >= LEAST]


def confidence_of(item: Attribution, weights: Weights) -> float | None:
    """The probability, 0 to 1 with two decimals; None where nothing was fitted.

    A feature that was never seen counts nothing.
    """
    own = weights.get(BY_TAGGER if item.signs else BY_RULES)
    if own is None:
        return None
    total = sum(own.get(name, 0.0) * value for name, value in features(item))
    return round(1 / (1 + exp(-total)), 2)


def features(item: Attribution) -> Iterator[tuple[str, float]]:
    """What speaks for an attribution, by name: log odds of the network's parts, and its rule."""
    yield ALWAYS, 1.0
    yield f"rule {item.rule}", 1.0
    for name, probability in item.signs.items():
        yield name, log_odds(probability)


def log_odds(probability: float) -> float:
    """The logarithm of how much likelier than not, within bounds."""
    kept = min(max(probability, CERTAIN), 1 - CERTAIN)
    return log(kept / (1 - kept))
