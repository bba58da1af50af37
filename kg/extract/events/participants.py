"""Who takes part in a happening: the actors that the phrases around its words stand for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast, Referent
from kg.extract.authority import authority
from kg.extract.events.lexicon import prepositions
from kg.extract.events.parts import Part, parts, qualifiers
from kg.extract.events.triggers import Trigger
from kg.extract.language import Parsed
from kg.extract.subjects import subject
from kg.extract.words import words
from kg.records import Participant, ParticipantRole

if TYPE_CHECKING:
    from spacy.tokens import Token


def participants_of(parsed: Parsed, cast: Cast, trigger: Trigger) -> tuple[Participant, ...]:
    """Actors with their parts; in what people do with one another all have the same part."""
    found: dict[str, Participant] = {}
    mutual = trigger.entry.type in words("events")["mutual"]
    for part in (*parts(trigger), *_speaking_in(cast, trigger)):
        role: ParticipantRole = "participant" if mutual else part.role
        for actor, head in actors_at(cast, part.head, part.owned):
            if may_act(parsed, cast, actor) and not is_generic(cast, actor, head):
                found.setdefault(actor, Participant(actor, role, parsed.span(head)))
    return tuple(found.values())


def may_act(parsed: Parsed, cast: Cast, actor: str) -> bool:
    """Whether the actor can do something: any but a place that nobody speaks for."""
    entry = authority(parsed.doc).by_id.get(actor)
    return entry.acts if entry else not is_place(cast, actor)


def is_generic(cast: Cast, actor: str, head: "Token") -> bool:
    """Whether the words only say what kind of people somebody unknown are: "the presidents"."""
    known = cast.actors.get(actor)
    unknown = known is not None and not known.mentions and known.party is None
    return unknown and head.lemma_.lower() in words("events")["generic"]


def actors_at(cast: Cast, head: "Token", owned: bool = False) -> Iterator[tuple[str, "Token"]]:
    """The actors that a phrase and those joined to it stand for, and the word that says so.

    With `owned` a thing stands for those whom it belongs to: "the airport of Kabul".
    """
    for each in map(_counted, (head, *head.conjuncts)):
        referent = cast.at(each)
        lemma = each.lemma_.lower()
        sent_by = []
        if lemma in words("events")["delegates"] and not _is_named(cast, referent):
            sent_by = list(_sent_by(cast, each))
        if sent_by:
            yield from sent_by
        elif referent is not None:
            yield from ((actor, each) for actor in referent.actors)
        elif owned or lemma in _shared():
            yield from _sent_by(cast, each)


def _counted(head: "Token") -> "Token":
    """Who is meant by words that only count them: "thousands of miners", "a group of nurses"."""
    of = prepositions(head).get("of")
    counts = head.pos_ == "NUM" or head.lemma_.lower() in words("events")["counting"]
    return _counted(of) if counts and of is not None else head


def _shared() -> set[str]:
    """Nouns for what those have in common whom they are named after: "US-Russian relations"."""
    classes = words("events")["classes"]
    return {*classes["ties"], *classes["tension"]}


def _is_named(cast: Cast, referent: Referent | None) -> bool:
    """Whether the phrase stands for somebody whom the article names."""
    actors = [cast.actors[id_] for id_ in referent.actors if id_ in cast.actors] if referent else []
    return any(actor.mentions for actor in actors)


def _sent_by(cast: Cast, head: "Token") -> Iterator[tuple[str, "Token"]]:
    """Those whose forces, officials, land or relations a phrase names: "Russian troops"."""
    for child in qualifiers(head):
        # "A passenger plane" is no passenger's.
        kind = child.dep_ == "compound" and child.pos_ == "NOUN"
        if not kind and (referent := cast.at(child)):
            yield from ((actor, child) for actor in referent.actors)
    named = prepositions(head)
    for preposition in ("of", "with", "between"):
        noun = named.get(preposition)
        for each in (noun, *noun.conjuncts) if noun is not None else ():
            if referent := cast.at(each):
                yield from ((actor, each) for actor in referent.actors)


def _speaking_in(cast: Cast, trigger: Trigger) -> Iterator[Part]:
    """People who say or do something in a conversation take part in it.

    "X will lead the delegation in the talks", "X met reporters during the call"; at a press
    conference one speaks, and the others are spoken to.
    """
    verb = _verb_around(trigger.token)
    press = trigger.entry.family == "conference"
    if verb is None or not (press or trigger.entry.type == "CONSULT"):
        return
    speaker = subject(verb)
    if speaker is not None and _are_people(cast, speaker):
        yield Part(speaker, "agent" if press else "participant")
    for other in verb.children:
        if other.dep_ in {"dobj", "dative"} and _are_people(cast, other, groups=press):
            yield Part(other, "recipient" if press else "participant")


def _verb_around(noun: "Token") -> "Token | None":
    """The verb of what is said or done in it: "told reporters in a call"."""
    if noun.head.lower_ not in {"in", "during", "on", "at"} or noun.dep_ != "pobj":
        return None
    verb = noun.head.head
    verb = verb.head if verb.dep_ == "dobj" else verb
    return verb if verb.pos_ == "VERB" else None


def _are_people(cast: Cast, head: "Token", *, groups: bool = False) -> bool:
    """Whether the phrase stands for persons, or with `groups` for people of any kind."""
    wanted = {"Person", "Group", "Role"} if groups else {"Person"}
    known = [cast.actors.get(actor) for actor in cast.ids(head)]
    return bool(known) and all(actor is not None and actor.type in wanted for actor in known)


def is_place(cast: Cast, actor: str) -> bool:
    """Whether the actor is a place, acting or not."""
    known = cast.actors.get(actor)
    return known is not None and known.type == "Place"
