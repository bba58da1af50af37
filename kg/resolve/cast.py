"""The actors across articles, for what is resolved after them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.blocs import blocs_by_member
from kg.records import Identity, Key
from kg.resolve.names import normal_name


def memberships(names: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """By the ids of actors, the ids of the blocs that they belong to; `names` are by id."""
    ids: dict[str, set[str]] = defaultdict(set)
    for id_, name in names.items():
        ids[normal_name(name)].add(id_)
    found: dict[str, set[str]] = defaultdict(set)
    for member, blocs in blocs_by_member().items():
        for id_ in ids[normal_name(member)]:
            found[id_] = found[id_].union(*(ids[normal_name(bloc)] for bloc in blocs))
    return {id_: frozenset(blocs) for id_, blocs in found.items() if blocs}


@dataclass(frozen=True, slots=True)
class Cast:
    """Identities; global ids by local key; names, parties, voices and blocs by global id.

    The parties of an actor are those that it acts for; the voice of a spokesperson is whom it
    speaks for, where that is one; its blocs those that act for it.
    """

    identities: tuple[Identity, ...]
    ids: Mapping[Key, str]
    names: Mapping[str, str]
    parties: Mapping[str, frozenset[str]]
    voices: Mapping[str, str]
    blocs: Mapping[str, frozenset[str]]

    def with_parties(self, actors: frozenset[str]) -> frozenset[str]:
        """Global ids, and those of the parties they act for."""
        return actors.union(*(self.parties.get(actor, ()) for actor in actors))

    def blocs_of(self, actors: frozenset[str]) -> frozenset[str]:
        """Global ids of the blocs that any of them belongs to."""
        return frozenset[str]().union(*(self.blocs.get(actor, ()) for actor in actors))

    def id_of(self, source: str, local: str) -> str:
        """Global id of an article's actor; the local id where it has none."""
        return self.ids.get(Key(source, local), local)
