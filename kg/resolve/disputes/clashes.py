"""Whose figures for one quantity cannot hold beside whose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product

from kg.records import Key, Quantity
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.amounts import amount

type Given = tuple[Key, Quantity]
type Ranges = frozenset[tuple[float, float]]
type Told = Mapping[str, Ranges]


def clashing(accounts: Accounts, given: Sequence[Given]) -> list[Given]:
    """The figures of those who have none that another one can agree with.

    Articles are compared with each other. Within one, several figures count several things, unless
    different speakers give them.
    """
    by_source: dict[str, list[Given]] = defaultdict(list)
    for key, quantity in given:
        by_source[key.source].append((key, quantity))
    whole = {source: _ranges(accounts, found) for source, found in by_source.items()}
    sources = _at_odds(whole)
    kept: list[Given] = []
    for source, found in by_source.items():
        kept += found if source in sources else _of_rivals(accounts, found)
    return kept


def _of_rivals(accounts: Accounts, given: Sequence[Given]) -> list[Given]:
    """Of one article, the figures of speakers at odds."""
    by_speaker: dict[str, list[Given]] = defaultdict(list)
    for key, quantity in given:
        claim = accounts.claim_at(key.source, quantity.span)
        if claim:
            by_speaker[claim.speaker].append((key, quantity))
    told = {speaker: _ranges(accounts, found) for speaker, found in by_speaker.items()}
    return [pair for speaker in sorted(_at_odds(told)) for pair in by_speaker[speaker]]


def _ranges(accounts: Accounts, given: Sequence[Given]) -> Ranges:
    found = (amount(accounts.text(key.source), q.span, q.value) for key, q in given)
    return frozenset((each.low, each.high) for each in found)


def _at_odds(told: Told) -> set[str]:
    """Those whose ranges meet none of another's; those who tell the same are compared once."""
    alike: dict[Ranges, list[str]] = defaultdict(list)
    for who, ranges in told.items():
        alike[ranges].append(who)
    apart = (pair for pair in combinations(alike, 2) if not _meet(*pair))
    return {who for pair in apart for ranges in pair for who in alike[ranges]}


def _meet(left: Ranges, right: Ranges) -> bool:
    return any(low <= top and bottom <= high for (low, high), (bottom, top) in product(left, right))
