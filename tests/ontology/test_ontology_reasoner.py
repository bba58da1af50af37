"""HermiT: the ontology holds together, alone and with data, and says what follows from it."""

import shutil

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from kg import errors
from kg.rdf.hermit import check_consistency, entailed_subclasses
from kg.rdf.namespaces import KG, ORG, PROV
from kg.rdf.namespaces import OWL as OWL_NAMES
from kg.rdf.namespaces import RDF as RDF_NAMES
from kg.rdf.ontology import load_ontology
from kg.resources import resource

TERMS = Namespace(KG.iri)
BASE = "https://kg.example/"
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


def quads(*triples: tuple[str, str, str]) -> str:
    return "".join(f"{s} {p} {o} <urn:g> .\n" for s, p, o in triples)


def thing(name: str) -> str:
    return f"<{BASE}{name}>"


A = RDF_NAMES["type"]
# What our terms, and those of the vocabularies aligned with, do not allow.
CONTRADICTIONS = {
    "a claim that is a span": [(thing("x"), A, KG["Claim"]), (thing("x"), A, KG["Span"])],
    "a claim that speaks": [
        (thing("c"), KG["speaker"], thing("d")),
        (thing("d"), A, KG["Claim"]),
    ],
    "a span that reads a text": [
        (thing("s"), A, KG["Span"]),
        (thing("s"), PROV["used"], thing("t")),
    ],
    "a person for whom a role is held": [
        (thing("r"), ORG["organization"], thing("p")),
        (thing("p"), A, "<https://schema.org/Person>"),
    ],
    "an article with two texts": [
        (thing("a"), KG["snapshot"], thing("t")),
        (thing("a"), KG["snapshot"], thing("u")),
        (thing("t"), OWL_NAMES["differentFrom"], thing("u")),
    ],
}


@needs_java
@pytest.mark.slow
def test_the_ontology_is_consistent_and_what_follows_for_its_classes() -> None:
    found = entailed_subclasses()
    for below, above in [
        (TERMS.Span, "http://www.w3.org/ns/oa#Selector"),
        (TERMS.Group, "http://xmlns.com/foaf/0.1/Agent"),
        ("https://schema.org/Person", "http://xmlns.com/foaf/0.1/Agent"),
        ("https://schema.org/Country", "https://schema.org/Place"),
        ("http://xmlns.com/foaf/0.1/Organization", "http://www.w3.org/ns/org#Organization"),
    ]:
        assert (str(below), above) in found
        assert (str(below), above) not in stated()
    assert (str(TERMS.Claim), str(TERMS.Statement)) not in found


def stated() -> set[tuple[str, str]]:
    return {(str(a), str(b)) for a, b in load_ontology().subject_objects(RDFS.subClassOf)}


@needs_java
@pytest.mark.slow
def test_the_good_examples_agree_with_the_ontology() -> None:
    files = sorted((resource("ontology") / "examples/good").glob("*.ttl"))
    assert len(files) > 20
    graph = Graph()
    for file in files:
        graph.parse(file)
    check_consistency(quads(*(tuple(term.n3() for term in triple) for triple in graph)))


@needs_java
@pytest.mark.slow
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_found(name: str) -> None:
    with pytest.raises(errors.Invalid, match="contradict"):
        check_consistency(quads(*CONTRADICTIONS[name]))


@needs_java
@pytest.mark.slow
def test_a_class_that_can_have_no_member_is_named() -> None:
    graph = load_ontology() + Graph()
    graph.add((TERMS.Nothing, RDF.type, OWL.Class))
    for above in (TERMS.Claim, TERMS.Span):
        graph.add((TERMS.Nothing, RDFS.subClassOf, above))
    with pytest.raises(errors.Invalid, match=r"no member: https://kg\.example/ontology#Nothing\."):
        check_consistency(ontology=graph)


def test_without_java_the_reasoner_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("owlready2.JAVA_EXE", "/nowhere/java")
    with pytest.raises(errors.Unavailable, match="needs Java"):
        check_consistency()
