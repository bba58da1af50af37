"""Links of one article that can all hold: nothing comes before itself, or is part of itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.records import EventLink

ORDER = {"before", "after"}


def consistent(links: Sequence[EventLink]) -> tuple[EventLink, ...]:
    """Links without those that go round in a circle, and one kind only for each pair.

    Words seldom contradict themselves; where links do, one event was taken for another. What is
    part of something is neither before nor after it.
    """
    parts = _without_circles(link for link in links if link.relation == "part")
    joined = {_pair(link) for link in parts}
    order = [link for link in links if link.relation in ORDER and _pair(link) not in joined]
    placed = joined | {_pair(link) for link in order}
    during = (link for link in links if link.relation == "during" and _pair(link) not in placed)
    kept = {*parts, *_without_circles(order), *during}
    return tuple(link for link in links if link in kept)


def _pair(link: EventLink) -> frozenset[str]:
    return frozenset((link.event, link.other))


def earlier(link: EventLink) -> tuple[str, str]:
    """The two events of a link, the one that is before (or part of) the other first."""
    return (link.other, link.event) if link.relation == "after" else (link.event, link.other)


def _without_circles(links: Iterable[EventLink]) -> list[EventLink]:
    """Links whose two ends lie in no common circle."""
    links = list(links)
    circle = circles([earlier(link) for link in links])
    return [link for link in links if circle[link.event] != circle[link.other]]


def circles(arrows: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """The strongly connected component of each node, numbered; without recursion.

    S. R. Kosaraju's method: nodes in the order in which a search leaves them, then searched
    backwards against the arrows. Linear in the number of arrows.
    """
    onwards: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    nodes: dict[str, None] = {}
    for left, right in arrows:
        onwards[left].append(right)
        back[right].append(left)
        nodes |= {left: None, right: None}
    seen: set[str] = set()
    left_in_order = [node for start in nodes for node in _search(start, onwards, seen)]
    found: dict[str, int] = {}
    seen = set()
    for number, start in enumerate(reversed(left_in_order)):
        found |= dict.fromkeys(_search(start, back, seen), number)
    return found


def _search(start: str, arrows: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    """Nodes reached for the first time, in the order in which a depth-first search leaves them."""
    done: list[str] = []
    path = [] if start in seen else [(start, iter(arrows.get(start, ())))]
    seen.add(start)
    while path:
        node, ahead = path[-1]
        following = next((each for each in ahead if each not in seen), None)
        if following is None:
            done.append(node)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(arrows.get(following, ()))))
    return done
