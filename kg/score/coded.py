"""Figures of coded sentences: is the event found, is it of the type, who takes part and how.

A sentence counts as found where a trigger of ours stands on the words that it is coded by. Acts of
speech are claims here and no events, but types such as REQUEST or ACCUSE are mostly told by them:
"found, or said" also counts a claim whose cue stands on those words, and "type, or act of saying"
what the claim does by being said. PLOVER codes what is announced as AGREE or THREATEN, where an
event here has its own type and a status: "type, act, or plan" counts that too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Span
from kg.score.bootstrap import Tally
from kg.score.figures import Figure, retrieval, share
from kg.score.forms import Article, Claim, Event
from kg.score.plover import Coded

# What is done by saying something, as a type of event.
_OF_ACTS = {
    "demand": "REQUEST",
    "request": "REQUEST",
    "urge": "REQUEST",
    "threaten": "THREATEN",
    "warn": "THREATEN",
    "accuse": "ACCUSE",
    "deny": "REJECT",
    "support": "SUPPORT",
    "agree": "AGREE",
    "promise": "AGREE",
}
# PLOVER codes what is yet to be done as agreed or threatened, and what is not done as refused; here
# an event keeps its type, and `status` tells the rest.
_FRIENDLY = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
_HOSTILE = {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "REJECT"}
_OPEN = {"scheduled", "hypothetical"}
# What people do with one another: each takes part as the other does.
_MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody of ours who takes part: all words that stand for them, and how they do it."""

    words: tuple[Span, ...]
    roles: frozenset[str]


def count(gold: Coded, ours: Article) -> Tally:
    """What one sentence adds to the figures."""
    events = [event for event in ours.events if _on(gold, (it.span for it in event.mentions))]
    claims = [claim for claim in ours.claims if claim.cue and _on(gold, [claim.cue.span])]
    typed = any(event.type in gold.types for event in events)
    said = any(_OF_ACTS.get(claim.act) in gold.types for claim in claims)
    planned = any(_as_coded(event) in gold.types for event in events)
    return Counter(
        sentences=1,
        found=bool(events),
        said=bool(events or claims),
        typed=typed,
        **{"typed or said": typed or said, "typed or planned": typed or said or planned},
        **_taking_part(gold, taking_part(events, ours)),
        **_of_saying(gold, [*taking_part(events, ours), *_speaking(claims, ours)]),
        **{"gold of found": len(gold.parts) if events else 0},
    )


def measure(tally: Tally) -> Sequence[Figure]:
    """The figures of all sentences, or of those drawn."""
    found, gold = tally["parts found"], tally["parts"]
    return (
        share("coded events found", tally["found"], tally["sentences"]),
        share("coded events found, or said", tally["said"], tally["sentences"]),
        share("type of found", tally["typed"], tally["found"]),
        share("type", tally["typed"], tally["sentences"]),
        share("type, or act of saying", tally["typed or said"], tally["sentences"]),
        share("type, act, or plan", tally["typed or planned"], tally["sentences"]),
        retrieval(
            "participants of found", tally["right"], found, tally["gold of found"], tally["hit"]
        ),
        retrieval("participants", tally["right"], found, gold, tally["hit"]),
        retrieval(
            "participants, or speakers",
            tally["right or said"],
            tally["parts or said"],
            gold,
            tally["hit or said"],
        ),
        share("role", tally["role"], tally["hit"]),
    )


def _as_coded(event: Event) -> str:
    """The type that PLOVER has for what is planned, possible or denied."""
    if event.status == "denied":
        return "REJECT"
    if event.status in _OPEN and event.type in _FRIENDLY | _HOSTILE:
        return "AGREE" if event.type in _FRIENDLY else "THREATEN"
    return event.type


def taking_part(events: Iterable[Event], ours: Article) -> list[Taking]:
    """Everybody who takes part in one of the events, once, with all their words."""
    words = _words(ours)
    roles: dict[str, set[str]] = {}
    for event in events:
        for part in event.participants:
            mutual = event.type in _MUTUAL and part.role == "participant"
            known = roles.setdefault(part.actor, set())
            known |= {"agent", "recipient", "participant"} if mutual else {part.role}
            words.setdefault(part.actor, []).extend([part.span.span] if part.span else [])
    return [Taking(tuple(words[actor]), frozenset(each)) for actor, each in roles.items()]


def _words(ours: Article) -> dict[str, list[Span]]:
    return {
        actor.id: [it.span for it in (*actor.mentions, *actor.descriptions)]
        for actor in ours.actors
    }


def _speaking(claims: Iterable[Claim], ours: Article) -> list[Taking]:
    words = _words(ours)
    people = {actor for claim in claims for actor in (claim.speaker, claim.addressee) if actor}
    return [Taking(tuple(words.get(actor, ())), frozenset()) for actor in sorted(people)]


def _taking_part(gold: Coded, ours: Sequence[Taking]) -> dict[str, int]:
    by_gold = [[each for each in ours if _overlap([part.span], each.words)] for part in gold.parts]
    right = [each for each in ours if _overlap((part.span for part in gold.parts), each.words)]
    return {
        "parts": len(gold.parts),
        "parts found": len(ours),
        "right": len(right),
        "hit": sum(map(bool, by_gold)),
        "role": sum(
            any(part.role in each.roles for each in found)
            for part, found in zip(gold.parts, by_gold, strict=True)
        ),
    }


def _of_saying(gold: Coded, ours: Sequence[Taking]) -> dict[str, int]:
    distinct = {each.words: each for each in reversed(ours)}
    found = _taking_part(gold, list(distinct.values()))
    return {
        "parts or said": found["parts found"],
        "right or said": found["right"],
        "hit or said": found["hit"],
    }


def _on(gold: Coded, spans: Iterable[Span]) -> bool:
    return _overlap(spans, gold.triggers)


def _overlap(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def by_name(gold: Sequence[Coded], ours: Mapping[str, Article]) -> list[Tally]:
    """The tallies of all sentences; one that there is no record of yields nothing."""
    return [count(it, ours.get(it.name, Article(it.name))) for it in gold]
