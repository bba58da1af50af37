"""Titles and functions: "Deputy Foreign Minister Sergei Ryabkov", "Ushakov, an aide to Putin"."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from kg.extract.authority import Entry, authority
from kg.extract.language import Parsed
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.actors.mentions import Named

BEFORE_NAME = {"NOUN", "PROPN", "ADJ"}
LINKS = {"of", "for", "and", "to"}


def is_office(token: "Token") -> bool:
    """Whether the noun says what a person is."""
    return token.lemma_.lower() in words("roles")["office"]


def titles(
    parsed: Parsed, mention: "Named", named: Container[int] = ()
) -> Iterator[tuple["Token", "Token"]]:
    """First and last token of each title before or after the name of a person.

    `named` are the tokens of persons' names, which no title runs over.
    """
    before = _before(parsed, mention, named)
    if before:
        yield before
    head = mention.head(parsed.doc)
    for noun in _apposed(head, mention):
        if noun.i not in named and not (before and before[0].i <= noun.i <= before[1].i):
            yield _leftmost(noun), _with_of(noun)


def _apposed(head: "Token", mention: "Named") -> Iterator["Token"]:
    """Nouns beside a name that say what the person is: "Voss, a city engineer and author"."""
    for child in head.children:
        if child.dep_ == "appos" and child.i >= mention.end and _is_function(child):
            yield child
            yield from (other for other in child.conjuncts if is_office(other))
    if head.dep_ == "appos" and head.head.i < mention.start and _is_function(head.head):
        yield head.head


def _is_function(noun: "Token") -> bool:
    """Whether a noun beside a person's name can say what that person is."""
    if is_office(noun):
        return True
    lists = words("roles")
    others = {*words("kinds"), *lists["settings"], *lists["kin"], *words("names")["things"]}
    single = noun.tag_ == "NN" and not noun.ent_type_ and noun.text.isalpha()
    return single and noun.lemma_.lower() not in others


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
    parsed: Parsed, mention: "Named", named: Container[int]
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
    start = _after_link(mention, [doc[i] for i in range(start, mention.start)])
    if start == mention.start or not any(is_office(doc[i]) for i in range(start, mention.start)):
        return None
    return doc[start], doc[mention.start - 1]


def _after_link(mention: "Named", run: list["Token"]) -> int:
    """ "a spokesman for President Lind": the title begins after "for", which others govern."""
    start = mention.start - len(run)
    for token in run:
        later = [other for other in run if other.i > token.i]
        opens = token.i == start and (token.lower_ in LINKS or token.is_punct)
        if opens or (token.lower_ in LINKS and _heads(token, later)):
            start = token.i + 1
    return start


def _heads(link: "Token", later: list["Token"]) -> bool:
    return link.lower_ != "and" and any(is_office(token) for token in later)


def _continues(token: "Token", first: bool) -> bool:
    if token.lower_ in LINKS:
        return not first
    former = token.lower_ in words("roles")["not_in_office"]
    return token.pos_ in BEFORE_NAME or ((token.text == "-" or former) and not first)


def party_entry(first: "Token", last: "Token") -> tuple[Entry, frozenset[int], int] | None:
    """The state or body that a title or description names: "Russian", "White House", "US".

    With the tokens that name it, and the first of them.
    """
    doc = first.doc
    known = authority(doc)
    for i in range(first.i, last.i + 1):
        for length in (3, 2, 1):
            end = min(i + length, last.i + 1)
            surface = doc[i:end].text
            entry = known.by_name.get(surface) or known.demonym(surface)
            if entry and entry.acts and entry.type != "Person":
                return entry, frozenset(range(i, end)), i
    return None
