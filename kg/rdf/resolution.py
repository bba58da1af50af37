"""From what is concluded across articles to its three graphs, which can be made again any time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from kg import errors
from kg.addresses import web_iri
from kg.config import Settings
from kg.rdf import dates, iris
from kg.rdf.article import Article
from kg.rdf.describe import ACTOR_TYPES
from kg.rdf.namespaces import EVENT_TYPE, KG, OWL, PROV, RDF, RDFS, SEM
from kg.rdf.provenance import cite
from kg.rdf.terms import Triple, decimal, each, integer, iri, nquads, text, texts
from kg.records import (
    Dating,
    Decision,
    Dispute,
    Identity,
    Key,
    Resolution,
    Side,
    Statement,
    Wording,
)

Kind = Literal["actor", "event", "claim"]


@dataclass(frozen=True, slots=True)
class Articles:
    """What the graphs of the articles hold, as far as it is referred to.

    `sources` are they by source id; `subjects` the IRIs of what disputes may be about, by
    global id; `events` the local events, since a side is either an event or a claim.
    """

    base: str
    sources: Mapping[str, Article]
    subjects: Mapping[str, str]
    events: frozenset[Key]

    def member(self, kind: Kind, key: Key) -> str:
        """A local actor, event or claim."""
        if kind == "claim":
            return iri(iris.claim_iri(self.base, key.id))
        name = iris.actor_iri if kind == "actor" else iris.event_iri
        return iri(name(self.base, key.source, key.id))

    def subject(self, dispute: Dispute) -> str:
        """What a dispute is about; raises `errors.Invalid` where nothing has its id."""
        if dispute.subject not in self.subjects:
            raise errors.Invalid(f"Dispute {dispute.id} is about an unknown {dispute.subject!r}.")
        return iri(self.subjects[dispute.subject])

    def article(self, side: Side) -> Article:
        """Where a side is taken; raises `errors.Invalid` where that is unknown."""
        if side.key.source not in self.sources:
            raise errors.Invalid(f"A dispute cites the article {side.key.source!r}, unknown here.")
        return self.sources[side.key.source]


def describe_resolution(
    resolution: Resolution, settings: Settings, sources: Mapping[str, Article]
) -> dict[str, str]:
    """Graph IRIs of `identity`, `statements` and `disputes`, each with its sorted N-Quads.

    `sources` are the articles by source id, whose words are evidence.
    Raises `errors.Invalid` where a dispute refers to what is not there.
    """
    articles = _open_articles(resolution, settings.base, sources)
    parts: dict[str, Iterable[Iterator[Triple]]] = {
        iris.IDENTITY: chain(
            (describe_actor_identity(articles, actor) for actor in resolution.actors),
            (describe_event_identity(articles, event) for event in resolution.events),
            (describe_dating(articles, dating) for dating in resolution.datings),
        ),
        iris.STATEMENTS: (describe_statement(articles, item) for item in resolution.statements),
        iris.DISPUTES: (describe_dispute(articles, item) for item in resolution.disputes),
    }
    graphs = {name: iris.graph_iri(settings.base, name) for name in parts}
    return {
        graphs[name]: nquads(chain.from_iterable(triples), graphs[name])
        for name, triples in parts.items()
    }


def describe_actor_identity(articles: Articles, actor: Identity) -> Iterator[Triple]:
    """An actor across articles."""
    subject = iri(iris.global_actor_iri(articles.base, actor.id))
    yield subject, RDF["type"], ACTOR_TYPES[actor.type]
    yield subject, RDF["type"], KG["GlobalActor"]
    yield from _describe_identity(articles, "actor", actor, subject)


def describe_event_identity(articles: Articles, event: Identity) -> Iterator[Triple]:
    """An event across articles."""
    subject = iri(iris.global_event_iri(articles.base, event.id))
    yield subject, RDF["type"], SEM["Event"]
    yield subject, RDF["type"], KG["GlobalEvent"]
    yield subject, KG["eventType"], EVENT_TYPE[event.type]
    yield from each(subject, KG["time"], texts(event.time))
    yield from each(subject, KG["timeReason"], texts(event.time_reason))
    yield from _describe_identity(articles, "event", event, subject)


def describe_dating(articles: Articles, dating: Dating) -> Iterator[Triple]:
    """When an article without a date was written."""
    subject = iri(iris.source_iri(articles.base, dating.source))
    written = "writtenOn" if dating.exact else "writtenFrom"
    yield subject, KG[written], dates.day(date.fromisoformat(dating.day))
    yield subject, KG["writtenReason"], text(dating.reason)


def _describe_identity(
    articles: Articles, kind: Kind, identity: Identity, subject: str
) -> Iterator[Triple]:
    others = filter(None, map(web_iri, identity.same_as))
    yield subject, RDFS["label"], text(identity.name)
    yield from each(subject, OWL["sameAs"], map(iri, others))
    for key in identity.members:
        yield articles.member(kind, key), PROV["specializationOf"], subject
    for decision in identity.decisions:
        yield from describe_decision(articles, kind, decision)


def describe_decision(articles: Articles, kind: Kind, decision: Decision) -> Iterator[Triple]:
    """Why two were taken to be one, or told apart."""
    subject = iri(iris.decision_iri(articles.base, kind, decision))
    yield subject, RDF["type"], KG["Decision"]
    yield subject, KG["member"], articles.member(kind, decision.member)
    yield subject, KG["anchor"], articles.member(kind, decision.anchor)
    yield subject, KG["clue"], text(decision.clue)
    yield subject, KG["score"], decimal(decision.score)
    yield subject, KG["reason"], text(decision.reason)
    yield from each(subject, KG["decidedBy"], texts(decision.by))


def describe_statement(articles: Articles, statement: Statement) -> Iterator[Triple]:
    """What several claims report, from how many independent origins, and in which words."""
    subject = iri(iris.statement_iri(articles.base, statement.id))
    reports = (articles.member("claim", key) for key in statement.members)
    yield subject, RDF["type"], KG["Statement"]
    yield subject, KG["utterer"], iri(iris.global_actor_iri(articles.base, statement.speaker))
    yield from each(subject, KG["reportedAs"], reports)
    yield subject, KG["origins"], integer(statement.origins)
    for decision in statement.decisions:
        yield from describe_decision(articles, "claim", decision)
    for wording in statement.wordings:
        node = iri(iris.wording_iri(articles.base, statement.id, wording.claim.id))
        yield subject, KG["wording"], node
        yield from describe_wording(articles, wording, node)


def describe_wording(articles: Articles, wording: Wording, subject: str) -> Iterator[Triple]:
    """How one claim words a statement, against the wording that it is compared with."""
    yield subject, RDF["type"], KG["Wording"]
    yield subject, KG["wordedIn"], articles.member("claim", wording.claim)
    if wording.base != wording.claim:
        yield subject, KG["comparedWith"], articles.member("claim", wording.base)
    for name in ("added", "dropped", "stronger", "weaker"):
        yield from each(subject, KG[name], texts(", ".join(getattr(wording, name))))


def describe_dispute(articles: Articles, dispute: Dispute) -> Iterator[Triple]:
    """What cannot all hold, with all its sides."""
    subject = iri(iris.dispute_iri(articles.base, dispute.id))
    yield subject, RDF["type"], KG["Dispute"]
    yield subject, KG["disputeKind"], text(dispute.kind)
    yield subject, KG["subject"], articles.subject(dispute)
    yield subject, KG["reason"], text(dispute.reason)
    yield subject, KG["rule"], text(dispute.rule)
    for number, side in enumerate(sorted(dispute.sides, key=_side_order), start=1):
        node = iri(iris.side_iri(articles.base, dispute.id, number))
        yield subject, KG["side"], node
        yield from describe_side(articles, side, node)


def describe_side(articles: Articles, side: Side, subject: str) -> Iterator[Triple]:
    """A value, who gives it, and the words that do."""
    kind: Kind = "event" if side.key in articles.events else "claim"
    yield subject, RDF["type"], KG["DisputeSide"]
    yield subject, KG["value"], text(side.value)
    yield subject, KG["statedBy"], articles.member(kind, side.key)
    yield from cite(articles.article(side), subject, KG["evidence"], [side.span])


def _open_articles(resolution: Resolution, base: str, sources: Mapping[str, Article]) -> Articles:
    named: list[tuple[Callable[[str, str], str], Iterable[Identity | Statement]]] = [
        (iris.global_actor_iri, resolution.actors),
        (iris.statement_iri, resolution.statements),
        (iris.global_event_iri, resolution.events),
    ]
    return Articles(
        base=base,
        sources=sources,
        subjects={item.id: name(base, item.id) for name, items in named for item in items},
        events=frozenset(key for event in resolution.events for key in event.members),
    )


def _side_order(side: Side) -> tuple[str, str, str, int, int]:
    return side.value, side.key.source, side.key.id, *side.span
