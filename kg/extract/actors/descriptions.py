"""Noun phrases that stand for somebody without naming them: offices, officials, pairs, crowds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.roles import is_office, party_entry
from kg.extract.authority import Entry, authority
from kg.extract.words import words
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
INSIDE = {"compound", "amod", "nmod", "poss"}
DEFINITE = {"the", "this", "that", "his", "her", "their", "its"}


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase headed by `head`: "the two Russian leaders" has lemma `leader`."""

    head: "Token"
    first: "Token"
    lemma: str
    party: Entry | None
    ranks: tuple[str, ...]
    qualifiers: tuple[str, ...]
    definite: bool
    plural: bool
    two: bool

    @property
    def bare(self) -> bool:
        """Whether only the noun says who is meant: "the official", "officials"."""
        return self.party is None and not self.ranks and not self.qualifiers


def describe(token: "Token") -> Description | None:
    """The description that `token` heads, if its noun is one for people who act and speak."""
    lists = words("roles")
    lemma = token.lemma_.lower()
    if token.pos_ not in NOUNS or not (
        is_office(token) or lemma in lists["source"] or lemma in lists["crowd"]
    ):
        return None
    inside = [t for t in token.subtree if t.i <= token.i and _within(t, token)]
    first = min(inside, key=lambda t: t.i)
    return Description(
        head=token,
        first=first,
        lemma=lemma,
        party=party_entry(first, token) or _party_after(token) or _implied(inside),
        ranks=tuple(t.lower_ for t in inside if t.lower_ in lists["rank"]),
        qualifiers=tuple(
            t.text
            for t in inside
            if t.i < token.i and _is_proper(t) and t.lower_ not in lists["rank"]
        ),
        definite=any(t.lower_ in DEFINITE for t in token.children),
        plural=token.tag_ in {"NNS", "NNPS"},
        two=any(t.lower_ in {"two", "both"} for t in token.children),
    )


def _is_proper(token: "Token") -> bool:
    """ "European" leaders, "Biden"'s advisers: whose they are, where no party is known."""
    opens = token.is_sent_start or token.nbor(-1).is_space or token.nbor(-1).is_punct
    return token.text[0].isupper() and (token.pos_ == "PROPN" or not opens)


def _within(token: "Token", head: "Token") -> bool:
    """Whether the token belongs to the noun group itself, not to a clause inside it."""
    while token.i != head.i:
        if token.dep_ not in INSIDE | {
            "det",
            "nummod",
            "case",
            "punct",
            "advmod",
            "predet",
            "quantmod",
        }:
            return False
        token = token.head
    return True


def _implied(inside: Sequence["Token"]) -> Entry | None:
    """ "administration official": a word that only one state's press uses without saying whose."""
    implied = words("roles")["implied"]
    found = next((implied[t.lower_] for t in inside if t.lower_ in implied), None)
    return authority().by_id[found] if found else None


def _party_after(token: "Token") -> Entry | None:
    """ "a spokesman for the Kremlin", "officials in Moscow"."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"for", "of", "from", "in", "at"}:
            for obj in prep.children:
                entry = authority().by_name.get(obj.text) or authority().by_capital.get(obj.text)
                if entry:
                    return entry
    return None


def unnamed(description: Description, party_name: str | None) -> tuple[str, ActorType]:
    """Normal name and type of an unnamed source: "senior US official"."""
    noun = description.head.lower_ if description.plural else description.lemma
    whose = (party_name,) if party_name else description.qualifiers
    name = " ".join((*description.ranks, *whose, noun))
    crowd = description.lemma in words("roles")["crowd"]
    return name, "Group" if crowd else "Role"


def governing_offices() -> set[str]:
    """Those who govern are all "leaders"."""
    return set(words("roles")["governing"])


def holds_office(description: Description, titles: Sequence[str]) -> bool:
    """Whether one of the titles makes its holder "the president", "the leader"."""
    if description.lemma == "counterpart":
        return bool(titles)
    return any(_wanted(description.lemma) & set(title.lower().split()) for title in titles)


def _wanted(lemma: str) -> set[str]:
    """One article's "the Russian leader" is the next one's "the Russian president"."""
    governing = governing_offices()
    if lemma == "leader":
        return governing
    return {lemma, "leader"} if lemma in governing else {lemma}
