"""What clues look at: local actors, events and claims, made comparable across articles."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.records import Act, Actor, ActorType, Claim, Event, Key, Polarity, Status
from kg.resolve.cast import Cast
from kg.resolve.names import (
    PersonName,
    acronym,
    initialisms,
    normal_name,
    person_name,
    plain_words,
    spelling,
)
from kg.resolve.wording import content_words, family_or_state, figures, is_negated, quoted_words
from kg.resolve.words import word_set

SPOKESPERSON = "spokesperson"
UNSPECIFIED = "unspecified"  # local id of the speaker of "it is said", "are expected"


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """An actor's names in comparable forms; `party` is a global id, or empty."""

    key: Key
    name: str
    type: ActorType
    normal: str
    spelling: str
    person: PersonName | None
    acronyms: frozenset[str] = frozenset()
    initialisms: frozenset[str] = frozenset()
    titles: frozenset[frozenset[str]] = frozenset()
    same_as: frozenset[str] = frozenset()
    party: str = ""

    @property
    def is_acronym(self) -> bool:
        """Whether nothing but an acronym names it."""
        return bool(acronym(self.name))

    @property
    def is_full(self) -> bool:
        """Whether the name can stand for itself: no bare surname, no bare acronym."""
        return self.person.is_full if self.person else not self.is_acronym


def actor_profile(source: str, text: str, actor: Actor, party: str = "") -> ActorProfile:
    """The profile of one local actor; `text` is its article's."""
    surfaces = {actor.name, *(mention.span.of(text) for mention in actor.mentions)}
    is_person = actor.type == "Person"
    return ActorProfile(
        key=Key(source, actor.id),
        name=actor.name,
        type=actor.type,
        normal=normal_name(actor.name),
        spelling="".join(map(spelling, plain_words(actor.name))).removeprefix("the"),
        person=person_name(actor.name) if is_person else None,
        acronyms=frozenset() if is_person else frozenset(filter(None, map(acronym, surfaces))),
        initialisms=frozenset() if is_person else initialisms(actor.name),
        titles=frozenset(filter(None, (_title_words(role.title) for role in actor.roles))),
        same_as=frozenset(actor.same_as),
        party=party,
    )


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
        titles=first.titles.union(*(other.titles for other in others)),
        same_as=first.same_as.union(*(other.same_as for other in others)),
    )


@dataclass(frozen=True, slots=True)
class EventProfile:
    """A happening in comparable forms; participants and place are global ids.

    `circle` holds the participants and `agents` those who act, both with the parties they act for;
    `heads` are the words that name it, by stem; `truncated` is a day without a year; `names` reads
    ids.
    """

    key: Key
    type: str
    label: str
    status: Status
    time: str
    truncated: str
    place: str
    participants: frozenset[str]
    circle: frozenset[str]
    agents: frozenset[str]
    heads: Mapping[str, str]
    quantities: frozenset[tuple[str, float]]
    names: Mapping[str, str]


def event_profile(source: str, text: str, event: Event, cast: Cast) -> EventProfile:
    """The profile of one local event; `text` is its article's."""
    parts = {part: cast.id_of(source, part.actor) for part in event.participants}
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
        time=event.time.value if event.time else "",
        truncated=event.truncated.value if event.truncated else "",
        place=place,
        participants=frozenset(parts.values()),
        circle=cast.with_parties(frozenset(parts.values())),
        agents=cast.with_parties(agents),
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
