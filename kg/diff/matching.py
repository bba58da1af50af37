"""Which resource of one build is which of the other, where its IRI changed: by the same words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.diff.resources import KINDS, Kind, Spans, Thing

# The share of the words of both that two must have in common, if they do not hang on one word.
_LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """The greater its share, the earlier it comes."""

    unshared: float
    left: str
    right: str


def match(
    left: Mapping[str, Mapping[str, Thing]], right: Mapping[str, Mapping[str, Thing]]
) -> dict[str, str]:
    """IRIs of `right` that `left` does not have, with the IRIs there that they stand for.

    Both are things by kind and IRI. Two are one where they hang on the same word (a cue, a
    trigger, a mention), or cover mostly the same; of several, those with most in common.
    """
    found: dict[str, str] = {}
    for kind in KINDS:
        one, other = left[kind.name], right[kind.name]
        gone = [thing for iri, thing in one.items() if iri not in other]
        new = [thing for iri, thing in other.items() if iri not in one]
        found |= _pairs(_candidates(kind, gone, new))
    return found


def _pairs(candidates: Iterable[_Candidate]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for candidate in sorted(candidates):
        if candidate.right not in found and candidate.left not in taken:
            found[candidate.right] = candidate.left
            taken.add(candidate.left)
    return found


def _candidates(kind: Kind, gone: Iterable[Thing], new: Iterable[Thing]) -> Iterator[_Candidate]:
    standing: dict[int, list[Thing]] = defaultdict(list)
    for thing in gone:
        for place in _characters(thing.spans(kind.body)):
            standing[place].append(thing)
    for thing in new:
        places = _characters(thing.spans(kind.body))
        near = {old.iri: old for place in places for old in standing.get(place, ())}
        for old in near.values():
            share = _share(places, _characters(old.spans(kind.body)))
            if share >= _LEAST_SHARED or _hang_together(kind, old, thing):
                yield _Candidate(1 - share, old.iri, thing.iri)


def _hang_together(kind: Kind, left: Thing, right: Thing) -> bool:
    anchors = _characters(left.spans(kind.anchors))
    return not anchors.isdisjoint(_characters(right.spans(kind.anchors)))


def _share(left: set[int], right: set[int]) -> float:
    return len(left & right) / len(left | right)


def _characters(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}
