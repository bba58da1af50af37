"""A claim with what the article tells before and around it: other claims, and conversations."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.claims.addressees import phrases_for
from kg.extract.language import Parsed
from kg.extract.quotes import paragraphs
from kg.records import Claim, Event, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PEOPLE = {"Person", "Role"}
# At most so many claims and conversations before a claim are looked at.
MEMORY = 40


@dataclass(frozen=True, slots=True)
class Partner:
    """An actor who is spoken to, and the words that say who it is."""

    actor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Talk:
    """One place where an article tells of a conversation, by its word there."""

    trigger: "Token"
    event: Event


class Article:
    """A parsed article with its cast, its paragraphs and the conversations that it tells of."""

    def __init__(self, parsed: Parsed, cast: Cast, events: Sequence[Event]) -> None:
        self.parsed = parsed
        self.cast = cast
        self.talks = _talks(parsed, events)
        self._starts = [span.start for span in paragraphs(parsed.document.text)]

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that a character stands in."""
        return bisect_right(self._starts, place)

    def talk_at(self, index: int) -> int:
        """The number of the first conversation that is told of at or after a token."""
        return bisect_left(self.talks, index, key=lambda talk: talk.trigger.i)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A claim, the word that attributes it, and the claims before it."""

    article: Article
    claim: Claim
    cue: "Token"
    earlier: Sequence[Claim]

    @classmethod
    def of(cls, article: Article, claim: Claim, earlier: Sequence[Claim]) -> "Utterance | None":
        """The utterance of a claim, if it has a cue."""
        cue = cue_of(article.parsed, claim)
        return cls(article, claim, cue, earlier) if cue is not None else None

    @property
    def verb(self) -> "Token":
        """The verb of the cue: of "clear" in "made it clear" it is "made"."""
        return self.cue if self.cue.pos_ in {"VERB", "AUX"} else self.cue.head

    def says(self, token: "Token") -> bool:
        """Whether the token is part of what is said."""
        return any(piece.start <= token.idx < piece.end for piece in self.claim.content)

    def speaks_to_somebody(self) -> bool:
        """Whether a phrase says who is spoken to, even if nobody knows who that is."""
        return any(phrases_for(self.article.parsed, self.cue))

    def other(self, talk: Talk) -> Partner | None:
        """The other of two who hold a conversation, where the speaker is one of them."""
        return other_of(self.article.cast, [self.claim.speaker], talk.event)

    def other_side(self, talk: Talk) -> Partner | None:
        """The same, where the speaker's state or body is one of the two."""
        known = self.article.cast.actors.get(self.claim.speaker)
        parties = [known.party, *(role.party for role in known.roles)] if known else []
        return other_of(self.article.cast, [party for party in parties if party], talk.event)

    def talks_in_sentence(self) -> Iterator[Talk]:
        """Conversations that the sentence of the cue tells of."""
        sentence = self.cue.sent
        first, end = map(self.article.talk_at, (sentence.start, sentence.end))
        return (self.article.talks[at] for at in range(first, end))

    def talks_before(self, most: int) -> Iterator[Talk]:
        """Those told of before the cue, at most so many paragraphs back, the latest first."""
        last = self.article.talk_at(self.cue.i) - 1
        for at in range(last, max(-1, last - MEMORY), -1):
            talk = self.article.talks[at]
            if not self._is_near(talk.trigger.idx, most):
                return
            yield talk

    def claims_before(self, most: int) -> Iterator[Claim]:
        """Claims before this one, at most so many paragraphs back, the latest first."""
        for claim in reversed(self.earlier[-MEMORY:]):
            if not self._is_near((claim.cue or claim.content[0]).start, most):
                return
            yield claim

    def _is_near(self, place: int, most: int) -> bool:
        here = self.article.paragraph(self.cue.idx)
        return here - self.article.paragraph(place) <= most


def cue_of(parsed: Parsed, claim: Claim) -> "Token | None":
    """The word of a claim's cue that the others hang on."""
    tokens = parsed.tokens(claim.cue) if claim.cue else ()
    return next((t for t in tokens if t.head == t or t.head not in tokens), None)


def _talks(parsed: Parsed, events: Sequence[Event]) -> list[Talk]:
    """Where an article tells of conversations, in order."""
    found = (
        Talk(tokens[-1], event)
        for event in events
        if event.type == "CONSULT"
        for trigger in event.triggers
        if (tokens := parsed.tokens(trigger.span))
    )
    return sorted(found, key=lambda talk: talk.trigger.i)


def other_of(cast: Cast, speakers: Sequence[str], event: Event) -> Partner | None:
    """Who else of the same kind, person or body, takes part; None where that may be several."""
    own = next((part.actor for part in event.participants if part.actor in speakers), None)
    if own is None:
        return None
    others = [
        part
        for part in event.participants
        if part.actor != own and _is_person(cast, part.actor) == _is_person(cast, own)
    ]
    return Partner(others[0].actor, others[0].span) if len(others) == 1 else None


def _is_person(cast: Cast, actor: str) -> bool:
    known = cast.actors.get(actor)
    return known is not None and known.type in PEOPLE
