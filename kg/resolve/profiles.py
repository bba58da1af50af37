"""What clues look at: local actors, events and claims, made comparable across articles."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.iso8601 import bounds, is_offset
from kg.records import Act, Actor, ActorType, Claim, Event, Key, Polarity, Status
from kg.resolve.cast import Cast
from kg.resolve.names import (
    PersonName,
    acronym,
    body_name,
    initialisms,
    kind_name,
    normal_name,
    office_of,
    person_name,
    plain_words,
    short_body_name,
    spelling,
)
from kg.resolve.wording import content_words, family_or_state, figures, is_negated, quoted_words
from kg.resolve.words import word_set
from kg.resolve.writing import Writing, follows

NOUN = "happening-noun"  # the rule of a noun that names a happening
SPOKESPERSON = "spokesperson"
UNSPECIFIED = "unspecified"  # local id of the speaker of "it is said", "are expected"


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """An actor's names in comparable forms.

    Of an unnamed source, `office` is the one that it holds for a party, if any; `party` is a
    global id, or empty; `kind` is what is compared. All are empty for others.
    """

    key: Key
    name: str
    type: ActorType
    normal: str
    spelling: str
    person: PersonName | None
    acronyms: frozenset[str] = frozenset()
    initialisms: frozenset[str] = frozenset()
    short_names: frozenset[str] = frozenset()
    titles: frozenset[frozenset[str]] = frozenset()
    same_as: frozenset[str] = frozenset()
    office: str = ""
    party: str = ""
    kind: str = ""

    def belonging(self, party: str, party_name: str) -> "ActorProfile":
        """The profile of an unnamed source with its party, which says which kind it is of."""
        return replace(self, party=party, kind=kind_name(self.name, party_name))

    @property
    def is_acronym(self) -> bool:
        """Whether nothing but an acronym names it."""
        return bool(acronym(self.name))

    @property
    def is_full(self) -> bool:
        """Whether the name can stand for itself: no bare surname, no bare acronym."""
        return self.person.is_full if self.person else not self.is_acronym


def is_described(actor: Actor) -> bool:
    """Whether it is an unnamed source: nothing but descriptions stand for it."""
    return not actor.mentions and actor.type in {"Role", "Group"}


def actor_profile(source: str, text: str, actor: Actor) -> ActorProfile:
    """The profile of one local actor; `text` is its article's."""
    surfaces = {actor.name, *(mention.span.of(text) for mention in actor.mentions)}
    is_person = actor.type == "Person"
    return ActorProfile(
        key=Key(source, actor.id),
        name=actor.name,
        type=actor.type,
        normal=(body_name if actor.type == "Organization" else normal_name)(actor.name),
        spelling="".join(map(spelling, plain_words(actor.name))).removeprefix("the"),
        person=person_name(actor.name) if is_person else None,
        acronyms=frozenset() if is_person else frozenset(filter(None, map(acronym, surfaces))),
        initialisms=frozenset() if is_person else initialisms(actor.name),
        short_names=_short_names(surfaces) if actor.type == "Organization" else frozenset(),
        titles=frozenset(filter(None, (_title_words(role.title) for role in actor.roles))),
        same_as=frozenset(actor.same_as),
        office=office_of(actor.name) if actor.type == "Role" and actor.party else "",
    )


def _short_names(surfaces: Iterable[str]) -> frozenset[str]:
    """All that an article calls a body, and what may be left of its names."""
    names = {name for text in surfaces for name in (body_name(text), short_body_name(text))}
    return frozenset(filter(None, names))


def _title_words(title: str) -> frozenset[str]:
    """The words of a title; a press secretary is a spokesperson by another name."""
    words = " ".join(plain_words(title))
    for name in sorted(word_set("names", "spokespeople"), key=lambda name: (-len(name), name)):
        words = words.replace(name, SPOKESPERSON)
    return frozenset(words.split()) - word_set("function", "stop")


def pooled(profiles: Iterable[ActorProfile]) -> ActorProfile:
    """One profile for actors of one name: that of the first, with what all know."""
    first, *others = profiles
    return replace(
        first,
        acronyms=first.acronyms.union(*(other.acronyms for other in others)),
        short_names=first.short_names.union(*(other.short_names for other in others)),
        titles=first.titles.union(*(other.titles for other in others)),
        same_as=first.same_as.union(*(other.same_as for other in others)),
    )


@dataclass(frozen=True, slots=True)
class EventProfile:
    """A happening in comparable forms; participants and place are global ids.

    `circle` holds the participants and `agents` those who act, both with the parties they act
    for; `blocs` are those that any of them belongs to; it is `contested` where only claims deny
    it; `heads` are the words that name it, by stem; `time` is `told_time`, which the article
    gives, or follows from other articles; `truncated` is a day without a year; `near` is its
    first day, or that of the article where it has none; `names` reads ids.
    """

    key: Key
    type: str
    label: str
    status: Status
    contested: bool
    is_open: bool
    time: str
    told_time: str
    truncated: str
    near: date | None
    place: str
    participants: frozenset[str]
    circle: frozenset[str]
    agents: frozenset[str]
    blocs: frozenset[str]
    heads: Mapping[str, str]
    quantities: frozenset[tuple[str, float]]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """The article that tells of an event: its source id and text, and when it was written."""

    source: str
    text: str
    published: date | None
    writing: Writing | None

    @property
    def written(self) -> date | None:
        """The day of publication, or of writing as other articles tell it."""
        return self.published or (self.writing.day if self.writing else None)

    def follows(self, event: Event) -> str:
        """When the event takes place, counted from the day of writing that other articles tell."""
        return (follows(event, self.writing) if self.writing else None) or ""


