"""Who takes part in a happening, and where it takes place, from the parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast, Referent
from kg.extract.authority import authority
from kg.extract.events.lexicon import prepositions
from kg.extract.events.triggers import Trigger
from kg.extract.language import Parsed
from kg.extract.subjects import own_subject, subject
from kg.extract.words import words
from kg.records import Participant, ParticipantRole

if TYPE_CHECKING:
    from spacy.tokens import Token

MODIFIERS = {"compound", "amod", "poss", "nmod"}


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase, by its head, that stands in some relation to a happening."""

    head: "Token"
    role: ParticipantRole


def participants_of(parsed: Parsed, cast: Cast, trigger: Trigger) -> tuple[Participant, ...]:
    """Actors with their parts; in what people do with one another all have the same part."""
    found: dict[str, Participant] = {}
    mutual = trigger.entry.type in words("events")["mutual"]
    for part in (*parts(trigger), *_speaking_in(cast, trigger)):
        role: ParticipantRole = "participant" if mutual else part.role
        for actor, head in actors_at(cast, part.head):
            if may_act(cast, actor) and not is_generic(cast, actor, head):
                found.setdefault(actor, Participant(actor, role, parsed.span(head)))
    return tuple(found.values())


def may_act(cast: Cast, actor: str) -> bool:
    """Whether the actor can do something: any but a place that is no state."""
    return actor in authority().by_id or not is_place(cast, actor)


def is_generic(cast: Cast, actor: str, head: "Token") -> bool:
    """Whether the words only say what kind of people somebody unknown are: "the presidents"."""
    known = cast.actors.get(actor)
    unknown = known is not None and not known.mentions and known.party is None
    return unknown and head.lemma_.lower() in words("events")["generic"]


def actors_at(cast: Cast, head: "Token") -> Iterator[tuple[str, "Token"]]:
    """The actors that a phrase and those joined to it stand for, and the word that says so."""
    lists = words("events")
    for each in (head, *head.conjuncts):
        referent = cast.at(each)
        sent_by = []
        if each.lemma_.lower() in lists["delegates"] and not _is_named(cast, referent):
            sent_by = list(_sent_by(cast, each))
        if sent_by or referent is None:
            shared = {*lists["classes"]["ties"], *lists["classes"]["tension"]}
            yield from sent_by or (_sent_by(cast, each) if each.lemma_.lower() in shared else ())
        else:
            yield from ((actor, each) for actor in referent.actors)


def _is_named(cast: Cast, referent: Referent | None) -> bool:
    """Whether the phrase stands for somebody whom the article names."""
    actors = [cast.actors[id_] for id_ in referent.actors if id_ in cast.actors] if referent else []
    return any(actor.mentions for actor in actors)


def _sent_by(cast: Cast, head: "Token") -> Iterator[tuple[str, "Token"]]:
    """Those whose forces, officials, land or relations a phrase names: "Russian troops"."""
    for child in _qualifiers(head):
        if referent := cast.at(child):
            yield from ((actor, child) for actor in referent.actors)
    named = prepositions(head)
    for preposition in ("of", "with", "between"):
        noun = named.get(preposition)
        for each in (noun, *noun.conjuncts) if noun is not None else ():
            if referent := cast.at(each):
                yield from ((actor, each) for actor in referent.actors)


def _qualifiers(head: "Token") -> Iterator["Token"]:
    """Words before a noun, those joined to them, and those inside them: "US-Russian relations"."""
    for child in head.children:
        if child.dep_ in MODIFIERS:
            yield child
            yield from child.conjuncts
            yield from (each for each in child.children if each.dep_ in MODIFIERS)


def parts(trigger: Trigger) -> Iterator[Part]:
    """Phrases that stand in some relation to a happening."""
    found = _of_verb(trigger.token) if trigger.is_verb else _of_noun(trigger.token)
    if trigger.entry.type not in words("events")["moving"]:
        yield from found
        return
    classes = words("events")["classes"]
    moved = {*classes["forces"], *classes["tension"]}
    for part in found:
        if part.head.dep_ == "nsubjpass" and part.head.lemma_.lower() in classes["forces"]:
            # "Russian troops are massed": those whose troops they are do it.
            yield Part(part.head, "agent")
        elif part.role == "agent" or part.head.lemma_.lower() not in moved:
            role: ParticipantRole = "recipient" if part.role == "participant" else part.role
            yield Part(part.head, role if trigger.entry.type == "MOBILIZE" else part.role)
    yield from _towards(trigger.token)


