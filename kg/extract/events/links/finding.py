"""The links between the events of one article, each with the words that state it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.events.links.consistent import consistent
from kg.extract.events.links.markers import marked, placed
from kg.extract.events.links.sequence import counted, following
from kg.extract.events.links.stated import Stated
from kg.extract.events.links.told import Told
from kg.extract.events.links.within import bounded, included, listed, picked
from kg.extract.events.triggers import Trigger
from kg.extract.language import Parsed
from kg.records import EventLink

RULES: Mapping[str, Callable[[Told], Iterator[Stated]]] = {
    "one-of-several": picked,
    "counted": counted,
    "included": included,
    "opens-or-closes": bounded,
    "listed": listed,
    "marker": marked,
    "order-verb": following,
    "venue": placed,
}


def find_stated(parsed: Parsed, triggers: Sequence[Trigger]) -> list[Stated]:
    """All that the text states of two of its triggers, by rule."""
    told = Told(parsed, triggers)
    found = (replace(each, rule=rule) for rule, read in RULES.items() for each in read(told))
    return [each for each in found if each.left.i != each.right.i]


def links_of(
    parsed: Parsed, stated: Iterable[Stated], events: Mapping[int, str]
) -> tuple[EventLink, ...]:
    """Links between events, each once, in the order of the words; `events` are ids by trigger.

    What contradicts itself is left out: then one happening was taken for another.
    """
    found: dict[tuple[str, str, str], EventLink] = {}
    links = [_link(parsed, each, events) for each in stated]
    for link in sorted(links, key=lambda link: (link.span, link.event, link.other)):
        if link.event != link.other:
            found.setdefault((link.relation, link.event, link.other), link)
    return consistent(tuple(found.values()))


def _link(parsed: Parsed, stated: Stated, events: Mapping[int, str]) -> EventLink:
    ids = events[stated.left.i], events[stated.right.i]
    return EventLink(stated.relation, *ids, parsed.span(stated.first, stated.last), stated.rule)
