"""What an article tells of as going on: it goes on at the time of writing."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kg import iso8601 as iso
from kg.extract.events.happening import Happening, Telling
from kg.extract.language import Parsed
from kg.extract.times.tense import auxiliaries, is_clause_verb
from kg.extract.words import words
from kg.records import GOING_ON, Event, Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

PRESENT = {"VBZ", "VBP"}


def going_on(parsed: Parsed, happening: Happening, published: Time | None) -> Time | None:
    """The day of writing, where words say that it is going on; an offset where no day is known.

    Past events and plans go on at no time: only what is told as fact does.
    """
    if happening.status != "occurred":
        return None
    spans = (words_for_going_on(parsed, telling) for telling in happening.tellings)
    span = next(filter(None, spans), None)
    value = published.value if published else iso.offset(0, "day")
    return Time(value, span, GOING_ON, inferred=True) if span and value else None


def with_ongoing(event: Event, time: Time | None) -> Event:
    """The event with that time, where its words give none."""
    if time is None or event.time or event.truncated:
        return event
    if iso.is_offset(time.value):
        return replace(event, truncated=time)
    return replace(event, time=time)


def words_for_going_on(parsed: Parsed, telling: Telling) -> Span | None:
    """The words that say so: "ongoing", or a verb in the present progressive."""
    token = telling.trigger.token
    marks = words("events")["going_on_marks"]
    mark = next((child for child in token.children if child.lower_ in marks), None)
    if mark is not None:
        return parsed.span(mark)
    if (state := state_verb(token)) is not None:
        return parsed.span(state, token)
    verb = token if telling.trigger.is_verb else carrier(token)
    return parsed.span(verb) if verb is not None and is_progressive(verb) else None


def state_verb(noun: "Token") -> "Token | None":
    """ "are in talks", and "said that they were in talks": the verb, where that state lasts."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or verb.lemma_ != "be":
        return None
    reported = verb.dep_ == "ccomp" and verb.tag_ == "VBD" and verb.head.tag_ == "VBD"
    return verb if verb.tag_ in PRESENT or reported else None


def carrier(noun: "Token") -> "Token | None":
    """The verb that only says that the happening takes place: "is conducting a campaign"."""
    verb = noun.head
    carries = noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in words("events")["carriers"]
    goes_on = noun.dep_ == "nsubj" and verb.lemma_ in words("events")["lasting_verbs"]
    return verb if is_clause_verb(verb) and (carries or goes_on) else None


def is_progressive(verb: "Token") -> bool:
    """Whether the verb tells what is going on now: "is building up", "have been gathering"."""
    helpers = auxiliaries(verb)
    present = any(aux.tag_ in PRESENT for aux in helpers)
    ahead = {aux.lemma_.lower() for aux in helpers} & set(words("times")["future_auxiliaries"])
    if verb.lemma_ in words("events")["lasting_verbs"]:
        return verb.tag_ in PRESENT
    return verb.tag_ == "VBG" and present and not ahead
