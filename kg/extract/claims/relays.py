"""Through whom the article heard it: agencies and outlets that pass on what others say."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.actors.cast import Cast
from kg.extract.authority import without_article
from kg.extract.lexicon import lexicon
from kg.records import Actor, Claim, Relay, Span


def with_relays(cast: Cast, claims: Sequence[Claim]) -> list[Claim]:
    """Claims with their relays; an outlet's claim that only passes on others becomes one.

    "X said Y, according to Reuters" and "Reuters quoted X as saying Y" are X's claims, relayed
    by Reuters; "X told CNN that Y" is X's claim to CNN, and relayed by it.
    """
    holding = {claim.nested_in for claim in claims}
    # An outlet's claim that holds another's says nothing of its own.
    outlets = (c for c in claims if c.id in holding and _is_outlet(cast.actors.get(c.speaker)))
    passing = {claim.id: claim for claim in outlets}
    kept = [claim for claim in claims if claim.id not in passing]
    return [_relayed(cast, claim, passing) for claim in kept]


def _is_outlet(actor: Actor | None) -> bool:
    return actor is not None and without_article(actor.name) in lexicon().media


def _relayed(cast: Cast, claim: Claim, passing: dict[str, Claim]) -> Claim:
    relays, outer = list(_told(cast, claim)), claim.nested_in
    while outer in passing:
        above = passing[outer]
        if above.source_span:
            relays.append(_relay(cast, above.speaker, above.source_span))
        outer = above.nested_in
    unique = {relay.name: relay for relay in relays}
    return replace(claim, nested_in=outer, relayed_by=tuple(unique.values()))


def _told(cast: Cast, claim: Claim) -> Iterable[Relay]:
    if claim.addressee and claim.addressee_span and _is_outlet(cast.actors.get(claim.addressee)):
        yield _relay(cast, claim.addressee, claim.addressee_span)


def _relay(cast: Cast, actor: str, span: Span) -> Relay:
    return Relay(cast.actors[actor].name, span, actor)
