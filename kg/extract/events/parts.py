"""Which phrases stand in a relation to a happening: who does it, to whom, with whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.events.control import doer_of
from kg.extract.events.lexicon import prepositions
from kg.extract.events.triggers import Trigger
from kg.extract.subjects import is_passive, own_subject, subject
from kg.extract.words import words
from kg.records import ParticipantRole

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
MODIFIERS = {"compound", "amod", "poss", "nmod"}
OBJECTS = {"dobj", "nsubjpass", "dative"}
AIMED_AT = {"against", "at", "for", "from"}
RELATIVES = {"who", "whom", "which", "that"}


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase, by its head, that stands in some relation to a happening.

    `owned` is set where whoever the thing belongs to has the part: "set fire to the embassy of X".
    """

    head: "Token"
    role: ParticipantRole
    owned: bool = False


def parts(trigger: Trigger) -> Iterator[Part]:
    """Phrases that stand in some relation to a happening."""
    found = _of_verb(trigger) if trigger.is_verb else _of_noun(trigger)
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


def qualifiers(head: "Token") -> Iterator["Token"]:
    """Words before a noun, those joined to them, and those inside them: "US-Russian relations"."""
    for child in head.children:
        if child.dep_ in MODIFIERS:
            yield child
            yield from child.conjuncts
            yield from (each for each in child.children if each.dep_ in MODIFIERS)


def _towards(token: "Token") -> Iterator[Part]:
    """Forces moved close to a state are moved against it; those in it may be its guests."""
    near = words("events")["roles"]["near"]
    named = {**prepositions(token), **_object_prepositions(token)}
    yield from (Part(noun, "recipient") for each, noun in named.items() if each in near)


def _object_prepositions(token: "Token") -> dict[str, "Token"]:
    objects = (c for c in token.children if c.dep_ in {"dobj", "nsubjpass"})
    of = prepositions(token).get("of")
    found: dict[str, Token] = {}
    for noun in (*objects, *([of] if of is not None else [])):
        found |= prepositions(noun)
    return found


def _of_verb(trigger: Trigger) -> Iterator[Part]:
    """Subject, objects, those named with prepositions, and those whose act is answered."""
    verb = trigger.token
    doer = doer_of(verb)
    if doer is not None:
        yield Part(doer, "agent")
    owned = _is_on_belongings(trigger)
    for thing in _objects(verb):
        yield Part(thing, "recipient", owned)
        yield from _from_object(thing, trigger)
    if verb.lemma_ in words("events")["answering_verbs"]:
        clauses = (child for child in verb.children if child.dep_ == "advcl")
        doers = (subject(clause) for clause in clauses)
        yield from (Part(other, "recipient") for other in doers if other is not None)
    yield from _named_with(verb, trigger)
    yield from _protested(verb, trigger)


def _protested(verb: "Token", trigger: Trigger) -> Iterator[Part]:
    """ "Went on strike to demand reforms from the cabinet": at whom a protest is aimed."""
    if trigger.entry.type != "PROTEST":
        return
    aims = words("events")["aims_of_protest"]
    for child in verb.children:
        if child.dep_ in {"advcl", "xcomp"} and child.lemma_ in aims:
            things = [c for c in child.children if c.dep_ == "dobj"]
            things += [n for p, n in prepositions(child).items() if p in AIMED_AT]
            for thing in things:
                yield Part(thing, "recipient", owned=True)
                yield from _from_object(thing, trigger)


def _is_on_belongings(trigger: Trigger) -> bool:
    return trigger.entry.type in words("events")["on_belongings"]


def _objects(verb: "Token") -> Iterator["Token"]:
    """What is done to: objects, also before the verb ("whom they freed", "the soldiers freed")."""
    found = [c for c in verb.children if c.dep_ in OBJECTS and c.pos_ != "ADP"]
    yield from (verb.head if _stands_for_head(verb, child) else child for child in found)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head
    if verb.dep_ == "relcl" and not found and _lacks_object(verb):
        yield verb.head


def _stands_for_head(verb: "Token", child: "Token") -> bool:
    return verb.dep_ == "relcl" and child.lower_ in RELATIVES


def _lacks_object(verb: "Token") -> bool:
    """Whether the relative clause is about its object: "the hostages they took"."""
    doer = own_subject(verb)
    bare = not any(child.dep_ == "prep" for child in verb.children)
    return doer is not None and doer.lower_ not in RELATIVES and bare and not is_passive(verb)


def _from_object(thing: "Token", trigger: Trigger) -> Iterator[Part]:
    """ "Accepted demands from the rebels", "violated a ban by the court": whose thing it is."""
    if not _is_on_belongings(trigger):
        return
    named = prepositions(thing)
    yield from (
        Part(named[each], "recipient") for each in ("from", "by", "against") if each in named
    )


