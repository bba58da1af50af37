"""How the events of one article stand to one another: a triple to ask for, and a node of evidence.

The triple always points one way, so that one property path finds all that was before something:
"X after Y" is written as `Y kg:before X`. The node keeps the relation as the words have it.
"""

from collections.abc import Iterator

from kg.rdf import iris
from kg.rdf.article import Article
from kg.rdf.namespaces import KG, RDF, RELATION, SEM
from kg.rdf.provenance import cite
from kg.rdf.terms import Triple, iri, text
from kg.records import EventLink


def describe_link(article: Article, link: EventLink) -> Iterator[Triple]:
    """What the article says of two of its events, and in which words."""
    event, other = article.event(link.event), article.event(link.other)
    ends = (link.event, link.relation, link.other)
    subject = iri(iris.link_iri(article.base, article.id, *ends))
    yield plainly(link, event, other)
    yield event, KG["link"], subject
    yield subject, RDF["type"], KG["EventLink"]
    yield subject, KG["relation"], RELATION[link.relation]
    yield subject, KG["linkedTo"], other
    yield subject, KG["rule"], text(link.rule)
    yield from cite(article, subject, KG["evidence"], [link.span])


def plainly(link: EventLink, event: str, other: str) -> Triple:
    """The link as one triple."""
    if link.relation == "part":
        return event, SEM["subEventOf"], other
    if link.relation == "after":
        return other, KG["before"], event
    return event, KG[link.relation], other
