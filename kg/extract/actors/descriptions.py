"""Noun phrases that stand for somebody without naming them: offices, officials, pairs, crowds."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.roles import is_office
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
INSIDE = {"compound", "amod", "nmod", "poss"}
BESIDE = {"det", "nummod", "case", "punct", "advmod", "predet", "quantmod"}
TELLING = {"NOUN", "PROPN", "ADJ", "VERB"}
DEFINITE = {"the", "this", "that", "his", "her", "their", "its"}
# Prepositions between a description and whose it is, or what tells it from others.
BELONGING = {"for", "of", "from", "in", "at", "to", "with"}
# Parts of speech that lead from a noun phrase into a clause.
CLAUSES = {"relcl", "advcl", "ccomp", "acl", "xcomp", "parataxis", "appos", "punct", "cc"}
# What follows a noun tells it apart in so many words; more is a tale of its own.
LONGEST_AFTER = 7


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase headed by `head`: "the two Russian leaders" has lemma `leader`.

    `before` are the words that tell it apart before the noun, `after` those after it; `owner` is
    the possessor: "Lind" in "Lind's retired adviser", "his".
    """

    head: "Token"
    first: "Token"
    lemma: str
    before: tuple["Token", ...]
    after: tuple["Token", ...]
    owner: "Token | None"
    definite: bool
    plural: bool
    two: bool

    @property
    def bare(self) -> bool:
        """Whether only the noun says who is meant: "the official", "officials"."""
        return not (self.before or self.after or self.owner is not None)

    @property
    def governs(self) -> bool:
        """Whether a word says that it belongs to those who govern: "administration official"."""
        return any(t.lower_ in words("roles")["government"] for t in self.before)

    @property
    def ranks(self) -> frozenset[str]:
        """Words that change which office a title means: "vice", "former"."""
        return frozenset(t.lower_ for t in self.before) & frozenset(words("roles")["not_in_office"])

    @property
    def noun(self) -> str:
        """The noun as it stays in a name: in the plural, if it is in it."""
        return self.head.lower_ if self.plural else self.lemma


def describe(token: "Token", known: Container[str] = ()) -> Description | None:
    """The description that `token` heads, if its noun is one for people who act and speak.

    `known` are further nouns by which the article calls people that it names.
    """
    lemma = token.lemma_.lower()
    if token.pos_ not in NOUNS or not (_is_listed(token, lemma) or lemma in known):
        return None
    inside = [t for t in token.subtree if t.i <= token.i and _within(t, token)]
    owner = next((t for t in token.children if t.dep_ == "poss" and t.i < token.i), None)
    owned = {t.i for t in owner.subtree} if owner is not None else set()
    return Description(
        head=token,
        first=min(inside, key=lambda t: t.i),
        lemma=lemma,
        before=tuple(t for t in inside if t.i < token.i and t.i not in owned and _tells(t)),
        after=tuple(_after(token)),
        owner=owner,
        definite=any(t.lower_ in DEFINITE for t in token.children) or owner is not None,
        plural=token.tag_ in {"NNS", "NNPS"},
        two=any(t.lower_ in {"two", "both"} for t in token.children),
    )


def _is_listed(token: "Token", lemma: str) -> bool:
    lists = words("roles")
    people = is_office(token) or lemma in lists["source"] or lemma in lists["crowd"]
    return people or lemma in words("kinds")


def _within(token: "Token", head: "Token") -> bool:
    """Whether the token belongs to the noun group itself, not to a clause inside it."""
    while token.i != head.i:
        if token.dep_ not in INSIDE | BESIDE:
            return False
        token = token.head
    return True


def _tells(token: "Token") -> bool:
    """Whether a word before the noun says which: "retired", not "several"."""
    spare = token.lower_ in words("roles")["spare"]
    return token.pos_ in TELLING and token.dep_ in INSIDE and not spare


def _after(head: "Token") -> Iterator["Token"]:
    """ "familiar with the inquiry", "from the north": the modifier right after the noun."""
    first = next((child for child in head.children if child.i == head.i + 1), None)
    if first is None or not _tells_after(first):
        return
    clauses = {t.i for t in first.subtree if t.dep_ in CLAUSES and t.i != first.i}
    inside = {t.i for t in first.subtree}
    run = []
    for token in head.doc[first.i :]:
        if token.i not in inside or token.i in clauses or token.is_space:
            break
        run.append(token)
    if len(run) <= LONGEST_AFTER and len(run) > 1:
        yield from run


def _tells_after(first: "Token") -> bool:
    times = any(t.ent_type_ in {"DATE", "TIME"} for t in first.subtree)
    if times or any(t.lemma_ in words("roles")["settings"] for t in first.subtree):
        return False
    if first.dep_ == "prep":
        return first.lower_ in BELONGING or first.lower_ == "close"
    return first.dep_ in {"amod", "acl"} and (first.pos_ == "ADJ" or first.tag_ == "VBN")


def prepositional(noun: "Token") -> Iterator["Token"]:
    """Objects of the prepositions that say whose somebody is: "Board" in "head of the Board"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in BELONGING:
            yield from (obj for obj in prep.children if obj.dep_ == "pobj")


def holds_office(description: Description, titles: Iterable[str]) -> bool:
    """Whether one of the titles makes its holder "the president", "the leader", at this time."""
    offices = [office for title in titles for office in _offices(title)]
    if description.lemma == "counterpart":
        return bool(offices)
    wanted, ranks = _wanted(description.lemma), frozenset(words("roles")["not_in_office"])
    return any(noun in wanted and told & ranks == description.ranks for noun, told in offices)


def _offices(title: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The noun of each office in a title, and all its words: "Deputy Head of State and envoy"."""
    for part in re.split(r",| and ", title.lower()):
        plain = part.replace("-", " ").split()
        ends = [i for i, word in enumerate(plain) if word in {"of", "for", "to", "at"}]
        if noun := plain[: min(ends, default=len(plain))]:
            yield noun[-1], frozenset(plain)


def governing_offices() -> set[str]:
    """Those who govern are all "leaders"."""
    return set(words("roles")["governing"])


def _wanted(lemma: str) -> set[str]:
    """One article's "the Russian leader" is the next one's "the Russian president"."""
    governing = governing_offices()
    if lemma == "leader":
        return governing
    return {lemma, "leader"} if lemma in governing else {lemma}


def joined(tokens: Sequence["Token"]) -> str:
    """Words as they stand in the text: with a space between them where it has one."""
    return "".join(t.text + (" " if t.whitespace_ else "") for t in tokens).strip()
