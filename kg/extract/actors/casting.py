"""Makes the cast of an article: names first, then titles, then all other words in order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast, Referent
from kg.extract.actors.descriptions import describe
from kg.extract.actors.identity import Group, group_mentions
from kg.extract.actors.mentions import find_mentions
from kg.extract.actors.pronouns import Appearance, antecedent, is_pronoun
from kg.extract.actors.reference import refer
from kg.extract.actors.roles import party_entry, titles
from kg.extract.actors.scene import Draft, Scene
from kg.extract.authority import authority
from kg.extract.language import Parsed
from kg.extract.quotes import Quotation
from kg.extract.subjects import subject
from kg.records import Mention, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

# "was vice president" says what somebody is, and refers to nobody.
PREDICATES = {"attr", "oprd"}
OBJECTS = {"dobj", "dative", "pobj"}
DEMONYM = "demonym"


def build_cast(parsed: Parsed, quotations: Sequence[Quotation]) -> Cast:
    """Who is in the article, and which words stand for whom."""
    scene = Scene(parsed, quotations)
    groups = group_mentions(parsed, find_mentions(parsed))
    named = {i for group in groups for m in group.mentions for i in range(m.start, m.end)}
    for group in groups:
        _add_named(scene, group)
    _add_titles(scene, [group for group in groups if group.type == "Person"])
    for token in parsed.doc:
        _read(scene, token, named)
    return Cast({id_: draft.record(id_) for id_, draft in scene.drafts.items()}, scene.heads)


def _add_named(scene: Scene, group: Group) -> None:
    draft = scene.drafts.setdefault(group.id, Draft(group.name, group.type))
    entry = authority().by_id.get(group.id)
    if entry and entry.party in scene.drafts:
        draft.party = entry.party
    for mention in group.mentions:
        tokens = scene.parsed.doc[mention.start : mention.end]
        draft.mentions.append(Mention(scene.parsed.phrase(tokens), mention.rule))
        scene.heads[mention.head(scene.parsed.doc).i] = Referent((group.id,), "named")


def _add_titles(scene: Scene, persons: Sequence[Group]) -> None:
    mentions = [
        (mention, scene.drafts[group.id]) for group in persons for mention in group.mentions
    ]
    names = {i for mention, _ in mentions for i in range(mention.start, mention.end)}
    for mention, draft in mentions:
        for first, last in titles(scene.parsed, mention, names):
            _add_title(scene, draft, first, last)


def _add_title(scene: Scene, draft: Draft, first: "Token", last: "Token") -> None:
    span = scene.parsed.span(first, last)
    entry = party_entry(first, last)
    party = scene.add_party(entry, span) if entry else None
    title = " ".join(scene.parsed.surface(span).split())
    draft.roles.append(Role(title, span, party))
    scene.titled.update(range(first.i, last.i + 1))


def _read(scene: Scene, token: "Token", named: set[int]) -> None:
    """Note whom a token stands for, if anybody."""
    if token.i in scene.titled and token.i not in named:
        _read_title(scene, token)
        return
    passed = token.i in named or token.dep_ in PREDICATES
    referent = scene.heads.get(token.i) or (None if passed else _resolve(scene, token))
    if referent is None:
        return
    scene.heads[token.i] = referent
    if referent.reason != DEMONYM:
        scene.appear(token, referent)


def _read_title(scene: Scene, token: "Token") -> None:
    """The parser may make the title the head: "adviser Yury Ushakov" is Ushakov all the same."""
    for child in token.children:
        if child.dep_ == "appos" and (named := scene.heads.get(child.i)):
            referent = Referent(named.actors, "named in apposition")
            scene.heads[token.i] = referent
            scene.appear(token, referent)


def _resolve(scene: Scene, token: "Token") -> Referent | None:
    if is_pronoun(token):
        return antecedent(token, _others(scene, token), scene.is_quoted(token))
    if (entry := authority().demonym(token.text)) and token.pos_ in {"ADJ", "PROPN", "NOUN"}:
        return Referent((scene.add_party(entry, scene.parsed.span(token)),), DEMONYM)
    description = describe(token)
    return refer(scene, description) if description else None


def _others(scene: Scene, pronoun: "Token") -> list[Appearance]:
    """All before it but the subject of its own verb: "Biden met Putin and warned him"."""
    if pronoun.dep_ not in OBJECTS:
        return scene.memory()
    doer = subject(pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head)
    same = scene.heads.get(doer.i) if doer is not None else None
    excluded = set(same.actors) if same else set()
    return [a for a in scene.memory() if not excluded & set(a.actors)]
