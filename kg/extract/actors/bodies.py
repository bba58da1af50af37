"""Bodies by a common noun: "the alliance", "the agency", "the company"."""

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Referent
from kg.extract.actors.descriptions import Description
from kg.extract.actors.pronouns import nearest
from kg.extract.actors.scene import Draft, Scene
from kg.extract.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

REASON = "the body of that kind that was named before"


def body_of(scene: Scene, description: Description) -> Referent | None:
    """The body that a definite common noun stands for, if the article named one of the kind."""
    kind = words("kinds").get(description.lemma)
    alone = description.bare and description.definite and not description.plural
    if kind is None or not alone:
        return None
    named = [(id_, draft) for id_, draft in scene.recent() if _is_body(draft)]
    told = [id_ for id_, draft in named if _is_called(id_, draft, description.lemma, kind)]
    found = told[0] if told else _most_present(scene, description, named, kind)
    return Referent((found,), REASON) if found else None


def _is_body(draft: Draft) -> bool:
    return bool(draft.mentions) and draft.type in {"Organization", "Group"}


def _is_called(id_: str, draft: Draft, noun: str, kind: "Mapping[str, list[str]]") -> bool:
    """Whether the article or the name itself says that it is one of the kind."""
    name = draft.name.lower().replace(".", "").split()
    # Any body may be a company: its name alone does not make it the one that is meant.
    signs = {noun} if kind.get("any") else {noun, *kind.get("words", ())}
    return noun in draft.called or id_ in kind.get("known", ()) or not signs.isdisjoint(name)


def _most_present(
    scene: Scene,
    description: Description,
    named: list[tuple[str, Draft]],
    kind: "Mapping[str, bool]",
) -> str | None:
    """ "the company": the body that the sentences before are about, unless it is something else."""
    if not kind.get("any"):
        return None
    open_ = {id_ for id_, draft in named if not _is_of_another_kind(id_, draft)}
    before = [a for a in scene.memory() if len(a.actors) == 1 and a.actors[0] in open_]
    found = nearest(description.head, before)
    return found.actors[0] if found else None


def _is_of_another_kind(id_: str, draft: Draft) -> bool:
    """A ministry, a court, a newspaper is no company."""
    public = frozenset(words("roles")["public"])
    return id_ in _known() or not public.isdisjoint(draft.name.lower().split())


@cache
def _known() -> frozenset[str]:
    return frozenset(id_ for kind in words("kinds").values() for id_ in kind.get("known", ()))
