"""Portions of a happening that the words tell from the rest: "the second round of the talks"."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.events.lexicon import prepositions
from kg.extract.events.links.counting import order_of
from kg.extract.events.triggers import Trigger, Turn
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING = {"open", "begin", "start", "kick"}


def portion_of(token: "Token", triggers: Mapping[int, Trigger]) -> tuple[Trigger, Turn] | None:
    """The happening that the noun is a portion of, and which portion."""
    if token.lemma_.lower() not in words("relations")["portions"] or token.pos_ != "NOUN":
        return None
    order = order_of(token)
    wholes = [*_holders(token)] if order is not None else []
    bounded = _bounded(token)
    if not wholes and bounded is not None:
        wholes, order = [bounded], "opening" if _opens(token) else "closing"
    whole = next((triggers[each.i] for each in wholes if each.i in triggers), None)
    if whole is None or order is None or whole.token.i == token.i:
        return None
    return whole, Turn(whole.token.i, order)


def _holders(noun: "Token") -> list["Token"]:
    """Of what it is a portion: what stands after "of", or before it as its owner or compound."""
    of = prepositions(noun).get("of")
    before = [child for child in noun.children if child.dep_ in {"poss", "compound", "nmod"}]
    return [*([of] if of is not None else []), *before]


def _bounded(noun: "Token") -> "Token | None":
    """What opens or closes with it: "the summit opened with a session"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"with", "in"} else None
    if verb is None or verb.lemma_ not in words("relations")["bounding"]:
        return None
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)


def _opens(noun: "Token") -> bool:
    return noun.head.head.lemma_ in OPENING
