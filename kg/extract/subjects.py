"""Whose words they are: the subject of a cue, through passives, participles and conjunctions."""

from typing import TYPE_CHECKING

from kg.extract.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

# Subjects that are noun phrases, of actives and passives.
SUBJECTS = {"nsubj", "nsubjpass"}
SUBJECT = {"nsubj", "csubj"}
PASSIVE = {"nsubjpass", "nsubj:pass"}
RELATIVE = {"who", "which", "that"}


def subject(verb: "Token") -> "Token | None":
    """The token that heads the phrase for who does what `verb` says, or None."""
    if is_passive(verb):
        return agent(verb)
    own = own_subject(verb)
    if own is not None:
        return antecedent_of_relative(own, verb)
    return _inherited(verb)


def own_subject(verb: "Token") -> "Token | None":
    """A subject that hangs on the verb itself."""
    return next((child for child in verb.children if child.dep_ in SUBJECT), None)


def is_passive(verb: "Token") -> bool:
    """Whether the verb has a passive subject or auxiliary."""
    return any(child.dep_ in PASSIVE | {"auxpass"} for child in verb.children)


def agent(verb: "Token") -> "Token | None":
    """Who stands behind "by" in a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((obj for obj in child.children if obj.dep_ == "pobj"), None)
    return None


def antecedent_of_relative(found: "Token", verb: "Token") -> "Token":
    """ "an official who said": the official."""
    if found.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return found


def goes_on(verb: "Token") -> bool:
    """ "X said that Y, adding Z": the participle goes on for X, though it hangs on Y's verb."""
    participle = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.lemma_ in lexicon().continuing
    inside = verb.head.dep_ == "ccomp" and verb.head.head.lemma_ in lexicon().verbs
    return participle and inside and verb.i > verb.head.i and verb.nbor(-1).is_punct


def _inherited(verb: "Token") -> "Token | None":
    """The subject of the verb that this one depends on: "told X but warned", "called, saying"."""
    above = verb.head
    if above.i == verb.i:
        return None
    if goes_on(verb):
        return subject(above.head)
    if verb.dep_ == "acl" and above.pos_ in {"NOUN", "PROPN", "PRON"}:
        return above
    if verb.dep_ == "xcomp":
        controller = next((c for c in above.children if c.dep_ in {"dobj", "dative"}), None)
        return controller or subject(above)
    return _of_clause(verb, above)


def _of_clause(verb: "Token", above: "Token") -> "Token | None":
    """The subject of the clause above, across the preposition of "by saying"."""
    if above.pos_ in {"VERB", "AUX"}:
        return subject(above)
    linked = verb.dep_ in {"conj", "advcl", "pcomp", "prep"} or above.dep_ == "prep"
    return _inherited(above) if linked else None
