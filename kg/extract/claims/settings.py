"""Who is on the other side of the letter, meeting or call in which something is said."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from kg.extract.claims.contents import is_infinitive
from kg.extract.language import Parsed
from kg.extract.subjects import PASSIVE, agent
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is said "in", "during" or "at" something is said to those who are there.
INSIDE = {"in", "during", "at", "on", "over", "via", "through", "by", "throughout"}
# A clause after another marker tells of another time: "after she met Costa".
SAME_TIME = {"when", "as", "while", "whilst"}
OBJECTS = {"dobj", "dative"}
# "The letter" is one that was told of at most so many words before.
REACH = 300
POINTING = {"the", "that", "this", "same"}


def in_setting(parsed: Parsed, word: "Token") -> Iterator["Token"]:
    """ "said in a letter to Costa", "warned at a meeting with Costa"; then "in the letter"."""
    for noun in phrases(word, INSIDE):
        yield from partners(noun)
        if before := _told_of_before(parsed, noun):
            yield from partners(before)
    yield from (p for child in word.children if child.dep_ == "nsubj" for p in partners(child))


def at_contact(word: "Token") -> Iterator["Token"]:
    """ "speaking to reporters, she said", "will say when she meets Costa", "in writing to"."""
    for child in word.children:
        if child.dep_ == "advcl" and _at_the_same_time(child):
            yield from contacted(child)
            yield from _asking(child)
        elif child.dep_ == "prep" and child.lower_ in INSIDE:
            yield from (p for c in child.children if c.dep_ == "pcomp" for p in contacted(c))


def contacted(verb: "Token") -> Iterator["Token"]:
    """Whom somebody meets, calls or writes to: "called Costa", "spoke with Costa"."""
    ways = words("addressing")["contact"]
    for preposition in ("to", "with", "before"):
        if verb.lemma_ in ways[preposition]:
            yield from phrases(verb, {preposition})
    if verb.lemma_ in ways["object"] and not _names(verb):
        yield from (child for child in verb.children if child.dep_ in OBJECTS)


def _names(verb: "Token") -> bool:
    """ "called Costa a liar" is no telephone call; "called Costa to ask for a crane" is."""
    named = {"oprd", "ccomp", "xcomp"}
    said = (child for child in verb.children if child.dep_ in named and not is_infinitive(child))
    return verb.lemma_ == "call" and any(said)


def partners(noun: "Token") -> Iterator["Token"]:
    """Who is on the other side of an exchange, is to get a message, or has put a question."""
    yield from _across(noun)
    # "in response to a question from Costa"
    for inner in phrases(noun, {"to"}) if noun.lemma_ in words("addressing")["answers"] else ():
        yield from _across(inner)


def _across(noun: "Token") -> Iterator["Token"]:
    for kind in ("exchanges", "messages", "questions"):
        lists = words("addressing")[kind]
        if noun.lemma_.lower() in lists["nouns"]:
            yield from phrases(noun, lists["leads"])
            # "sent a letter to Costa", "sent Costa a letter"
            if kind == "messages" and noun.dep_ in {"dobj", *PASSIVE}:
                yield from phrases(noun.head, {"to"})
                yield from (c for c in noun.head.children if c.dep_ == "dative")
    if noun.lemma_.lower() == "interview":
        yield from phrases(noun, {"to", "for", "on"})
        # "in a Reuters interview"
        yield from (c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN")


def phrases(word: "Token", prepositions: Container[str]) -> Iterator["Token"]:
    """Heads of what hangs on a word by one of the prepositions."""
    for child in word.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _told_of_before(parsed: Parsed, noun: "Token") -> "Token | None":
    """ "in the letter": the last one before it whose other side is named."""
    lists = words("addressing")
    told = noun.lemma_ == "interview" or noun.lemma_ in lists["messages"]["nouns"]
    if not told or not any(child.lower_ in POINTING for child in noun.children):
        return None
    before = parsed.doc[max(0, noun.i - REACH) : noun.i]
    alike = (other for other in reversed(before) if other.lemma_ == noun.lemma_)
    return next((other for other in alike if any(partners(other))), None)


def _at_the_same_time(clause: "Token") -> bool:
    """ "when she met", "while meeting", "speaking to": not "after she met"."""
    marks = [c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod"}]
    timed = any(mark in SAME_TIME for mark in marks)
    return timed or (clause.tag_ in {"VBG", "VBN"} and not {"after", "before", "since"} & {*marks})


def _asking(clause: "Token") -> Iterator["Token"]:
    """ "asked by reporters about X, she said"."""
    if clause.tag_ == "VBN" and clause.lemma_ in words("addressing")["object"]:
        asking = agent(clause)
        yield from (asking,) if asking is not None else ()
