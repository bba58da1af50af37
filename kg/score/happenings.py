"""Figures of articles in NewsReader's form: what happens, when, who takes part, what is one.

Counted is what stands in the sentences that are annotated. Words of ours that stand only on what
gold marks as speech, thought or a verb such as "begin" count neither for nor against. Identity is
compared within articles, as gold has it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Span
from kg.score.bootstrap import Tally, with_intervals
from kg.score.clusters import b_cubed
from kg.score.coded import taking_part
from kg.score.figures import Figure, retrieval, share
from kg.score.forms import Article, Event
from kg.score.newsreader import Happening, Marked, News

_ACTING = {"PER", "ORG"}
_DAY = len("2021-12-30")
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Compared:
    """An article, what we made of it, and the events of ours on each happening of gold."""

    gold: News
    ours: Article
    found: tuple[tuple[Happening, Event], ...]


def compare(gold: News, ours: Article) -> Compared:
    """Each counted happening with the event of ours whose words stand on it."""
    counted = [it for it in gold.happenings if it.is_counted]
    pairs = ((it, _event_on(it.mention, ours.events)) for it in counted)
    return Compared(gold, ours, tuple((it, event) for it, event in pairs if event is not None))


def figures(each: Sequence[Compared]) -> tuple[Figure, ...]:
    """All rows."""
    return (
        *with_intervals([count(it) for it in each], _measure),
        b_cubed("event identity", [ids for it in each for ids in _same_events(it)]),
        b_cubed("actor identity", [ids for it in each for ids in _same_actors(it)]),
    )


def count(it: Compared) -> Tally:
    """What one article adds."""
    gold = sum(one.is_counted for one in it.gold.happenings)
    right, found = _triggers(it)
    known = {**_dates(it), **_told(it), **_parts(it)}
    return Counter(gold=gold, hit=len(it.found), right=right, found=found, **known)


def _measure(tally: Tally) -> tuple[Figure, ...]:
    found, gold = tally["found"], tally["gold"]
    return (
        retrieval("event words", tally["right"], found, gold, tally["hit"]),
        share("days", tally["right days"], tally["our days"]),
        share("days of events", tally["right times"], tally["timed"]),
        share("status", tally["right statuses"], tally["statuses"]),
        retrieval(
            "participants of found",
            tally["right parts"],
            tally["our parts"],
            tally["parts"],
            tally["parts hit"],
        ),
    )


def _event_on(mark: Marked, events: Sequence[Event]) -> Event | None:
    return next((it for it in events if _overlap(_words(it), mark.spans)), None)


def _words(event: Event) -> list[Span]:
    return [mention.span for mention in event.mentions]


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _triggers(it: Compared) -> tuple[int, int]:
    """How many of our words for events are right, and how many count."""
    words = [span for event in it.ours.events for span in _words(event)]
    words = [span for span in words if span.start < it.gold.annotated]
    counted, others = (
        [span for one in it.gold.happenings if one.is_counted is kind for span in one.mention.spans]
        for kind in (True, False)
    )
    right = [span for span in words if _overlap([span], counted)]
    wrong = [span for span in words if not _overlap([span], [*counted, *others])]
    return len(right), len(right) + len(wrong)


def _dates(it: Compared) -> dict[str, int]:
    """Days that gold gives where an event of ours has its time, and days of found events."""
    times = [
        (event.time_span.span, event.time)
        for event in it.ours.events
        if event.time_span and event.time
    ]
    met = [(day, [t for span, t in times if span.overlaps(day.span)]) for day in it.gold.days]
    timed = [(happening.day, event.time) for happening, event in it.found if happening.day]
    return {
        "our days": sum(bool(values) for _, values in met),
        "right days": sum(any(v[:_DAY] == day.day for v in values) for day, values in met),
        "timed": len(timed),
        "right times": sum(time is not None and time[:_DAY] == day for day, time in timed),
    }


def _told(it: Compared) -> dict[str, int]:
    known = [(one.statuses, event.status) for one, event in it.found if one.statuses]
    return {
        "statuses": len(known),
        "right statuses": sum(status in fitting for fitting, status in known),
    }


def _parts(it: Compared) -> dict[str, int]:
    """Participants of found events: gold counts people and bodies, ours may be right on others."""
    total: Counter[str] = Counter()
    spans = _spans_of_instances(it.gold)
    for happenings, events in _instances(it):
        taking = [each.words for each in taking_part(events, it.ours)]
        parts = {part.instance: part.kind for one in happenings for part in one.parts}
        acting = [spans[instance] for instance, kind in parts.items() if kind in _ACTING]
        every = [span for instance in parts for span in spans[instance]]
        total["parts"] += len(acting)
        total["parts hit"] += sum(any(_overlap(words, one) for words in taking) for one in acting)
        total["our parts"] += len(taking)
        total["right parts"] += sum(_overlap(words, every) for words in taking)
    return dict(total)


def _instances(it: Compared) -> Iterator[tuple[list[Happening], list[Event]]]:
    """The mentions of each event of gold that is found, and our events on them."""
    found: dict[str, list[tuple[Happening, Event]]] = defaultdict(list)
    for happening, event in it.found:
        found[happening.mention.instance].append((happening, event))
    for pairs in found.values():
        events = {event.id: event for _, event in pairs}
        yield [happening for happening, _ in pairs], list(events.values())


def _spans_of_instances(gold: News) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for entity in gold.entities:
        spans[entity.instance] += entity.spans
    return spans


def _same_events(it: Compared) -> Iterator[tuple[str, str]]:
    for happening, event in it.found:
        yield f"{it.gold.name}#{happening.mention.instance}", f"{it.gold.name}#{event.id}"


def _same_actors(it: Compared) -> Iterator[tuple[str, str]]:
    """Names that both sides mark with the same words, but for an article before them."""
    ours = {mark.span: actor.id for actor in it.ours.actors for mark in actor.mentions}
    for entity in it.gold.entities:
        span = _bare(entity, it.gold.text)
        if span in ours:
            yield f"{it.gold.name}#{entity.instance}", f"{it.gold.name}#{ours[span]}"


def _bare(entity: Marked, text: str) -> Span | None:
    if len(entity.spans) != 1:
        return None
    start, end = entity.spans[0]
    words = text[start:end].lower()
    article = next((it for it in _ARTICLES if words.startswith(it)), "")
    return Span(start + len(article), end)
