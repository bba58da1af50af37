"""Where a happening takes place, from the parse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.events.lexicon import prepositions
from kg.extract.events.participants import actors_at, is_place
from kg.extract.events.parts import parts
from kg.extract.events.triggers import Trigger
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def place_of(cast: Cast, trigger: Trigger) -> str | None:
    """The place that a preposition of place gives; of an attack, else the place attacked."""
    named = (noun for token in _holders(trigger) for noun in _located(token))
    hit = (part.head for part in parts(trigger) if part.role == "recipient")
    heads = [*named, *(hit if trigger.entry.type == "ASSAULT" else ())]
    actors = (actor for head in heads for actor, _ in actors_at(cast, head))
    return next((actor for actor in actors if is_place(cast, actor)), None)


def _holders(trigger: Trigger) -> Iterator["Token"]:
    """The words that a place can hang on: trigger, its object, the verb that carries it."""
    yield trigger.token
    if trigger.is_verb:
        yield from (child for child in trigger.token.children if child.dep_ in {"dobj", "prt"})
    elif trigger.token.head.pos_ == "VERB":
        yield trigger.token.head


def _located(token: "Token") -> Iterator["Token"]:
    """What stands after a preposition of place."""
    places = words("events")["roles"]["place"]
    return (noun for each, noun in prepositions(token).items() if each in places)
