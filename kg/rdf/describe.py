"""From the records of one article to its graph: one function a record.

What somebody said is described and never asserted: of a claim's content only its words, its place
in the text and what it is about are written.
"""

from collections.abc import Iterator
from itertools import chain

from kg.addresses import web_iri
from kg.config import Settings
from kg.rdf import dates, iris, provenance
from kg.rdf.article import Article, open_article
from kg.rdf.links import describe_link
from kg.rdf.namespaces import (
    ACT,
    DCTERMS,
    EVENT_TYPE,
    KG,
    ORG,
    PART,
    POLARITY,
    QUOTATION,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    STATUS,
)
from kg.rdf.provenance import cite, cite_mentions, cite_time, origin
from kg.rdf.terms import PIECES, Triple, decimal, each, iri, nquads, text, texts
from kg.records import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Participant,
    Quantity,
    Relay,
    Role,
    Source,
    Time,
)

ACTOR_TYPES = {
    "Person": SCHEMA["Person"],
    "Organization": SCHEMA["Organization"],
    "Place": SCHEMA["Place"],
    "Group": KG["Group"],
    "Role": KG["UnnamedRole"],
}


def describe_extraction(extraction: Extraction, settings: Settings) -> str:
    """The article's graph as sorted N-Quads, the same whatever the order of the records.

    Raises `errors.Invalid` where evidence does not stand in the text, or a value is malformed.
    """
    article = open_article(extraction, settings.base)
    run = (extraction.tool, extraction.published, settings.recorded_at)
    triples = chain(
        describe_document(article, extraction.document),
        provenance.describe_text(article),
        provenance.describe_run(article, *run),
        chain.from_iterable(describe_actor(article, actor) for actor in extraction.actors),
        chain.from_iterable(describe_event(article, event) for event in extraction.events),
        chain.from_iterable(describe_claim(article, claim) for claim in extraction.claims),
        chain.from_iterable(describe_link(article, link) for link in extraction.links),
    )
    return nquads(triples, iris.graph_iri(settings.base, article.id))


def describe_document(article: Article, document: Document) -> Iterator[Triple]:
    """The article, and the stretches of its text that are not its own prose."""
    yield article.source, RDF["type"], SCHEMA["NewsArticle"]
    yield article.source, DCTERMS["identifier"], text(article.id)
    yield article.source, KG["snapshot"], article.snapshot
    yield from describe_source(article.source, document.source)
    for item in document.furniture:
        yield from cite(article, article.source, KG["furniture"], [item.span])
        yield article.span(item.span), KG["reason"], text(item.reason)


def describe_source(subject: str, source: Source) -> Iterator[Triple]:
    """What an article says of itself."""
    url = web_iri(source.url) if source.url else None
    published = [dates.moment(source.published)] if source.published else []
    yield from each(subject, SCHEMA["publisher"], texts(source.publisher))
    yield from each(subject, SCHEMA["headline"], texts(source.title))
    yield from each(subject, SCHEMA["datePublished"], published)
    yield from each(subject, SCHEMA["author"], texts(*source.authors))
    yield from each(subject, KG["credits"], texts(*source.via))
    yield from each(subject, SCHEMA["url"], [iri(url)] if url else [])
    yield from each(subject, SCHEMA["inLanguage"], texts(source.language))


def describe_actor(article: Article, actor: Actor) -> Iterator[Triple]:
    """An actor as the article presents it: its names, descriptions, party and roles."""
    subject = article.actor(actor.id)
    surfaces = (" ".join(mention.span.of(article.text).split()) for mention in actor.mentions)
    others = (surface for surface in surfaces if surface != actor.name)
    yield subject, RDF["type"], ACTOR_TYPES[actor.type]
    yield subject, RDFS["label"], text(actor.name)
    yield from each(subject, SCHEMA["alternateName"], texts(*others))
    yield from origin(article, subject)
    yield from cite_mentions(article, subject, KG["mention"], actor.mentions)
    yield from cite_mentions(article, subject, KG["description"], actor.descriptions)
    if actor.party:
        yield subject, KG["party"], article.actor(actor.party)
    for role in actor.roles:
        yield from describe_role(article, actor, role)


def describe_role(article: Article, actor: Actor, role: Role) -> Iterator[Triple]:
    """A title that an actor holds."""
    subject = iri(iris.role_iri(article.base, article.id, actor.id, role.span))
    yield article.actor(actor.id), KG["hasRole"], subject
    yield subject, RDF["type"], ORG["Membership"]
    yield subject, ORG["member"], article.actor(actor.id)
    yield subject, KG["title"], text(role.title)
    if role.party:
        yield subject, ORG["organization"], article.actor(role.party)
    yield from cite(article, subject, KG["evidence"], [role.span])


