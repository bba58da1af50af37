"""Figures of events: where they are named, which are the same, what is known of them."""

from collections.abc import Iterator

from kg.score.alignment import aligned_events, trigger_places
from kg.score.clusters import b_cubed
from kg.score.comparison import Comparison
from kg.score.figures import Figure, retrieval, share
from kg.score.forms import Event

type Pairs = list[tuple[Event, Event]]
DAY = len("2021-12-30")


def triggers(it: Comparison) -> Iterator[Figure]:
    """The words that name events, where they overlap; and which events are the same."""
    gold, found = 0, 0
    for places in map(trigger_places, it.articles):
        gold, found = gold + len(places.gold), found + len(places.ours)
    yield retrieval("event words", len(it.aligned.triggers), found, gold)
    yield b_cubed("event identity", it.aligned.triggers)


def details(it: Comparison) -> Iterator[Figure]:
    """Type, status, time and participants of aligned events."""
    pairs = list(aligned_events(it.articles, it.ours, it.aligned.events))
    timed = [(gold.time, ours.time) for gold, ours in pairs if gold.time]
    yield share("event type", sum(gold.type == ours.type for gold, ours in pairs), len(pairs))
    yield share("event status", sum(gold.status == ours.status for gold, ours in pairs), len(pairs))
    yield share("event time", sum(_same_time(*times) for times in timed), len(timed))
    yield _participants(it, pairs)


def _same_time(gold: str, ours: str | None) -> bool:
    """Equal, or within what gold says: a time of its day, a day of its month or year."""
    if not ours:
        return False
    narrower = "/" not in gold and ours.startswith(gold)
    return gold == ours or ours[:DAY] == gold or narrower


def _participants(it: Comparison, pairs: Pairs) -> Figure:
    right = found = wanted = 0
    for gold, ours in pairs:
        those = {part.actor for part in gold.participants}
        # Who is aligned with nobody is still somebody.
        these = {it.aligned.actors.get(p.actor, f"?{p.actor}") for p in ours.participants}
        right, found, wanted = right + len(those & these), found + len(these), wanted + len(those)
    return retrieval("event participants", right, found, wanted)
