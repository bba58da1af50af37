"""Claims, speakers and mentions of an extraction, measured against a gold file.

Claims are matched one to one, those that share most first; two fit where at least half of the
content tokens of both together are shared.
"""

import re
from collections.abc import Iterable
from typing import Any

from kg.records import Actor, Extraction, Span

SHARED = 0.5
Gold = dict[str, Any]


def f1(right: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (found + wanted) if right else 0.0


def matched_claims(gold: Gold, extraction: Extraction) -> list[tuple[int, int]]:
    """Pairs of indices: a claim of the gold file, and the one of ours that fits it best."""
    text = extraction.document.text
    wanted = [_tokens(text, map(_span, claim["content"])) for claim in gold["claims"]]
    found = [_tokens(text, claim.content) for claim in extraction.claims]
    pairs = [(_shared(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    taken: list[tuple[int, int]] = []
    for shared, i, j in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if shared >= SHARED and all(i != one and j != other for one, other in taken):
            taken.append((i, j))
    return taken


def right_speakers(gold: Gold, extraction: Extraction, pairs: list[tuple[int, int]]) -> int:
    """How many of the matched claims have the speaker of the gold file."""
    wanted = {actor["id"]: actor for actor in gold["actors"]}
    found = {actor.id: actor for actor in extraction.actors}
    claims = [(gold["claims"][i], extraction.claims[j]) for i, j in pairs]
    return sum(
        _same_actor(wanted[claim["speaker"]], claim["source_span"], found[ours.speaker])
        for claim, ours in claims
    )


def mention_counts(gold: Gold, extraction: Extraction) -> tuple[int, int, int]:
    """Mentions with exactly the same characters, all of ours, and all of the gold file."""
    wanted = {_span(mention) for actor in gold["actors"] for mention in actor["mentions"]}
    found = {mention.span for actor in extraction.actors for mention in actor.mentions}
    return len(wanted & found), len(found), len(wanted)


def _same_actor(wanted: dict[str, Any], source: list[Any] | None, found: Actor) -> bool:
    """By a mention in common; one who is only described, by the words that name the source."""
    if wanted["mentions"]:
        return bool({_span(it) for it in wanted["mentions"]} & {it.span for it in found.mentions})
    words = [it.span for it in found.descriptions]
    return not found.mentions and (source is None or any(map(_span(source).overlaps, words)))


def _tokens(text: str, content: Iterable[Span]) -> set[tuple[int, int]]:
    found = re.compile(r"\w+").finditer
    return {match.span() for piece in content for match in found(text, piece.start, piece.end)}


def _shared(one: set[tuple[int, int]], other: set[tuple[int, int]]) -> float:
    return len(one & other) / max(1, len(one | other))


def _span(value: list[Any]) -> Span:
    return Span(value[0], value[1])
