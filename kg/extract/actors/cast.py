"""The cast of one article: its actors, and which words stand for which of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Referent:
    """The actors that a noun phrase or pronoun stands for, and how that was found."""

    actors: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors by id, and referents by the index of the token that heads the phrase."""

    actors: Mapping[str, Actor]
    heads: Mapping[int, Referent]

    def at(self, token: "Token") -> Referent | None:
        """What the phrase headed by `token` refers to: a name, a pronoun, a description."""
        return self.heads.get(token.i)

    def ids(self, token: "Token") -> tuple[str, ...]:
        """Ids of the actors that the phrase headed by `token` stands for, conjuncts included."""
        found = [self.at(token), *(self.at(other) for other in token.conjuncts)]
        return tuple(dict.fromkeys(id_ for ref in found if ref for id_ in ref.actors))
