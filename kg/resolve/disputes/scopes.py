"""Different scope of one statement: what one account enumerates and another leaves out."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ids import digest
from kg.records import Dispute, Key, Side, Statement
from kg.resolve.clues.claims import LIKE_ENOUGH, likeness
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.enumerations import Enumeration, Item, enumerations
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed

SHARED_ITEMS = 2  # by which two enumerations are of one thing


@dataclass(frozen=True, slots=True)
class _Listing:
    """An enumeration of a claim, and all words of that claim; `key` tells it from the others."""

    key: Key
    profile: ClaimProfile
    found: Enumeration
    bag: frozenset[str]


def find_scopes(accounts: Accounts) -> Iterator[Dispute]:
    """One statement is told of more things here than there."""
    by_key = accounts.by_key()
    for statement in accounts.statements:
        members = [by_key[key] for key in statement.members]
        listings = [item for member in members for item in _listings(accounts, member)]
        for left, right in near_pairs(_blocks(listings)):
            wide, narrow = sorted((left, right), key=lambda item: -len(item.found.items))
            if _wider(wide, narrow):
                yield _dispute(accounts, statement, [narrow, wide])


def _listings(accounts: Accounts, member: ClaimProfile) -> Iterator[_Listing]:
    read, claim = accounts.passages[member.key.source], accounts.claims[member.key]
    bag = read.bag(claim.content)
    for piece in claim.content:
        for found in enumerations(read, piece):
            key = Key(member.key.source, f"{member.key.id} {found.span.start}")
            yield _Listing(key, member, found, bag)


def _blocks(listings: Sequence[_Listing]) -> Mapping[Hashable, list[_Listing]]:
    blocks: dict[Hashable, list[_Listing]] = defaultdict(list)
    for listing in listings:
        for word in sorted(frozenset().union(*listing.found.items)):
            blocks[word].append(listing)
    return blocks


def _wider(wide: _Listing, narrow: _Listing) -> bool:
    """Whether one account lists all that the other lists, and something that it says nowhere."""
    if wide.key.source == narrow.key.source or likeness(wide.profile, narrow.profile) < LIKE_ENOUGH:
        return False
    matched = [_match(item, wide.found.items) for item in narrow.found.items]
    if None in matched or len(set(matched)) < max(SHARED_ITEMS, len(narrow.found.items)):
        return False
    more = [item for item in wide.found.items if item not in matched]
    return any(not item <= narrow.bag for item in more)


def _match(item: Item, others: Sequence[Item]) -> Item | None:
    return next((other for other in others if item & other), None)


def _dispute(accounts: Accounts, statement: Statement, sides: Sequence[_Listing]) -> Dispute:
    made = [_side(accounts, listing) for listing in sides]
    speaker = accounts.cast.names.get(statement.speaker, statement.speaker)
    values = [f"“{side.value}”" for side in made]
    return Dispute(
        id=digest("scope", *(part for side in made for part in (*side.key, side.value))),
        kind="scope",
        subject=statement.id,
        reason=f"{speaker} is told to speak of {listed(values, last='and of')}",
        sides=tuple(made),
        rule="longer-enumeration",
    )


def _side(accounts: Accounts, listing: _Listing) -> Side:
    words = listing.found.span.of(accounts.text(listing.key.source))
    return Side(listing.profile.key, " ".join(words.split()), listing.found.span)
