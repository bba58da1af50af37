"""Which of our actors, events and claims stand for which of the gold ones.

Ids are never compared by name: an actor of ours is the gold one with which it shares most places.
Who has no named mention is aligned by the claims and the events that both have a part in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.records import Span
from kg.score.forms import Actor, Article, Claim, Event, Marked
from kg.score.matching import Pair, greedy_pairs

# As in `kg.score.attributions`, over plain words.
HALF = 0.5
_WORD = re.compile(r"\w+")

# Ids, the gold one first.
type Ids = tuple[str, str]
type Aligned = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """An article's text, its gold, and what we made of it."""

    text: str
    gold: Article
    ours: Article
    optional: tuple[Marked, ...] = ()


class Place(NamedTuple):
    """A stretch of text that stands for an actor or an event."""

    span: Span
    id: str


class Places(NamedTuple):
    """Those of gold, and ours."""

    gold: Sequence[Place]
    ours: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Our ids to gold ids, one to one; and the claims that match, article by article.

    `mentions` and `triggers` are the ids of all places that both sides have. `spoken` are actors
    aligned by mentions and claims; `actors` has those in addition that only take part in events.
    """

    mentions: tuple[Ids, ...]
    triggers: tuple[Ids, ...]
    claims: tuple[tuple[tuple[Claim, Claim], ...], ...]
    spoken: Aligned
    actors: Aligned
    events: Aligned


def align_articles(articles: Sequence[Compared], ours: Mapping[str, Article]) -> Alignment:
    """The alignment over all articles together; `ours` may hold more of them than gold."""
    mentions = tuple(pair for it in articles for pair in shared_places(mention_places(it)))
    triggers = tuple(pair for it in articles for pair in shared_places(trigger_places(it)))
    claims = tuple(_matching_claims(it) for it in articles)
    events = _align(triggers)
    named = {gold for gold, _ in mentions}
    unnamed = {actor.id for it in articles for actor in it.gold.actors} - named
    spoken = _align((pair for pair in _spoken(claims) if pair[0] in unnamed), _align(mentions))
    parts = [pair for pair in _taking_part(articles, ours, events) if pair[0] in unnamed]
    actors = _align((pair for pair in parts if pair[1] not in spoken), spoken)
    return Alignment(mentions, triggers, claims, spoken, actors, events)


def aligned_events(
    articles: Iterable[Compared], ours: Mapping[str, Article], events: Aligned
) -> Iterator[tuple[Event, Event]]:
    """Each gold event with ours, as the last article that tells of them has it."""
    wanted = {event.id: event for it in articles for event in it.gold.events}
    found = {event.id: event for article in ours.values() for event in article.events}
    return ((wanted[events[id_]], event) for id_, event in found.items() if id_ in events)


def mention_places(article: Compared) -> Places:
    """Mentions outside of page furniture, without ours that hit only optional ones."""
    gold, ours = (_places(it.actors, article) for it in (article.gold, article.ours))
    spare = [marked.span for marked in article.optional]
    counted = [
        place
        for place in ours
        if _touches(place, (it.span for it in gold)) or not _touches(place, spare)
    ]
    return Places(gold, counted)


def trigger_places(article: Compared) -> Places:
    """The words that name events, outside of page furniture."""
    return Places(*(_places(it.events, article) for it in (article.gold, article.ours)))


def shared_places(places: Places) -> list[Ids]:
    """Places joined one to one, equal ones first and then those that overlap most."""
    weights: dict[Pair, float] = {}
    for i, wanted in enumerate(places.gold):
        for j, found in enumerate(places.ours):
            if wanted.span.overlaps(found.span):
                weights[i, j] = _closeness(wanted.span, found.span)
    return [(places.gold[i].id, places.ours[j].id) for i, j in greedy_pairs(weights)]


def in_furniture(spans: Sequence[Span], furniture: Iterable[Marked]) -> bool:
    """Whether all spans lie wholly in what is not the article's own prose."""
    zones = [marked.span for marked in furniture]
    return bool(spans) and all(any(zone.holds(span) for zone in zones) for span in spans)


def _places(things: Iterable[Actor | Event], article: Compared) -> list[Place]:
    """In the order of the records; what furniture is, gold says."""
    marked = (Place(it.span, thing.id) for thing in things for it in thing.mentions)
    return [place for place in marked if not in_furniture([place.span], article.gold.boilerplate)]


def _touches(place: Place, spans: Iterable[Span]) -> bool:
    return any(place.span.overlaps(span) for span in spans)


def _closeness(one: Span, other: Span) -> float:
    if one == other:
        return float("inf")
    return min(one.end, other.end) - max(one.start, other.start)


def _align(pairs: Iterable[Ids], known: Aligned | None = None) -> dict[str, str]:
    """Our ids to gold ids, those with most in common first; what is known stays."""
    found = dict(known or {})
    taken = set(found.values())
    for (gold, ours), _ in sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0])):
        if ours not in found and gold not in taken:
            found[ours] = gold
            taken.add(gold)
    return found


def _spoken(claims: Iterable[Iterable[tuple[Claim, Claim]]]) -> Iterator[Ids]:
    """The speakers and addressees of matching claims."""
    for wanted, found in (pair for article in claims for pair in article):
        for gold, ours in ((wanted.speaker, found.speaker), (wanted.addressee, found.addressee)):
            if gold and ours:
                yield gold, ours


def _taking_part(
    articles: Sequence[Compared], ours: Mapping[str, Article], events: Aligned
) -> Iterator[Ids]:
    """The participants of aligned events, each with each."""
    for wanted, found in aligned_events(articles, ours, events):
        for gold in wanted.participants:
            yield from ((gold.actor, other.actor) for other in found.participants)


def _matching_claims(article: Compared) -> tuple[tuple[Claim, Claim], ...]:
    """Claims joined one to one, those whose contents share most words first."""
    gold, ours = article.gold.claims, article.ours.claims
    wanted, found = ([_words(article.text, it.spans) for it in side] for side in (gold, ours))
    weights: dict[Pair, float] = {}
    for i, one in enumerate(wanted):
        for j, other in enumerate(found):
            size = len(one) + len(other)
            if one & other and (dice := 2 * len(one & other) / size) >= HALF:
                weights[i, j] = dice
    return tuple((gold[i], ours[j]) for i, j in greedy_pairs(weights))


def _words(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Where the words of the spans start."""
    return frozenset(
        span.start + match.start() for span in spans for match in _WORD.finditer(span.of(text))
    )
