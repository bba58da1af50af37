"""The JSON form of extractions, in which ids mean one thing across all articles of a run."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.ids import source_id, text_sha256
from kg.records import (
    Actor,
    Claim,
    Dating,
    Dispute,
    Event,
    EventLink,
    Extraction,
    Identity,
    Key,
    Mention,
    Relay,
    Resolution,
    Side,
    Span,
    global_ids,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Links:
    """What other articles add to a record: global identities, shared statements, conflicts.

    `names` are those of the actors across articles, by their ids. `conflicts` are `FILE#CLAIM` of
    the claims that cannot hold together with a claim.
    """

    actors: Mapping[Key, str]
    names: Mapping[str, str]
    events: Mapping[Key, Identity]
    statements: Mapping[Key, str]
    conflicts: Mapping[Key, tuple[str, ...]]
    datings: Mapping[str, Dating] = field(default_factory=dict)


def to_records(extractions: Iterable[Extraction], resolution: Resolution) -> Iterator[Json]:
    """One JSON object an article, in the order given. Reads `extractions` twice."""
    extractions = tuple(extractions)
    links = link(extractions, resolution)
    return (to_record(extraction, links) for extraction in extractions)


def link(extractions: Iterable[Extraction], resolution: Resolution) -> Links:
    """The links of a resolution, for look-up from each article."""
    return Links(
        actors=global_ids(resolution.actors),
        names={actor.id: actor.name for actor in resolution.actors},
        events={member: event for event in resolution.events for member in event.members},
        statements=global_ids(s for s in resolution.statements if len(s.members) > 1),
        conflicts=_conflicts(extractions, resolution.disputes),
        datings={dating.source: dating for dating in resolution.datings},
    )


def to_record(extraction: Extraction, links: Links) -> Json:
    """One article: what it says of itself, its actors, events and claims."""
    source = source_id(extraction.document.text)
    return {
        "doc": extraction.document.name,
        "source": _source(extraction, links.datings.get(source)),
        "boilerplate": [[*item.span, item.reason] for item in extraction.document.furniture],
        "actors": [_actor(actor, source, links) for actor in extraction.actors],
        "events": _events(extraction, source, links),
        "claims": [_claim(claim, source, links) for claim in extraction.claims],
        "tool": _plain(extraction.tool),
    }


def _source(extraction: Extraction, dating: Dating | None) -> Json:
    document = extraction.document
    published = extraction.published
    written = dating.day if dating and dating.exact else None
    return {
        "id": source_id(document.text),
        "publisher": document.source.publisher,
        "title": document.source.title,
        "published": document.source.published or (published.value if published else written),
        "published_inferred": bool(published.inferred if published else written),
        "written": _plain(dating) if dating else None,
        "authors": list(document.source.authors),
        "via": list(document.source.via),
        "url": document.source.url,
        "sha256": text_sha256(document.text),
        "language": document.source.language,
    }


def _actor(actor: Actor, source: str, links: Links) -> Json:
    """An actor by the name that it has across articles, and by this one's where that differs."""
    id_ = _actor_id(actor.id, source, links)
    name = links.names.get(id_ or "", actor.name)
    return {
        "id": id_,
        "name": name,
        "local_name": actor.name if actor.name != name else None,
        "type": actor.type,
        "roles": list(dict.fromkeys(role.title for role in actor.roles)),
        "mentions": _spans(actor.mentions),
        "descriptions": _spans(actor.descriptions),
        "party": _actor_id(actor.party, source, links),
        "same_as": list(actor.same_as),
        "rules": _rules((*actor.mentions, *actor.descriptions)),
    }


def _events(extraction: Extraction, source: str, links: Links) -> list[Json]:
    stated: dict[str, list[EventLink]] = defaultdict(list)
    for each in extraction.links:
        stated[each.event].append(each)
    return [_event(event, stated[event.id], source, links) for event in extraction.events]


