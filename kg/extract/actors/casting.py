"""Makes the cast of an article: names first, then titles, then all other words in order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast, Referent
from kg.extract.actors.descriptions import describe
from kg.extract.actors.identity import Group, gender_of, group_mentions
from kg.extract.actors.mentions import find_mentions
from kg.extract.actors.parties import named_after, named_within
from kg.extract.actors.pronouns import Appearance, antecedent, is_pronoun
from kg.extract.actors.reference import apposed, refer, same_as_before
from kg.extract.actors.roles import party_entry, titles
from kg.extract.actors.scene import Draft, Scene
from kg.extract.actors.told import told_nouns
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
PEOPLES = {"ADJ", "PROPN", "NOUN"}


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
    scene.settle()
    return Cast({id_: draft.record(id_) for id_, draft in scene.drafts.items()}, scene.heads)


def _add_named(scene: Scene, group: Group) -> None:
    draft = scene.drafts.setdefault(group.id, Draft(group.name, group.type))
    draft.same_as = group.same_as
    if group.entry and group.entry.party in scene.drafts:
        draft.party = group.entry.party
    if group.type == "Person":
        draft.told_gender = gender_of(scene.parsed.doc, group)
    for mention in group.mentions:
        tokens = scene.parsed.doc[mention.start : mention.end]
        draft.mentions.append(Mention(scene.parsed.phrase(tokens), mention.rule))
        scene.heads[mention.head(scene.parsed.doc).i] = Referent((group.id,), "named")
        nouns = told_nouns(scene.parsed.doc, mention.start, mention.end)
        draft.called.update(noun.lemma_.lower() for noun in nouns)


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
    title = " ".join(scene.parsed.surface(span).split())
    draft.roles.append(Role(title, span, _party(scene, first, last)))
    scene.nouns.add(last.lemma_.lower())
    scene.titled.update(range(first.i, last.i + 1))


def _party(scene: Scene, first: "Token", last: "Token") -> str | None:
    """For whom a title is held, by its own words or those after it."""
    if named := named_within(scene, first, last):
        return named
    if known := party_entry(first, last):
        return scene.add_party(known[0], scene.parsed.span(first, last))
    noun = first.doc[first.i : last.i + 1].root
    return named_after(scene, noun) or named_after(scene, last)


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
    referent = apposed(scene, token)
    if referent is None:
        return
    scene.heads[token.i] = referent
    scene.appear(token, referent)
    if (before := same_as_before(scene, token)) and before not in referent.actors:
        scene.rename(before, referent.actors[0])


def _resolve(scene: Scene, token: "Token") -> Referent | None:
    if is_pronoun(token):
        return antecedent(token, _others(scene, token), scene.is_quoted(token))
    entry = authority(token.doc).demonym(token.text)
    if entry and token.pos_ in PEOPLES:
        return Referent((scene.add_party(entry, scene.parsed.span(token)),), DEMONYM)
    description = describe(token, scene.nouns)
    if description:
        return refer(scene, description)
    return apposed(scene, token) if token.tag_ == "NN" else None


def _others(scene: Scene, pronoun: "Token") -> list[Appearance]:
    """All before it but the subject of its own verb: "Biden met Putin and warned him"."""
    if pronoun.dep_ not in OBJECTS:
        return scene.memory()
    doer = subject(pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head)
    same = scene.heads.get(doer.i) if doer is not None else None
    excluded = set(same.actors) if same else set()
    return [a for a in scene.memory() if not excluded & set(a.actors)]
