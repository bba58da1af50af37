"""Who does what a verb tells, also where another word governs it: control and raising."""

from typing import TYPE_CHECKING

from kg.extract.events.lexicon import prepositions
from kg.extract.subjects import own_subject, subject
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
# Positions in which a verb without a subject has that of the verb above.
DEPENDENT = {"xcomp", "advcl", "conj", "pcomp"}
# "Accused X of doing", "kept X from doing": X does it.
OF_OBJECT = {"of", "from", "into", "against"}


def doer_of(verb: "Token") -> "Token | None":
    """Who does it: the subject, or whom the words above the verb make do it."""
    if own_subject(verb) is not None or _is_passive_itself(verb):
        return subject(verb)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        return _of_prepositional(verb)
    if verb.dep_ == "acl" and _is_infinitive(verb):
        return _of_matter(verb)
    if verb.dep_ in DEPENDENT and (passive := _passive_subject(verb.head)) is not None:
        return passive
    return subject(verb)


def _is_passive_itself(verb: "Token") -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _passive_subject(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def _is_infinitive(verb: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _of_prepositional(verb: "Token") -> "Token | None":
    """ "Accused X of doing", "was arrested for doing", "ended the siege by doing"."""
    prep = verb.head
    above = prep.head
    if above.pos_ in NOUNS:
        return _of_noun(above)
    faulted = prep.lower_ == "for" and above.lemma_ in words("events")["faulting_verbs"]
    if prep.lower_ in OF_OBJECT or faulted:
        whom = next((child for child in above.children if child.dep_ == "dobj"), None)
        return whom if whom is not None else _passive_subject(above) or subject(verb)
    return _passive_subject(above) or subject(verb)


def _of_matter(verb: "Token") -> "Token | None":
    """ "X's effort to seize", "made plans to attack": who has the plan does what is planned."""
    noun = verb.head
    if noun.lemma_.lower() not in words("events")["matters"]:
        return subject(verb)
    return _of_noun(noun)


def _of_noun(noun: "Token") -> "Token | None":
    """Whose plan, right or fault it is: the possessor, whom "by" names, or the subject above."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    by = prepositions(noun).get("by")
    if by is not None:
        return by
    above = noun.head
    if above.pos_ in {"VERB", "AUX"} and noun.dep_ in {"dobj", "attr"}:
        return doer_of(above)
    if noun.dep_ == "pobj" and above.head.pos_ in {"VERB", "AUX"}:
        return doer_of(above.head)
    return None
