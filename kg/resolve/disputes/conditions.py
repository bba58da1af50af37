"""Different conditions of one statement."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.ids import digest
from kg.records import Claim, Dispute, Key, Side, Span
from kg.resolve.claims import telling_blocks
from kg.resolve.clues.claims import acts_agree, opposed, overlap
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.groups import groups
from kg.resolve.disputes.sides import by_value
from kg.resolve.passages import Passages
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import family, listed
from kg.resolve.words import load, word_set

SAME_CONSEQUENCE = 0.45
SHARED_WORDS = 3  # of the consequence
USUAL_WEIGHT = 3.0  # of a word that the claim's own lemmas do not give in the same form


@dataclass(frozen=True, slots=True)
class _Conditional:
    """A claim in two parts: where its condition stands, and the words of what hangs on it."""

    profile: ClaimProfile
    span: Span
    given: frozenset[str]
    then: Mapping[str, float]


def find_conditions(accounts: Accounts) -> Iterator[Dispute]:
    """One speaker is told to make the same depend on different conditions."""
    found = {item.profile.key: item for item in _conditionals(accounts)}
    blocks = telling_blocks(
        (profile for profile in accounts.profiles if profile.key in found),
        whose=lambda profile: profile.voice,
    )
    pairs = (
        (left, right)
        for left, right in near_pairs(blocks)
        if _at_odds(found[left.key], found[right.key])
    )
    for members in groups(pairs):
        yield _dispute(accounts, [found[member.key] for member in members])


def _conditionals(accounts: Accounts) -> Iterator[_Conditional]:
    for profile in accounts.profiles:
        if profile.is_unspecified:
            continue
        read, claim = accounts.passages[profile.key.source], accounts.claims[profile.key]
        span = condition_of(read.text, claim)
        if span and not _is_inner(accounts, profile.key, span):
            yield _split(read, claim, profile, span)


def _is_inner(accounts: Accounts, key: Key, span: Span) -> bool:
    """Whether a condition is that of a claim which is told inside this one."""
    holder = accounts.claim_at(key.source, span)
    return holder is not None and key in list(accounts.chain(Key(key.source, holder.id)))[1:]


def _split(read: Passages, claim: Claim, profile: ClaimProfile, span: Span) -> _Conditional:
    outside = [part for piece in claim.content for part in _without(piece, span)]
    return _Conditional(
        profile=profile,
        span=span,
        given=frozenset(map(_common, read.bag([span]))) - _light(),
        then={w: profile.weights.get(w, USUAL_WEIGHT) for w in sorted(read.bag(outside))},
    )


def _without(piece: Span, hole: Span) -> list[Span]:
    """What is left of a piece on both sides of a hole."""
    before = Span(piece.start, min(piece.end, hole.start))
    after = Span(max(piece.start, hole.end), piece.end)
    return [part for part in (before, after) if part.start < part.end]


def _at_odds(left: _Conditional, right: _Conditional) -> bool:
    """Whether the consequence is one and each condition has something that the other has not."""
    one, two = left.profile, right.profile
    return (
        one.key.source != two.key.source
        and acts_agree(one, two)
        and not opposed(one, two)
        and bool(left.given - right.given)
        and bool(right.given - left.given)
        and len(left.then.keys() & right.then.keys()) >= SHARED_WORDS
        and overlap(left.then, right.then) >= SAME_CONSEQUENCE
    )


def condition_of(text: str, claim: Claim) -> Span | None:
    """Where the condition of a claim stands: in its content, or hard behind it."""
    for piece in claim.content:
        for match in _opener().finditer(text, piece.start, piece.end):
            before = text[piece.start : match.start()].split()
            if not (before and before[-1].casefold() in word_set("disputes", "no_condition")):
                return _clause(text, match.start(), piece.end)
    end = claim.content[-1].end
    behind = _opener().match(text, end + len(_gap(text, end)))
    return _clause(text, behind.start(), len(text)) if behind else None


def _clause(text: str, start: int, limit: int) -> Span:
    """From an opener to the comma, stop or mark that ends its clause."""
    match = re.compile(r",\s|[;:.!?](?=\s|$)|[“”\"\n—]|\s-\s").search(text, start, limit)
    return Span(start, match.start() if match else limit)


def _gap(text: str, end: int) -> str:
    match = re.compile(r"[”\"’]?,?\s?").match(text, end)
    return match[0] if match else ""


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('disputes')['conditions'])})", re.IGNORECASE)


@cache
def _alike() -> Mapping[str, str]:
    return {family(word): row[0] for row in load("disputes")["alike"] for word in row}


def _common(word: str) -> str:
    return _alike().get(word, word)


@cache
def _light() -> frozenset[str]:
    return frozenset(family(word) for word in load("disputes")["light"])


def _dispute(accounts: Accounts, members: Sequence[_Conditional]) -> Dispute:
    first = members[0].profile.key
    sides = [_side(accounts, member) for member in members]
    given = [f"“{value}”" for value in sorted({side.value for side in sides})]
    speaker = accounts.speaker(members[0].profile)
    return Dispute(
        id=digest("condition", first.source, first.id),
        kind="condition",
        subject=accounts.subject([member.profile for member in members]),
        reason=f"{speaker} is told to make one thing depend on {listed(given)}",
        sides=by_value(sides),
        rule="other-condition",
    )


def _side(accounts: Accounts, member: _Conditional) -> Side:
    text = accounts.text(member.profile.key.source)
    return Side(member.profile.key, " ".join(member.span.of(text).split()), member.span)
