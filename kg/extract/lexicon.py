"""The words that attribute, read from `words/cues.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.extract.words import words
from kg.records import Act, Polarity


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A cue word: what it governs, the act it performs, and whether it denies.

    `partner` is the verb that an adjective needs ("made clear"), `particle` the one a verb needs
    ("point out", "rule out"). `by_frame` are acts that differ by what is governed.
    """

    lemma: str
    act: Act
    frames: tuple[str, ...]
    polarity: Polarity
    particle: str | None
    partner: str | None
    by_frame: Mapping[str, Act] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by part of speech and lemma."""

    verbs: Mapping[str, Lexeme]
    nouns: Mapping[str, Lexeme]
    adjectives: Mapping[str, Lexeme]
    carriers: frozenset[str]
    continuing: frozenset[str]
    formulas: frozenset[str]
    media: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """All cue words, read once."""
    data = words("cues")
    return Lexicon(
        verbs=_lexemes(data["verbs"]),
        nouns=_lexemes(data["nouns"]),
        adjectives=_lexemes(data["adjectives"]),
        carriers=frozenset(data["carriers"]),
        continuing=frozenset(data["continuing"]),
        formulas=frozenset(data["formulas"]),
        media=frozenset(words("media")),
    )


def _lexemes(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Lexeme]:
    return {
        lemma: Lexeme(
            lemma,
            row["act"],
            tuple(row["frames"]),
            row.get("polarity", "positive"),
            row.get("particle"),
            row.get("with"),
            row.get("by_frame", {}),
        )
        for lemma, row in rows.items()
    }
