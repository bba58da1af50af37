"""Joining what clues say is one, the surest first, and never against a fact.

A fact is an attribute of which a cluster has at most one value: two clusters that disagree on one
(two days, two first names) stay apart, whatever links them. A person stands above that: what
people say is one is joined first, whatever the facts, and what they tell apart no clue joins.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from kg.records import Decision, Key
from kg.resolve.clues.score import ALONE, Clue, Score

TOLD_APART = "a person tells it apart from what it would be one with"
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
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people say of identities, for the members at hand.

    `links` join before all clues and against all facts, also those of the members that stand beside
    each link: these are left to the clues. `facts` tell apart: members with different values of one
    are never joined. `out` are those that were taken out of an identity; `apart` are the decisions
    that did it.
    """

    links: tuple[tuple[Link, tuple[Key, ...]], ...] = ()
    facts: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)
    out: frozenset[Key] = frozenset()
    apart: tuple[Decision, ...] = ()


UNCONSTRAINED = Constraints()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sorted members, and the links that joined them: one fewer than the members.

    `apart` are the decisions that keep a member out of another cluster.
    """

    members: tuple[Key, ...]
    links: tuple[Link, ...]
    apart: tuple[Decision, ...] = ()


def strength(link: Link) -> tuple[float, str, Key, Key]:
    """Sort key of links, the strongest first."""
    return -link.score.value, link.clue, link.left, link.right


class Clusters:
    """Disjoint sets of keys that keep the facts of each set, and what people say of them."""

    def __init__(
        self, facts: Mapping[Key, Mapping[str, str]], told: Constraints = UNCONSTRAINED
    ) -> None:
        self._parent = {key: key for key in sorted(facts)}
        self._facts = {key: _as_sets(known) for key, known in facts.items()}
        self._members = {key: [key] for key in facts}
        self._links: list[Link] = []
        self._odds: dict[Key, set[Key]] = {}
        self.told = told
        self._last = {key for key in told.out if key in facts}
        for key in facts.keys() & told.facts.keys():
            self._facts[key] |= _as_sets(told.facts[key])
        self._obey({key: dict(known) for key, known in self._facts.items()} if told.links else {})

    def _obey(self, facts: Mapping[Key, Mapping[str, AbstractSet[str]]]) -> None:
        """Join what people say is one; `facts` are those of each key alone."""
        for link, beside in self.told.links:
            if link.left in facts and link.right in facts:
                self._join_roots(link, is_told=True)
                for key in beside:
                    _add_facts(self._facts[self.root(link.left)], facts.get(key, {}))

    def root(self, key: Key) -> Key:
        """The key that stands for the set; it may change with the next join."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def facts(self, key: Key) -> Mapping[str, AbstractSet[str]]:
        """What is settled of the set that `key` is in: one value, or those that a person joined."""
        return self._facts[self.root(key)]

    def members(self, key: Key) -> Sequence[Key]:
        """All keys of the set that `key` is in, in the order in which they came."""
        return self._members[self.root(key)]

    def at_odds(self, left: Key, right: Key) -> bool:
        """Whether a fact of one set clashes with a fact of the other."""
        small, large = sorted((self.facts(left), self.facts(right)), key=len)
        return any(values.isdisjoint(large.get(name, values)) for name, values in small.items())

    def is_last(self, key: Key) -> bool:
        """Whether the set that `key` is in was taken out of another, and leaves it the choice."""
        return self.root(key) in self._last

    def join(self, link: Link) -> bool:
        """Make one set of two; False, and nothing done, where they are one or facts clash."""
        left, right = self.root(link.left), self.root(link.right)
        if left == right or right in self._odds.get(left, ()):
            return False
        if self.at_odds(left, right):
            # To compare two large sets costs as much as they are large: once is enough.
            self._odds.setdefault(left, set()).add(right)
            self._odds.setdefault(right, set()).add(left)
            return False
        return self._join_roots(link, is_told=False)

    def _join_roots(self, link: Link, *, is_told: bool) -> bool:
        small, large = sorted(
            (self.root(link.left), self.root(link.right)),
            key=lambda k: (len(self._members[k]), k),
        )
        if small == large:
            return False
        _add_facts(self._facts[large], self._facts.pop(small))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        self._links.append(link)
        self._pass_odds(small, large)
        # A clue makes what was taken out part of the other; a person makes the other part of it.
        last = {small, large} & self._last
        self._last -= last
        self._last |= {large} if len(last) > 1 or (last and is_told) else set()
        return True

    def _pass_odds(self, small: Key, large: Key) -> None:
        """What was at odds with a set is at odds with that which it is part of by now."""
        for other in self._odds.pop(small, ()):
            self._odds[other].discard(small)
            self._odds[other].add(large)
            self._odds.setdefault(large, set()).add(other)

    def join_all(self, links: Iterable[Link]) -> None:
        """Join by each link, the strongest first; those of what was taken out come last."""
        for link in sorted(links, key=self._turn):
            self.join(link)

    def _turn(self, link: Link) -> tuple[object, ...]:
        return self._waits(link), *strength(link)

    def _waits(self, link: Link) -> bool:
        return bool(self._last) and (self.is_last(link.left) or self.is_last(link.right))

    def preferred(self, links: Sequence[Link]) -> list[Link]:
        """The links to what was not taken out of something else, where there are any."""
        return [link for link in links if not self._waits(link)] or [*links]

    def sets(self) -> list[Cluster]:
        """All sets, by their first members."""
        links: dict[Key, list[Link]] = {}
        for link in self._links:
            links.setdefault(self.root(link.left), []).append(link)
        apart: dict[Key, list[Decision]] = {}
        for decision in self.told.apart:
            if decision.member in self._parent:
                apart.setdefault(self.root(decision.member), []).append(decision)
        found = [
            Cluster(
                tuple(sorted(members)),
                tuple(links.get(root, ())),
                tuple(apart.get(root, ())),
            )
            for root, members in self._members.items()
        ]
        return sorted(found, key=lambda cluster: cluster.members[0])


