"""Denial against assertion."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kg.ids import digest
from kg.records import Dispute, Side
from kg.resolve.claims import content_of, telling_blocks
from kg.resolve.clues.claims import likeness, within_another
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.groups import Pair, groups
from kg.resolve.names import plain_words
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed
from kg.resolve.words import word_set

# A denial repeats what it denies nearly word for word; topics alone are not contradictions.
CONTRADICTED = 0.6
# A negation may be of anything in its sentence, unless the rest is the same from end to end.
SAME_BUT_NEGATED = 0.8
SAME_SENTENCE = 0.85

SHARED_WORDS = 3
WORDS_OF_A_SENTENCE = 3  # beside names
ASSERTING = frozenset({"state", "warn", "accuse", "assess", "threaten"})

type Against = Callable[[ClaimProfile], bool]


def find_denials(accounts: Accounts) -> Iterator[Dispute]:
    """Some deny what others affirm, in nearly the same words."""
    for members in groups(_denied(accounts)):
        yield _dispute(accounts, members, _denies, "same-words-denied")
    for members in groups(_negated(accounts)):
        yield _dispute(accounts, members, _is_negated, "same-words-negated")


def _denied(accounts: Accounts) -> Iterator[Pair]:
    """Claims of which one denies what the other affirms; affirming a negation agrees with it."""
    telling = [profile for profile in accounts.profiles if _is_sentence(accounts, profile)]
    for left, right in near_pairs(_mixed_blocks(telling, _denies)):
        affirming = right if _denies(left) else left
        if (
            _denies(left) != _denies(right)
            and left.is_negated == right.is_negated
            and _affirms(affirming)
            and not within_another(left, right)
            and not accounts.overlap(left.key, right.key)
            and len(left.weights.keys() & right.weights.keys()) >= SHARED_WORDS
            and likeness(left, right) >= CONTRADICTED
        ):
            yield left, right


def _negated(accounts: Accounts) -> Iterator[Pair]:
    """Claims that are the same sentence with and without a negation."""
    affirming = [profile for profile in accounts.profiles if _affirms(profile)]
    for left, right in near_pairs(_mixed_blocks(affirming, _is_negated)):
        if left.is_negated == right.is_negated or likeness(left, right) < SAME_BUT_NEGATED:
            continue
        if accounts.overlap(left.key, right.key):
            continue
        one, two = (_without_negation(accounts, profile) for profile in (left, right))
        if SequenceMatcher(None, one, two, autojunk=False).ratio() >= SAME_SENTENCE:
            yield left, right


def _mixed_blocks(
    profiles: Sequence[ClaimProfile], against: Against
) -> Mapping[Hashable, Sequence[ClaimProfile]]:
    """Blocks of like claims in which some are against what others are for."""
    blocks = telling_blocks(profiles, whose=lambda _: "")
    return {key: block for key, block in blocks.items() if len(set(map(against, block))) > 1}


def _denies(profile: ClaimProfile) -> bool:
    """Whether a claim says that something is not so; to be against something is no denial."""
    return profile.act == "deny" or (profile.polarity == "negative" and profile.act in ASSERTING)


def _is_negated(profile: ClaimProfile) -> bool:
    return profile.is_negated


def _affirms(profile: ClaimProfile) -> bool:
    """Whether a claim says that something is so: to demand, intend or fear it affirms nothing."""
    return profile.act in ASSERTING and not _denies(profile)


def _is_sentence(accounts: Accounts, profile: ClaimProfile) -> bool:
    """Whether a content can be so or not so: "to comment", "who comes" and "the mayor" cannot."""
    if profile.is_unspecified or len(profile.weights.keys() - profile.names) < WORDS_OF_A_SENTENCE:
        return False
    piece = accounts.claims[profile.key].content[0].of(accounts.text(profile.key.source))
    return plain_words(piece)[:1] not in {(word,) for word in word_set("disputes", "no_sentence")}


def _without_negation(accounts: Accounts, profile: ClaimProfile) -> list[str]:
    text, claim = accounts.text(profile.key.source), accounts.claims[profile.key]
    spare = word_set("function", "negation") | word_set("disputes", "auxiliaries")
    return [word for word in plain_words(content_of(text, claim)) if word not in spare]


def _dispute(
    accounts: Accounts, members: Sequence[ClaimProfile], against: Against, rule: str
) -> Dispute:
    deny = sorted({accounts.speaker(member) for member in members if against(member)})
    affirm = sorted({accounts.speaker(member) for member in members if not against(member)})
    first = members[0].key
    return Dispute(
        id=digest(rule, first.source, first.id),
        kind="denial",
        subject=accounts.subject(members),
        reason=f"denied by {listed(deny)}, affirmed by {listed(affirm)}",
        sides=tuple(
            Side(
                member.key,
                "denied" if against(member) else "affirmed",
                accounts.claims[member.key].content[0],
            )
            for member in members
        ),
        rule=rule,
    )
