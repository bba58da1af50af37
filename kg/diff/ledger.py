"""What became of the local resources that conclusions rest on, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.diff.names import source_of
from kg.diff.records import ArticleChange, Cause, Change


@dataclass(slots=True)
class Ledger:
    """Causes by relative IRI, those of whole articles too; left IRIs by the right ones."""

    renamed: dict[str, str] = field(default_factory=dict)
    gone: dict[str, Cause] = field(default_factory=dict)
    new: dict[str, Cause] = field(default_factory=dict)
    changed: dict[str, Cause] = field(default_factory=dict)

    def note_article(self, change: ArticleChange, claims: Iterable[str]) -> None:
        """Note an article that is not in both, and its claims, whose IRIs do not name it.

        Of one that was replaced, each build has one text, and the claims are those of both.
        """
        title = change.title or change.left or change.right
        cause = Cause("article", f"the article “{title}” {_VERBS[change.what]}")
        for id_, causes in ((change.left, self.gone), (change.right, self.new)):
            if id_ is not None:
                causes.update(dict.fromkeys([f"source/{id_}", *claims], cause))

    def note(self, change: Change) -> None:
        """Note what became of a resource of an article that both builds read."""
        detail = f"the {change.kind} “{change.label}” {_VERBS[change.what]} in {change.source}"
        why = "; ".join(f"{cause.kind}: {cause.detail}" for cause in change.causes)
        cause = Cause(change.causes[0].kind, f"{detail} ({why})")
        if change.right is None:
            self.gone[change.left or ""] = cause
        elif change.left is None:
            self.new[change.right] = cause
        else:
            self.changed[change.left] = cause
            if change.left != change.right:
                self.renamed[change.right] = change.left

    def in_left_terms(self, iri: str) -> str:
        """The left build's IRI of a local resource of the right one."""
        return self.renamed.get(iri, iri)

    def why_gone(self, iri: str) -> Cause | None:
        """Why the right build does not have a local resource."""
        return _look_up(self.gone, iri)

    def why_new(self, iri: str) -> Cause | None:
        """Why the left build does not have it."""
        return _look_up(self.new, iri)

    def why_changed(self, iris: Iterable[str]) -> tuple[Cause, ...]:
        """What became of those that both have, once each, in order."""
        found = (self.changed[iri] for iri in sorted(iris) if iri in self.changed)
        return tuple(dict.fromkeys(found))


_VERBS = {"new": "is new", "gone": "is gone", "changed": "changed", "replaced": "was replaced"}


def _look_up(causes: Mapping[str, Cause], iri: str) -> Cause | None:
    return causes.get(iri) or causes.get(f"source/{source_of(iri)}")
