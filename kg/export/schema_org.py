"""Claims in the terms of schema.org (https://schema.org/Claim), for those who read no others.

Somebody said this, in that article: `schema:Claim`. Whether it is so, a `schema:ClaimReview` would
say, which takes a reviewer, and so is never written. What is concluded across articles is used: an
author is the actor across articles, and `schema:firstAppearance` the earliest article that reports
the statement: the only one, dated or not, or of several that which their dates tell.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Final

from kg.export.earliest import earliest
from kg.export.facts import Facts
from kg.rdf.namespaces import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA
from kg.rdf.terms import Triple, each, text, texts

# Who can be the author of a creative work is a person or an organization. A place that speaks is
# its government, and a group speaks as one; who has no name is still somebody.
_AUTHORS: Final[Mapping[str, str]] = {
    SCHEMA["Person"]: SCHEMA["Person"],
    SCHEMA["Organization"]: SCHEMA["Organization"],
    SCHEMA["Place"]: SCHEMA["Organization"],
    KG["Group"]: SCHEMA["Organization"],
    KG["UnnamedRole"]: SCHEMA["Person"],
}
_OF_ARTICLE: Final = (
    SCHEMA["headline"], SCHEMA["datePublished"], SCHEMA["url"], SCHEMA["inLanguage"],
)  # fmt: skip


def describe(facts: Facts, wanted: Set[str] | None) -> Iterator[str]:
    """Lines of N-Triples for the claims of an article: some of them, or all (None)."""
    for triple in _triples(facts, wanted):
        yield f"{' '.join(triple)} .\n"


def _triples(facts: Facts, wanted: Set[str] | None) -> Iterator[Triple]:
    for claim in facts.claims():
        if wanted is None or claim in wanted:
            yield from _claim(facts, claim)
            yield from _article(facts, facts.first(claim, KG["inSource"]))


def _claim(facts: Facts, claim: str) -> Iterator[Triple]:
    source = facts.first(claim, KG["inSource"])
    yield claim, RDF["type"], SCHEMA["Claim"]
    yield from each(claim, SCHEMA["identifier"], facts.all(claim, DCTERMS["identifier"]))
    yield from each(claim, SCHEMA["text"], facts.all(claim, SCHEMA["text"]))
    yield from each(claim, SCHEMA["inLanguage"], facts.all(source, SCHEMA["inLanguage"]))
    yield from each(claim, SCHEMA["datePublished"], facts.all(source, SCHEMA["datePublished"]))
    yield from each(claim, SCHEMA["isBasedOn"], facts.all(claim, KG["nestedIn"]))
    for speaker in facts.all(claim, KG["speaker"]):
        yield claim, SCHEMA["author"], facts.identity(speaker)
        yield from _author(facts, speaker)
    for relay in facts.relays(claim):
        yield claim, SCHEMA["isBasedOn"], relay
        yield from _relay(facts, relay)
    yield from _appearances(facts, claim, source)


def _appearances(facts: Facts, claim: str, source: str) -> Iterator[Triple]:
    yield claim, SCHEMA["appearance"], source
    articles = list(facts.articles(claim))
    first = source if len(articles) == 1 else earliest(articles)
    if first:
        yield claim, SCHEMA["firstAppearance"], first


def _author(facts: Facts, actor: str) -> Iterator[Triple]:
    author = facts.identity(actor)
    kinds = facts.all(author, RDF["type"]) or facts.all(actor, RDF["type"])
    yield from each(author, RDF["type"], (_AUTHORS[kind] for kind in kinds if kind in _AUTHORS))
    yield from each(author, SCHEMA["name"], texts(facts.name(actor)))
    yield from each(author, SCHEMA["sameAs"], facts.all(author, OWL["sameAs"]))


def _relay(facts: Facts, relay: str) -> Iterator[Triple]:
    """The report of an agency that the article has a claim from."""
    yield relay, RDF["type"], SCHEMA["CreativeWork"]
    yield from each(relay, SCHEMA["creditText"], facts.all(relay, RDFS["label"]))
    for agency in facts.all(relay, KG["agency"]):
        yield relay, SCHEMA["publisher"], facts.identity(agency)
        yield from _author(facts, agency)


def _article(facts: Facts, source: str) -> Iterator[Triple]:
    yield source, RDF["type"], SCHEMA["NewsArticle"]
    for property_ in _OF_ARTICLE:
        yield from each(source, property_, facts.all(source, property_))
    credit = [*facts.texts(source, SCHEMA["author"]), *facts.texts(source, KG["credits"])]
    yield from each(source, SCHEMA["creditText"], texts("; ".join(credit)))
    for publisher in facts.texts(source, SCHEMA["publisher"]):
        # A publisher is no string in schema.org. No node of the graph stands for it.
        node = f"{source[:-1]}#publisher>"
        yield source, SCHEMA["publisher"], node
        yield node, RDF["type"], SCHEMA["Organization"]
        yield node, SCHEMA["name"], text(publisher)
