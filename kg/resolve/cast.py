"""The actors across articles, for what is resolved after them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Identity, Key


@dataclass(frozen=True, slots=True)
class Cast:
    """Identities; global ids by local key; names and parties by global id.

    The parties of an actor are those that it speaks or acts for.
    """

    identities: tuple[Identity, ...]
    ids: Mapping[Key, str]
    names: Mapping[str, str]
    parties: Mapping[str, frozenset[str]]

    def id_of(self, source: str, local: str) -> str:
        """Global id of an article's actor; the local id where it has none."""
        return self.ids.get(Key(source, local), local)
