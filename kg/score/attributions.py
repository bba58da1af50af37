"""Who is said to have said what: attributions as sets of words, and how many are found.

A found attribution matches a wanted one where their contents share enough words (`half`). It is
right (`full`) where their sources and their cues agree as well, as PolNeAR's annotators are held
against each other (Newell et al. 2018, LREC); `exact` asks for the same words of the content.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from kg import errors
from kg.records import Quotation
from kg.score.bootstrap import Tally
from kg.score.calibration import Judged
from kg.score.corpus import Annotated, Gold
from kg.score.figures import Figure, retrieval, share
from kg.score.forms import Claim
from kg.score.matching import Pair, best_pairs
from kg.score.tokens import Tokens, tokens_of

# Dice (1945) overlap of two contents' words, from which on they are the same content.
HALF = 0.5
# Between contents that fit as well, the sources and cues decide.
AGREEING = 1e-6
MATCHES = ("half", "full", "exact")
ROLES = ("source", "cue")


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution as the numbers of its tokens."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    kind: Quotation
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one article adds to the figures."""

    tally: Tally
    judged: tuple[Judged, ...]


def counted_tokens(article: Annotated) -> Tokens:
    """The tokens of a text, without those that its first annotator discarded and did not use."""
    tokens = tokens_of(article.text)
    golds = article.annotators[0]
    used = (span for gold in golds for span in (*gold.source, *gold.cue, *gold.content))
    return tokens.without(tokens.touched(article.discarded[0]) - tokens.touched(used))


def of_gold(tokens: Tokens, golds: Iterable[Gold]) -> list[Attribution]:
    """An annotator's attributions."""
    roles = ([tokens.counted(it) for it in (g.source, g.cue, g.content)] for g in golds)
    return _countable(_attribution(tokens, *role) for role in roles)


def of_claims(tokens: Tokens, claims: Iterable[Claim]) -> list[Attribution]:
    """Claims as attributions, nested ones among them."""
    return _countable(_of_claim(tokens, claim) for claim in claims)


def of_outermost(tokens: Tokens, claims: Sequence[Claim]) -> list[Attribution]:
    """Claims as a corpus without nesting has them: inner ones are content of the outermost."""
    by_id = {claim.id: claim for claim in claims}
    inner: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        item = _of_claim(tokens, claim)
        inner[_outermost(claim, by_id).id] |= item.source | item.cue | item.content
    return _countable(
        _with_content(tokens, _of_claim(tokens, claim), inner[claim.id])
        for claim in claims
        if claim.nested_in is None
    )


def compare(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> Comparison:
    """The counts of an article, and which of ours are right."""
    pairs = _matched(gold, ours)
    exact = Counter(it.content for it in gold) & Counter(it.content for it in ours)
    tally = Counter({"gold": len(gold), "found": len(ours), "exact": exact.total()})
    tally.update(f"{item.kind} gold" for item in gold)
    tally.update(f"{item.kind} found" for item in ours)
    for i, j in pairs:
        tally.update(_counts(gold[i], ours[j]))
    right = {j for i, j in pairs if _is_full(gold[i], ours[j])}
    judged = (Judged(item.confidence, j in right) for j, item in enumerate(ours))
    return Comparison(tally, tuple(judged))


def measure(tally: Tally) -> tuple[Figure, ...]:
    """The figures of an article's counts, or of the sum of many."""
    found, gold = tally["found"], tally["gold"]
    return (
        *(retrieval(name, tally[name], found, gold) for name in MATCHES),
        *(_by_kind(tally, kind) for kind in get_args(Quotation)),
        *(share(role, tally[role], tally["half"]) for role in ROLES),
        *(share(f"{role}, same words", tally[f"{role} same"], tally["half"]) for role in ROLES),
    )


def _by_kind(tally: Tally, kind: Quotation) -> Figure:
    found, gold = tally[f"{kind} found"], tally[f"{kind} gold"]
    return retrieval(kind, tally[f"{kind} right"], found, gold, tally[f"{kind} matched"])


def _counts(wanted: Attribution, found: Attribution) -> dict[str, int]:
    """What a matched pair adds. The two may differ in kind: each counts for its own."""
    return {
        "half": 1,
        "full": _is_full(wanted, found),
        f"{wanted.kind} matched": 1,
        f"{found.kind} right": 1,
        "source": _agree(wanted.source, found.source),
        "source same": wanted.source == found.source,
        "cue": _agree(wanted.cue, found.cue),
        "cue same": wanted.cue == found.cue,
    }


def _matched(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> list[Pair]:
    weights: dict[Pair, float] = {}
    for i, wanted in enumerate(gold):
        for j, found in enumerate(ours):
            dice = _dice(wanted.content, found.content)
            if dice >= HALF:
                agreeing = _agree(wanted.source, found.source) + _agree(wanted.cue, found.cue)
                weights[i, j] = dice + AGREEING * agreeing
    return best_pairs(weights)


def _dice(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _agree(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether they share a word, or there is none on either side."""
    return bool(one & other) or not (one or other)


def _is_full(wanted: Attribution, found: Attribution) -> bool:
    return _agree(wanted.source, found.source) and _agree(wanted.cue, found.cue)


def _of_claim(tokens: Tokens, claim: Claim) -> Attribution:
    source, cue = ([it.span] if it else [] for it in (claim.source_span, claim.cue))
    roles = (tokens.counted(spans) for spans in (source, cue, claim.spans))
    return replace(_attribution(tokens, *roles), confidence=claim.confidence)


def _attribution(
    tokens: Tokens, source: frozenset[int], cue: frozenset[int], content: frozenset[int]
) -> Attribution:
    return Attribution(source, cue, content, tokens.kind(content))


def _with_content(tokens: Tokens, item: Attribution, more: set[int]) -> Attribution:
    """The words of inner claims, but for those that are the outermost's own source and cue."""
    content = item.content | (more - item.source - item.cue)
    return replace(item, content=content, kind=tokens.kind(content))


def _countable(items: Iterable[Attribution]) -> list[Attribution]:
    return [item for item in items if item.content]


def _outermost(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    passed: set[str] = set()
    while claim.nested_in is not None:
        passed.add(claim.id)
        if claim.nested_in not in by_id or claim.nested_in in passed:
            raise errors.BadRequest(f"Claim {claim.id} is nested in no outermost claim.")
        claim = by_id[claim.nested_in]
    return claim