def _as_sets(facts: Mapping[str, str]) -> dict[str, AbstractSet[str]]:
    return {name: frozenset((value,)) for name, value in facts.items()}


def _add_facts(facts: dict[str, AbstractSet[str]], others: Mapping[str, AbstractSet[str]]) -> None:
    for name, values in others.items():
        known = facts.get(name)
        facts[name] = values if known is None or known == values else known | values


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
    seen: set[tuple[int, int]] = set()  # by what they are in memory: to hash keys costs more
    for block in blocks.values():
        for i, right in enumerate(block):
            for left in block[max(0, i - width) : i]:
                one, two = id(left), id(right)
                pair = (one, two) if one < two else (two, one)
                if pair not in seen:
                    seen.add(pair)
                    if left.key != right.key:
                        yield left, right


def links_within[P: Profile](
    clues: Mapping[str, Clue[P]], blocks: Mapping[Hashable, Sequence[P]]
) -> list[Link]:
    """The best link of each near pair that a clue takes for one."""
    found = (best_link(clues, left, right) for left, right in near_pairs(blocks))
    return [link for link in found if link is not None]


def join_to_first[P: Profile](
    clusters: Clusters, clues: Mapping[str, Clue[P]], groups: Iterable[Sequence[P]]
) -> None:
    """Join each other member of a group to the first that it may be one with.

    That is the first of all, but where facts or people keep the two apart.
    """
    for group in groups:
        firsts: list[P] = []
        for profile in sorted(group, key=lambda it: clusters.is_last(it.key)):
            if not any(_is_joined(clusters, clues, first, profile) for first in firsts):
                firsts.append(profile)


def _is_joined[P: Profile](
    clusters: Clusters, clues: Mapping[str, Clue[P]], left: P, right: P
) -> bool:
    """Whether the two are one, by now or already."""
    if clusters.root(left.key) == clusters.root(right.key):
        return True
    link = best_link(clues, left, right)
    return link is not None and clusters.join(link)


def decisions(cluster: Cluster, lonely: str) -> tuple[Decision, ...]:
    """One decision a link, leading away from the first member; then what keeps members apart.

    `lonely` is why one stands alone, if no person says so.
    """
    first = cluster.members[0]
    if len(cluster.members) == 1:
        why = TOLD_APART if cluster.apart else lonely
        return (Decision(first, first, ALONE, 0.0, why), *cluster.apart)
    return (*_joining(cluster), *cluster.apart)


def _joining(cluster: Cluster) -> tuple[Decision, ...]:
    first = cluster.members[0]
    beside: dict[Key, list[tuple[Key, Link]]] = {}
    for link in cluster.links:
        beside.setdefault(link.left, []).append((link.right, link))
        beside.setdefault(link.right, []).append((link.left, link))
    return tuple(sorted(_walk(first, beside), key=lambda made: made.member))


def _walk(first: Key, beside: Mapping[Key, list[tuple[Key, Link]]]) -> Iterator[Decision]:
    reached, queue = {first}, deque([first])
    while queue:
        anchor = queue.popleft()
        for member, link in beside[anchor]:
            if member not in reached:
                reached.add(member)
                queue.append(member)
                score = link.score
                yield Decision(member, anchor, link.clue, score.value, score.why, link.by)
