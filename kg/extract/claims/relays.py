"""Through whom the article heard it: agencies and outlets that pass on what others say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.authority import without_article
from kg.extract.claims.quoted import QUOTING, cited_source, quoting_sources
from kg.extract.claims.speakers import source_span
from kg.extract.claims.utterance import cue_of
from kg.extract.language import Parsed
from kg.extract.lexicon import lexicon
from kg.ids import claim_id, source_id
from kg.records import Actor, Claim, Relay, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where an outlet is named beside a cue: "said on CNN", "said in remarks carried by TASS".
BESIDE = {"prep", "pobj", "agent", "acl", "dobj", "dative"}
# Where the outlet is only whose reporter somebody is: "told a Reuters reporter".
CROWD = {"reporter", "journalist", "correspondent", "interviewer"}


def with_relays(parsed: Parsed, cast: Cast, claims: Sequence[Claim]) -> list[Claim]:
    """Claims with their relays; an outlet's claim that only passes on others becomes one.

    "X said Y, according to Reuters" and "Reuters said Y, citing X" are X's claims, relayed by
    Reuters; "X told CNN that Y" is X's claim to CNN, and relayed by it.
    """
    named = _with_cited_sources(parsed, cast, claims)
    holding = {claim.nested_in for claim in named}
    # An outlet's claim that holds another's says nothing of its own.
    outlets = (c for c in named if c.id in holding and _is_outlet(cast.actors.get(c.speaker)))
    passing = {claim.id: claim for claim in outlets}
    kept = [claim for claim in named if claim.id not in passing]
    return _passed_on([_relayed(parsed, cast, claim, passing) for claim in kept])


def _passed_on(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with the relays of those that they stand in as well."""
    by_id = {claim.id: claim for claim in claims}

    def with_outer(claim: Claim) -> Iterator[Claim]:
        at: Claim | None = claim
        while at is not None:
            yield at
            at = by_id[at.nested_in] if at.nested_in else None

    found = ({r.name: r for outer in with_outer(c) for r in outer.relayed_by} for c in claims)
    return [
        replace(claim, relayed_by=tuple(relays.values()))
        for claim, relays in zip(claims, found, strict=True)
    ]


def _is_outlet(actor: Actor | None) -> bool:
    return actor is not None and without_article(actor.name) in lexicon().media


def _with_cited_sources(parsed: Parsed, cast: Cast, claims: Sequence[Claim]) -> list[Claim]:
    """Claims, where what an outlet says and cites somebody for is that one's claim."""
    moved = {claim.id: _credited(parsed, cast, claim) for claim in claims}
    kept: dict[str, Claim] = {}
    for claim in claims:
        new = replace(moved[claim.id], nested_in=claim.nested_in and moved[claim.nested_in].id)
        # The one cited may have been found to say it as well.
        if not _only_cites(parsed, cast, claim) and (new.id not in kept or new.relayed_by):
            kept[new.id] = new
    return list(kept.values())


def _only_cites(parsed: Parsed, cast: Cast, claim: Claim) -> bool:
    """Whether all that is said is "citing Prado"."""
    cue = cue_of(parsed, claim)
    cited = cited_source(cue) if cue is not None and cue.lemma_ in QUOTING else None
    return cited is not None and bool(cast.ids(cited))


def _credited(parsed: Parsed, cast: Cast, claim: Claim) -> Claim:
    cue = cue_of(parsed, claim)
    if cue is None or claim.source_span is None or not _is_outlet(cast.actors.get(claim.speaker)):
        return claim
    cited = cited_source(cue)
    actors = cast.ids(cited) if cited is not None else ()
    if cited is None or len(actors) != 1:
        return claim
    return replace(
        claim,
        id=claim_id(source_id(parsed.document.text), claim.cue, claim.content, actors[0]),
        speaker=actors[0],
        speaker_reason="cited by the outlet that says it",
        source_span=source_span(parsed, cited),
        relayed_by=(_relay(cast, claim.speaker, claim.source_span),),
    )


def _relayed(parsed: Parsed, cast: Cast, claim: Claim, passing: dict[str, Claim]) -> Claim:
    relays, outer = list(_beside(parsed, cast, claim)), claim.nested_in
    while outer in passing:
        above = passing[outer]
        if above.source_span:
            relays.append(_relay(cast, above.speaker, above.source_span))
        outer = above.nested_in
    unique = {relay.name: relay for relay in (*claim.relayed_by, *relays)}
    return replace(claim, nested_in=outer, relayed_by=tuple(unique.values()))


def _beside(parsed: Parsed, cast: Cast, claim: Claim) -> Iterator[Relay]:
    """Outlets that are named beside the cue: in whose columns, on whose air, to whose reporter."""
    cue = cue_of(parsed, claim)
    if cue is None:
        return
    verb = cue if cue.pos_ == "VERB" else cue.head
    for token in (*_named_beside(claim, verb), *quoting_sources(verb)):
        for actor in cast.ids(token):
            if actor != claim.speaker and _is_outlet(cast.actors.get(actor)):
                yield _relay(cast, actor, parsed.span(token))
    to = claim.addressee
    if to and claim.addressee_span and _is_outlet(cast.actors.get(to)):
        yield _relay(cast, to, claim.addressee_span)


def _named_beside(claim: Claim, word: "Token") -> Iterator["Token"]:
    """Nouns that hang on a word by prepositions and participles, outside of what is said."""
    waiting = [word]
    while waiting:
        above = waiting.pop()
        for child in above.children:
            said = any(piece.start <= child.idx < piece.end for piece in claim.content)
            if child.dep_ in BESIDE and not said:
                yield child
                waiting.append(child)
            elif child.dep_ == "compound" and above.lemma_ in CROWD:
                yield child


def _relay(cast: Cast, actor: str, span: Span) -> Relay:
    return Relay(cast.actors[actor].name, span, actor)
