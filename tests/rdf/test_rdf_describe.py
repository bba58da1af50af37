import random
from dataclasses import replace

import pytest
from rdflib import RDF, Graph

from kg import errors
from kg.ids import source_id, text_sha256
from kg.rdf.check import check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.graphs import parse_union
from kg.rdf.namespaces import XSD
from kg.rdf.quads import read_literal, read_quads
from kg.records import Document, Extraction, Mention, Source, Span, Time

MADE = ("#inSource>", "#rule>", "#confidence>", "#wasGeneratedBy>")
TOOL = "tool/kg-en-core-web-md-391219191806"


def about(graph: Graph, subject: str) -> set:
    """All triples of one subject, given relative to the base."""
    return {triple for triple in graph if str(triple[0]) == f"https://kg.example/{subject}"}


def expected(turtle: str, extraction: Extraction, subject: str) -> set:
    """Turtle with SOURCE, TEXT, and words in [[]] for the span where they first stand."""
    text = extraction.document.text
    filled = turtle.replace("SOURCE", f"source/{source_id(text)}")
    for words in sorted(set(_quoted(filled)), key=len, reverse=True):
        start = text.index(words)
        span = f"<text/{text_sha256(text)}#char={start},{start + len(words)}>"
        filled = filled.replace(f"[[{words}]]", span)
    filled = filled.replace("TEXT", f"text/{text_sha256(text)}")
    return about(Graph().parse(data=filled, format="turtle"), subject)


def _quoted(turtle: str) -> list[str]:
    return [piece.split("]]")[0] for piece in turtle.split("[[")[1:]]


@pytest.fixture
def graph(extraction, settings) -> Graph:
    return parse_union(describe_extraction(extraction, settings))


