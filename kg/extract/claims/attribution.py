"""An attribution found by a rule, before anybody knows who the words stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.records import Act, Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Attribution:
    """`source` heads the noun phrase that names the source; `content` is ordered pieces.

    `signs` are what speaks for it, by name, for `kg.extract.claims.confidence`.
    """

    cue: Span | None
    content: tuple[Span, ...]
    source: "Token | None"
    act: Act
    rule: str
    polarity: Polarity = "positive"
    addressee: "Token | None" = None
    signs: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
