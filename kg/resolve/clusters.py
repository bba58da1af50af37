"""Joining what clues say is one, the surest first, and never against a fact.

A fact is an attribute of which a cluster has at most one value: two clusters that disagree on one
(two days, two first names) stay apart, whatever links them.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.records import Decision, Key
from kg.resolve.clues.score import ALONE, Clue, Score

NEIGHBOURS = 8  # with how many before it an item of a sorted block is compared: keeps cost linear


class Profile(Protocol):
    """What a clue compares: anything that stands for a local actor, event or claim."""

    @property
    def key(self) -> Key:
        """The member that is compared."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """Two members, and the clue that takes them for one."""

    left: Key
    right: Key
    clue: str
    score: Score


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sorted members, and the links that joined them: one fewer than the members."""

    members: tuple[Key, ...]
    links: tuple[Link, ...]


def order(key: Key) -> tuple[str, str]:
    """Sort key of keys."""
    return key.source, key.id


def strength(link: Link) -> tuple[float, str, tuple[str, str], tuple[str, str]]:
    """Sort key of links, the strongest first."""
    return -link.score.value, link.clue, order(link.left), order(link.right)


class Clusters:
    """Disjoint sets of keys that keep the facts of each set."""

    def __init__(self, facts: Mapping[Key, Mapping[str, str]]) -> None:
        self._parent = {key: key for key in sorted(facts, key=order)}
        self._facts = {key: dict(known) for key, known in facts.items()}
        self._members = {key: [key] for key in facts}
        self._links: list[Link] = []

    def root(self, key: Key) -> Key:
        """The key that stands for the set; it may change with the next join."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def facts(self, key: Key) -> Mapping[str, str]:
        """What is settled of the set that `key` is in."""
        return self._facts[self.root(key)]

    def members(self, key: Key) -> Sequence[Key]:
        """All keys of the set that `key` is in, in the order in which they came."""
        return self._members[self.root(key)]

    def at_odds(self, left: Key, right: Key) -> bool:
        """Whether a fact of one set clashes with a fact of the other."""
        small, large = sorted((self.facts(left), self.facts(right)), key=len)
        return any(large.get(name, value) != value for name, value in small.items())

    def join(self, link: Link) -> bool:
        """Make one set of two; False, and nothing done, where they are one or facts clash."""
        small, large = sorted(
            (self.root(link.left), self.root(link.right)),
            key=lambda k: (len(self._members[k]), order(k)),
        )
        if small == large or self.at_odds(small, large):
            return False
        self._facts[large].update(self._facts.pop(small))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        self._links.append(link)
        return True

    def join_all(self, links: Iterable[Link]) -> None:
        """Join by each link, the strongest first."""
        for link in sorted(links, key=strength):
            self.join(link)

    def sets(self) -> list[Cluster]:
        """All sets, by their first members."""
        links: dict[Key, list[Link]] = {}
        for link in self._links:
            links.setdefault(self.root(link.left), []).append(link)
        found = [
            Cluster(tuple(sorted(members, key=order)), tuple(links.get(root, ())))
            for root, members in self._members.items()
        ]
        return sorted(found, key=lambda cluster: order(cluster.members[0]))


def best_link[P: Profile](clues: Mapping[str, Clue[P]], left: P, right: P) -> Link | None:
    """The link by the strongest clue of the table, if any holds."""
    found = [
        Link(left.key, right.key, name, score)
        for name, clue in clues.items()
        if (score := clue(left, right)) is not None
    ]
    return min(found, key=strength, default=None)


def near_pairs[P: Profile](
    blocks: Mapping[Hashable, Sequence[P]], width: int = NEIGHBOURS
) -> Iterator[tuple[P, P]]:
    """Pairs that stand near each other in a block, each pair once; blocks keep their order."""
    seen: set[tuple[Key, Key]] = set()
    for block in blocks.values():
        for i, right in enumerate(block):
            for left in block[max(0, i - width) : i]:
                pair = (left.key, right.key)
                if left.key != right.key and pair not in seen and pair[::-1] not in seen:
                    seen.add(pair)
                    yield left, right


def links_within[P: Profile](
    clues: Mapping[str, Clue[P]], blocks: Mapping[Hashable, Sequence[P]]
) -> list[Link]:
    """The best link of each near pair that a clue takes for one."""
    found = (best_link(clues, left, right) for left, right in near_pairs(blocks))
    return [link for link in found if link is not None]


def link_to_first[P: Profile](
    clues: Mapping[str, Clue[P]], groups: Iterable[Sequence[P]]
) -> list[Link]:
    """The best link of each other member of a group to the first, where a clue holds."""
    found = (best_link(clues, group[0], other) for group in groups for other in group[1:])
    return [link for link in found if link is not None]


def decisions(cluster: Cluster, lonely: str) -> tuple[Decision, ...]:
    """One decision a link, leading away from the first member; `lonely` is why one stands alone."""
    first = cluster.members[0]
    if len(cluster.members) == 1:
        return (Decision(first, first, ALONE, 0.0, lonely),)
    beside: dict[Key, list[tuple[Key, Link]]] = {}
    for link in cluster.links:
        beside.setdefault(link.left, []).append((link.right, link))
        beside.setdefault(link.right, []).append((link.left, link))
    return tuple(sorted(_walk(first, beside), key=lambda made: order(made.member)))


def _walk(first: Key, beside: Mapping[Key, list[tuple[Key, Link]]]) -> Iterator[Decision]:
    reached, queue = {first}, deque([first])
    while queue:
        anchor = queue.popleft()
        for member, link in beside[anchor]:
            if member not in reached:
                reached.add(member)
                queue.append(member)
                yield Decision(member, anchor, link.clue, link.score.value, link.score.why)
