"""Whose word it is that something happens: the article's own, or that of claims alone."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from kg.records import Claim, Span


class Contents:
    """Which claims hold which words of an article."""

    def __init__(self, claims: Sequence[Claim], places: Iterable[Span]) -> None:
        """`places` are all that will be asked for: one pass over the article finds their claims."""
        self._above = {claim.id: claim.nested_in for claim in claims}
        self._inside = innermost(claims, places)

    def claimed_in(self, places: Iterable[Span]) -> tuple[str, ...]:
        """The claims whose word it is; none where the article tells of it outside of claims.

        Where one of them stands inside another, it is the outer one's word: its speaker tells of it
        as well.
        """
        held = [self._inside[place] for place in places]
        if not all(held):
            return ()
        found = dict.fromkeys(claim for claims in held for claim in claims)
        return tuple(claim for claim in found if not self._outer(claim) & found.keys())

    def _outer(self, claim: str) -> set[str]:
        outer: set[str] = set()
        above = self._above.get(claim)
        while above is not None and above not in outer:
            outer.add(above)
            above = self._above.get(above)
        return outer


def innermost(claims: Sequence[Claim], places: Iterable[Span]) -> Mapping[Span, tuple[str, ...]]:
    """The innermost claims that hold each place; several where sources say it together.

    Pieces of content are taken up and dropped in the order of the text, so that this costs no more
    for a long article than its claims are nested deep.
    """
    contents = ((piece, size_of(claim), claim.id) for claim in claims for piece in claim.content)
    pieces = deque(sorted(contents))
    found: dict[Span, tuple[str, ...]] = {}
    begun: list[tuple[Span, int, str]] = []
    for place in sorted(set(places)):
        while pieces and pieces[0][0].start <= place.start:
            begun.append(pieces.popleft())
        begun = [each for each in begun if each[0].end > place.start]
        holding = [(size, claim) for piece, size, claim in begun if piece.holds(place)]
        least = min((size for size, _ in holding), default=0)
        found[place] = tuple(sorted({claim for size, claim in holding if size == least}))
    return found


def size_of(claim: Claim) -> int:
    """How many characters the content has."""
    return sum(piece.end - piece.start for piece in claim.content)
