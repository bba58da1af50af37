"""Completes the cast: described speakers and joint ones join it, the unused leave it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.actors.cast import Cast
from kg.extract.actors.descriptions import joined
from kg.extract.actors.modifiers import in_full
from kg.extract.claims.speakers import UNSPECIFIED, bare_words, joint_id
from kg.extract.language import Parsed
from kg.records import Actor, Claim, Event, Mention, Span


def complete_cast(
    parsed: Parsed, cast: Cast, claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[Actor, ...]:
    """Actors that are named, or that a claim, an event or another actor refers to, by id."""
    joint = _joint(parsed, cast)
    actors = dict(cast.actors)
    for speaker, spoken in _by_speaker(claims).items():
        if speaker not in actors:
            actors[speaker] = joint.get(speaker) or _described(parsed, spoken)
    kept = _used(actors, claims, events)
    return tuple(actors[id_] for id_ in sorted(kept))


def _joint(parsed: Parsed, cast: Cast) -> dict[str, Actor]:
    """Groups of several actors, as one description or pronoun stands for them."""
    found: dict[str, Actor] = {}
    for index, referent in sorted(cast.heads.items()):
        if len(referent.actors) > 1:
            id_ = joint_id(referent.actors)
            token = parsed.doc[index]
            words = Mention(parsed.span(token.left_edge, token), "joint")
            before = found[id_].descriptions if id_ in found else ()
            names = " and ".join(cast.actors[member].name for member in sorted(referent.actors))
            found[id_] = Actor(id_, names, "Group", descriptions=(*before, words))
    return found


def _by_speaker(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    spoken: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        spoken[claim.speaker].append(claim)
    return spoken


def _described(parsed: Parsed, spoken: Sequence[Claim]) -> Actor:
    """A source that no name or known noun stands for: its words are its name."""
    claim = spoken[0]
    spans = sorted({c.source_span or c.cue or c.content[0] for c in spoken})
    rule = "impersonal" if claim.speaker == UNSPECIFIED else "described"
    name = "unspecified source" if rule == "impersonal" else _name(parsed, claim)
    return Actor(claim.speaker, name, "Role", descriptions=tuple(Mention(s, rule) for s in spans))


def _name(parsed: Parsed, claim: Claim) -> str:
    phrase = _in_full(parsed, claim.source_span) if claim.source_span else claim.speaker
    return " ".join(bare_words(phrase))


def _in_full(parsed: Parsed, span: Span) -> str:
    """The words of a source, with what follows a preposition in full."""
    prep = next((t for t in parsed.tokens(span) if t.pos_ == "ADP"), None)
    if prep is None:
        return parsed.surface(span)
    rest = Span(parsed.span(prep).start, span.end)
    tokens = parsed.tokens(rest)
    full = in_full(tokens)
    after = parsed.surface(rest) if full == joined(tokens) else full
    return f"{parsed.surface(Span(span.start, rest.start))}{after}"


def _used(
    actors: Mapping[str, Actor], claims: Iterable[Claim], events: Iterable[Event]
) -> set[str]:
    """Ids that are named or referred to, and what those belong to."""
    kept = {id_ for id_, actor in actors.items() if actor.mentions}
    kept |= {id_ for claim in claims for id_ in _of_claim(claim)}
    kept |= {id_ for event in events for id_ in _of_event(event)}
    found = list(kept)
    for id_ in found:
        new = [party for party in _parties(actors[id_]) if party not in kept]
        kept.update(new)
        found += new
    return kept


def _of_claim(claim: Claim) -> Iterator[str]:
    yield claim.speaker
    yield from (id_ for id_ in (claim.addressee, *(r.actor for r in claim.relayed_by)) if id_)


def _of_event(event: Event) -> Iterator[str]:
    yield from (part.actor for part in event.participants)
    if event.place:
        yield event.place


def _parties(actor: Actor) -> Iterator[str]:
    yield from (id_ for id_ in (actor.party, *(role.party for role in actor.roles)) if id_)