CASES = {
    "source/{id}": """<SOURCE> a schema:NewsArticle ; dcterms:identifier "{id}" ;
        schema:headline "Bridge talks stall" ; schema:publisher "The Halm Courier" ;
        schema:datePublished "2022-05-04"^^xsd:date ; schema:author "Ada Quist", "Bo Ferrer" ;
        schema:url <https://courier.example/bridge%20talks> ; schema:inLanguage "en" ;
        kg:credits "Norpress" ; kg:snapshot <TEXT> ; kg:furniture [[Leave a comment]] .""",
    "source/{id}/extraction": """<SOURCE/extraction> a prov:Activity ; prov:used <TEXT> ;
        prov:wasAssociatedWith <tool/kg-en-core-web-md-391219191806> ;
        kg:referenceTime "2022-05-03" ; kg:timeEvidence [[3 May 2022]] ;
        kg:timeRule "first-date" ; kg:timeInferred true .""",
    TOOL: f"""<{TOOL}> a prov:SoftwareAgent ; schema:name "kg" ;
        schema:softwareVersion "0.1.0" ; kg:model "en_core_web_md" ; kg:modelVersion "3.8.0" ;
        kg:modelSha256 "{"0a" * 32}" ;
        kg:tagger "claims" ; kg:taggerVersion "1.0" ; kg:taggerSha256 "{"0b" * 32}" ;
        kg:authoritySha256 "{"0c" * 32}" .""",
    "source/{id}/actor/mara-lind": """<SOURCE/actor/mara-lind> a schema:Person ;
        rdfs:label "Mara Lind" ; schema:alternateName "Lind" ;
        kg:mention [[Mara Lind]], <SECOND> ; kg:rule "named-entity", "x" ;
        kg:inSource <SOURCE> ; prov:wasGeneratedBy <SOURCE/extraction> ;
        kg:hasRole <SOURCE/actor/mara-lind/role/30-46> .""",
    "source/{id}/actor/mara-lind/role/30-46": """<SOURCE/actor/mara-lind/role/30-46>
        a org:Membership ; org:member <SOURCE/actor/mara-lind> ; kg:title "foreign minister" ;
        org:organization <SOURCE/actor/norland> ; kg:evidence [[foreign minister]] .""",
    "source/{id}/actor/official": """<SOURCE/actor/official> a kg:UnnamedRole ;
        rdfs:label "Sudrian official" ; kg:description [[A Sudrian official]] ;
        kg:rule "indefinite" ; kg:party <SOURCE/actor/sudria> ;
        kg:inSource <SOURCE> ; prov:wasGeneratedBy <SOURCE/extraction> .""",
    "source/{id}/event/talk": """<SOURCE/event/talk> a sem:Event ; rdfs:label "talk (Mara Lind)" ;
        kg:eventType event-type:CONSULT ; kg:status status:scheduled ; kg:trigger [[talk for]] ;
        kg:rule "verb" ; kg:inSource <SOURCE> ; prov:wasGeneratedBy <SOURCE/extraction> ;
        kg:time "2022-05" ; sem:hasBeginTimeStamp "2022-05-01"^^xsd:date ;
        sem:hasEndTimeStamp "2022-05-31"^^xsd:date ; kg:timeEvidence [[3 May 2022]] ;
        kg:timeRule "month" ; kg:timeInferred true ; sem:hasPlace <SOURCE/actor/halm> ;
        sem:hasActor <SOURCE/actor/mara-lind> ;
        kg:participation <SOURCE/event/talk/part/mara-lind> ;
        kg:quantity <SOURCE/event/talk/quantity/217-227> ; kg:claimedIn <claim/c-quote> ;
        kg:link <SOURCE/event/talk/link/after/warning>, <SOURCE/event/talk/link/during/closing> ;
        kg:during <SOURCE/event/closing> .""",
    "source/{id}/event/talk/link/after/warning": """<SOURCE/event/talk/link/after/warning>
        a kg:EventLink ; kg:relation relation:after ; kg:linkedTo <SOURCE/event/warning> ;
        kg:rule "marker" ; kg:evidence [[and talk]] .""",
    "source/{id}/event/warning": """<SOURCE/event/warning> a sem:Event ;
        rdfs:label "warning (Teo Arvan, Sudria)" ; kg:eventType event-type:THREATEN ;
        kg:status status:occurred ; kg:trigger [[warned]] ; kg:rule "verb" ;
        kg:inSource <SOURCE> ; prov:wasGeneratedBy <SOURCE/extraction> ;
        kg:truncatedTime "--05-03" ; kg:timeEvidence [[3 May]] ; kg:timeRule "month-day" ;
        sem:hasActor <SOURCE/actor/teo-arvan>, <SOURCE/actor/sudria> ;
        kg:participation <SOURCE/event/warning/part/teo-arvan>,
            <SOURCE/event/warning/part/sudria> ; kg:claimedIn <claim/c-outer> ;
        kg:before <SOURCE/event/talk> .""",
    "source/{id}/event/talk/part/mara-lind": """<SOURCE/event/talk/part/mara-lind> a sem:Role ;
        rdf:value <SOURCE/actor/mara-lind> ; sem:roleType part:participant ;
        kg:evidence [[Mara Lind]] .""",
    "source/{id}/event/talk/quantity/217-227": """<SOURCE/event/talk/quantity/217-227>
        a schema:QuantitativeValue ; schema:value "50"^^xsd:decimal ; schema:unitText "minute" ;
        kg:evidence [[50 minutes]] .""",
    "claim/c-outer": """<claim/c-outer> a kg:Claim ; dcterms:identifier "c-outer" ;
        schema:text "Teo Arvan had warned Sudria against closing the bridge" ;
        kg:speaker <SOURCE/actor/mara-lind> ; kg:speakerReason "named in the source" ;
        kg:sourceSpan [[Mara Lind]] ; kg:cue [[told]] ;
        kg:content [[Teo Arvan had warned Sudria against closing the bridge]] ;
        kg:quotation quotation:indirect ; kg:act act:state ; kg:polarity polarity:positive ;
        kg:addressee <SOURCE/actor/reporters> ; kg:addresseeSpan [[reporters]] ;
        kg:reportedIn <SOURCE> ; kg:inSource <SOURCE> ; kg:relay <claim/c-outer/relay/1> ;
        kg:about <SOURCE/actor/teo-arvan>, <SOURCE/event/warning> ; kg:confidence 0.87 ;
        prov:wasGeneratedBy <SOURCE/extraction> ; kg:rule "reporting-verb" .""",
    "claim/c-inner": """<claim/c-inner> a kg:Claim ; dcterms:identifier "c-inner" ;
        schema:text "against closing the bridge" ;
        kg:speaker <SOURCE/actor/teo-arvan> ; kg:speakerReason "subject of the cue" ;
        kg:sourceSpan [[Teo Arvan]] ; kg:cue [[warned]] ;
        kg:content [[against closing the bridge]] ;
        kg:quotation quotation:indirect ; kg:act act:warn ; kg:polarity polarity:positive ;
        kg:addressee <SOURCE/actor/sudria> ; kg:nestedIn <claim/c-outer> ; kg:inSource <SOURCE> ;
        prov:wasGeneratedBy <SOURCE/extraction> ; kg:rule "reporting-verb" .""",
    "claim/c-quote": """<claim/c-quote> a kg:Claim ; dcterms:identifier "c-quote" ;
        schema:text "We will wait, … and talk for 50 minutes." ;
        kg:speaker <SOURCE/actor/mara-lind> ; kg:speakerReason "same name" ;
        kg:content [[We will wait,]], [[and talk for 50 minutes.]] ;
        kg:quotation quotation:direct ; kg:act act:promise ; kg:polarity polarity:positive ;
        kg:reportedIn <SOURCE> ; kg:inSource <SOURCE> ;
        prov:wasGeneratedBy <SOURCE/extraction> ; kg:rule "quotation" .""",
    "claim/c-outer/relay/1": """<claim/c-outer/relay/1> a kg:Relay ; rdfs:label "Norpress" ;
        kg:agency <SOURCE/actor/norpress> ; kg:evidence [[Norpress]] .""",
}


