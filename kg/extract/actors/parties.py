"""Whom a title or a description belongs to: a state, a body, a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.actors.descriptions import Description, prepositional
from kg.extract.actors.roles import party_entry
from kg.extract.actors.scene import Scene
from kg.extract.authority import Entry, authority
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

BODIES = {"Organization", "Place"}
NAMED = "named"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor id, and the word for it in a description: "US", "Harbour Board", "Ana Lind's".

    The word stands for the `tokens`, or before the token `at` where it only follows from others.
    """

    actor: str
    word: str
    at: int
    tokens: frozenset[int] = frozenset()


def party_of(scene: Scene, description: Description) -> Party | None:
    """Whose somebody is, by the words before the noun, else by those after it."""
    found = (
        _owner(scene, description)
        or _named_before(scene, description)
        or _known_before(scene, description)
        or _after(scene, description)
    )
    return found or _implied(scene, description)


def named_within(scene: Scene, first: "Token", last: "Token") -> str | None:
    """The body or place that a title names: "Harbour Board" in "Harbour Board spokesman"."""
    return next((actor for _, actor in _bodies(scene, first, last)), None)


def named_after(scene: Scene, noun: "Token") -> str | None:
    """The body that stands after a title: "chief economist at Nord Bank"."""
    for obj in prepositional(noun):
        referent = scene.heads.get(obj.i)
        if referent and len(referent.actors) == 1 and referent.reason == NAMED:
            actor = referent.actors[0]
            return actor if scene.drafts[actor].type in BODIES else None
    return None


def _bodies(scene: Scene, first: "Token", last: "Token") -> Iterator[tuple["Token", str]]:
    for token in first.doc[first.i : last.i + 1]:
        referent = scene.heads.get(token.i)
        actor = referent.actors[0] if referent and referent.reason == NAMED else ""
        if actor and scene.drafts[actor].type in BODIES:
            yield token, actor


def _owner(scene: Scene, description: Description) -> Party | None:
    """ "the mayor's advisers", "his advisers", "Norland's officials"."""
    owner = description.owner
    referent = scene.heads.get(owner.i) if owner is not None else None
    if owner is None or referent is None or len(referent.actors) != 1:
        return None
    (actor,) = referent.actors
    draft = scene.drafts[actor]
    entry = authority(owner.doc).by_id.get(actor)
    if draft.type in BODIES:
        word = entry.adjective if entry else draft.name
    elif owner.tag_ == "PRP$" or referent.reason != NAMED:
        word = f"{draft.name}'s"
    else:
        word = f"{owner.text}'s"
    return Party(actor, word, description.first.i)


def _named_before(scene: Scene, description: Description) -> Party | None:
    for token, actor in _bodies(scene, description.first, description.head):
        entry = authority(token.doc).by_id.get(actor)
        word = entry.adjective if entry else scene.drafts[actor].name
        inside = frozenset(t.i for t in token.subtree if t.i < description.head.i)
        return Party(actor, word, min(inside), inside)
    return _person_before(scene, description)


def _person_before(scene: Scene, description: Description) -> Party | None:
    """ "Lind supporters"; the officials of an administration are those of its state."""
    for token in description.before:
        referent = scene.heads.get(token.i)
        if referent and referent.reason == NAMED and len(referent.actors) == 1:
            parties = scene.drafts[referent.actors[0]].parties
            if not description.governs:
                return Party(referent.actors[0], token.text, token.i, frozenset({token.i}))
            if len(parties) == 1:
                (state,) = parties
                entry = authority(token.doc).by_id.get(state)
                word = entry.adjective if entry else scene.drafts[state].name
                return Party(state, word, token.i, frozenset({token.i}))
    return None


def _known_before(scene: Scene, description: Description) -> Party | None:
    found = party_entry(description.first, description.head)
    if found is None:
        return None
    entry, tokens, at = found
    party = _known(scene, description, entry, tokens, at)
    surface = description.head.doc[min(tokens) : max(tokens) + 1].text
    # A state has one short form; "Republican" is no name of the Republican Party.
    if entry.type == "Place" or surface in entry.names:
        return party
    return replace(party, word=surface)


def _after(scene: Scene, description: Description) -> Party | None:
    """ "a spokesman for the Harbour Board", "officials in Moscow", "an adviser to Ana Lind"."""
    for obj in prepositional(description.head):
        tokens = frozenset(t.i for t in obj.head.subtree)
        known = authority(obj.doc)
        entry = known.by_name.get(obj.text)
        if description.lemma in words("roles")["of_state"]:
            entry = entry or known.by_capital.get(obj.text)
        if entry and entry.acts:
            return _known(scene, description, entry, tokens, description.first.i)
        referent = scene.heads.get(obj.i)
        if referent and referent.reason == NAMED and len(referent.actors) == 1:
            return _belonging(scene, description, referent.actors[0], tokens)
    return None


def _belonging(
    scene: Scene, description: Description, actor: str, tokens: frozenset[int]
) -> Party | None:
    draft = scene.drafts[actor]
    # "A diplomat in Geneva" is there, and no diplomat of Geneva's.
    within = description.head.doc[min(tokens)].lower_ in {"in", "at"}
    if draft.type not in {*BODIES, "Person"} or (draft.type == "Place" and within):
        return None
    word = f"{draft.name}'s" if draft.type == "Person" else draft.name
    return Party(actor, word, description.first.i, tokens)


def _implied(scene: Scene, description: Description) -> Party | None:
    """ "administration official": a word that only one state's press uses without saying whose."""
    implied = words("roles")["implied"]
    for token in description.before:
        if token.lower_ in implied:
            entry = authority(token.doc).by_id[implied[token.lower_]]
            whose = frozenset(t.i for t in token.lefts if t.pos_ == "PROPN")
            return _known(scene, description, entry, whose, token.i)
    return None


def _known(
    scene: Scene, description: Description, entry: Entry, tokens: frozenset[int], at: int
) -> Party:
    span = scene.parsed.span(description.first, description.head)
    return Party(scene.add_party(entry, span), entry.adjective, at, tokens)
