"""What people decided of identities, and what it means for the articles at hand.

A decision names local actors, events or claims: the id of an article comes from its text alone,
and local ids from that article's words alone, so that both stay when other articles come or go.
Ids across articles follow from all articles, and would not. An actor's local id is made of its
name, without the type: a name that is taken for a place today and for a person tomorrow keeps it.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote

from kg import errors
from kg.records import Decision, Extraction, Key
from kg.resolve.clues.score import PERSON, PERSON_APART, Score
from kg.resolve.clusters import UNCONSTRAINED, Constraints, Link, strength

Kind = Literal["actor", "event", "claim"]
Act = Literal["merge", "split"]

_KINDS: tuple[Kind, ...] = ("actor", "event", "claim")
_LOCAL = re.compile(r"(?:.*/)?source/(?P<source>[^/\s]+)/(?P<kind>actor|event)/(?P<id>[^/\s]+)")
_CLAIM = re.compile(r"(?:.*/)?claim/(?P<id>[^/\s]+)")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A local actor or event, or a claim, whose id says which article it is of."""

    kind: Kind
    source: str
    id: str

    def __str__(self) -> str:
        """Its IRI without the base."""
        id_ = quote(self.id, safe="")
        return f"claim/{id_}" if self.kind == "claim" else f"source/{self.source}/{self.kind}/{id_}"