@pytest.mark.parametrize("subject", CASES)
def test_a_resource_is_described_by_exactly_this(subject, heading, extraction, graph):
    text = extraction.document.text
    second = text.index("Lind said")
    turtle = CASES[subject].replace("{id}", source_id(text))
    turtle = turtle.replace("<SECOND>", f"<TEXT#char={second},{second + 4}>")
    subject = subject.replace("{id}", source_id(text))
    assert about(graph, subject) == expected(heading + turtle, extraction, subject)


@pytest.mark.parametrize(
    ("relation", "plain"),
    [
        ("part", "<SOURCE/event/talk> sem:subEventOf <SOURCE/event/warning> ."),
        ("before", "<SOURCE/event/talk> kg:before <SOURCE/event/warning> ."),
        ("after", "<SOURCE/event/warning> kg:before <SOURCE/event/talk> ."),
        ("during", "<SOURCE/event/talk> kg:during <SOURCE/event/warning> ."),
    ],
)
def test_a_link_is_one_triple_as_well(relation, plain, heading, extraction, settings):
    linked = replace(extraction.links[0], relation=relation)
    graph = parse_union(describe_extraction(replace(extraction, links=(linked,)), settings))
    turtle = heading + plain.replace("SOURCE", f"source/{source_id(extraction.document.text)}")
    (triple,) = Graph().parse(data=turtle, format="turtle")
    assert triple in graph
    assert len(list(graph.triples((None, triple[1], None)))) == 1


def test_every_quad_stands_in_the_graph_of_the_article(extraction, settings):
    lines = describe_extraction(extraction, settings).split("\n")
    graphs = {quad.graph for quad in read_quads(lines)}
    assert graphs == {f"<https://kg.example/graph/{source_id(extraction.document.text)}>"}


def test_lines_are_sorted_and_have_no_blank_nodes(extraction, settings):
    lines = describe_extraction(extraction, settings).removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert not any("_:" in line for line in lines)