def _event(event: Event, stated: Iterable[EventLink], source: str, links: Links) -> Json:
    shared = links.events.get(Key(source, event.id))
    return {
        "id": shared.id if shared else event.id,
        "type": event.type,
        "label": event.label,
        "time": event.time.value if event.time else shared and shared.time,
        "truncated": event.truncated.value if event.truncated else None,
        "place": _actor_id(event.place, source, links),
        "participants": [
            {"actor": _actor_id(part.actor, source, links), "role": part.role, "span": [*part.span]}
            for part in event.participants
        ],
        "status": event.status,
        "mentions": _spans(event.triggers),
        "quantities": [
            {"value": figure.value, "unit": figure.unit, "span": [*figure.span]}
            for figure in event.quantities
        ],
        "claimed_in": list(event.claimed_in),
        "links": [
            {
                "relation": each.relation,
                "other": _subject(each.other, source, links),
                "span": [*each.span],
                "rule": each.rule,
            }
            for each in stated
        ],
        "time_span": _span(event.time.span if event.time else None),
        "time_rule": event.time.rule if event.time else None,
        "rules": _rules(event.triggers),
    }


def _claim(claim: Claim, source: str, links: Links) -> Json:
    key = Key(source, claim.id)
    return {
        "id": claim.id,
        "speaker": _actor_id(claim.speaker, source, links),
        "source_span": _span(claim.source_span),
        "cue": _span(claim.cue),
        "content": [[*span] for span in claim.content],
        "kind": claim.kind,
        "act": claim.act,
        "polarity": claim.polarity,
        "addressee": _actor_id(claim.addressee, source, links),
        "nested_in": claim.nested_in,
        "relayed_by": [_relay(relay, source, links) for relay in claim.relayed_by],
        "about": [_subject(about, source, links) for about in claim.about],
        "same_as": links.statements.get(key),
        "contradicts": list(links.conflicts.get(key, ())),
        "addressee_span": _span(claim.addressee_span),
        "speaker_reason": claim.speaker_reason,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _relay(relay: Relay, source: str, links: Links) -> str:
    return _actor_id(relay.actor, source, links) or relay.name


def _actor_id(actor: str | None, source: str, links: Links) -> str | None:
    return links.actors.get(Key(source, actor), actor) if actor else None


def _subject(subject: str, source: str, links: Links) -> str:
    event = links.events.get(Key(source, subject))
    return event.id if event else links.actors.get(Key(source, subject), subject)


def _span(span: Span | None) -> list[int] | None:
    return [*span] if span else None


def _spans(mentions: Iterable[Mention]) -> list[list[int]]:
    return [[*mention.span] for mention in mentions]


def _rules(mentions: Iterable[Mention]) -> list[str]:
    return sorted({mention.rule for mention in mentions})


def _plain(record: Any) -> Json:
    return {name: getattr(record, name) for name in record.__slots__}


def _conflicts(
    extractions: Iterable[Extraction], disputes: Iterable[Dispute]
) -> dict[Key, tuple[str, ...]]:
    """Claims that stand on different sides of a dispute; an event stands for the claim it is in."""
    names, claims = _where(extractions)
    found: dict[Key, set[str]] = defaultdict(set)
    for dispute in disputes:
        sides = [(side, claim) for side in dispute.sides for claim in claims.get(side.key, ())]
        for left, claim in sides:
            found[claim] |= {_address(names, other) for other in _against(left, sides)}
    return {claim: tuple(sorted(others)) for claim, others in found.items() if others}


def _against(side: Side, sides: Iterable[tuple[Side, Key]]) -> Iterator[Key]:
    return (claim for other, claim in sides if other.value != side.value)


def _address(names: Mapping[str, str], claim: Key) -> str:
    return f"{names[claim.source]}#{claim.id}"


def _where(
    extractions: Iterable[Extraction],
) -> tuple[dict[str, str], dict[Key, tuple[Key, ...]]]:
    """File names by source; and the claims that each claim or event is said in."""
    names: dict[str, str] = {}
    claims: dict[Key, tuple[Key, ...]] = {}
    for extraction in extractions:
        source = source_id(extraction.document.text)
        names[source] = extraction.document.name
        claims |= {Key(source, claim.id): (Key(source, claim.id),) for claim in extraction.claims}
        claims |= {
            Key(source, event.id): tuple(Key(source, claim) for claim in event.claimed_in)
            for event in extraction.events
        }
    return names, claims