def _of_noun(trigger: Trigger) -> Iterator[Part]:
    """Whose it is, those named with prepositions, and the subject of the verb that carries it."""
    noun, family = _whole(trigger.token), trigger.entry.family
    lists = words("events")
    named = prepositions(noun)
    of = named.get("of")
    suffered = family in lists["suffered"] and of is None
    for child in (*qualifiers(noun), *(qualifiers(trigger.token) if noun != trigger.token else ())):
        yield Part(child, "recipient" if suffered and child.dep_ == "poss" else "agent")
    yield from _named_with(noun, trigger)
    if of is not None:
        yield Part(of, "agent" if family in lists["done_alone"] else "recipient")
    for child in noun.children:
        if child.dep_ == "acl":
            yield from _named_with(child, trigger)
    yield from _of_carrier(trigger)
    yield from _faulted(noun)


def _whole(noun: "Token") -> "Token":
    """The noun that stands for it in the clause: "effort" in "a rescue effort"."""
    shell = noun.head.lemma_.lower() in words("events")["shells"]
    return noun.head if noun.dep_ == "compound" and shell else noun


def _faulted(noun: "Token") -> Iterator[Part]:
    """ "Blamed the rebels for the attack": they made it."""
    prep = noun.head
    if (
        prep.lower_ not in {"for", "of"}
        or prep.head.lemma_ not in words("events")["faulting_verbs"]
    ):
        return
    yield from (Part(whom, "agent") for whom in prep.head.children if whom.dep_ in OBJECTS)


def _of_carrier(trigger: Trigger) -> Iterator[Part]:
    """Who holds, makes, launches or suffers what the noun names."""
    noun = _with_verb(_whole(trigger.token))
    lists = words("events")
    verb = carrier_of(noun)
    if verb is None:
        return
    doer = doer_of(verb)
    if doer is not None and doer.i != noun.i:
        yield Part(doer, "recipient" if verb.lemma_ in lists["suffering"] else "agent")
    if noun.dep_ == "pobj":
        yield from (Part(c, "recipient") for c in verb.children if c.dep_ == "nsubjpass")
    elif verb.lemma_ not in lists["suffering"]:
        yield from (Part(c, "recipient") for c in verb.children if c.dep_ == "dative")
    yield from _named_with(verb, trigger)
    yield from _protested(verb, trigger)


def _with_verb(noun: "Token") -> "Token":
    """The noun that stands for it with the verb: "tariffs and sanctions", "a wave of strikes"."""
    above = noun.head
    if noun.dep_ == "conj" and above.pos_ in NOUNS:
        return _with_verb(above)
    counted = noun.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ in NOUNS
    measured = above.head.lemma_.lower() in words("events")["counting"]
    return _with_verb(above.head) if counted and measured else noun


def carrier_of(noun: "Token") -> "Token | None":
    """The verb by which somebody holds, makes or suffers what the noun names, if there is one."""
    lists = words("events")
    if noun.dep_ == "pobj" and noun.head.dep_ in {"prep", "agent"}:
        return _verb_into(noun)
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass", "conj"} else None
    if verb is None or verb.pos_ != "VERB":
        return None
    return verb if verb.lemma_ in {*lists["carriers"], *lists["suffering"]} else None


def _verb_into(noun: "Token") -> "Token | None":
    """ "Engaged in fighting", "took part in the talks", "went on strike", "came under attack"."""
    prep = noun.head
    verbs = words("events")["carriers_with"].get(prep.lower_, ())
    verb = prep.head
    if verb.pos_ == "NOUN" and verb.lemma_ == "part" and verb.dep_ == "dobj":
        verb = verb.head
    return verb if verb.pos_ in {"VERB", "AUX"} and verb.lemma_ in verbs else None


def _attending(token: "Token") -> Iterator[Part]:
    """ "talks ..., with X and Y attending": who does what goes with the happening."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "with":
            for clause in prep.children:
                doer = own_subject(clause) if clause.dep_ == "pcomp" else None
                if doer is not None:
                    yield Part(doer, "participant")


def _named_with(token: "Token", trigger: Trigger) -> Iterator[Part]:
    """Those whom a preposition makes part of the happening."""
    yield from _attending(token)
    lists = words("events")
    owned = _is_on_belongings(trigger)
    for preposition, noun in prepositions(token).items():
        for role in ("agent", "participant", "recipient"):
            if preposition in lists["roles"][role]:
                thing = noun.pos_ in NOUNS
                yield Part(noun, role, owned and thing and role == "recipient")
        named = noun.pos_ == "PROPN"
        if preposition == "from" and named and trigger.entry.family in lists["taken_from"]:
            yield Part(noun, "recipient")
