"""The ontology has its own shapes, and each constraint of them sees what it is there for."""

import re

import pytest
from rdflib import SH, Graph

from kg.rdf.ontology import load_ontology
from kg.rdf.style import check_style, load_style

PREFIXES = """
PREFIX kg: <https://kg.example/ontology#>
PREFIX act: <https://kg.example/ontology/act/>
PREFIX cameo: <https://kg.example/ontology/cameo/>
PREFIX event-type: <https://kg.example/ontology/event-type/>
PREFIX list: <https://kg.example/ontology/>
PREFIX status: <https://kg.example/ontology/status/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vann: <http://purl.org/vocab/vann/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def without(term: str, *properties: str) -> str:
    return "; ".join(f"DELETE WHERE {{ {term} {name} ?any }}" for name in properties)


def adding(triples: str) -> str:
    return f"INSERT DATA {{ {triples} }}"


HEADER = "<https://kg.example/ontology>"
NEW = 'a owl:{kind} ; skos:definition "New."@en ; skos:example "New."@en ; rdfs:label "{label}"@en'
CLASS = NEW.format(kind="Class", label="{}") + " ; rdfs:subClassOf sem:Event"
VALUE = NEW.format(kind="DatatypeProperty", label="{}") + ' ; skos:scopeNote "All."@en'
# What is done to the ontology, what is then wrong, and at what. Each spoils a term of its own.
BROKEN = [
    (without(HEADER, "dcterms:title"), "needs a title", "ontology"),
    (without(HEADER, "dcterms:description"), "needs a description", "ontology"),
    (without(HEADER, "dcterms:license"), "address of its license", "ontology"),
    (without(HEADER, "vann:preferredNamespacePrefix"), "needs the prefix", "ontology"),
    (without(HEADER, "vann:preferredNamespaceUri"), "needs its namespace", "ontology"),
    (adding(f'{HEADER} owl:versionInfo "one"'), "needs one version, such as", "ontology"),
    (adding(f"{HEADER} owl:versionIRI list:9"), "needs one address of its version", "ontology"),
    # The same again: there is an address that no version goes with.
    ("", "address of a version is the ontology's", "ontology"),
    (
        adding("kg:GlobalEvent rdfs:subClassOf kg:GlobalEvent"),
        "https://kg.example/ontology#GlobalEvent is a kind of itself",
        "ontology",
    ),
    (
        "DELETE DATA { kg:Dispute owl:disjointWith kg:DisputeSide }",
        "#Dispute and https://kg.example/ontology#DisputeSide are not disjoint",
        "ontology",
    ),
    (adding("kg:Claim rdfs:seeAlso kg:Clam"), "has to be declared as one kind", "ontology#Clam"),
    (without("kg:cue", "skos:definition"), "needs a definition in English", "ontology#cue"),
    (adding('kg:content skos:definition "Other."@en'), "one definition a lang", "ontology#content"),
    (
        without("kg:length", "skos:definition")
        + "; "
        + adding('kg:length skos:definition "how long"@en'),
        "begins with a capital letter and ends",
        "ontology#length",
    ),
    (without("kg:score", "skos:example"), "needs an example in English", "ontology#score"),
    (adding('kg:clue skos:example "no tongue"'), "has a language and is not", "ontology#clue"),
    (without("kg:agency", "rdfs:label"), "property needs a label in English", "ontology#agency"),
    (adding('kg:side rdfs:label "flank"@en'), "property has one label a language", "ontology#side"),
    (adding("kg:value skos:closeMatch kg:score"), "with terms of others", "ontology#value"),
    (adding(f"kg:small {CLASS.format('small')}"), "name of a class begins", "ontology#small"),
    (without("kg:Relay", "rdfs:subClassOf"), "A class is a kind of a class", "ontology#Relay"),
    (
        adding("kg:Wording owl:disjointWith schema:Nothing"),
        "disjoint with is a class that is declared",
        "ontology#Wording",
    ),
    (
        adding(f"kg:Twin {CLASS.format('global event')}"),
        "Two classes have one label",
        "ontology#Twin",
    ),
    (adding(f"kg:Large {VALUE.format('large')}"), "name of a property begins", "ontology#Large"),
    (without("kg:evidence", "skos:scopeNote"), "the class of what has it", "ontology#evidence"),
    (
        without("kg:addressee", "rdfs:range"),
        "the kind of its values, itself",
        "ontology#addressee",
    ),
    (adding("kg:relay rdfs:domain schema:Nothing"), "of one class, which is", "ontology#relay"),
    (adding("kg:reason rdfs:range xsd:date"), "values of a property are of one kind", "#reason"),
    (adding(f"kg:twin {VALUE.format('clue')}"), "Two properties have one label", "ontology#twin"),
    (
        adding("kg:utterer rdfs:range schema:Nothing"),
        "leads to is of a class that is declared",
        "ontology#utterer",
    ),
    (
        adding("kg:mention rdfs:subPropertyOf kg:rule"),
        "is a kind of an object property",
        "ontology#mention",
    ),
    (without("kg:polarity", "rdfs:seeAlso"), "names the list", "ontology#polarity"),
    (adding("kg:origins rdfs:range sem:Event"), "of a datatype of XML Schema", "ontology#origins"),
    (
        adding("kg:added rdfs:subPropertyOf kg:evidence"),
        "is a kind of a datatype property",
        "ontology#added",
    ),
    (without("schema:headline", "skos:scopeNote"), "in English on what it is", "org/headline"),
    (adding('schema:url rdfs:label "address"@en'), "keeps the label and defin", "schema.org/url"),
    (without("list:part", "skos:prefLabel"), "A list needs a label", "ontology/part"),
    (adding('list:act skos:prefLabel "deeds"@en'), "A list has one label", "ontology/act"),
    (without("list:status", "skos:hasTopConcept"), "entries to begin with", "ontology/status"),
    (
        adding("list:act skos:hasTopConcept status:denied"),
        "The entries that a list begins with are in it",
        "ontology/act",
    ),
    (
        without("act:warn", "skos:notation") + "; " + adding('act:warn skos:notation "warning"'),
        "IRI of https://kg.example/ontology/act/warn is not that",
        "ontology/act",
    ),
    (
        adding('act:urge skos:prefLabel "demand"@en'),
        "act/urge has the label of another",
        "ontology/act",
    ),
    (without("act:deny", "skos:prefLabel"), "An entry needs a label", "ontology/act/deny"),
    # The same as "urge" above, which has two labels now.
    ("", "An entry has one label", "ontology/act/urge"),
    (without("act:expect", "skos:inScheme"), "belongs to one list", "ontology/act/expect"),
    (without("act:assess", "skos:notation"), "needs one code", "ontology/act/assess"),
    (
        "DELETE DATA { list:act skos:hasTopConcept act:promise }",
        "hangs in its list",
        "ontology/act/promise",
    ),
    (
        adding("act:agree skos:closeMatch schema:AgreeAction"),
        "matched with entries of other lists",
        "ontology/act/agree",
    ),
    (
        adding("event-type:ACCUSE skos:relatedMatch cameo:09"),
        "is not just related",
        "event-type/ACCUSE",
    ),
    (
        adding("event-type:CONCEDE skos:exactMatch cameo:08"),
        "is not the same",
        "event-type/CONCEDE",
    ),
]


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, str]]:
    """At what and by which message an ontology is found wrong in which all of that is broken."""
    graph = load_ontology() + Graph()
    for change, _, _ in BROKEN:
        if change:
            graph.update(PREFIXES + change)
    return {(violation.focus, violation.message) for violation in check_style(graph)}


@pytest.mark.slow
def test_the_ontology_has_its_shapes() -> None:
    before = set(load_ontology())
    assert [f"{item.focus}: {item.message}" for item in check_style()] == []
    assert set(load_ontology()) == before


@pytest.mark.slow
@pytest.mark.parametrize(("change", "message", "focus"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_broken_term_is_seen(
    seen: set[tuple[str, str]], change: str, message: str, focus: str
) -> None:
    assert [text for place, text in seen if place.endswith(focus) and message in text], change


@pytest.mark.slow
def test_every_constraint_is_broken_above(seen: set[tuple[str, str]]) -> None:
    messages = {str(text) for text in load_style().objects(None, SH.message)}
    patterns = {text: re.sub(r"\\{\\\?\w+\\}", ".+", re.escape(text)) for text in messages}
    assert {
        text
        for text, pattern in patterns.items()
        if not any(re.fullmatch(pattern, found) for _, found in seen)
    } == set()
    wanted = [message for _, message, _ in BROKEN]
    assert len(wanted) == len(messages)


def test_every_constraint_has_a_message_of_its_own() -> None:
    shapes = load_style()
    constraints = {*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)}
    texts = [str(shapes.value(item, SH.message)) for item in constraints]
    assert "None" not in texts
    assert len(texts) == len(set(texts))
