"""Titles and functions: "Deputy Foreign Minister Sergei Ryabkov", "Ushakov, an aide to Putin"."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from kg.extract.actors.mentions import Named
from kg.extract.authority import Entry, authority
from kg.extract.language import Parsed
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

BEFORE_NAME = {"NOUN", "PROPN", "ADJ"}
LINKS = {"of", "for", "and", "to"}


def is_office(token: "Token") -> bool:
    """Whether the noun says what a person is."""
    return token.lemma_.lower() in words("roles")["office"]


def titles(
    parsed: Parsed, mention: Named, named: Container[int] = ()
) -> Iterator[tuple["Token", "Token"]]:
    """First and last token of each title before or after the name of a person.

    `named` are the tokens of persons' names, which no title runs over.
    """
    before = _before(parsed, mention, named)
    if before:
        yield before
    head = mention.head(parsed.doc)
    for child in head.children:
        if child.dep_ == "appos" and child.i >= mention.end and is_office(child):
            yield _leftmost(child), _with_of(child)


def _leftmost(noun: "Token") -> "Token":
    """The first word of the noun group: "White" in "the White House press secretary"."""
    first = noun
    while first.i > noun.left_edge.i and first.nbor(-1).pos_ in BEFORE_NAME:
        first = first.nbor(-1)
    return first


def _with_of(noun: "Token") -> "Token":
    """The last word of "Secretary of State"; what follows "of the" is more than a title."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    named = [token.lower_ for token in after][:1] == ["of"] and after[-1].pos_ == "PROPN"
    return after[-1] if named else noun


def _before(
    parsed: Parsed, mention: Named, named: Container[int]
) -> tuple["Token", "Token"] | None:
    """The run of nouns and adjectives that ends right before the name and names an office."""
    doc, start = parsed.doc, mention.start
    sentence = doc[mention.start].sent.start
    while (
        start > sentence
        and start - 1 not in named
        and _continues(doc[start - 1], start == mention.start)
    ):
        start -= 1
    while start < mention.start and doc[start].lower_ in LINKS:
        start += 1
    if start == mention.start or not any(is_office(doc[i]) for i in range(start, mention.start)):
        return None
    return doc[start], doc[mention.start - 1]


def _continues(token: "Token", first: bool) -> bool:
    if token.lower_ in LINKS:
        return not first
    return token.pos_ in BEFORE_NAME or (token.text == "-" and not first)


def party_entry(first: "Token", last: "Token") -> Entry | None:
    """The state or body that a title or description names: "Russian", "White House", "US"."""
    doc = first.doc
    known = authority()
    for i in range(first.i, last.i + 1):
        for length in (3, 2, 1):
            surface = doc[i : min(i + length, last.i + 1)].text
            entry = known.by_name.get(surface) or known.demonym(surface)
            if entry:
                return entry
    return None
