"""What is known of an actor beforehand: as a file tells it, and as the rules use it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import ActorType

# What the text that rules read has for typographic quotation marks, see `kg.extract.language`.
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a file gives it.

    `where` is the file and the line or subject, for messages; `keys` are IRIs of the entry, where
    it has any. `shared` are those of its names and demonyms that others bear too; `cities` stand
    for the entry when they act; `party` is the IRI, code or name of another entry. `acts` is False
    for what nobody governs or speaks for. The id is made from `shipped_as`, where an entry that
    ships has another name.
    """

    where: str
    name: str
    type: ActorType
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    adjective: str | None = None
    demonyms: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    party: str | None = None
    same_as: tuple[str, ...] = ()
    acts: bool = True
    shipped_as: str | None = None

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All its names, each once, the usual one first."""
        return tuple(dict.fromkeys((self.name, *self.names)))

    @property
    def people(self) -> tuple[str, ...]:
        """Its adjective and demonyms, each once."""
        return tuple(dict.fromkeys(filter(None, (self.adjective, *self.demonyms))))


@dataclass(frozen=True, slots=True)
class Entry:
    """A known actor. `party` is the id of the entry that it belongs to.

    `adjective` is what a description has for it ("senior US official"). A name among `shared`
    stands for the actor, but does not alone make sure that no other is meant, as words among
    `telling` do.
    """

    id: str
    name: str
    type: ActorType
    names: tuple[str, ...]
    adjective: str
    party: str | None = None
    same_as: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    telling: tuple[str, ...] = ()
    acts: bool = True

    def is_told_by(self, words: str) -> bool:
        """Whether words that stand for the actor make sure that no other is meant."""
        return not self.shared or any(name in words for name in self.telling)


def without_article(surface: str) -> str:
    """The name without a leading "the"."""
    return surface[4:] if surface[:4].lower() == "the " else surface


def forms(name: str) -> Iterator[str]:
    """A name as texts may spell it: with plain apostrophes, and without accents."""
    plain = name.translate(_QUOTES)
    yield plain
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        yield "".join(letter for letter in letters if not unicodedata.combining(letter))
