"""What a comparison finds: frozen, plain values. "Left" is the first build, "right" the second."""

from dataclasses import dataclass
from typing import Literal

What = Literal["new", "gone", "replaced", "changed", "split", "merged"]
CauseKind = Literal["article", "program", "model", "tagger", "authority", "settings", "rules",
                    "person", "clue", "elsewhere", "resolution"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cause:
    """What a change comes from, and a sentence about it."""

    kind: CauseKind
    detail: str


@dataclass(frozen=True, slots=True)
class Field:
    """A property whose values differ: those that only one build has."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a claim, event, actor, role or link of an article that both builds read.

    `left` and `right` are its IRIs, relative to the base; None where the build does not have it.
    """

    kind: str
    what: What
    source: str
    left: str | None
    right: str | None
    label: str
    rules: tuple[str, ...]
    fields: tuple[Field, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that one build has, or that both have and read otherwise.

    `counts` are its resources by kind, of the right build where that has it; `left` and `right`
    are the article's ids.
    """

    what: What
    left: str | None
    right: str | None
    title: str
    counts: dict[str, int]
    fields: tuple[Field, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An actor, event, statement, dispute or day of writing across articles that changed.

    `follows` tells that articles which came or went explain all of it.
    """

    kind: str
    what: What
    left: tuple[str, ...]
    right: tuple[str, ...]
    label: str
    fields: tuple[Field, ...]
    causes: tuple[Cause, ...]
    follows: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a person that only one build has."""

    what: What
    kind: str
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many resources of a kind the builds have, and what became of them."""

    kind: str
    left: int
    right: int
    same: int
    changed: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What became of the resources that a rule made, in articles that both builds read."""

    kind: str
    rule: str
    changed: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How many lines of a graph that is no article's only one build has."""

    graph: str
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. `bases` are those of the two builds; `notes` what cannot be told."""

    is_same: bool
    bases: tuple[str, str]
    notes: tuple[str, ...]
    counts: tuple[Count, ...]
    rules: tuple[RuleCount, ...]
    articles: tuple[ArticleChange, ...]
    changes: tuple[Change, ...]
    decided: tuple[Decided, ...]
    conclusions: tuple[Conclusion, ...]
    graphs: tuple[GraphChange, ...]
