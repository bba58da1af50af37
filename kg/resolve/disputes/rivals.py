"""Claims in nearly the same words whose speakers do not speak for one another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.records import Extraction, Key
from kg.resolve.claims import telling_blocks
from kg.resolve.clues.claims import DIRECTIVE, FRIENDLY, acts_agree, likeness, opposed
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.groups import Pair
from kg.resolve.names import normal_name, plain_words
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import family
from kg.resolve.words import word_set

# Two people may well say much the same. One statement has two authors only where it is told at
# length and in nearly the same words.
SAME_STATEMENT = 0.6
WORDS_OF_A_STATEMENT = 6
OPENING = 3  # words of a content in which it may speak of its own speaker
COMMON = DIRECTIVE | FRIENDLY | {"expect"}  # acts that many perform in the same words


@dataclass(frozen=True, slots=True)
class _Scene:
    """Who only relays, by which titles people go, and whose claims are told inside a claim."""

    accounts: Accounts
    media: frozenset[str]
    titles: Mapping[str, set[str]]
    inner: Mapping[Key, set[str]]


def rivals(accounts: Accounts) -> Iterator[Pair]:
    """Pairs of claims that are one statement by two authors."""
    scene = _Scene(accounts, _media(accounts), _titles(accounts), _inner(accounts))
    for left, right in near_pairs(telling_blocks(accounts.profiles, whose=lambda _: "")):
        if left.voice == right.voice or not _one_statement(left, right):
            continue
        if _can_be_authors(scene, left, right) and not accounts.overlap(left.key, right.key):
            yield left, right


def _one_statement(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether two claims are told at such length, and so much alike, that they are one."""
    if {left.act, right.act} & COMMON or not acts_agree(left, right) or opposed(left, right):
        return False
    shared = left.weights.keys() & right.weights.keys()
    return (
        len(shared) >= WORDS_OF_A_STATEMENT
        and left.figures == right.figures
        and likeness(left, right) >= SAME_STATEMENT
    )


def _can_be_authors(scene: _Scene, left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether both are somebody, at one level of hearsay, and neither tells of the other."""
    accounts, speakers = scene.accounts, {left.speaker, right.speaker}
    words = [set(plain_words(accounts.speaker(profile))) for profile in (left, right)]
    return (
        accounts.depth(left.key) == accounts.depth(right.key)
        and not (left.is_unspecified or right.is_unspecified)
        and not speakers <= accounts.unnamed
        and not speakers & scene.media
        and not (words[0] <= words[1] or words[1] <= words[0])  # "Lind" in "Lind and Moe"
        and not _tells_of(scene, left, right)
        and not _tells_of(scene, right, left)
    )


def _tells_of(scene: _Scene, teller: ClaimProfile, other: ClaimProfile) -> bool:
    """Whether one claim only reports that the other was made.

    "Lind said that Moe feared rain" and "Moe feared rain" agree on the author. "Moe said that he
    feared rain" is the first one with another author.
    """
    if other.voice in scene.inner[teller.key]:
        return other.voice not in scene.inner[other.key]
    calls = {normal_name(scene.accounts.speaker(other)), *scene.titles[other.speaker]}
    return bool(calls & teller.weights.keys()) and not _speaks_of_itself(scene.accounts, other)


def _speaks_of_itself(accounts: Accounts, profile: ClaimProfile) -> bool:
    claim, text = accounts.claims[profile.key], accounts.text(profile.key.source)
    opening = plain_words(claim.content[0].of(text))[:OPENING]
    return not word_set("function", "pronouns").isdisjoint(opening)


def _media(accounts: Accounts) -> frozenset[str]:
    """Speakers that are publishers or agencies: what they say, they have heard."""
    heard = {normal_name(name) for found in accounts.sources.values() for name in _relayed(found)}
    names = accounts.cast.names
    return frozenset(id_ for id_, name in names.items() if normal_name(name) in heard)


def _relayed(found: Extraction) -> Iterator[str]:
    source = found.document.source
    yield from filter(None, (source.publisher, *source.via))
    names = {actor.id: actor.name for actor in found.actors}
    for claim in found.claims:
        for relay in claim.relayed_by:
            yield names.get(relay.actor or "", relay.name)


def _titles(accounts: Accounts) -> Mapping[str, set[str]]:
    """The last word of each title that a speaker has: "the president" may be he."""
    titles: dict[str, set[str]] = defaultdict(set)
    for source, found in accounts.sources.items():
        for actor in found.actors:
            words = (plain_words(role.title)[-1:] for role in actor.roles)
            titles[accounts.cast.id_of(source, actor.id)] |= {
                family(w) for last in words for w in last
            }
    return titles


def _inner(accounts: Accounts) -> Mapping[Key, set[str]]:
    """Whose claims are told inside each claim."""
    inner: dict[Key, set[str]] = defaultdict(set)
    for profile in accounts.profiles:
        _, *outer = accounts.chain(profile.key)
        for key in outer:
            inner[key].add(profile.voice)
    return inner
