"""What the words of an article state of two happenings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import EventRelation

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Stated:
    """`left` is before, after, during or part of `right`; the words are those from `first` on."""

    relation: EventRelation
    left: "Token"
    right: "Token"
    first: "Token"
    last: "Token"
    rule: str = ""
