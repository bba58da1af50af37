"""What is part of a happening: one of several, what it includes, what it opens with."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.events.lexicon import prepositions
from kg.extract.events.links.counting import count_of
from kg.extract.events.links.stated import Stated
from kg.extract.events.links.told import Told, is_negated, subject_of
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

QUALIFYING = {"amod", "det", "poss", "compound"}


def picked(told: Told) -> Iterator[Stated]:
    """ "The first took place on Monday": one of those told of together."""
    for trigger in told.triggers.values():
        if trigger.turn is not None and trigger.turn.whole in told.triggers:
            whole = told.triggers[trigger.turn.whole].token
            yield Stated("part", trigger.token, whole, *_ends(trigger.token))


def _ends(token: "Token") -> tuple["Token", "Token"]:
    """The words that pick it out: "the second round"."""
    near = (child for child in token.children if child.dep_ in QUALIFYING)
    first = min(near, key=_place, default=token)
    return (first if first.i < token.i else token), token


def _place(token: "Token") -> int:
    return token.i


def included(told: Told) -> Iterator[Stated]:
    """ "The talks, which include a meeting", "talks including a visit"."""
    lists = words("relations")
    for verb in told.parsed.doc:
        if verb.lemma_ in {*lists["containing"], *lists["consisting"]} and not is_negated(verb):
            for whole in _containing(told, verb):
                for part in _contained(told, verb):
                    yield Stated("part", part, whole, verb, verb)


def _containing(told: Told, verb: "Token") -> Iterator["Token"]:
    holder = verb.head if verb.dep_ == "prep" else subject_of(verb)
    for whole in told.named(holder) if holder is not None else ():
        if told.triggers[whole.i].entry.type in words("relations")["composed"]:
            yield whole


def _contained(told: Told, verb: "Token") -> Iterator["Token"]:
    nouns = [child for child in verb.children if child.dep_ in {"dobj", "pobj"}]
    of = prepositions(verb).get("of")
    if verb.lemma_ in words("relations")["consisting"]:
        nouns = [of] if of is not None else []
    yield from (part for noun in nouns for part in told.named(noun))


def bounded(told: Told) -> Iterator[Stated]:
    """ "The summit opened with a ceremony", "the march ended in clashes"."""
    for verb in told.parsed.doc:
        subject = subject_of(verb) if verb.lemma_ in words("relations")["bounding"] else None
        named = prepositions(verb) if subject is not None else {}
        for noun in (named[each] for each in ("with", "in") if each in named):
            for part in told.named(noun):
                for whole in told.named(subject) if subject is not None else ():
                    if told.triggers[whole.i].entry.type in words("relations")["composed"]:
                        yield Stated("part", part, whole, verb, noun.head)


def listed(told: Told) -> Iterator[Stated]:
    """ "Three meetings: a call with one and talks with the other"."""
    for token in told.parsed.doc:
        whole = token.head
        plural = whole.i in told.triggers and whole.tag_ in {"NNS", "NNPS"}
        if token.dep_ == "appos" and plural and _opens_list(whole, token):
            for part in _items(told, token, count_of(whole)):
                yield Stated("part", part, whole, whole, part)


def _items(told: Told, first: "Token", size: int | None) -> list["Token"]:
    """What is listed: all the rest of the sentence, where that are as many as there should be."""
    rest = first.doc[first.i : first.sent.end]
    found = [t for t in rest if t.i in told.triggers and t.dep_ in {"appos", "conj"}]
    return found if size == len(found) else list(told.named(first))


def _opens_list(whole: "Token", first: "Token") -> bool:
    """Whether a colon or a dash stands between: a comma may only say it in other words."""
    return any(token.text in {":", "-", "–", "—"} for token in first.doc[whole.i + 1 : first.i])
