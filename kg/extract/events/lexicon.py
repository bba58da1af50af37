"""Which words name a happening, and of what type: the rows of `words/events.yaml`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.subjects import SUBJECTS
from kg.extract.words import words
from kg.records import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECTS = {"dobj", "nsubjpass"}
MODIFIERS = {"compound", "amod", "nmod", "poss", "advmod", "acomp"}
PREPOSITIONS = {"prep", "agent", "dative"}
PARTICLES = {"prt", "advmod", "prep"}
PLURAL = {"NNS", "NNPS"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that names a happening, where its conditions hold; see the head of the word list."""

    type: EventType
    family: str
    lemma: str
    particle: str | None = None
    objects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    not_modifiers: frozenset[str] = frozenset()
    plural: bool = False
    singular: bool = False

    @property
    def conditions(self) -> int:
        """How many conditions the row sets."""
        set_ = (self.particle, self.objects, self.modifiers, self.with_, self.after, self.plural)
        return sum(map(bool, set_))

    def fits(self, token: "Token") -> bool:
        """Whether the conditions hold where the word stands."""
        return (
            (self.particle is None or particle_of(token, self.particle) is not None)
            and (not self.objects or bool(self.objects & object_lemmas(token)))
            and (not self.modifiers or bool(self.modifiers & modifier_lemmas(token)))
            and (not self.with_ or is_with(token, self.with_))
            and not self.not_with & prepositions(token).keys()
            and (not self.near or any(t.lemma_.lower() in self.near for t in token.sent))
            and (not self.after or bool(self.after & _after_prepositions(token)))
            and not (self.not_objects and self.not_objects & object_lemmas(token))
            and not (self.not_modifiers and self.not_modifiers & modifier_lemmas(token))
            and (not self.plural or token.tag_ in PLURAL)
            and not (self.singular and token.tag_ in PLURAL)
        )


def entry_for(token: "Token", lemma: str) -> Entry | None:
    """The row that names what this word tells of, if any does."""
    kind = "verbs" if token.pos_ == "VERB" else "nouns"
    fitting = (entry for entry in lexicon().get((kind, lemma), ()) if entry.fits(token))
    return next(fitting, None)


@cache
def lexicon() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries by part of speech and lemma, those with most conditions first."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    misread = words("events")["misread"]
    for kind, entry in _entries():
        found[kind, entry.lemma].append(entry)
        if kind == "verbs" and entry.lemma in misread:
            read = misread[entry.lemma]
            found[kind, read].append(replace(entry, lemma=read))
    return {key: tuple(sorted(rows, key=lambda e: -e.conditions)) for key, rows in found.items()}


def _entries() -> Iterator[tuple[str, Entry]]:
    for type_, rows in words("events")["types"].items():
        for row in rows:
            for kind in ("verbs", "nouns"):
                for word in row.get(kind, ()):
                    yield kind, _entry(type_, row, word)


def _entry(type_: EventType, row: dict[str, object], word: str) -> Entry:
    lemma, _, particle = word.partition(" ")
    return Entry(
        type=type_,
        family=str(row["family"]),
        lemma=lemma,
        particle=particle or None,
        objects=_class(row.get("objects")),
        modifiers=_class(row.get("modifiers")),
        with_=_listed(row.get("with")),
        not_with=_listed(row.get("not_with")),
        near=_class(row.get("near")),
        after=_class(row.get("after")),
        not_objects=_class(row.get("not_objects")),
        not_modifiers=_class(row.get("not_modifiers")),
        plural=bool(row.get("plural")),
        singular=bool(row.get("singular")),
    )


def _class(name: object) -> frozenset[str]:
    return frozenset(words("events")["classes"][name]) if name else frozenset()


def _listed(names: object) -> frozenset[str]:
    return frozenset(names) if isinstance(names, list) else frozenset()


def particle_of(token: "Token", particle: str) -> "Token | None":
    """The word that makes a verb another: "pull out"."""
    first = particle.partition(" ")[0]
    found = (c for c in token.children if c.lower_ == first and c.dep_ in PARTICLES)
    # "Gave in" has a particle, "gave a million in aid" a preposition with its noun.
    return next((c for c in found if not any(each.dep_ == "pobj" for each in c.children)), None)


def prepositions(token: "Token") -> dict[str, "Token"]:
    """What hangs on the word by a preposition, times left out: preposition -> the noun after it."""
    found: dict[str, Token] = {}
    for child in token.children:
        if child.dep_ in PREPOSITIONS and child.pos_ in {"ADP", "SCONJ", "ADV"}:
            noun = next((each for each in child.children if each.dep_ in {"pobj", "pcomp"}), None)
            if noun is None or noun.ent_type_ not in {"DATE", "TIME"}:
                found.setdefault(child.lower_, noun if noun is not None else child)
    return found


def object_lemmas(token: "Token") -> set[str]:
    """Lemmas of what the happening is done to: objects of the verb, or what stands "of" a noun."""
    if token.pos_ == "VERB":
        nouns = [child for child in token.children if child.dep_ in OBJECTS]
        # What collapses or eases of itself is its own object.
        nouns = nouns or [child for child in token.children if child.dep_ == "nsubj"]
        if token.dep_ in {"acl", "relcl"}:
            nouns.append(token.head)
    else:
        named = prepositions(token)
        nouns = [named[each] for each in ("of", "in", "between") if each in named]
        nouns += [child for child in token.children if child.dep_ in MODIFIERS]
    return {lemma for noun in nouns for each in (noun, *noun.conjuncts) for lemma in _lemmas(each)}


def _after_prepositions(token: "Token") -> set[str]:
    """Lemmas of what stands after the word's prepositions."""
    return {lemma for noun in prepositions(token).values() for lemma in _lemmas(noun)}


def _lemmas(noun: "Token") -> Iterator[str]:
    """The noun's lemma, its kind of name, and what it is a number of: "pieces of equipment"."""
    yield noun.lemma_.lower()
    if noun.ent_type_:
        yield f"<{noun.ent_type_.lower()}>"
    yield from (c.lemma_.lower() for c in noun.children if c.dep_ == "compound")
    of = prepositions(noun).get("of")
    if of is not None:
        yield of.lemma_.lower()


def modifier_lemmas(token: "Token") -> set[str]:
    """Lemmas of the words that qualify the noun or verb."""
    found = [child for child in token.children if child.dep_ in MODIFIERS]
    found += [each for child in found for each in child.children if each.dep_ in MODIFIERS]
    found += [each for child in found for each in child.conjuncts]
    return {child.lemma_.lower() for child in found} | {child.lower_ for child in found}


def is_with(token: "Token", named: frozenset[str]) -> bool:
    """Whether the word has such a preposition; a verb may have several subjects and no object."""
    if named & prepositions(token).keys():
        return True
    if token.pos_ != "VERB" or any(child.dep_ in OBJECTS for child in token.children):
        return False
    subjects = [child for child in token.children if child.dep_ in SUBJECTS]
    return any(s.conjuncts or s.tag_ in {"NNS", "NNPS"} for s in subjects)
