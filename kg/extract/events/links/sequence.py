"""Verbs and numbers that put happenings in order: "followed by", "the first ... the second"."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import TYPE_CHECKING

from kg.extract.events.links.counting import is_number
from kg.extract.events.links.stated import Stated
from kg.extract.events.links.told import Told, is_negated
from kg.extract.subjects import agent
from kg.extract.words import words
from kg.records import EventRelation

if TYPE_CHECKING:
    from spacy.tokens import Token


def following(told: Told) -> Iterator[Stated]:
    """ "The talks followed a summit", "the summit was followed by talks", "preceded by"."""
    lists = words("relations")
    for verb in told.parsed.doc:
        if verb.pos_ != "VERB" or verb.lemma_ not in {*lists["following"], *lists["preceding"]}:
            continue
        later = verb.lemma_ in lists["following"]
        for left, right in _ordered(told, verb):
            if not is_negated(verb):
                relation: EventRelation = "after" if later else "before"
                yield Stated(relation, left, right, verb, _last(verb))


def _ordered(told: Told, verb: "Token") -> Iterator[tuple["Token", "Token"]]:
    """What the verb puts second (or, "precede", first), with what it puts it after."""
    doer = agent(verb)
    if doer is not None:
        yield from product(told.named(doer), _passive(told, verb))
        return
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    rights = [right for each in objects for right in told.named(each)]
    yield from product(told.subject(verb), rights)


def _passive(told: Told, verb: "Token") -> list["Token"]:
    """What is "followed by" something: the subject, or what the participle hangs on."""
    if any(child.dep_ == "nsubjpass" for child in verb.children):
        return list(told.subject(verb))
    return list(told.above(verb.head)) if verb.dep_ in {"advcl", "acl", "conj"} else []


def _last(verb: "Token") -> "Token":
    """The verb with its "by"."""
    return next((c for c in verb.children if c.dep_ == "agent" and c.i == verb.i + 1), verb)


def counted(told: Told) -> Iterator[Stated]:
    """ "The first ... the second": happenings that are numbered come in that order."""
    rows: dict[int, dict[int, Token]] = {}
    for trigger in told.triggers.values():
        if trigger.turn is not None and isinstance(trigger.turn.order, int):
            rows.setdefault(trigger.turn.whole, {}).setdefault(trigger.turn.order, trigger.token)
    for row in rows.values():
        for (one, left), (two, right) in pairwise(sorted(row.items())):
            if two == one + 1:
                yield Stated("before", left, right, *_number(right))


def _number(token: "Token") -> tuple["Token", "Token"]:
    own = token if is_number(token) else None
    number = own or next((child for child in token.children if is_number(child)), token)
    return number, number
