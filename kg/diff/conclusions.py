"""What became of actors, events and statements across articles: told by their members.

Ids across articles come from what members share, so that they change easily; who is together with
whom is what counts. Members of the right build are named by their IRIs in the left one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.diff.articles import field_changes
from kg.diff.groups import APART, PERSON, Concluded, Decision, Group
from kg.diff.ledger import Ledger
from kg.diff.names import shown
from kg.diff.records import Cause, Conclusion, Field, What

_MOST_CAUSES = 5


@dataclass(frozen=True, slots=True)
class View:
    """One build as seen from the other: its conclusions, and why the other lacks a resource."""

    concluded: Concluded
    why_absent: Callable[[str], Cause | None]
    verb: str


@dataclass(frozen=True, slots=True)
class Views:
    """Both builds, what became of local resources that both have, and the cause of the rest."""

    left: View
    right: View
    ledger: Ledger
    elsewhere: Cause


def view(left: Concluded, right: Concluded, ledger: Ledger, elsewhere: Cause) -> Views:
    """Both builds' conclusions, with what is known of the resources that they rest on."""
    return Views(
        View(left, ledger.why_gone, "was linked by"),
        View(right, ledger.why_new, "is linked by"),
        ledger,
        elsewhere,
    )


def compare_groups(views: Views, kind: str) -> Iterator[Conclusion]:
    """What became of the groups of a kind."""
    left, right = (side.concluded.groups[kind] for side in (views.left, views.right))
    home_left, home_right = _homes(left), _homes(right)
    for group in left.values():
        others = _met(group, home_right)
        if not others:
            yield _lone("gone", group, views.left, views.elsewhere)
        elif len(others) > 1:
            yield _parted("split", group, [right[iri] for iri in others], views)
        elif len(_met(right[others[0]], home_left)) == 1:
            yield from _compared(group, right[others[0]], views)
    for group in right.values():
        others = _met(group, home_left)
        if not others:
            yield _lone("new", group, views.right, views.elsewhere)
        elif len(others) > 1:
            yield _parted("merged", group, [left[iri] for iri in others], views)


def _homes(groups: Mapping[str, Group]) -> dict[str, str]:
    return {member: group.iri for group in groups.values() for member in group.members}


def _met(group: Group, homes: Mapping[str, str]) -> list[str]:
    """The groups of the other build that share a member with a group."""
    return sorted({homes[member] for member in group.members if member in homes})


def _lone(what: What, group: Group, side: View, elsewhere: Cause) -> Conclusion:
    causes = _absent(group.members, side) or (elsewhere,)
    left, right = ((group.iri,), ()) if what == "gone" else ((), (group.iri,))
    return Conclusion(group.kind, what, left, right, group.label, (), causes, follows(causes))


def _compared(left: Group, right: Group, views: Views) -> Iterator[Conclusion]:
    """A group that stays together, unless it is the same."""
    gone, new = left.members - right.members, right.members - left.members
    fields = (*_members(gone, new), *field_changes(left.values, right.values, {}, {}))
    if not fields:
        return
    causes = _absent(gone, views.left) + _absent(new, views.right)
    causes = causes or views.ledger.why_changed(left.members)[:_MOST_CAUSES] or (views.elsewhere,)
    yield Conclusion(
        left.kind, "changed", (left.iri,), (right.iri,), left.label, fields, causes, follows(causes)
    )


def _parted(what: What, group: Group, parts: list[Group], views: Views) -> Conclusion:
    """A group of one build whose members are in several of the other."""
    whole, other = (views.left, views.right) if what == "split" else (views.right, views.left)
    found = chain(
        _told_apart(group, parts, other),
        _links(group, parts, whole, views.ledger),
        _absent(group.members - set().union(*(part.members for part in parts)), whole),
    )
    causes = tuple(dict.fromkeys(found))[:_MOST_CAUSES]
    if all(cause.kind == "clue" for cause in causes):  # which says how, and not why
        causes += (views.elsewhere,)
    names = tuple(part.label for part in parts)
    one, several = (group.label,), names
    fields = (Field("parts", *((one, several) if what == "split" else (several, one))),)
    iris = ((group.iri,), tuple(part.iri for part in parts))
    left, right = iris if what == "split" else iris[::-1]
    return Conclusion(group.kind, what, left, right, group.label, fields, causes, follows(causes))


def _links(group: Group, parts: Iterable[Group], whole: View, ledger: Ledger) -> Iterator[Cause]:
    """The decisions by which the parts were one, and what became of their ends."""
    place = _homes({part.iri: part for part in parts})
    for decision in _decisions(group.members, whole):
        ends = (decision.member, decision.anchor)
        homes = [place.get(end) for end in ends]
        if decision.clue != APART and homes[0] != homes[1] and all(homes):
            yield _cause(decision, whole.verb)
            yield from ledger.why_changed(ends)


def _told_apart(group: Group, parts: Iterable[Group], other: View) -> Iterator[Cause]:
    """Decisions of people in the build where the parts are not one, that they are not."""
    place = _homes({part.iri: part for part in parts})
    for decision in _decisions(group.members, other):
        homes = {place.get(decision.member), place.get(decision.anchor)}
        if decision.clue == APART and len(homes) > 1:
            yield Cause("person", f"told apart: {decision.reason}")


def _decisions(members: Iterable[str], side: View) -> list[Decision]:
    ends = side.concluded.decisions
    found = chain.from_iterable(ends.get(member, ()) for member in sorted(members))
    return list(dict.fromkeys(found))


def _cause(decision: Decision, verb: str) -> Cause:
    kind = decision.clue
    return Cause("person" if kind == PERSON else "clue", f"{verb} {kind}: {decision.reason}")


def _absent(members: Iterable[str], side: View) -> tuple[Cause, ...]:
    """Why the other build does not have some members, in order and once each."""
    found = filter(None, map(side.why_absent, sorted(members)))
    return tuple(dict.fromkeys(found))[:_MOST_CAUSES]


def _members(gone: Iterable[str], new: Iterable[str]) -> Iterator[Field]:
    left, right = (tuple(shown(f"<{iri}>") for iri in sorted(iris)) for iris in (gone, new))
    if left or right:
        yield Field("members", left, right)


def follows(causes: Iterable[Cause]) -> bool:
    """Whether articles that came or went explain all."""
    return all(cause.kind == "article" for cause in causes)
