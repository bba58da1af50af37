"""Which words name a happening, and of what type: the rows of `words/events.yaml`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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
    plural: bool = False

    @property
    def conditions(self) -> int:
        """How many conditions the row sets."""
        return sum(
            map(bool, (self.particle, self.objects, self.modifiers, self.with_, self.plural))
        )

    def fits(self, token: "Token") -> bool:
        """Whether the conditions hold where the word stands."""
        return (
            (self.particle is None or particle_of(token, self.particle) is not None)
            and (not self.objects or bool(self.objects & object_lemmas(token)))
            and (not self.modifiers or bool(self.modifiers & modifier_lemmas(token)))
            and (not self.with_ or is_with(token, self.with_))
            and not self.not_with & prepositions(token).keys()
            and (not self.near or any(t.lemma_.lower() in self.near for t in token.sent))
            and (not self.plural or token.tag_ in {"NNS", "NNPS"})
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
    for kind, entry in _entries():
        found[kind, entry.lemma].append(entry)
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
        plural=bool(row.get("plural")),
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


def _lemmas(noun: "Token") -> Iterator[str]:
    """The noun's lemma, and what it is a kind or number of: "pieces of equipment"."""
    yield noun.lemma_.lower()
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
