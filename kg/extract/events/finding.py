"""The happenings that an article tells of: their words, type, status, time, place and parts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.actors.cast import Cast
from kg.extract.events.ahead import read_ahead
from kg.extract.events.attribution import Contents
from kg.extract.events.clock import Clock
from kg.extract.events.denials import reading_of
from kg.extract.events.happening import Happening, Telling
from kg.extract.events.identity import resolve_happenings
from kg.extract.events.links.counting import is_number
from kg.extract.events.links.finding import find_stated, links_of
from kg.extract.events.links.shared import with_shared
from kg.extract.events.links.turns import with_turns
from kg.extract.events.occasions import with_occasions
from kg.extract.events.ongoing import going_on, with_ongoing
from kg.extract.events.participants import participants_of
from kg.extract.events.places import place_of
from kg.extract.events.quantities import belongs_to, quantities
from kg.extract.events.triggers import Trigger, find_triggers
from kg.extract.language import Parsed
from kg.extract.times.truncated import find_truncated
from kg.ids import slug
from kg.records import Claim, Event, EventLink, Mention, Participant, Quantity, Time


def find_events(
    parsed: Parsed,
    cast: Cast,
    claims: Sequence[Claim],
    times: Sequence[Time],
    published: Time | None,
) -> list[Event]:
    """Events in the order of their first words; mentions of one happening are one event."""
    return find_linked(parsed, cast, claims, times, published)[0]


def find_linked(
    parsed: Parsed,
    cast: Cast,
    claims: Sequence[Claim],
    times: Sequence[Time],
    published: Time | None,
) -> tuple[list[Event], tuple[EventLink, ...]]:
    """Events, and how the text says that they stand to one another."""
    triggers = with_turns(parsed, find_triggers(parsed, cast, claims))
    clock = Clock(parsed, times, triggers)
    truncated = Clock(parsed, find_truncated(parsed), triggers)
    figures = figures_of(parsed, triggers)
    tellings = [
        Telling(
            trigger=trigger,
            reading=read_ahead(reading_of(trigger.token), time, bare, published),
            participants=participants_of(parsed, cast, trigger),
            time=time,
            truncated=bare,
            place=place_of(cast, trigger),
            quantities=figures.get(trigger.token.i, ()),
        )
        for trigger in triggers
        for time, bare in [(clock.time_of(trigger), truncated.time_of(trigger))]
    ]
    stated = find_stated(parsed, triggers)
    happenings = resolve_happenings(with_shared(tellings, stated), cast)
    contents = Contents(claims, [trigger.span for trigger in triggers])
    made = [make_event(parsed, cast, contents, each) for each in happenings]
    lasting = [going_on(parsed, each, published) for each in happenings]
    events = with_occasions([with_ongoing(*pair) for pair in zip(made, lasting, strict=True)])
    return events, links_of(parsed, stated, ids_of(happenings, events))


def ids_of(happenings: Sequence[Happening], events: Sequence[Event]) -> dict[int, str]:
    """The id of each happening's event, by the token index of every trigger."""
    return {
        telling.trigger.token.i: event.id
        for happening, event in zip(happenings, events, strict=True)
        for telling in happening.tellings
    }


def figures_of(parsed: Parsed, triggers: Sequence[Trigger]) -> dict[int, tuple[Quantity, ...]]:
    """Figures by the token index of the trigger that they belong to."""
    places = {trigger.token.i for trigger in triggers}
    found: dict[int, list[Quantity]] = defaultdict(list)
    for noun, quantity in quantities(parsed):
        trigger = belongs_to(noun, places)
        if trigger is not None:
            found[trigger].append(quantity)
    return {index: tuple(listed) for index, listed in found.items()}


def make_event(parsed: Parsed, cast: Cast, contents: Contents, happening: Happening) -> Event:
    """The record of a happening."""
    first = happening.tellings[0].trigger
    parts = united(happening.tellings)
    name = label(words_for(parsed, first), parts, cast)
    return Event(
        id=f"{first.entry.type.lower()}-{slug(name)}-{first.span.start}",
        type=first.entry.type,
        label=name,
        status=happening.status,
        triggers=tuple(Mention(t.trigger.span, rule_of(t.trigger)) for t in happening.tellings),
        time=happening.time,
        truncated=None if happening.time else happening.truncated,
        place=next((t.place for t in happening.tellings if t.place), None),
        participants=parts,
        quantities=tuple(q for t in happening.tellings for q in t.quantities),
        claimed_in=contents.claimed_in(t.trigger.span for t in happening.tellings),
    )


def words_for(parsed: Parsed, trigger: Trigger) -> str:
    """The trigger's words; what picks one of several is told with the noun: "first of flights"."""
    if trigger.turn is None or not is_number(trigger.token):
        return parsed.surface(trigger.span)
    return f"{parsed.surface(trigger.span)} of {parsed.doc[trigger.turn.whole].text}"


def rule_of(trigger: Trigger) -> str:
    """How the trigger was found."""
    if trigger.turn is not None:
        return "one-of-several"
    return "happening-verb" if trigger.is_verb else "happening-noun"


def united(tellings: Iterable[Telling]) -> tuple[Participant, ...]:
    """Everybody who takes part, each once, in the role told first."""
    found: dict[str, Participant] = {}
    for telling in tellings:
        for part in telling.participants:
            found.setdefault(part.actor, part)
    return tuple(sorted(found.values(), key=lambda part: (part.span, part.actor)))


def label(words: str, parts: Iterable[Participant], cast: Cast) -> str:
    """The first words for the happening, and who takes part: "call (Joe Biden, Xi Jinping)"."""
    names = sorted({name_of(part.actor, cast) for part in parts})
    return f"{words.lower()} ({', '.join(names)})" if names else words.lower()


def name_of(actor: str, cast: Cast) -> str:
    """The actor's name, or the id where the cast has none."""
    known = cast.actors.get(actor)
    return known.name if known else actor