def read_ref(text: str) -> Ref | None:
    """A reference from an IRI, with or without its base; None where it is of no such thing."""
    if match := _LOCAL.fullmatch(text):
        kind: Kind = "actor" if match["kind"] == "actor" else "event"
        return Ref(kind, unquote(match["source"]), unquote(match["id"]))
    match = _CLAIM.fullmatch(text)
    return Ref("claim", "", unquote(match["id"])) if match else None


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision: `left` are one with `right` (merge), or none of them is one of those (split).

    Of what is merged, the first of each side that is there is joined; the others are left to the
    clues, but no fact keeps them away. `line` is where the decision stands in its file, from 1.
    """

    act: Act
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    reason: str = ""
    by: str = ""
    line: int = field(default=0, compare=False)

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.left[0].kind

    @property
    def why(self) -> str:
        """The reason as a clause, with who gave it."""
        plain = "they are one" if self.act == "merge" else "they are not one"
        reason = self.reason.rstrip(".") or plain
        return f"{reason}, says {self.by or 'a person'}"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Decisions that do not contradict each other; `name` is the file that they stand in."""

    entries: tuple[Correction, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        """Raises `errors.BadRequest` where what is merged is also split."""
        for split, pair, merges in contradictions(self.entries):
            lines = _listed([merge.line for merge in merges])
            raise errors.BadRequest(
                f"{self.name}: {lines} {'merge' if len(merges) > 1 else 'merges'} what line "
                f"{split.line} splits, {pair[0]} and {pair[1]}; take one of them out."
            )


type Merges = Mapping[Ref, Sequence[Correction]]
type Contradiction = tuple[Correction, tuple[Ref, Ref], list[Correction]]


def contradictions(entries: Iterable[Correction]) -> Iterator[Contradiction]:
    """Each split of two that merges make one, with the two and the merges that lead there.

    All that stands in one merge counts as one here, whichever of it is there today: whether
    decisions contradict each other does not hang on the articles.
    """
    entries = tuple(entries)
    merges: dict[Ref, list[Correction]] = {}
    for entry in entries:
        for ref in (*entry.left, *entry.right) if entry.act == "merge" else ():
            merges.setdefault(ref, []).append(entry)
    for split in entries:
        if split.act == "split":
            for left in split.left:
                yield from _contradiction(split, left, merges)


def _contradiction(split: Correction, left: Ref, merges: Merges) -> Iterator[Contradiction]:
    reached = _reached(left, merges)
    for right in split.right:
        if right in reached:
            yield split, (left, right), list(reached[right])
            return


def _reached(start: Ref, merges: Merges) -> dict[Ref, tuple[Correction, ...]]:
    """All that merges make one with a reference, each by the shortest way there."""
    ways: dict[Ref, tuple[Correction, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        ref = queue.popleft()
        for entry in merges.get(ref, ()):
            for other in (*entry.left, *entry.right):
                if other not in ways:
                    ways[other] = (*ways[ref], entry)
                    queue.append(other)
    return ways


def _listed(lines: Iterable[int]) -> str:
    found = sorted(set(lines))
    return f"line{'s' * (len(found) > 1)} {' and '.join(map(str, found))}"


@dataclass(frozen=True, slots=True)
class Applied:
    """What decisions mean for the articles at hand; `waiting` are those that mean nothing yet.

    These are about articles, or parts of articles, that are not there.
    """

    constraints: Mapping[Kind, Constraints]
    waiting: tuple[Correction, ...] = ()

    def of(self, kind: Kind) -> Constraints:
        """What people say of actors, of events or of claims."""
        return self.constraints.get(kind, UNCONSTRAINED)


def apply(corrections: Corrections, sources: Mapping[str, Extraction]) -> Applied:
    """What decisions mean for articles by source id, in whatever order the decisions stand."""
    there = _present(corrections, sources)
    found: dict[Kind, list[_Sides]] = {kind: [] for kind in _KINDS}
    waiting = []
    for entry in corrections.entries:
        sides = _Sides(entry, *(_keys(side, there) for side in (entry.left, entry.right)))
        if sides.left and sides.right:
            found[entry.kind].append(sides)
        else:
            waiting.append(entry)
    return Applied({kind: _constraints(sides) for kind, sides in found.items()}, tuple(waiting))


@dataclass(frozen=True, slots=True)
class _Sides:
    """A decision, and what of its sides is there, sorted."""

    entry: Correction
    left: tuple[Key, ...]
    right: tuple[Key, ...]


def _keys(refs: Iterable[Ref], there: Mapping[Ref, Key]) -> tuple[Key, ...]:
    return tuple(sorted({there[ref] for ref in refs if ref in there}))


def _present(corrections: Corrections, sources: Mapping[str, Extraction]) -> Mapping[Ref, Key]:
    """Those of the references that are there, with their keys."""
    refs = {ref for entry in corrections.entries for ref in (*entry.left, *entry.right)}
    named = {ref.source for ref in refs}
    if any(ref.kind == "claim" for ref in refs):
        named.update(sources)
    found = ((name, sources[name]) for name in named if name in sources)
    local = (pair for name, extraction in found for pair in _refs(name, extraction))
    return {ref: key for ref, key in local if ref in refs}


def _refs(source: str, found: Extraction) -> Iterator[tuple[Ref, Key]]:
    for actor in found.actors:
        yield Ref("actor", source, actor.id), Key(source, actor.id)
    for event in found.events:
        yield Ref("event", source, event.id), Key(source, event.id)
    for claim in found.claims:
        yield Ref("claim", "", claim.id), Key(source, claim.id)


def _constraints(found: Collection[_Sides]) -> Constraints:
    splits = [sides for sides in found if sides.entry.act == "split"]
    merges = [sides for sides in found if sides.entry.act == "merge"]
    facts: dict[Key, dict[str, str]] = {}
    for number, sides in enumerate(splits):
        for side, keys in (("out", sides.left), ("in", sides.right)):
            for key in keys:
                facts.setdefault(key, {})[f"split {number}"] = side
    return Constraints(
        links=tuple(sorted(((_link(s), (*s.left, *s.right)) for s in merges), key=_link_order)),
        facts=facts,
        out=frozenset(key for sides in splits for key in sides.left),
        apart=tuple(sorted({made for sides in splits for made in _apart(sides)}, key=_order)),
    )


def _link(sides: _Sides) -> Link:
    entry = sides.entry
    left, right = sorted((sides.left[0], sides.right[0]))
    return Link(left, right, PERSON, Score(1.0, entry.why), entry.by or None)


def _link_order(told: tuple[Link, tuple[Key, ...]]) -> tuple[object, ...]:
    link, beside = told
    return *strength(link), link.score, link.by or "", beside


def _apart(sides: _Sides) -> Iterator[Decision]:
    """Each member that was taken out against the first that stays, seen from both."""
    entry, stays = sides.entry, sides.right[0]
    for out in sides.left:
        for member, anchor in ((out, stays), (stays, out)):
            yield Decision(member, anchor, PERSON_APART, 1.0, entry.why, entry.by or None)


def _order(made: Decision) -> tuple[object, ...]:
    return made.member, made.anchor, made.reason, made.by or ""


NO_CORRECTIONS = Corrections()
