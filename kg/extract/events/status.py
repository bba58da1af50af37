"""Whether a happening is told as past, planned, only possible, or denied."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.times.tense import auxiliaries, is_clause_verb, is_infinitive, is_planned, tense
from kg.extract.words import words
from kg.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

DEFINITE = {"the", "this", "that", "these", "those"}
CLAUSES = {"ccomp", "relcl", "advcl", "csubj", "parataxis", "ROOT"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, and whether a word says so or it is only the default."""

    status: Status
    told: bool


def read_status(token: "Token") -> Reading:
    """The status that the words around a trigger give: the nearest that decides."""
    for word in governors(token):
        reading = _of_word(word, token)
        if reading is not None:
            return reading
    return Reading("occurred", False)


def governors(token: "Token") -> Iterator["Token"]:
    """The trigger and the words above it, up to the verb that heads its clause."""
    yield token
    below = token
    for above in token.ancestors:
        if is_clause_verb(below) and below.dep_ in CLAUSES and not is_open(below):
            return
        yield above
        below = above


def is_open(verb: "Token") -> bool:
    """Whether the clause has no tense of its own and takes the one above, or is a demand."""
    return tense(verb) is None or is_infinitive(verb) or is_demanded(verb)


def is_demanded(verb: "Token") -> bool:
    """Whether the clause says what somebody demands: "that they withdraw"."""
    demanded = verb.dep_ == "ccomp" and verb.head.lemma_ in words("events")["demanding_verbs"]
    return demanded and verb.tag_ in {"VB", "VBP"} and not auxiliaries(verb)


def _of_word(word: "Token", trigger: "Token") -> Reading | None:
    if is_clause_verb(word):
        return _of_verb(word, trigger)
    return _of_noun(word, trigger)


def _of_noun(word: "Token", trigger: "Token") -> Reading | None:
    """What a noun, adjective or preposition says of the happening that it governs or is."""
    lists = words("events")
    if word is not trigger and word.lemma_.lower() in lists["possible_words"]:
        return Reading("hypothetical", True)
    if word is not trigger and word.lower_ in lists["ahead_of"]:
        return Reading("scheduled", False)
    marked = _of_marks(word, trigger)
    if marked is None and word is trigger and is_set_for_later(word):
        return Reading("scheduled", True)
    return marked


def _of_marks(word: "Token", trigger: "Token") -> Reading | None:
    """What the adjectives and articles of a noun say: "a possible attack", "no attack"."""
    lists = words("events")
    marks = {child.lower_ for child in word.children if child.dep_ in {"amod", "advmod", "det"}}
    if marks & set(lists["possible_marks"]):
        return Reading("hypothetical", True)
    if marks & set(lists["scheduled_words"]):
        return Reading("scheduled", True)
    return Reading("denied", True) if "no" in marks and word is trigger else None


def is_set_for_later(noun: "Token") -> bool:
    """Whether what follows a noun says that it is planned: "talks to be held in Oslo".

    The words count and not only the parse, which may hang them on the verb before.
    """
    after = noun.doc[noun.i + 1 : noun.i + 4]
    carried = [t.lower_ for t in after[:2]] == ["to", "be"] and after[-1].tag_ == "VBN"
    if carried and after[-1].lemma_ in words("events")["carriers"]:
        return True
    clauses = (child for child in noun.children if child.dep_ in {"acl", "relcl"})
    return any(clause.pos_ == "VERB" and is_planned(clause) for clause in clauses)


def is_called_possible(verb: "Token", trigger: "Token") -> bool:
    """Whether the verb only says that its subject can be, or must: "agreement is possible"."""
    predicates = words("events")["possible_predicates"]
    said = any(c.dep_ == "acomp" and c.lower_ in predicates for c in verb.children)
    return said and trigger.dep_ in {"nsubj", "nsubjpass"} and trigger.head.i == verb.i


def _of_verb(verb: "Token", trigger: "Token") -> Reading | None:
    """What a verb says of itself, or of what it governs."""
    if is_called_possible(verb, trigger):
        return Reading("hypothetical", True)
    if is_presupposed(verb, trigger):
        return Reading("occurred", False)
    negated = any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)
    wished = verb.lemma_ in words("events")["possible_verbs"] and not is_set(verb)
    if verb is not trigger and wished:
        if not _governs(verb, trigger):
            return _finite(verb, negated)
        denied = negated or verb.lemma_ in words("events")["denied_verbs"]
        undone = denied and _is_done_in(verb, trigger)
        return Reading("denied" if undone else "hypothetical", True)
    if is_conditional(verb):
        return Reading("hypothetical", True)
    return _finite(verb, negated and _below(verb, trigger))


