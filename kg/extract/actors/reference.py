"""Whom a description stands for: one function a rule, tried in the order of the table."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.extract.actors.bodies import body_of
from kg.extract.actors.cast import Referent
from kg.extract.actors.descriptions import (
    Description,
    describe,
    governing_offices,
    holds_office,
)
from kg.extract.actors.parties import BODIES, party_of
from kg.extract.actors.scene import Draft, Scene
from kg.extract.actors.unnamed import kind_of, name_of, type_of
from kg.extract.words import words
from kg.ids import slug

if TYPE_CHECKING:
    from spacy.tokens import Token

SLUG_WORDS = 9
# "The official" is told apart within so many words after it, or not at all.
AHEAD = 2000


def refer(scene: Scene, description: Description) -> Referent:
    """The first rule's answer; the last rule always has one."""
    return next(found for rule in RULES if (found := rule(scene, description)))


def apposition(scene: Scene, description: Description) -> Referent | None:
    """ "Putin's adviser, Yuri Ushakov": the name says who it is."""
    for child in description.head.subtree:
        if child.dep_ == "appos" and (named := scene.heads.get(child.i)):
            return Referent(named.actors, "named in apposition")
    return None


def apposed(scene: Scene, noun: "Token") -> Referent | None:
    """ "adviser Yuri Ushakov", "his wife, Mia Lund": whom the name beside the noun names."""
    for child in noun.children:
        if child.dep_ == "appos" and (named := scene.heads.get(child.i)):
            return Referent(named.actors, "named in apposition")
    return None


def same_as_before(scene: Scene, noun: "Token") -> str | None:
    """ "A diplomat spoke. The diplomat, Mia Lund, …": the unnamed one whom a name now tells."""
    description = describe(noun)
    if description is None or not description.definite or description.plural:
        return None
    kind = kind_of(description, party_of(scene, description))
    return next((i for i, draft in scene.recent() if draft.kind and draft.kind.holds(kind)), None)


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
    if description.plural or description.two:
        return None
    if not description.definite and not _is_headline(scene, description):
        return None
    holders = [
        (id_, draft)
        for id_, draft in scene.recent()
        if draft.type == "Person" and holds_office(description, draft.titles)
    ]
    party = party_of(scene, description)
    if description.lemma == "counterpart" and party is None:
        return None
    found = _for_party(holders, party.actor if party else None)
    return Referent((found,), f"holds the office: {description.lemma}") if found else None


def _for_party(holders: Iterable[tuple[str, Draft]], party: str | None) -> str | None:
    """The holder for the party named, else one of whom no party is said."""
    if party is None:
        return next((id_ for id_, _ in holders), None)
    sure = (id_ for id_, draft in holders if party in draft.parties)
    open_ = (id_ for id_, draft in holders if not draft.parties)
    return next(sure, None) or next(open_, None)


def _is_headline(scene: Scene, description: Description) -> bool:
    """Headlines leave the article out: "Russian leader demands"."""
    articles = any(t.dep_ == "det" for t in description.head.children)
    return not articles and party_of(scene, description) is not None


def body(scene: Scene, description: Description) -> Referent | None:
    """ "the alliance": the body of that kind that the article named."""
    return body_of(scene, description)


def voice(scene: Scene, description: Description) -> Referent | None:
    """ "the Kremlin press office" speaks as the Kremlin."""
    if description.lemma not in words("roles")["voice"]:
        return None
    party = party_of(scene, description)
    if party is None or scene.drafts[party.actor].type not in BODIES:
        return None
    return Referent((party.actor,), "its office speaks for it")


def same_kind(scene: Scene, description: Description) -> Referent | None:
    """ "the official": the unnamed one of that kind that was there last, or will be first."""
    if not (description.bare or description.definite):
        return None
    kind = kind_of(description, party_of(scene, description))
    for id_, draft in scene.recent():
        if draft.kind and draft.kind.holds(kind):
            scene.describe(draft, description, "same-kind")
            return Referent((id_,), "the same kind of source as before")
    later = _first_kind(scene, description)
    return described(scene, later) if later else None


def _first_kind(scene: Scene, description: Description) -> Description | None:
    """ "the official" before anybody says which: the first of the kind that is told apart."""
    if not (description.definite and description.bare):
        return None
    after = description.head.i + 1
    for token in scene.parsed.doc[after : after + AHEAD]:
        if token.lower_ == description.head.lower_ and token.i not in scene.titled:
            found = describe(token)
            if found and not found.bare:
                return found
    return None


def described(scene: Scene, description: Description) -> Referent:
    """An unnamed source of its own, by its kind: "senior US official"."""
    party = party_of(scene, description)
    kind, name = kind_of(description, party), name_of(description, party)
    id_ = scene.kinds.setdefault(kind, slug(name, SLUG_WORDS))
    draft = scene.drafts.setdefault(id_, Draft(name, type_of(description), kind.party, kind=kind))
    if draft.kind:
        draft.name = max(draft.name, name, key=lambda words: len(words.split()))
        scene.describe(draft, description, "described")
    return Referent((id_,), "described, not named")


RULES: tuple[Callable[[Scene, Description], Referent | None], ...] = (
    apposition,
    outlet,
    pair,
    office,
    body,
    voice,
    same_kind,
    described,
)
