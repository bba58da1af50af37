"""The JSON form of extractions, as far as it is measured: of gold and of ours alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.records import Span


class Marked(NamedTuple):
    """A span as JSON gives it; gold adds its words or a reason, and perhaps an actor's id."""

    start: int
    end: int
    words: str = ""
    actor: str = ""

    @property
    def span(self) -> Span:
        """The characters alone."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, its named mentions, and other words that stand for it."""

    id: str
    name: str = ""
    mentions: tuple[Marked, ...] = ()
    descriptions: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event, how, and the words that say so."""

    actor: str
    role: str = ""
    span: Marked | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event; its `mentions` are the words that name it, `time_span` those that give the time."""

    id: str
    type: str = ""
    time: str | None = None
    time_span: Marked | None = None
    status: str = ""
    participants: tuple[Participant, ...] = ()
    mentions: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim; `confidence` is the probability that it is right, where one was given."""

    id: str
    content: tuple[Marked, ...]
    speaker: str | None = None
    source_span: Marked | None = None
    cue: Marked | None = None
    kind: str = ""
    act: str = ""
    addressee: str | None = None
    nested_in: str | None = None
    same_as: str | None = None
    confidence: float | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The pieces of the content."""
        return tuple(piece.span for piece in self.content)


@dataclass(frozen=True, slots=True)
class Article:
    """What one article yields, or should yield. Ids mean one thing across all articles."""

    doc: str
    boilerplate: tuple[Marked, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """Articles as they were read by people.

    `optional` are spans, such as adjectives of nations, that count neither for nor against;
    `same` are groups of claims (`DOC#ID`) that report one statement.
    """

    articles: Mapping[str, Article]
    optional: Mapping[str, tuple[Marked, ...]]
    same: tuple[tuple[str, ...], ...] = ()
