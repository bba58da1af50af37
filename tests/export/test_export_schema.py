"""Claims in the terms of schema.org, against classes that are generated from its definitions."""

import importlib
import re
from functools import cache

import pytest
from export_graphs import BASE
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kg.export import selection, views
from kg.export.facts import Facts
from kg.export.schema_org import describe
from kg.store import syntaxes
from kg.store.protocol import Store

SCHEMA = Namespace("https://schema.org/")
CLAIM = Namespace(f"{BASE}claim/")
# What a literal may stand for; schema.org takes texts for names of languages and identifiers.
PLAIN = {"str", "URL", "Text", "date", "datetime"}


@pytest.fixture(scope="module")
def graph(small: Store) -> Graph:
    data = b"".join(views.write(selection.everything(small, BASE), "schema", syntaxes.TURTLE))
    return Graph().parse(data=data, format="turtle")


@cache
def vocabulary(name: str) -> type:
    models = pytest.importorskip("msgspec_schemaorg.models", reason="no classes of schema.org")
    return getattr(importlib.import_module(models.__name__), name)


def kinds(name: str) -> set[str]:
    """A class and those above it."""
    return {kind.__name__ for kind in vocabulary(name).__mro__}


def expected_values(name: str, property_: str) -> set[str]:
    """What a class allows for a property; nothing where it has no such property."""
    declared = [vars(kind).get("__annotations__", {}) for kind in vocabulary(name).__mro__]
    found = [str(each[property_]) for each in declared if property_ in each]
    return set(re.findall(r"\w+", found[0])) if found else set()


def local(iri: object) -> str:
    return str(iri).rpartition("/")[2]


def test_every_property_and_value_is_one_that_its_class_allows(graph: Graph) -> None:
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            assert vocabulary(local(value))
            continue
        for kind in graph.objects(subject, RDF.type):
            allowed = expected_values(local(kind), local(predicate))
            assert allowed, f"{local(kind)} has no {local(predicate)}"
            if isinstance(value, Literal) or predicate in {SCHEMA.url, SCHEMA.sameAs}:
                assert allowed & PLAIN, f"{local(predicate)} takes no plain value"
            else:
                types = {
                    above for of in graph.objects(value, RDF.type) for above in kinds(local(of))
                }
                assert allowed & types, f"{local(predicate)} takes no {types}"


def test_a_claim_with_its_author_and_the_claim_that_tells_it(graph: Graph) -> None:
    assert str(graph.value(CLAIM.a2, SCHEMA.text)) == "new tariffs"
    author = graph.value(CLAIM.a2, SCHEMA.author)
    assert author == URIRef(f"{BASE}actor/kern")
    assert str(graph.value(author, SCHEMA.name)) == "Tobias Kern"
    assert graph.value(CLAIM.a2, SCHEMA.isBasedOn) == CLAIM.a1
    assert graph.value(CLAIM.a2, SCHEMA.appearance) == URIRef(f"{BASE}source/a")


def test_a_relayed_claim_is_based_on_the_report_of_the_agency(graph: Graph) -> None:
    report = graph.value(CLAIM.a4, SCHEMA.isBasedOn)
    assert str(graph.value(report, SCHEMA.creditText)) == "Lowland Radio"
    assert graph.value(report, SCHEMA.publisher) == URIRef(f"{BASE}actor/lowland-radio")


def test_the_first_appearance_is_known_where_all_articles_are_dated(small: Store) -> None:
    (facts,) = selection.of_source(small, BASE, "b").facts()
    days = dict(facts.articles(f"<{BASE}claim/b1>"))
    assert days == {
        f"<{BASE}source/a>": "2030-05-02",
        f"<{BASE}source/b>": "2030-05-03T08:00:00",
        f"<{BASE}source/c>": "",
    }
    assert dict(facts.articles(f"<{BASE}claim/b2>")) == {f"<{BASE}source/b>": "2030-05-03T08:00:00"}


def test_first_appearances(graph: Graph) -> None:
    assert graph.value(CLAIM.b2, SCHEMA.firstAppearance) == URIRef(f"{BASE}source/b")
    assert graph.value(CLAIM.b1, SCHEMA.firstAppearance) is None  # one of its articles has no date


@pytest.mark.parametrize("date", ["", "2030-05-02"])
@pytest.mark.parametrize("others", [0, 1])
def test_an_article_that_reports_alone_is_the_first_dated_or_not(date: str, others: int) -> None:
    """Of two articles, both have to give a date."""
    given = {"a": date, "b": "2030-05-03"}
    lines = [line for name in ("a", "b")[: 1 + others] for line in reports(name, given[name])]
    written = Graph().parse(data="".join(describe(Facts(lines), None)), format="nt")
    first = URIRef(f"{BASE}source/a") if date or not others else None
    assert written.value(CLAIM.a, SCHEMA.firstAppearance) == first


def reports(name: str, date: str) -> list[str]:
    """N-Quads lines of a claim that an article reports, with others, on a day."""
    claim, source, graph = (f"<{BASE}{kind}/{name}>" for kind in ("claim", "source", "graph"))
    triples = [
        f"{claim} <{RDF.type}> <{BASE}ontology#Claim>",
        f"{claim} <{BASE}ontology#inSource> {source}",
        f"<{BASE}statement/s> <{BASE}ontology#reportedAs> {claim}",
        *([f'{source} <{SCHEMA.datePublished}> "{date}"'] if date else []),
    ]
    return [f"{triple} {graph} ." for triple in triples]


def test_nobody_reviews(graph: Graph) -> None:
    assert {local(kind) for kind in graph.objects(None, RDF.type)} == {
        "Claim", "NewsArticle", "CreativeWork", "Person", "Organization"
    }  # fmt: skip
