"""When a clause places what it tells, from its verb: past, present or future."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "present", "future"]

VERBAL = {"VERB", "AUX"}
AUXILIARIES = {"aux", "auxpass"}
# A verb in one of these positions has no tense of its own where it is not finite.
EMBEDDED = {"xcomp", "ccomp", "advcl", "pcomp", "conj", "prep"}


def upward(token: "Token") -> Iterator["Token"]:
    """The token, the word that governs it, and so on to the root of the sentence."""
    yield token
    yield from token.ancestors


def clause_verb(token: "Token") -> "Token | None":
    """The verb of the clause that the token stands in (itself, where it is a verb)."""
    return next((above for above in upward(token) if is_clause_verb(above)), None)


def is_clause_verb(token: "Token") -> bool:
    """Whether the token is a verb, and not the auxiliary of another."""
    return token.pos_ in VERBAL and token.dep_ not in AUXILIARIES


def auxiliaries(verb: "Token") -> list["Token"]:
    """The auxiliaries of a verb, and those of the verb that it is joined to without its own."""
    own = [child for child in verb.children if child.dep_ in AUXILIARIES]
    if own or verb.dep_ != "conj" or verb.tag_ != verb.head.tag_:
        return own
    return auxiliaries(verb.head)


def is_infinitive(verb: "Token") -> bool:
    """Whether the verb stands with "to"."""
    return any(aux.lower_ == "to" for aux in auxiliaries(verb))


def tense(verb: "Token") -> Tense | None:
    """The time that the verb places its clause in; None where it cannot be told."""
    lemmas = {aux.lemma_.lower() for aux in auxiliaries(verb)}
    if lemmas & set(words("times")["future_auxiliaries"]) or is_planned(verb):
        return "future"
    if is_infinitive(verb) and verb.head.lemma_ in words("times")["prospective_verbs"]:
        return "future"
    finite = next((t for t in [*auxiliaries(verb), verb] if t.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if finite is None:
        return _tense_from_above(verb)
    if finite.tag_ == "VBD" or (finite.lemma_ == "have" and finite is not verb):
        return "past"
    return "present"


def is_planned(verb: "Token") -> bool:
    """Whether the verb is said to be set for later: "scheduled to", "to be held", "is to meet"."""
    if verb.lemma_ in words("times")["planning_verbs"] and verb.tag_ == "VBN":
        return True
    if not is_infinitive(verb):
        return False
    above = verb.head
    if verb.dep_ in {"relcl", "acl"} and above.pos_ in {"NOUN", "PROPN"}:
        return any(aux.dep_ == "auxpass" for aux in auxiliaries(verb))
    return above.lemma_ in {*words("times")["planning_verbs"], *words("times")["planning_words"]}


def _tense_from_above(verb: "Token") -> Tense | None:
    """A participle takes its time from itself ("held in May") or from the verb it hangs on."""
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "relcl"}:
        return "past"
    if verb.dep_ in EMBEDDED and verb.head is not verb:
        above = clause_verb(verb.head)
        return tense(above) if above is not None else None
    return None


def tense_around(token: "Token") -> Tense | None:
    """The time of the clause around a date or a noun; None where a noun stands between.

    A preposition of order says more than the verb does: what comes before a meeting on the 10th
    leaves that meeting to come, and what comes after it finds it past.
    """
    for above in token.ancestors:
        if above.lower_ in words("times")["order"]:
            return order_tense(above)
        if is_clause_verb(above):
            return tense(above) if _directly(token, above) else None
        planned = next((child for child in above.children if child.dep_ in {"acl", "relcl"}), None)
        if above.pos_ == "NOUN" and planned is not None and tense(planned) == "future":
            return "future"
    return None


def order_tense(preposition: "Token") -> Tense:
    """Past after "after" and "since", future after "before" and "ahead of"."""
    order: dict[str, Tense] = words("times")["order"]
    return order[preposition.lower_]


def _directly(token: "Token", verb: "Token") -> bool:
    """Whether no noun stands between a date and the verb, or the verb only carries the noun."""
    between = [above for above in token.ancestors if verb.is_ancestor(above)]
    nouns = [above for above in between if above.pos_ == "NOUN" and above.ent_type_ != "DATE"]
    return not nouns or (verb.lemma_ in words("times")["light_verbs"] and len(nouns) == 1)
