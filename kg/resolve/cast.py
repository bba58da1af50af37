"""The actors across articles, for what is resolved after them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Identity, Key


@dataclass(frozen=True, slots=True)
class Cast:
    """Identities; global ids by local key; names, parties and voices by global id.

    The parties of an actor are those that it acts for; the voice of a spokesperson is whom it
    speaks for, where that is one.
    """

    identities: tuple[Identity, ...]
    ids: Mapping[Key, str]
    names: Mapping[str, str]
    parties: Mapping[str, frozenset[str]]
    voices: Mapping[str, str]

    def with_parties(self, actors: frozenset[str]) -> frozenset[str]:
        """Global ids, and those of the parties they act for."""
        return actors.union(*(self.parties.get(actor, ()) for actor in actors))

    def id_of(self, source: str, local: str) -> str:
        """Global id of an article's actor; the local id where it has none."""
        return self.ids.get(Key(source, local), local)
