"""What is known of one article: frozen, plain values between language processing and RDF.

Nothing here knows spaCy or rdflib. All offsets are `str` offsets into `Document.text`, and
`text[span.start:span.end]` is the surface that a span stands for, always.

Ids are local to the article (`Extraction`); one id across articles is the business of
`kg.resolve`, which adds decisions beside these records and never rewrites them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

ActorType = Literal["Person", "Organization", "Place", "Group", "Role"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
]  # fmt: skip
Status = Literal["occurred", "scheduled", "hypothetical", "denied"]
ParticipantRole = Literal["agent", "recipient", "participant"]
EventRelation = Literal["part", "before", "after", "during"]
Quotation = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "state", "warn", "threaten", "demand", "request", "urge", "promise", "deny", "accuse",
    "support", "agree", "assess", "expect", "other",
]  # fmt: skip
Polarity = Literal["positive", "negative"]
DisputeKind = Literal[
    "figure", "date", "denial", "author", "condition", "scope", "status", "form",
]  # fmt: skip
# The rule of a time that is told by no date: what is going on goes on at the time of writing.
GOING_ON = "going-on"


class Span(NamedTuple):
    """Half-open range of characters: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The surface that the span stands for."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch that is not the article's own prose: a comment form, a credit, a see-also line."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """What an article says of itself. `published` is ISO 8601 (a day, or a day and a time)."""

    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    url: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read: the stored text, and what it says of itself.

    `name` is the file's last path part (with `#n` for line n of a JSON-lines file), `path` where
    it was read from; neither is part of the article's identity, which is its text alone.
    """

    name: str
    path: str
    text: str
    source: Source
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention of an actor, and the rule that found or joined it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Role:
    """A title or function: "Deputy Foreign Minister", held for `party` (an actor id) if known."""

    title: str
    span: Span
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, place, group or unnamed official, as one article presents it.

    `name` is the fullest normal form the article gives. Named actors have `mentions`; actors that
    are only described (type `Role` or `Group`) have `descriptions`, the words that describe them.
    `party` is the actor that a described one belongs to ("senior US official": the US).
    `same_as` are external IRIs, where the authority file knows them.
    """

    id: str
    name: str
    type: ActorType
    mentions: tuple[Mention, ...] = ()
    descriptions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    party: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A date in ISO 8601 (`2021-12-30`, `2021-12`, `2021`) or `start/end`, and its words."""

    value: str
    span: Span
    rule: str
    inferred: bool = False

    @property
    def is_within(self) -> bool:
        """Whether it was only going on then, and may have begun long before."""
        return self.rule == GOING_ON


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure tied to an event: 50 `minute`, 100000 `troop`. `unit` is a lower-case lemma."""

    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor's part in an event, and the words that say so."""

    actor: str
    role: ParticipantRole
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, as one article presents it; `triggers` are the words that name it.

    `truncated` is the day as far as the words give it, where they do not fix the `time`: `--12-07`,
    `---30`, `-W-4`, or how far from the day of writing, `-P1W` (see `kg.iso8601`). `claimed_in` are
    the innermost claims that its triggers stand in, where all do: these alone say that it happened.
    """

    id: str
    type: EventType
    label: str
    status: Status
    triggers: tuple[Mention, ...]
    time: Time | None = None
    truncated: Time | None = None
    place: str | None = None
    participants: tuple[Participant, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claimed_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLink:
    """That `event` is part of `other`, before, after or during it, by the words at `span`."""

    relation: EventRelation
    event: str
    other: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Relay:
    """Through whom the article heard it: a name, and the words that say so."""

    name: str
    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution: what a source is said to have said, thought, wanted or felt.

    `speaker` is an actor id of this article, `source_span` the words that name the source (perhaps
    a pronoun), `speaker_reason` how the one was found from the other. `content` is in as many
    pieces as the text breaks it into; `lemmas` are its content words, for comparison across
    articles. `nested_in` is the id of the claim whose content holds this one. `confidence` is the
    calibrated probability, to two decimals, that the claim is right as it stands: its source, cue
    and content. It says nothing of whether what is claimed is so.
    """

    id: str
    speaker: str
    speaker_reason: str
    source_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Quotation
    act: Act
    rule: str
    polarity: Polarity = "positive"
    addressee: str | None = None
    addressee_span: Span | None = None
    nested_in: str | None = None
    relayed_by: tuple[Relay, ...] = ()
    about: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """What made an extraction: this software, and the models it ran with, by their weights' hashes.

    `model` is the language model, `tagger` the trained tagger of claims; the latter is None where
    the rules worked alone. `authority_sha256` is the hash of the user's files of names known
    beforehand, None where there are only those of the software itself.
    """

    name: str
    version: str
    model: str
    model_version: str
    model_sha256: str
    tagger: str | None = None
    tagger_version: str | None = None
    tagger_sha256: str | None = None
    authority_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields. A pure function of the document, the tool and its word lists.

    `published` is the date that relative dates were resolved against: the document's own, or one
    inferred from the text (then `inferred` is set and the words are kept), or None.
    """

    document: Document
    tool: Tool
    published: Time | None = None
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[EventLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not built, and why, in one sentence for the user."""

    path: str
    reason: str


class Key(NamedTuple):
    """One article's local actor, event or claim: the unit that decisions join across articles."""

    source: str
    id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Why `member` was taken to be the same as `anchor`; equal where it stands alone.

    `by` names the person who decided so, or, by the clue "person-apart", that they differ.
    """

    member: Key
    anchor: Key
    clue: str
    score: float
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor or event across articles. `members` are sorted; `id` comes from what they share.

    `time_reason` says how the time follows from other articles, where no member gives it.
    """

    id: str
    name: str
    type: str
    members: tuple[Key, ...]
    decisions: tuple[Decision, ...]
    time: str | None = None
    time_reason: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article that gives no date was written, as other articles tell.

    `day` is that day where `exact`; else the earliest that it can be.
    """

    source: str
    day: str
    exact: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One claim's wording of a statement, against that of `base`, which is itself a member.

    `added` and `dropped` are content words; `stronger` and `weaker` tell what became of the act or
    the modality, "may → will". All are empty where `claim` is `base`.
    """

    claim: Key
    base: Key
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    stronger: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Claims that report the same statement by the same speaker, and how they word it.

    `origins` counts the independent ones: wire copy and shared paragraphs count once.
    """

    id: str
    speaker: str
    members: tuple[Key, ...]
    decisions: tuple[Decision, ...]
    origins: int
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: the claim or event, the value it gives, and its words."""

    key: Key
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dispute:
    """What cannot all hold, or not as it is told: all its sides, none of them preferred.

    `subject` is the global id of the actor, event or statement that it is about; `rule` names what
    found it.
    """

    id: str
    kind: DisputeKind
    subject: str
    reason: str
    sides: tuple[Side, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is concluded across articles: a pure function of a set of extractions, in any order."""

    actors: tuple[Identity, ...] = ()
    events: tuple[Identity, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    datings: tuple[Dating, ...] = ()


def global_ids(identities: Iterable[Identity | Statement]) -> dict[Key, str]:
    """Which global id each local actor, event or claim belongs to."""
    return {member: identity.id for identity in identities for member in identity.members}
