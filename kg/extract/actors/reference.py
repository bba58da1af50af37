"""Whom a description stands for: one function a rule, tried in the order of the table."""

from collections.abc import Callable, Iterable

from kg.extract.actors.cast import Referent
from kg.extract.actors.descriptions import (
    Description,
    describe,
    governing_offices,
    holds_office,
    unnamed,
)
from kg.extract.actors.scene import Draft, Scene
from kg.extract.words import words
from kg.ids import slug

SLUG_WORDS = 9


def refer(scene: Scene, description: Description) -> Referent:
    """The first rule's answer; the last rule always has one."""
    return next(found for rule in RULES if (found := rule(scene, description)))


def apposition(scene: Scene, description: Description) -> Referent | None:
    """ "Putin's adviser, Yuri Ushakov": the name says who it is."""
    for child in description.head.subtree:
        if child.dep_ == "appos" and (named := scene.heads.get(child.i)):
            return Referent(named.actors, "named in apposition")
    return None


def outlet(scene: Scene, description: Description) -> Referent | None:
    """ "the news agency TASS": the name follows without a comma."""
    if description.lemma not in words("roles")["outlet"]:
        return None
    for token in scene.parsed.doc[description.head.i + 1 :]:
        named = scene.heads.get(token.i)
        if named or token.pos_ != "PROPN":
            return Referent(named.actors, "named right after") if named else None
    return None


def pair(scene: Scene, description: Description) -> Referent | None:
    """ "the two leaders": the two of that kind that were named last."""
    if not description.two or description.lemma not in words("roles")["pair"]:
        return None
    if description.lemma in words("roles")["pair_of_bodies"]:
        return _last_two(scene, lambda draft: draft.type in {"Place", "Organization"})
    return _last_two(scene, _governs) or _last_two(scene, lambda draft: draft.type == "Person")


def _last_two(scene: Scene, fits: Callable[[Draft], bool]) -> Referent | None:
    found = [id_ for id_, draft in scene.recent() if fits(draft)][:2]
    return Referent(tuple(sorted(found)), "the last two named") if len(found) == 2 else None


def _governs(draft: Draft) -> bool:
    titles = {word for title in draft.titles for word in title.lower().split()}
    return draft.type == "Person" and bool(governing_offices() & titles)


def office(scene: Scene, description: Description) -> Referent | None:
    """ "the Russian leader": who was last named with such an office for such a party."""
    definite = description.definite or _is_headline(description)
    if description.plural or description.two or not definite:
        return None
    holders = [(i, d) for i, d in scene.recent() if d.type == "Person" and _holds(d, description)]
    found = _for_party(holders, description)
    return Referent((found,), f"holds the office: {description.lemma}") if found else None


def _for_party(holders: Iterable[tuple[str, Draft]], description: Description) -> str | None:
    """The holder for the party named, else one of whom no party is said."""
    if description.party is None:
        return next((id_ for id_, _ in holders), None)
    sure = (id_ for id_, draft in holders if description.party.id in draft.parties)
    open_ = (id_ for id_, draft in holders if not draft.parties)
    return next(sure, None) or next(open_, None)


def _holds(draft: Draft, description: Description) -> bool:
    if description.lemma == "counterpart" and description.party is None:
        return False
    return holds_office(description, draft.titles)


def _is_headline(description: Description) -> bool:
    """Headlines leave the article out: "Russian leader demands"."""
    articles = any(t.dep_ == "det" for t in description.head.children)
    return description.party is not None and not articles


def voice(scene: Scene, description: Description) -> Referent | None:
    """ "the Kremlin press office" speaks as the Kremlin."""
    if description.party is None or description.lemma not in words("roles")["voice"]:
        return None
    span = scene.parsed.span(description.first, description.head)
    return Referent((scene.add_party(description.party, span),), "its office speaks for it")


def same_kind(scene: Scene, description: Description) -> Referent | None:
    """ "the official": the unnamed one of that kind that was there last, or will be first."""
    if not description.bare:
        return None
    noun = description.head.lower_
    for id_, draft in scene.recent():
        if draft.type in {"Role", "Group"} and draft.name.rsplit(" ", 1)[-1] == noun:
            scene.describe(draft, description, "same-kind")
            return Referent((id_,), "the same kind of source as before")
    later = _first_kind(scene, description)
    return described(scene, later) if later else None


def _first_kind(scene: Scene, description: Description) -> Description | None:
    """ "the official" before anybody says which: the first of the kind that is told apart."""
    if not description.definite:
        return None
    for token in scene.parsed.doc[description.head.i + 1 :]:
        if token.lower_ == description.head.lower_ and token.i not in scene.titled:
            found = describe(token)
            if found and not found.bare:
                return found
    return None


def described(scene: Scene, description: Description) -> Referent:
    """An unnamed source of its own, by its kind: "senior US official"."""
    entry = description.party
    span = scene.parsed.span(description.first, description.head)
    party = scene.add_party(entry, span) if entry else None
    name, kind = unnamed(description, entry.adjective if entry else None)
    id_ = slug(name, SLUG_WORDS)
    draft = scene.drafts.setdefault(id_, Draft(name, kind, party))
    if draft.type in {"Role", "Group"}:
        scene.describe(draft, description, "described")
    return Referent((id_,), "described, not named")


RULES: tuple[Callable[[Scene, Description], Referent | None], ...] = (
    apposition,
    outlet,
    pair,
    office,
    voice,
    same_kind,
    described,
)
