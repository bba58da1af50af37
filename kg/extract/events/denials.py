"""What a text says did not happen or will not: denied, ruled out, called off, averted, forsworn."""

from typing import TYPE_CHECKING

from kg.extract.events.status import Reading, read_status
from kg.extract.times.tense import auxiliaries, is_clause_verb, is_infinitive
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

DENIED = Reading("denied", True)
# That somebody denies a happening leaves it the one that others tell of.
CONTESTED = Reading("denied", False)
OBJECTS = {"dobj", "nsubjpass"}
MATTERS = {*OBJECTS, "nsubj"}
TOLD = {"ccomp", "xcomp", "acl", "relcl"}


def reading_of(token: "Token") -> Reading:
    """What the words around a trigger say of whether it happened: a denial first."""
    return read_denial(token) or read_status(token)


def read_denial(token: "Token") -> Reading | None:
    """The status where the words above a trigger deny what it names; None where they do not.

    What is denied is the happening itself: in "denied a role in the attack" it is the role.
    """
    if is_denied(token):
        return CONTESTED
    undone = any(rule(token) for rule in (is_no_chance, is_prevented, is_forsworn))
    return DENIED if undone else None


def is_denied(token: "Token") -> bool:
    """ "Denied that they attacked", "rejected claims that they attacked"."""
    told = core(token)
    if told is None or told.dep_ not in TOLD or _is_negated(told):
        return False
    above = told.head
    if above.lemma_.lower() in words("denials")["stories"]:
        return _has(above, words("denials")["rejecting"])
    return told.dep_ in {"ccomp", "xcomp"} and _is_said(above) and _denies(above)


def is_no_chance(token: "Token") -> bool:
    """ "Dismissed the possibility of an attack", "has no plans to attack"."""
    verb = core(token)
    held = [token.head.head] if token.dep_ == "pobj" and token.head.lower_ == "of" else []
    held += [verb.head] if verb is not None and verb.dep_ in {"acl", "ccomp"} else []
    chances = [each for each in held if each.lemma_.lower() in words("denials")["chances"]]
    return any(_is_none(each) or _is_object_of_denial(each) for each in chances)


def is_prevented(token: "Token") -> bool:
    """ "Ruled out a withdrawal", "called off the summit", "averted a strike"."""
    lists = words("denials")
    if token.dep_ in OBJECTS and token.pos_ != "VERB" and _is_said(token.head):
        verb = token.head
        undone = verb.lemma_ in lists["cancelling"] or _with_particle(verb, "cancelling_with")
        averted = verb.lemma_ in lists["preventing"] and _is_past(verb)
        return undone or averted or _with_particle(verb, "denying_with")
    above = token.head.head if token.dep_ == "pcomp" and token.head.lower_ == "from" else None
    return above is not None and above.lemma_ in lists["preventing"] and _is_past(above)


def is_forsworn(token: "Token") -> bool:
    """ "Promised not to attack"."""
    verb = core(token)
    if verb is None or verb.dep_ != "xcomp" or not is_infinitive(verb) or not _is_negated(verb):
        return False
    return verb.head.lemma_ in words("denials")["renouncing"] and _is_said(verb.head)


def core(token: "Token") -> "Token | None":
    """The verb of the clause that tells of the trigger: itself, or one that says it takes place."""
    if token.pos_ == "VERB":
        return token
    verb = token.head
    tells = {*words("events")["carriers"], *words("relations")["unfolding"]} - {"be"}
    return verb if token.dep_ in MATTERS and verb.lemma_ in tells else None


def _has(noun: "Token", verbs: list[str]) -> bool:
    """Whether the noun is the object of one of the verbs, which is said to be done."""
    return noun.dep_ in OBJECTS and noun.head.lemma_ in verbs and _is_said(noun.head)


def _is_object_of_denial(noun: "Token") -> bool:
    return noun.dep_ in OBJECTS and _is_said(noun.head) and _denies(noun.head)


def _denies(verb: "Token") -> bool:
    return verb.lemma_ in words("denials")["denying"] or _with_particle(verb, "denying_with")


def _with_particle(verb: "Token", listed: str) -> bool:
    """Whether the verb stands with the particle that makes it another: "rule out"."""
    particle = words("denials")[listed].get(verb.lemma_)
    return particle is not None and any(child.lower_ == particle for child in verb.children)


def _is_none(noun: "Token") -> bool:
    return any(child.lower_ in {"no", "without"} for child in noun.children)


def _is_said(verb: "Token") -> bool:
    """Whether the verb tells what is done, and not what is wanted, possible or not done."""
    modal = {aux.lower_ for aux in auxiliaries(verb)} & set(words("events")["possible_auxiliaries"])
    return is_clause_verb(verb) and not is_infinitive(verb) and not modal and not _is_negated(verb)


def _is_past(verb: "Token") -> bool:
    return _is_said(verb) and verb.tag_ in {"VBD", "VBN"}


def _is_negated(verb: "Token") -> bool:
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)
