"""Figures tied to a happening: how long a call took, how many soldiers were moved."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.language import Parsed
from kg.extract.times.tense import is_clause_verb
from kg.extract.words import words
from kg.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# Further than this from its happening, a figure may belong to another.
STEPS = 4


def quantities(parsed: Parsed) -> list[tuple["Token", Quantity]]:
    """All figures of the article with the noun or currency that they count."""
    return list(_quantities(parsed))


def _quantities(parsed: Parsed) -> Iterator[tuple["Token", Quantity]]:
    for token in parsed.doc:
        if not token.like_num or (token.i and parsed.doc[token.i - 1].like_num):
            continue
        first, last, value = figure_at(token)
        unit = unit_of(first, last)
        if value is None or unit is None:
            continue
        name, start, end = unit
        span = parsed.span(min(first, start, key=_index), max(last, end, key=_index))
        yield end, Quantity(value, name, span)


def _index(token: "Token") -> int:
    return token.i


def figure_at(token: "Token") -> tuple["Token", "Token", float | None]:
    """The figure that starts at a token: its first and last word, and its value."""
    value, last = _value(token.lower_), token
    scales = words("quantities")["scales"]
    while last.i + 1 < len(token.doc) and token.doc[last.i + 1].lower_ in scales:
        last = token.doc[last.i + 1]
        value = value * scales[last.lower_] if value is not None else None
    return token, last, value


def _value(text: str) -> float | None:
    """What a figure or a number word is worth; None for ordinals, ranges and fractions."""
    if FIGURE.fullmatch(text):
        return float(text.replace(",", ""))
    lists = words("quantities")
    named = lists["numbers"].get(text, lists["scales"].get(text))
    return float(named) if named is not None else None


def unit_of(first: "Token", last: "Token") -> tuple[str, "Token", "Token"] | None:
    """The unit of a figure, with its first and last word: a currency sign or the noun counted."""
    lists = words("quantities")
    before = first.nbor(-1) if first.i else None
    if before is not None and before.text in lists["currencies"]:
        return lists["currencies"][before.text], before, last
    noun = last.head if last.head.pos_ in {"NOUN", "PROPN"} else first.head
    if last.dep_ not in {"nummod", "compound", "quantmod"} or noun.i <= last.i or noun.like_num:
        return None
    lemma = noun.lemma_.lower()
    dated = noun.ent_type_ in {"DATE", "PERCENT"} and lemma not in lists["durations"]
    ordered = noun.head.pos_ in {"ADP", "SCONJ", "ADV"} and noun.dep_ == "npadvmod"
    # "The two leaders" points to people and counts nobody.
    pointed = any(child.lower_ in {"the", "these", "those"} for child in noun.children)
    skipped = dated or ordered or pointed or noun.pos_ == "PROPN"
    return None if skipped else (lists["same_units"].get(lemma, lemma), noun, noun)


def belongs_to(noun: "Token", triggers: set[int]) -> int | None:
    """The trigger that a counted noun hangs on, by its token index; not across another clause."""
    above = noun
    for _ in range(STEPS):
        above = above.head
        if above.i in triggers:
            return above.i
        if is_clause_verb(above) and above.lemma_ not in words("events")["carriers"]:
            return _only_argument(above, triggers)
    return None


def _only_argument(verb: "Token", triggers: set[int]) -> int | None:
    """The subject of a verb such as "lasted", where that is a trigger."""
    if verb.lemma_ not in words("quantities")["lasting"]:
        return None
    subjects = (child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"})
    return next((index for index in subjects if index in triggers), None)
