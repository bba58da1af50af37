from dataclasses import replace

import pytest
from rdflib import Graph

from kg import errors
from kg.config import Settings
from kg.ids import source_id, text_sha256
from kg.rdf import iris
from kg.rdf.article import Article, open_article
from kg.rdf.check import check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.graphs import parse_union
from kg.rdf.resolution import describe_resolution
from kg.records import Resolution

BASE = "https://kg.example/"
EXPECTED = {
    "identity": """
        <actor/mara-lind-1f> a schema:Person, kg:GlobalActor ; rdfs:label "Mara Lind" ;
            owl:sameAs <https://who.example/Mara_Lind> .
        <SOURCE> kg:writtenFrom "2022-05-02"^^xsd:date ;
            kg:writtenReason "counted from 2022-05-02: talks" .
        <source/other-1f> kg:writtenOn "2022-05-04"^^xsd:date ;
            kg:writtenReason "counted from 2022-05-03: warning" .
        <SOURCE/actor/mara-lind> prov:specializationOf <actor/mara-lind-1f> .
        <decision/LIND> a kg:Decision ; kg:member <SOURCE/actor/mara-lind> ;
            kg:anchor <SOURCE/actor/mara-lind> ; kg:clue "alone" ; kg:score "1"^^xsd:decimal ;
            kg:reason "no other article names her" .
        <event/warning-2e> a sem:Event, kg:GlobalEvent ; rdfs:label "warning (Teo Arvan, Sudria)" ;
            kg:eventType event-type:THREATEN ; kg:time "2022-05-03" ;
            kg:timeReason "counted from 2022-05-02, when other articles say that this was: talks" .
        <SOURCE/event/warning> prov:specializationOf <event/warning-2e> .
        <decision/WARNING> a kg:Decision ; kg:member <SOURCE/event/warning> ;
            kg:anchor <SOURCE/event/warning> ; kg:clue "alone" ; kg:score "1"^^xsd:decimal ;
            kg:reason "no other article tells of it" .""",
    "statements": """
        <statement/s-3d> a kg:Statement ; kg:utterer <actor/mara-lind-1f> ;
            kg:reportedAs <claim/c-outer> ; kg:origins 1 ;
            kg:wording <statement/s-3d/wording/c-outer>, <statement/s-3d/wording/c-denial> .
        <statement/s-3d/wording/c-outer> a kg:Wording ; kg:wordedIn <claim/c-outer> .
        <statement/s-3d/wording/c-denial> a kg:Wording ; kg:wordedIn <claim/c-denial> ;
            kg:comparedWith <claim/c-outer> ; kg:added "lie" ; kg:dropped "Arvan, Sudria" ;
            kg:stronger "state → deny" ; kg:weaker "will → may" .
        <decision/CLAIM> a kg:Decision ; kg:member <claim/c-outer> ; kg:anchor <claim/c-outer> ;
            kg:clue "person" ; kg:score 0.5 ; kg:reason "they are one, says T. Holm" ;
            kg:decidedBy "T. Holm" .""",
    "disputes": """
        <dispute/d-4c> a kg:Dispute ; kg:disputeKind "denial" ; kg:subject <event/warning-2e> ;
            kg:reason "one side denies what the other states" ; kg:rule "same-words-denied" ;
            kg:side <dispute/d-4c/side/1>, <dispute/d-4c/side/2> .
        <dispute/d-4c/side/1> a kg:DisputeSide ; kg:value "negative" ;
            kg:statedBy <claim/c-denial> ; kg:evidence <LIE> .
        <LIE> a kg:Span ; oa:start 256 ; oa:end 264 ; oa:exact "it a lie" .
        <dispute/d-4c/side/2> a kg:DisputeSide ; kg:value "positive" ;
            kg:statedBy <SOURCE/event/warning> ; kg:evidence <WARNED> .
        <WARNED> a kg:Span ; oa:start 115 ; oa:end 121 ; oa:exact "warned" .""",
}


@pytest.fixture
def sources(extraction) -> dict[str, Article]:
    text = extraction.document.text
    return {source_id(text): open_article(extraction, Settings().base)}


@pytest.fixture
def graphs(resolution, settings, sources) -> dict[str, str]:
    return describe_resolution(resolution, settings, sources)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_concluded_graph_holds_exactly_this(name, heading, graphs, resolution, extraction):
    text = extraction.document.text
    names = {
        "SOURCE": f"source/{source_id(text)}",
        "LIND": _decision("actor", resolution.actors[0]),
        "WARNING": _decision("event", resolution.events[0]),
        "CLAIM": _decision("claim", resolution.statements[0]),
        "LIE": iris.span_iri(BASE, text_sha256(text), resolution.disputes[0].sides[1].span),
        "WARNED": iris.span_iri(BASE, text_sha256(text), resolution.disputes[0].sides[0].span),
    }
    turtle = heading + EXPECTED[name]
    for key, value in names.items():
        turtle = turtle.replace(f"<{key}", f"<{value}").replace(f"/{key}>", f"/{value}>")
    nquads = graphs[f"{BASE}graph/{name}"]
    assert set(parse_union(nquads)) == set(Graph().parse(data=turtle, format="turtle"))
    assert all(line.endswith(f"<{BASE}graph/{name}> .") for line in nquads.splitlines())


def _decision(kind: str, item) -> str:
    return iris.local_id(iris.decision_iri(BASE, kind, item.decisions[0]))


def test_all_graphs_together_have_all_shapes(graphs, extraction, settings):
    whole = "".join([describe_extraction(extraction, settings), *graphs.values()])
    assert check_shapes(whole, settings) == ()
    assert [check_shapes(graph, settings) for graph in graphs.values()] == [(), (), ()]


def test_a_time_that_members_give_needs_no_reason(resolution, settings, sources):
    event = replace(resolution.events[0], time_reason=None)
    graphs = describe_resolution(replace(resolution, events=(event,)), settings, sources)
    assert "timeReason" not in "".join(graphs.values())


def test_the_order_of_sides_changes_nothing(resolution, settings, sources):
    dispute = resolution.disputes[0]
    turned = replace(dispute, sides=dispute.sides[::-1])
    assert describe_resolution(
        replace(resolution, disputes=(turned,)), settings, sources
    ) == describe_resolution(resolution, settings, sources)


def test_where_nothing_is_concluded_the_graphs_are_empty(settings):
    graphs = describe_resolution(Resolution(), settings, {})
    assert graphs == {f"{BASE}graph/{name}": "" for name in EXPECTED}


def test_a_side_from_an_unknown_article_is_refused(resolution, settings):
    with pytest.raises(errors.Invalid, match="unknown here"):
        describe_resolution(resolution, settings, {})


def test_a_dispute_about_nothing_known_is_refused(resolution, settings, sources):
    dispute = replace(resolution.disputes[0], subject="nothing")
    with pytest.raises(errors.Invalid, match="'nothing'"):
        describe_resolution(replace(resolution, disputes=(dispute,)), settings, sources)
