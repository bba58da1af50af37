"""What disputes are looked for in: the records of all articles, and what was concluded of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Claim, Event, Extraction, Identity, Key, Span, Statement, global_ids
from kg.resolve.cast import Cast
from kg.resolve.passages import Passages, passages
from kg.resolve.profiles import ClaimProfile
from kg.resolve.times import published


@dataclass(frozen=True, slots=True)
class Accounts:
    """Articles by source id, local events and claims by key, profiles with like ones together.

    `happenings` and `said` are the global ids of local events, and the statements of claims;
    `unnamed` the actors of whom no article gives a name, `mentioned` the statements that are about
    a local event.
    """

    sources: Mapping[str, Extraction]
    passages: Mapping[str, Passages]
    cast: Cast
    identities: Sequence[Identity]
    statements: Sequence[Statement]
    profiles: Sequence[ClaimProfile]
    events: Mapping[Key, Event]
    claims: Mapping[Key, Claim]
    happenings: Mapping[Key, str]
    said: Mapping[Key, str]
    unnamed: frozenset[str]
    mentioned: Mapping[Key, frozenset[str]]

    def text(self, source: str) -> str:
        """The text of an article."""
        return self.sources[source].document.text

    def published(self, source: str) -> str:
        """When an article was published, as far as it is known; empty where it is not."""
        return published(self.sources[source])

    def claim_at(self, source: str, span: Span) -> Claim | None:
        """The innermost claim whose content holds a stretch of an article."""
        claims = self.sources[source].claims
        holders = [claim for claim in claims if any(piece.holds(span) for piece in claim.content)]
        return min(
            holders, key=lambda c: (sum(s.end - s.start for s in c.content), c.id), default=None
        )

    def overlap(self, left: Key, right: Key) -> bool:
        """Whether one stretch of an article gives both claims: "Lind and Moe said that ..."."""
        if left.source != right.source:
            return False
        one, two = self.claims[left].content, self.claims[right].content
        return any(span.overlaps(other) for span in one for other in two)

    def stating(self, event: Key) -> frozenset[str]:
        """The statements whose claims are about a local event."""
        return self.mentioned.get(event, frozenset())

    def by_key(self) -> Mapping[Key, ClaimProfile]:
        """The profiles of claims by their keys."""
        return {profile.key: profile for profile in self.profiles}

    def speaker(self, profile: ClaimProfile) -> str:
        """The name of a claim's speaker across articles."""
        return self.cast.names.get(profile.speaker, profile.speaker)

    def chain(self, key: Key) -> Iterator[Key]:
        """A claim, and the claims that it is told in, from the inside out."""
        step: str | None = key.id
        while step and (claim := self.claims.get(Key(key.source, step))):
            yield Key(key.source, step)
            step = claim.nested_in

    def depth(self, key: Key) -> int:
        """How many claims a claim is told in."""
        return sum(1 for _ in self.chain(key)) - 1

    def subject(self, members: Iterable[ClaimProfile]) -> str:
        """What claims are about: their one statement; the event or actor that several are about."""
        members = tuple(members)
        stated = {self.said.get(member.key, "") for member in members}
        if len(stated) == 1 and "" not in stated:
            return stated.pop()
        for ids in (self.happenings, self.cast.ids):
            count = Counter(id_ for member in members for id_ in self._about(member.key, ids))
            best = min(count, key=lambda id_: (-count[id_], id_), default="")
            if count[best] > 1:
                return best
        return min(member.speaker for member in members)

    def _about(self, key: Key, ids: Mapping[Key, str]) -> set[str]:
        found = (ids.get(Key(key.source, about)) for about in self.claims[key].about)
        return {id_ for id_ in found if id_}


def open_accounts(
    sources: Mapping[str, Extraction],
    cast: Cast,
    identities: Sequence[Identity],
    statements: Sequence[Statement],
    profiles: Sequence[ClaimProfile],
) -> Accounts:
    """The accounts of all articles, made ready for look-up."""
    claims = {Key(s, claim.id): claim for s, found in sources.items() for claim in found.claims}
    said = global_ids(statements)
    return Accounts(
        sources=sources,
        passages={source: passages(source, found, cast) for source, found in sources.items()},
        cast=cast,
        identities=identities,
        statements=statements,
        profiles=profiles,
        events={Key(s, event.id): event for s, found in sources.items() for event in found.events},
        claims=claims,
        happenings=global_ids(identities),
        said=said,
        unnamed=frozenset(i.id for i in cast.identities if i.type in {"Role", "Group"}),
        mentioned=_mentioned(claims, said),
    )


def _mentioned(
    claims: Mapping[Key, Claim], said: Mapping[Key, str]
) -> Mapping[Key, frozenset[str]]:
    found: dict[Key, set[str]] = defaultdict(set)
    for key, statement in said.items():
        for about in claims[key].about:
            found[Key(key.source, about)].add(statement)
    return {key: frozenset(statements) for key, statements in found.items()}


def paragraph(text: str, span: Span) -> Span:
    """The paragraph that a span begins in."""
    end = text.find("\n", span.start)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))