def test_every_span_quotes_the_text_it_counts_in(extraction, settings):
    quads = list(read_quads(describe_extraction(extraction, settings).split("\n")))
    values = {(q.subject, q.predicate.rsplit("#")[-1][:-1]): read_literal(q.object) for q in quads}
    spans = {q.subject for q in quads if q.object.endswith("#Span>")}
    assert len(spans) > 15
    for span in spans:
        start, end = (int(values[span, name].value) for name in ("start", "end"))
        assert values[span, "exact"].value == extraction.document.text[start:end]


def test_the_order_of_records_changes_nothing(extraction, settings):
    shuffled = extraction
    for seed in range(5):
        rng = random.Random(seed)
        parts = {
            name: tuple(rng.sample(items, len(items)))
            for name in ("actors", "events", "claims")
            if (items := getattr(shuffled, name))
        }
        claims = [replace(c, content=c.content[::-1], about=c.about[::-1]) for c in parts["claims"]]
        shuffled = replace(shuffled, **(parts | {"claims": tuple(claims)}))
        assert describe_extraction(shuffled, settings) == describe_extraction(extraction, settings)


def test_another_base_moves_the_data_and_not_the_vocabulary(extraction, settings):
    nquads = describe_extraction(extraction, replace(settings, base="https://news.example/"))
    assert "https://kg.example/source/" not in nquads
    assert "<https://kg.example/ontology#Claim> <https://news.example/graph/" in nquads


def test_a_time_of_recording_is_written_only_where_one_is_given(extraction, settings):
    dated = replace(settings, recorded_at="2022-05-05T08:00:00Z")
    assert "endedAtTime" not in describe_extraction(extraction, settings)
    assert '"2022-05-05T08:00:00+00:00"^^' in describe_extraction(extraction, dated)


def test_an_article_of_which_nothing_is_known_yields_its_text_and_run(extraction, settings):
    bare = Extraction(Document("a.txt", "a.txt", "Rain.", Source()), extraction.tool)
    graph = parse_union(describe_extraction(bare, settings))
    kinds = {str(kind).rsplit("/")[-1] for kind in graph.objects(None, RDF.type)}
    assert kinds == {"NewsArticle", "ontology#TextSnapshot", "prov#Activity", "prov#SoftwareAgent"}
    assert check_shapes(describe_extraction(bare, settings), settings) == ()


@pytest.mark.parametrize("span", [Span(-1, 3), Span(4, 4), Span(5, 4), Span(0, 10_000)])
def test_evidence_off_the_text_is_refused(span, extraction, settings):
    actor = replace(extraction.actors[0], mentions=(Mention(span, "rule"),))
    with pytest.raises(errors.Invalid, match="evidence"):
        describe_extraction(replace(extraction, actors=(actor,)), settings)


@pytest.mark.parametrize("confidence", [0.0, 0.05, 0.9, 1.0])
def test_a_confidence_is_written_as_a_decimal_and_has_its_shape(confidence, extraction, settings):
    claims = tuple(replace(claim, confidence=confidence) for claim in extraction.claims)
    nquads = describe_extraction(replace(extraction, claims=claims), settings)
    assert nquads.count(f'#confidence> "{confidence:g}"^^{XSD["decimal"]} ') == len(claims)
    assert check_shapes(nquads, settings) == ()


@pytest.mark.parametrize("confidence", [-0.01, 1.01])
def test_a_confidence_that_is_no_probability_breaks_the_shape(confidence, extraction, settings):
    claims = (replace(extraction.claims[0], confidence=confidence), *extraction.claims[1:])
    nquads = describe_extraction(replace(extraction, claims=claims), settings)
    (violation,) = check_shapes(nquads, settings)
    assert "between 0 and 1 (kg:confidence)" in violation.message


def test_a_tool_without_a_tagger_has_none(extraction, settings):
    rules = replace(extraction.tool, tagger=None, tagger_version=None, tagger_sha256=None)
    nquads = describe_extraction(replace(extraction, tool=rules), settings)
    assert "#tagger" not in nquads
    assert check_shapes(nquads, settings) == ()