def is_set(verb: "Token") -> bool:
    """Whether the verb says that something was planned, and not that somebody plans it."""
    return is_planned(verb) and any(aux.dep_ == "auxpass" for aux in auxiliaries(verb))


def is_presupposed(verb: "Token", trigger: "Token") -> bool:
    """Whether the verb speaks of what there already is: "resolve the crisis"."""
    lists = words("events")
    if verb.i == trigger.i or _is_verb(trigger):
        return False
    if trigger.lemma_.lower() in lists["standing"]:
        return True
    definite = any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in trigger.children)
    if verb.lemma_ in lists["possible_verbs"]:
        # "Requested the call" speaks of a call that was, "the withdrawal of troops" of none.
        return definite and not any(child.lower_ == "of" for child in trigger.children)
    realised = {*lists["carriers"], *words("times")["happening_verbs"]}
    return definite and verb.lemma_ not in realised


def _is_done_in(verb: "Token", trigger: "Token") -> bool:
    """Whether what the verb governs is to do it: "failed to reach an agreement"."""
    to_do = (child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "VERB")
    return _is_verb(trigger) or any(
        child.i == trigger.head.i and child.lemma_ in words("events")["carriers"] for child in to_do
    )


def _governs(verb: "Token", trigger: "Token") -> bool:
    """Whether the trigger is what the verb is about, not who does it or when."""
    child = next((c for c in verb.children if c.is_ancestor(trigger) or c.i == trigger.i), None)
    if child is None or child.dep_ in {"nsubj", "npadvmod"}:
        return False
    later = {"after", "since", "following", "during", "amid", "despite", "in", "at", "over"}
    return not (child.dep_ in {"prep", "advcl"} and child.lower_ in later)


def _below(verb: "Token", trigger: "Token") -> bool:
    """Whether a negation of the verb denies the trigger: it is the verb, or its object."""
    return verb.i == trigger.i or (trigger.head.i == verb.i and trigger.dep_ == "dobj")


def _is_verb(token: "Token") -> bool:
    return token.pos_ == "VERB"


def is_conditional(verb: "Token") -> bool:
    """Whether the clause is a condition, or stands under one."""
    conditions = set(words("events")["condition_words"])
    if any(c.dep_ in {"mark", "advmod"} and c.lower_ in conditions for c in verb.children):
        return True
    return (
        is_inverted(verb)
        or any(
            child.dep_ == "advcl"
            and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in child.children)
            for child in verb.children
        )
        or any(is_inverted(child) for child in verb.children)
    )


def is_inverted(verb: "Token") -> bool:
    """ "Should they attack": a condition without "if"."""
    asked = (aux for aux in auxiliaries(verb) if aux.lower_ == "should")
    return verb.dep_ == "advcl" and any(aux.i == verb.left_edge.i for aux in asked)


def is_announced(verb: "Token") -> bool:
    """Whether "would" only puts what was announced for later into reported speech."""
    reported = verb.dep_ == "ccomp" and verb.head.lemma_ in words("events")["announcing_verbs"]
    return reported and any(aux.lower_ == "would" for aux in auxiliaries(verb))


def is_before(verb: "Token") -> bool:
    """Whether the clause is what something else comes before: "before they meet"."""
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    return bool(marks & {"before", "until", "till"}) and tense(verb) != "past"


def _finite(verb: "Token", negated: bool) -> Reading | None:
    """What auxiliaries and tense say; None where the verb takes its time from above."""
    mood = _mood(verb)
    if mood is not None:
        return Reading("denied" if negated else mood, True)
    if is_infinitive(verb):
        return Reading("hypothetical", True) if verb.dep_ in {"advcl", "acl", "relcl"} else None
    placed = tense(verb)
    if placed is None or is_demanded(verb):
        return None
    return Reading("denied" if negated else "occurred", placed == "past" or is_under_way(verb))


def _mood(verb: "Token") -> Status | None:
    """Planned or only possible, where auxiliaries, a plan or "before" say so."""
    lists = words("events")
    if is_announced(verb):
        return "scheduled"
    if {aux.lower_ for aux in auxiliaries(verb)} & set(lists["possible_auxiliaries"]):
        return "hypothetical"
    above = verb.head.lemma_ in lists["possible_verbs"] and not is_set(verb.head)
    wished = above or verb.lemma_ in lists["possible_verbs"]
    planned = is_set(verb) or (is_planned(verb) and not wished)
    if planned or is_before(verb) or (not is_infinitive(verb) and tense(verb) == "future"):
        return "scheduled"
    return None


def is_under_way(verb: "Token") -> bool:
    """Whether the present tense tells of what goes on: "are massing", "continues to mass"."""
    progressive = verb.tag_ == "VBG" and any(aux.lemma_ == "be" for aux in auxiliaries(verb))
    return progressive or verb.lemma_ in words("events")["going_on"]