def event_profile(report: Report, event: Event, cast: Cast) -> EventProfile:
    """The profile of one local event.

    What is only told as going on has no time to compare: it may have begun long before.
    """
    source, text = report.source, report.text
    told = event.time.value if event.time and not event.time.is_within else ""
    time = told or report.follows(event)
    truncated = event.truncated.value if event.truncated else ""
    parts = {part: cast.id_of(source, part.actor) for part in event.participants}
    circle = cast.with_parties(frozenset(parts.values()))
    agents = frozenset(actor for part, actor in parts.items() if part.role == "agent")
    heads = content_words(
        " ".join(
            [*(mention.span.of(text) for mention in event.triggers), event.label.split("(")[0]]
        )
    )
    place = cast.id_of(source, event.place) if event.place else ""
    names = (cast.names.get(actor, "") for actor in {*parts.values(), place})
    return EventProfile(
        key=Key(source, event.id),
        type=event.type,
        label=event.label,
        status=event.status,
        contested=event.status == "denied" and bool(event.claimed_in),
        is_open=bool(parts) or any(mention.rule == NOUN for mention in event.triggers),
        time=time,
        near=bounds(time)[0] if time else report.written,
        told_time=told,
        truncated="" if is_offset(truncated) else truncated,
        place=place,
        participants=frozenset(parts.values()),
        circle=circle,
        agents=cast.with_parties(agents),
        blocs=cast.blocs_of(circle),
        heads={s: word for s, word in heads.items() if s not in content_words(" ".join(names))},
        quantities=frozenset((figure.unit, figure.value) for figure in event.quantities),
        names=cast.names,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of an article, the text of its content, and the claim that it is told in, if any.

    `names` are the names in the content across articles, by what is compared of them; `name_words`
    the words that name them here.
    """

    source: str
    claim: Claim
    content: str
    outer: Claim | None
    names: Mapping[str, str]
    name_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimProfile:
    """What a claim says, in comparable forms.

    `speaker` and `voice` are global ids: who speaks, and whom a spokesperson speaks for; `outer` is
    the voice that tells of it, if any. `words` are the content words by the family that each stands
    for and the names that stand there, `weights` what each tells, and `weight` their sum. `quotes`
    are the words in quotation marks inside the content, by their families.
    """

    key: Key
    nested_in: Key | None
    speaker: str
    voice: str
    outer: str
    is_unspecified: bool
    act: Act
    polarity: Polarity
    words: Mapping[str, str]
    names: frozenset[str]
    weights: Mapping[str, float]
    weight: float
    quotes: frozenset[tuple[str, ...]]
    figures: frozenset[str]
    is_negated: bool


def claim_profile(said: Said, cast: Cast, weights: Mapping[str, float]) -> ClaimProfile:
    """The profile of one claim; `weights` are those of all families."""
    source, claim, content = said.source, said.claim, said.content
    words = telling_words(said)
    return ClaimProfile(
        key=Key(source, claim.id),
        nested_in=Key(source, claim.nested_in) if claim.nested_in else None,
        speaker=cast.id_of(source, claim.speaker),
        voice=_voice(cast, source, claim),
        outer=_voice(cast, source, said.outer) if said.outer else "",
        is_unspecified=_is_nobody(cast, source, claim),
        act=claim.act,
        polarity=claim.polarity,
        words=words,
        names=frozenset(said.names),
        weights={word: weights[word] for word in sorted(words)},
        weight=math.fsum(weights[word] for word in words),
        quotes=quoted_words(content),
        figures=figures(content),
        is_negated=is_negated(content),
    )


def _is_nobody(cast: Cast, source: str, claim: Claim) -> bool:
    """Whether no speaker is told, or by a pronoun that nothing explains."""
    speaker = cast.id_of(source, claim.speaker)
    name = cast.names.get(speaker, speaker).casefold()
    return claim.speaker == UNSPECIFIED or name in word_set("function", "pronouns")


def _voice(cast: Cast, source: str, claim: Claim) -> str:
    speaker = cast.id_of(source, claim.speaker)
    return cast.voices.get(speaker, speaker)


def telling_words(said: Said) -> Mapping[str, str]:
    """What a claim tells: its content words by the family that each stands for, and its names."""
    lemmas = said.claim.lemmas or content_words(said.content).values()
    found = {
        family_or_state(lemma): lemma for lemma in sorted(lemmas) if lemma not in said.name_words
    }
    return {key: word for key, word in found.items() if len(key) > 1} | dict(said.names)