def test_a_tool_without_an_authority_file_has_none(extraction, settings):
    bare = replace(extraction.tool, authority_sha256=None)
    nquads = describe_extraction(replace(extraction, tool=bare), settings)
    assert "#authority" not in nquads
    assert check_shapes(nquads, settings) == ()


def test_a_claim_about_nothing_known_is_refused(extraction, settings):
    claim = replace(extraction.claims[0], about=("nobody",))
    with pytest.raises(errors.Invalid, match="'nobody'"):
        describe_extraction(replace(extraction, claims=(claim,)), settings)


def test_a_time_that_is_none_is_refused(extraction, settings):
    event = replace(extraction.events[0], time=Time("soon", Span(0, 4), "rule"))
    with pytest.raises(errors.Invalid, match="'soon'"):
        describe_extraction(replace(extraction, events=(event,)), settings)


@pytest.mark.parametrize("value", ["--12-07", "---30", "-W-4", "--06", "-P1W", "P0D"])
def test_each_form_of_truncated_day_is_written_and_has_its_shape(value, extraction, settings):
    nquads = describe_extraction(_truncated(extraction, value), settings)
    assert f' <https://kg.example/ontology#truncatedTime> "{value}" ' in nquads
    assert check_shapes(nquads, settings) == ()


@pytest.mark.parametrize("value", ["12-07", "--6", "---7", "-W-8", "2021-12-07", "P1H"])
def test_a_truncated_day_that_is_none_is_refused(value, extraction, settings):
    with pytest.raises(errors.Invalid, match=f"'{value}' is not a truncated"):
        describe_extraction(_truncated(extraction, value), settings)


def _truncated(extraction: Extraction, value: str) -> Extraction:
    warning, *others = extraction.events
    truncated = replace(warning, truncated=replace(warning.truncated, value=value))
    return replace(extraction, events=(truncated, *others))


def test_where_the_time_is_known_no_truncated_one_is_written(extraction, settings):
    warning, talk, *_ = extraction.events
    dated = replace(warning, time=talk.time)
    nquads = describe_extraction(replace(extraction, events=(dated, talk)), settings)
    assert "truncatedTime" not in nquads


@pytest.mark.parametrize("inferred", [False, True])
def test_a_date_that_no_words_give_has_no_evidence(inferred, extraction, settings):
    published = Time("2022-05-04", Span(0, 0), "metadata", inferred=inferred)
    bare = replace(extraction, published=published, actors=(), events=(), claims=(), links=())
    nquads = describe_extraction(bare, settings)
    assert '#referenceTime> "2022-05-04" ' in nquads
    assert "#timeEvidence>" not in nquads


def test_what_is_said_stands_in_the_graph_as_words_only(extraction, settings):
    """The wall: without the claims, nothing more is asserted than with them."""
    with_claims = describe_extraction(extraction, settings)
    without = describe_extraction(replace(extraction, claims=()), settings)
    added = set(with_claims.split("\n")) - set(without.split("\n"))
    described = {quad.subject for quad in read_quads(added)}
    kinds = {q.object for q in read_quads(added) if q.predicate.endswith("#type>")}
    assert kinds == {f"<https://kg.example/ontology#{name}>" for name in ("Claim", "Relay", "Span")}
    assert all("/claim/" in node or "/text/" in node for node in described)


def test_provenance_is_lean(extraction, settings):
    """Fewer than 15 quads a claim: its run, its rule, and the spans that nothing else cites."""
    quads = list(read_quads(describe_extraction(extraction, settings).split("\n")))
    without = replace(extraction, claims=())
    others = set(read_quads(describe_extraction(without, settings).split("\n")))
    provenance = [
        quad
        for quad in quads
        if quad not in others
        and ("#char=" in quad.subject + quad.object or quad.predicate.endswith(MADE))
    ]
    assert 5 < len(provenance) / len(extraction.claims) < 15
