"""Kinds of unnamed sources: what makes two descriptions one kind, and what the kind is called."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.descriptions import Description, joined
from kg.extract.actors.modifiers import in_full
from kg.extract.actors.parties import Party
from kg.extract.words import words
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Kind:
    """Noun, party, words before the noun and after it; words of government say nothing more."""

    noun: str
    party: str | None
    before: frozenset[str]
    after: str

    def holds(self, other: "Kind") -> bool:
        """Whether `other` is this kind at a shorter length: "the official"."""
        return (
            self.noun == other.noun
            and other.party in (None, self.party)
            and other.before <= self.before
            and other.after in ("", self.after)
        )


def kind_of(description: Description, party: Party | None) -> Kind:
    """The kind that a description is of."""
    taken = party.tokens if party else frozenset()
    spare = set(words("roles")["government"]) if party else set()
    before = frozenset(t.lower_ for t in description.before if t.i not in taken) - spare
    after = "" if taken & {t.i for t in description.after} else in_full(description.after).lower()
    return Kind(description.noun, party.actor if party else None, before, after)


def name_of(description: Description, party: Party | None) -> str:
    """Normal name: "senior US official", "Lind's advisers", "source familiar with the inquiry"."""
    taken = party.tokens if party else frozenset()
    placed = [(t.i, 1, _word(t)) for t in description.before if t.i not in taken]
    if party:
        placed.append((party.at, 0, f"{party.word} "))
    elif description.owner is not None:
        placed.append((description.first.i, 0, f"{_owner(description)} "))
    shown = "".join(word for _, _, word in sorted(placed))
    after = () if taken & {t.i for t in description.after} else description.after
    return " ".join(f"{shown}{description.noun} {in_full(after)}".split())


def _word(token: "Token") -> str:
    """A word, and the space or hyphen that joins it to the next; no capital for a first word."""
    opens = token.is_sent_start and token.pos_ != "PROPN"
    return (token.lower_ if opens else token.text) + (" " if token.whitespace_ else "-")


def _owner(description: Description) -> str:
    """The possessor as the text has it, without an article: "mayor's"."""
    owner = description.owner
    if owner is None or owner.tag_ == "PRP$":
        return ""
    inside = [t for t in owner.subtree if t.dep_ != "det"]
    return joined(inside)


def type_of(description: Description) -> ActorType:
    """A crowd or a body is a group; anybody else is an official without a name."""
    lists = words("roles")
    several = {*lists["crowd"], *lists["voice"], *words("kinds")}
    return "Group" if description.lemma in several else "Role"
