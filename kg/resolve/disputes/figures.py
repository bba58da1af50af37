"""Different figures for one quantity."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from kg.ids import digest
from kg.records import Dispute, Identity, Key, Quantity, Side
from kg.resolve.claims import telling_blocks
from kg.resolve.clues.claims import likeness, within_another
from kg.resolve.clusters import near_pairs
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.amounts import Amount, counted, disagree
from kg.resolve.disputes.clashes import Given, clashing
from kg.resolve.disputes.sides import by_value
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed

SAME_BUT_FOR_FIGURES = 0.6
SHARED_WORDS = 3

type Counts = tuple[tuple[ClaimProfile, Amount], tuple[ClaimProfile, Amount]]


def find_figures(accounts: Accounts) -> Iterator[Dispute]:
    """Accounts of one happening, or claims in the same words, give figures that clash."""
    of_events = [d for identity in accounts.identities for d in _of_happening(accounts, identity)]
    yield from of_events
    known = {(side.key.source, side.span.start) for d in of_events for side in d.sides}
    for counts in _in_claims(accounts):
        if not known.issuperset((who.key.source, count.span.start) for who, count in counts):
            yield _of_claims(accounts, counts)


def _of_happening(accounts: Accounts, identity: Identity) -> Iterator[Dispute]:
    by_unit: dict[str, list[Given]] = defaultdict(list)
    for key in identity.members:
        for quantity in accounts.events[key].quantities:
            by_unit[quantity.unit].append((key, quantity))
    for unit, given in sorted(by_unit.items()):
        odd = clashing(accounts, given)
        values = sorted({quantity.value for _, quantity in odd})
        if odd:
            yield Dispute(
                id=digest("figure", identity.id, unit),
                kind="figure",
                subject=identity.id,
                reason=f"{identity.name}: {listed([f'{v:g}' for v in values])} {unit} are given",
                sides=tuple(_event_side(key, quantity) for key, quantity in _first_of_each(odd)),
                rule="figures-of-one-event",
            )


def _first_of_each(given: Iterable[Given]) -> list[Given]:
    """Each value once an article, where it is given first."""
    first: dict[tuple[str, float], Given] = {}
    for key, quantity in sorted(given, key=lambda pair: (pair[1].span, pair[0])):
        first.setdefault((key.source, quantity.value), (key, quantity))
    return sorted(first.values(), key=lambda pair: (pair[1].value, pair[0]))


def _event_side(key: Key, quantity: Quantity) -> Side:
    return Side(key, f"{quantity.value:.15g} {quantity.unit}", quantity.span)


def _in_claims(accounts: Accounts) -> Iterator[Counts]:
    """Of claims that are the same but for their figures, what they count differently."""
    counting = (profile for profile in accounts.profiles if profile.figures)
    for left, right in near_pairs(telling_blocks(counting, whose=lambda _: "")):
        if _alike(left, right) and not _knows(left, right) and not _knows(right, left):
            counts = product(_counts(accounts, left), _counts(accounts, right))
            odd = [(one, two) for one, two in counts if _at_odds(one, two)]
            if len(odd) == 1:  # of several, no one can say which belong together
                yield (left, odd[0][0]), (right, odd[0][1])


def _alike(left: ClaimProfile, right: ClaimProfile) -> bool:
    shared = left.weights.keys() & right.weights.keys()
    alike = len(shared) >= SHARED_WORDS and likeness(left, right) >= SAME_BUT_FOR_FIGURES
    return alike and left.is_negated == right.is_negated and not within_another(left, right)


def _knows(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether a claim gives all figures of the other: what more it gives counts something else."""
    return left.figures >= right.figures


def _counts(accounts: Accounts, profile: ClaimProfile) -> list[Amount]:
    text = accounts.text(profile.key.source)
    pieces = accounts.claims[profile.key].content
    return [found for piece in pieces for found in counted(text, piece)]


def _at_odds(left: Amount, right: Amount) -> bool:
    return bool(left.units & right.units) and disagree((left, right))


def _of_claims(accounts: Accounts, counts: Counts) -> Dispute:
    sides = [
        Side(who.key, " ".join(count.span.of(accounts.text(who.key.source)).split()), count.span)
        for who, count in counts
    ]
    return Dispute(
        id=digest("figure", *(part for side in sides for part in side.key)),
        kind="figure",
        subject=accounts.subject([who for who, _ in counts]),
        reason=f"the same words, but for “{sides[0].value}” and “{sides[1].value}”",
        sides=by_value(sides),
        rule="figures-in-the-same-words",
    )