def _towards(token: "Token") -> Iterator[Part]:
    """Forces that are moved close to a state are moved against it."""
    near = words("events")["roles"]["place"]
    named = {**prepositions(token), **_object_prepositions(token)}
    yield from (Part(noun, "recipient") for each, noun in named.items() if each in near)


def _object_prepositions(token: "Token") -> dict[str, "Token"]:
    objects = (c for c in token.children if c.dep_ in {"dobj", "nsubjpass"})
    of = prepositions(token).get("of")
    found: dict[str, Token] = {}
    for noun in (*objects, *([of] if of is not None else [])):
        found |= prepositions(noun)
    return found


def doer_of(verb: "Token") -> "Token | None":
    """The subject; of what somebody "is set to" do, that somebody."""
    above = verb.head
    if verb.dep_ == "xcomp" and (passive := _passive_subject(above)) is not None:
        return passive
    return subject(verb)


def _passive_subject(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def _of_verb(verb: "Token") -> Iterator[Part]:
    """Subject, objects, those named with prepositions, and those whose act is answered."""
    doer = doer_of(verb)
    if doer is not None:
        yield Part(doer, "agent")
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass", "dative"} and child.pos_ != "ADP":
            yield Part(child, "recipient")
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield Part(verb.head, "recipient")
    if verb.lemma_ in words("events")["answering_verbs"]:
        clauses = (child for child in verb.children if child.dep_ == "advcl")
        doers = (subject(clause) for clause in clauses)
        yield from (Part(other, "recipient") for other in doers if other is not None)
    yield from _named_with(verb)


def _of_noun(noun: "Token") -> Iterator[Part]:
    """Whose it is, those named with prepositions, and the subject of the verb that carries it."""
    yield from (Part(child, "agent") for child in _qualifiers(noun))
    yield from _named_with(noun)
    of = prepositions(noun).get("of")
    if of is not None:
        yield Part(of, "recipient")
    for child in noun.children:
        if child.dep_ == "acl":
            yield from _named_with(child)
    yield from _of_carrier(noun)


def _speaking_in(cast: Cast, trigger: Trigger) -> Iterator[Part]:
    """People who say or do something in a conversation take part in it."""
    preposition = trigger.token.head
    if trigger.entry.type != "CONSULT" or preposition.lower_ not in {"in", "during", "on"}:
        return
    verb = preposition.head
    if verb.dep_ == "dobj":
        verb = verb.head
    if verb.pos_ != "VERB":
        return
    # "X will lead the delegation in the talks", "X met reporters during the call"
    people = [
        subject(verb),
        *(child for child in verb.children if child.dep_ in {"dobj", "dative"}),
    ]
    for person in people:
        actors = cast.ids(person) if person is not None else ()
        if person is not None and actors and all(_is_person(cast, actor) for actor in actors):
            yield Part(person, "participant")


def _is_person(cast: Cast, actor: str) -> bool:
    known = cast.actors.get(actor)
    return known is not None and known.type == "Person"


def _of_carrier(noun: "Token") -> Iterator[Part]:
    """Who holds, makes or launches what the noun names."""
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass", "conj"} else None
    if verb is None or verb.pos_ != "VERB" or verb.lemma_ not in words("events")["carriers"]:
        return
    doer = doer_of(verb)
    if doer is not None and doer.i != noun.i:
        yield Part(doer, "agent")
    yield from _named_with(verb)


def _attending(token: "Token") -> Iterator[Part]:
    """ "talks ..., with X and Y attending": who does what goes with the happening."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "with":
            for clause in prep.children:
                doer = own_subject(clause) if clause.dep_ == "pcomp" else None
                if doer is not None:
                    yield Part(doer, "participant")


def _named_with(token: "Token") -> Iterator[Part]:
    """Those whom a preposition makes part of the happening."""
    yield from _attending(token)
    roles = words("events")["roles"]
    for preposition, noun in prepositions(token).items():
        for role in ("agent", "participant", "recipient"):
            if preposition in roles[role]:
                yield Part(noun, role)


def is_place(cast: Cast, actor: str) -> bool:
    """Whether the actor is a place, acting or not."""
    known = cast.actors.get(actor)
    return known is not None and known.type == "Place"