def describe_event(article: Article, event: Event) -> Iterator[Triple]:
    """An event as the article presents it."""
    subject = article.event(event.id)
    yield subject, RDF["type"], SEM["Event"]
    yield subject, RDFS["label"], text(event.label)
    yield subject, KG["eventType"], EVENT_TYPE[event.type]
    yield subject, KG["status"], STATUS[event.status]
    yield from origin(article, subject)
    yield from cite_mentions(article, subject, KG["trigger"], event.triggers)
    if event.time:
        yield from describe_time(article, subject, event.time)
    elif event.truncated:
        yield from describe_truncated(article, subject, event.truncated)
    if event.place:
        yield subject, SEM["hasPlace"], article.actor(event.place)
    yield from each(subject, KG["claimedIn"], map(article.claim, event.claimed_in))
    for participant in event.participants:
        yield from describe_participant(article, event, participant)
    for quantity in event.quantities:
        yield from describe_quantity(article, event, quantity)


def describe_time(article: Article, subject: str, time: Time) -> Iterator[Triple]:
    """When an event was or will be: as ISO 8601, and as its first and last day."""
    first, last = dates.bounds(time.value)
    yield subject, KG["time"], text(time.value)
    yield subject, SEM["hasBeginTimeStamp"], dates.day(first)
    yield subject, SEM["hasEndTimeStamp"], dates.day(last)
    yield from cite_time(article, subject, time)


def describe_truncated(article: Article, subject: str, time: Time) -> Iterator[Triple]:
    """The day of an event as far as the words give it; raises `errors.Invalid`."""
    yield subject, KG["truncatedTime"], dates.truncated(time.value)
    yield from cite_time(article, subject, time)


def describe_participant(
    article: Article, event: Event, participant: Participant
) -> Iterator[Triple]:
    """An actor's part in an event."""
    actor = article.actor(participant.actor)
    subject = iri(iris.participation_iri(article.base, article.id, event.id, participant.actor))
    yield article.event(event.id), SEM["hasActor"], actor
    yield article.event(event.id), KG["participation"], subject
    yield subject, RDF["type"], SEM["Role"]
    yield subject, RDF["value"], actor
    yield subject, SEM["roleType"], PART[participant.role]
    yield from cite(article, subject, KG["evidence"], [participant.span])


def describe_quantity(article: Article, event: Event, quantity: Quantity) -> Iterator[Triple]:
    """A figure tied to an event."""
    subject = iri(iris.quantity_iri(article.base, article.id, event.id, quantity.span))
    yield article.event(event.id), KG["quantity"], subject
    yield subject, RDF["type"], SCHEMA["QuantitativeValue"]
    yield subject, SCHEMA["value"], decimal(quantity.value)
    yield subject, SCHEMA["unitText"], text(quantity.unit)
    yield from cite(article, subject, KG["evidence"], [quantity.span])


def describe_claim(article: Article, claim: Claim) -> Iterator[Triple]:
    """A claim: who said it, in which words, and through whom the article has it."""
    subject = article.claim(claim.id)
    pieces = (span.of(article.text) for span in sorted(claim.content))
    yield subject, RDF["type"], KG["Claim"]
    yield subject, DCTERMS["identifier"], text(claim.id)
    yield from each(subject, SCHEMA["text"], texts(PIECES.join(pieces)))
    yield subject, KG["quotation"], QUOTATION[claim.kind]
    yield subject, KG["act"], ACT[claim.act]
    yield subject, KG["polarity"], POLARITY[claim.polarity]
    yield subject, KG["rule"], text(claim.rule)
    if claim.confidence is not None:
        yield subject, KG["confidence"], decimal(claim.confidence)
    yield from origin(article, subject)
    yield from cite(article, subject, KG["cue"], [claim.cue])
    yield from cite(article, subject, KG["content"], claim.content)
    yield from describe_voices(article, claim)
    for about in claim.about:
        yield from each(subject, KG["about"], article.subjects(about))


def describe_voices(article: Article, claim: Claim) -> Iterator[Triple]:
    """Who speaks, to whom, through whom, and inside which other claim."""
    subject = article.claim(claim.id)
    yield subject, KG["speaker"], article.actor(claim.speaker)
    yield subject, KG["speakerReason"], text(claim.speaker_reason)
    yield from cite(article, subject, KG["sourceSpan"], [claim.source_span])
    yield from cite(article, subject, KG["addresseeSpan"], [claim.addressee_span])
    if claim.addressee:
        yield subject, KG["addressee"], article.actor(claim.addressee)
    if claim.nested_in:
        yield subject, KG["nestedIn"], article.claim(claim.nested_in)
    else:
        yield subject, KG["reportedIn"], article.source
    relays = sorted(claim.relayed_by, key=lambda relay: (relay.span, relay.name))
    for number, relay in enumerate(relays, start=1):
        yield from describe_relay(article, claim, relay, number)


def describe_relay(article: Article, claim: Claim, relay: Relay, number: int) -> Iterator[Triple]:
    """Through whom the article heard a claim."""
    subject = iri(iris.relay_iri(article.base, claim.id, number))
    yield article.claim(claim.id), KG["relay"], subject
    yield subject, RDF["type"], KG["Relay"]
    yield subject, RDFS["label"], text(relay.name)
    if relay.actor:
        yield subject, KG["agency"], article.actor(relay.actor)
    yield from cite(article, subject, KG["evidence"], [relay.span])
