"""What a name is of, as words beside it and in it say: a person, a body, a place, or no actor."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.actors.roles import is_office
from kg.extract.words import words
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "A380", "4GB", "F-16": letters and digits that count or number what is made.
_MODEL = re.compile(r"\d+[A-Za-z]{1,3}s?|[A-Za-z]{1,3}-?\d{2,}[A-Za-z]{0,3}s?|\d[a-z]\d+\w*")
# "(D-Norland)": the party and state of a member of a legislature.
_SEAT = re.compile(r"[DRI]-[A-Z][\w.]*")
# "iOrchard": a small letter before the capital is how products are written.
_BRAND = re.compile(r"i[A-Z]\w+")


def told_nouns(doc: "Doc", start: int, end: int) -> Iterator["Token"]:
    """Nouns that say what is named: "the magazine Fjord", "Fjord, a magazine", "Fjord is one"."""
    head = doc[start:end].root
    if start and doc[start - 1].pos_ == "NOUN" and not doc[start].is_sent_start:
        yield doc[start - 1]
    if head.dep_ == "appos" and head.head.i < start and head.head.pos_ == "NOUN":
        yield head.head
    yield from (c for c in head.children if c.dep_ == "appos" and c.i >= end and c.pos_ == "NOUN")
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and not _is_denied(head.head):
        yield from (c for c in head.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")


def _is_denied(verb: "Token") -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def told_type(doc: "Doc", start: int, end: int) -> ActorType | None:
    """The type that words beside a name or in it tell, where they do."""
    for noun in told_nouns(doc, start, end):
        lemma = noun.lemma_.lower()
        if lemma in words("kinds"):
            return "Organization"
        if lemma in words("names")["place_nouns"]:
            return "Place"
        if is_office(noun):
            return "Person"
    last = doc[end - 1].lower_.strip(".")
    if end - start > 1 and last in words("names")["bodies"]:
        return "Organization"
    return "Place" if end - start > 1 and last in words("names")["places"] else None


def is_no_actor(doc: "Doc", start: int, end: int) -> bool:
    """Whether a name is of a product, a law, a unit, a contest: of what cannot act."""
    lists = words("names")
    first, last = doc[start], doc[end - 1]
    if end - start == 1 and (first.text in lists["terms"] or _MODEL.fullmatch(first.text)):
        return True
    if _SEAT.fullmatch(doc[start:end].text):
        return True
    if any(_BRAND.fullmatch(token.text) for token in doc[start:end]):
        return True
    if end - start > 1 and last.lower_ in lists["no_actor"]:
        return True
    return _is_numbered(doc, start, end) or _is_said_a_thing(doc, start, end)


def _is_numbered(doc: "Doc", start: int, end: int) -> bool:
    """ "Falcon 9", "Pelican Flight 88"; "787 Pelican"; but "Channel 9", and "300 Norlanders"."""
    if end - start > 1 and any(c.isdigit() for c in doc[end - 1].text):
        return doc[start].lower_ not in words("names")["numbered"]
    before = doc[start - 1].text if start else ""
    single = end - start == 1 and doc[start].tag_ in {"NN", "NNP"} and not doc[start].is_sent_start
    return bool(re.fullmatch(r"[1-9]\d{2}", before)) and single


def _is_said_a_thing(doc: "Doc", start: int, end: int) -> bool:
    things = words("names")["things"]
    if doc[start].ent_type_ == "PERSON":
        return False
    return any(noun.lemma_.lower() in things for noun in told_nouns(doc, start, end))
