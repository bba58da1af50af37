"""The happenings that an article tells of: their words, type, status, time, place and parts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.actors.cast import Cast
from kg.extract.events.clock import Clock
from kg.extract.events.happening import Happening, Telling
from kg.extract.events.identity import resolve_happenings
from kg.extract.events.occasions import with_occasions
from kg.extract.events.participants import participants_of
from kg.extract.events.places import place_of
from kg.extract.events.quantities import belongs_to, quantities
from kg.extract.events.status import read_status
from kg.extract.events.triggers import Trigger, find_triggers
from kg.extract.language import Parsed
from kg.extract.times.truncated import find_truncated
from kg.ids import slug
from kg.records import Claim, Event, Mention, Participant, Quantity, Span, Time


def find_events(
    parsed: Parsed, cast: Cast, claims: Sequence[Claim], times: Sequence[Time]
) -> list[Event]:
    """Events in the order of their first words; mentions of one happening are one event."""
    triggers = find_triggers(parsed, cast, claims)
    clock = Clock(parsed, times, triggers)
    truncated = Clock(parsed, find_truncated(parsed), triggers)
    figures = figures_of(parsed, triggers)
    tellings = [
        Telling(
            trigger=trigger,
            reading=read_status(trigger.token),
            participants=participants_of(parsed, cast, trigger),
            time=clock.time_of(trigger),
            truncated=truncated.time_of(trigger),
            place=place_of(cast, trigger),
            quantities=figures.get(trigger.token.i, ()),
        )
        for trigger in triggers
    ]
    happenings = resolve_happenings(tellings, cast)
    return with_occasions([make_event(parsed, cast, claims, each) for each in happenings])


def figures_of(parsed: Parsed, triggers: Sequence[Trigger]) -> dict[int, tuple[Quantity, ...]]:
    """Figures by the token index of the trigger that they belong to."""
    places = {trigger.token.i for trigger in triggers}
    found: dict[int, list[Quantity]] = defaultdict(list)
    for noun, quantity in quantities(parsed):
        trigger = belongs_to(noun, places)
        if trigger is not None:
            found[trigger].append(quantity)
    return {index: tuple(listed) for index, listed in found.items()}


def make_event(parsed: Parsed, cast: Cast, claims: Sequence[Claim], happening: Happening) -> Event:
    """The record of a happening."""
    first = happening.tellings[0].trigger
    parts = united(happening.tellings)
    name = label(parsed.surface(first.span), parts, cast)
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
        claimed_in=claimed_in(claims, [t.trigger.span for t in happening.tellings]),
    )


def rule_of(trigger: Trigger) -> str:
    """How the trigger was found."""
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


def claimed_in(claims: Sequence[Claim], triggers: Sequence[Span]) -> str | None:
    """The innermost claim whose content holds all triggers."""
    holding = [
        claim
        for claim in claims
        if all(any(piece.holds(span) for piece in claim.content) for span in triggers)
    ]
    innermost = min(holding, key=_length, default=None)
    return innermost.id if innermost else None


def _length(claim: Claim) -> tuple[int, str]:
    return sum(piece.end - piece.start for piece in claim.content), claim.id
