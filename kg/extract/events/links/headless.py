"""Numbers and pronouns that stand for a noun: "the first took place", "one ... the other"."""

from typing import TYPE_CHECKING

from kg.extract.events.lexicon import prepositions
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = {"nsubj", "nsubjpass", "appos", "conj", "npadvmod", "dep", "dobj", "ROOT"}
# "After the first": what a preposition of time governs; "on the first" may be a day.
AFTER = {"after", "before", "during", "following", "since"}
# How far "the other" may stand from "one".
REACH = 60
DETERMINED = {"any", "no", "the", "this", "that", "each", "every", "only", "another"}


def is_headless(token: "Token") -> bool:
    """Whether a number or pronoun stands where a noun would, and may mean a happening."""
    lists = words("relations")
    if not _stands_alone(token):
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    if token.lower_ in lists["orders"]:
        return before == "the" and not _is_of_people(token)
    if token.lower_ in lists["one"]:
        return before not in DETERMINED and _has_other(token)
    if token.lower_ in lists["other"]:
        return before not in {"one", "each"} and (before == "the" or token.lower_ == "another")
    return False


def _stands_alone(token: "Token") -> bool:
    governed = token.dep_ == "pobj" and token.head.lower_ in AFTER
    return governed or token.dep_ in PLACES


def _is_of_people(token: "Token") -> bool:
    """ "The first to arrive", "the first who came"."""
    return any(
        child.dep_ in {"acl", "relcl"}
        and any(each.lower_ in {"to", "who"} for each in child.children)
        for child in token.children
    )


def _has_other(token: "Token") -> bool:
    """Whether "the other" or "another" stands alone in this sentence or the next."""
    end = token.sent.end
    stop = token.doc[end].sent.end if end < len(token.doc) else end
    ahead = token.doc[token.i + 1 : min(stop, token.i + REACH)]
    others = {*words("relations")["other"], "second"}
    return any(each.lower_ in others and _stands_alone(each) for each in ahead)


def whole_named(token: "Token") -> "Token | None":
    """What stands after "of": "the first of the talks"."""
    return prepositions(token).get("of")
