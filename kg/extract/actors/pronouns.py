"""Who a pronoun stands for: the nearest fitting subject, sentence by sentence backwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Referent
from kg.extract.actors.gender import PRONOUNS, Gender

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = {"he", "she", "him", "her", "his"}
NEUTER = {"it", "its"}
PLURAL = {"they", "them", "their"}
# Further back than this a pronoun is left unresolved rather than guessed.
SENTENCES_BACK = 4


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor at a token, with what a pronoun asks of it."""

    index: int
    sentence: int
    actors: tuple[str, ...]
    types: frozenset[str]
    plural: bool
    subject: bool
    quoted: bool
    genders: frozenset[Gender] = frozenset()

    @property
    def person(self) -> bool:
        """Whether "he" or "she" may stand for it."""
        return self.types <= {"Person", "Role"} and not self.plural

    @property
    def body(self) -> bool:
        """Whether "it" may stand for it."""
        return self.types <= {"Organization", "Place", "Group"} and not self.plural

    @property
    def several(self) -> bool:
        """Whether "they" may stand for it."""
        return self.plural or "Group" in self.types


def is_pronoun(token: "Token") -> bool:
    """Whether the word is a third-person pronoun."""
    return token.lower_ in PERSONAL | NEUTER | PLURAL and token.pos_ in {"PRON", "DET"}


def antecedent(token: "Token", before: Sequence[Appearance], quoted: bool) -> Referent | None:
    """The actors that the pronoun stands for, or None where nothing fits."""
    fitting = [a for a in before if _fits(token.lower_, a)]
    outside = fitting if quoted else [a for a in fitting if not a.quoted]
    chosen = nearest(token, outside) or nearest(token, fitting)
    if chosen is None:
        return None
    return Referent(chosen.actors, f"“{token.text}”: the nearest fitting subject before it")


def _fits(pronoun: str, appearance: Appearance) -> bool:
    if pronoun in PERSONAL:
        return appearance.person and appearance.genders <= {PRONOUNS[pronoun]}
    if pronoun in NEUTER:
        return appearance.body and (appearance.subject or "Organization" in appearance.types)
    return appearance.several


def nearest(token: "Token", candidates: Sequence[Appearance]) -> Appearance | None:
    """The candidate that a word stands for: subjects first, sentence by sentence backwards."""
    for position, sentence in enumerate(_backwards(candidates)):
        if position >= SENTENCES_BACK:
            return None
        same = sentence[0].sentence == token.sent.start
        subjects = [a for a in sentence if a.subject]
        if subjects:
            # In its own sentence the nearest subject governs; in one before, the first leads.
            return subjects[-1] if same else subjects[0]
        if not same:
            return sentence[0]
    return candidates[-1] if candidates else None


def _backwards(candidates: Iterable[Appearance]) -> Iterator[list[Appearance]]:
    """Candidates by sentence, the last sentence first."""
    grouped = [list(group) for _, group in groupby(candidates, key=lambda a: a.sentence)]
    return reversed(grouped)
