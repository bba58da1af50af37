"""What the engine concludes, against a second engine and against what it must never conclude."""

import sys
from collections.abc import Iterator
from typing import Any

import owlrl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, BNode, Graph, Literal

from kg import errors
from kg.rdf import reason
from kg.rdf.namespaces import KG, SCHEMA, SEM
from kg.rdf.namespaces import OWL as OWL_NAMES
from kg.rdf.namespaces import RDF as RDF_NAMES
from kg.rdf.nodes import node_of, term_of
from kg.rdf.ontology import load_ontology
from kg.rdf.quads import Quad

PREFIXES = """@prefix : <http://x.example/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . """

# What an ontology says, what is given, and what follows of it.
RULES = {
    "subclass of a subclass":
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C", ":x a :A", ":x a :B, :C"),
    "same class": (":A owl:equivalentClass :B", ":x a :B", ":x a :A"),
    "subproperty": (":p rdfs:subPropertyOf :q", ":x :p :y", ":x :q :y"),
    "subproperty of words":
        (":p rdfs:subPropertyOf :q", ':x :p "ein Wort"@de, "2"', ':x :q "ein Wort"@de, "2"'),
    "domain and range": (":p rdfs:domain :A ; rdfs:range :B", ":x :p :y", ":x a :A . :y a :B"),
    "inverse": (":p owl:inverseOf :q", ":x :p :y . :z :q :x", ":y :q :x . :x :p :z"),
    "symmetric": (":p a owl:SymmetricProperty", ":x :p :y", ":y :p :x"),
    "transitive": (":p a owl:TransitiveProperty", ":x :p :y . :y :p :z", ":x :p :z"),
    "value":
        (":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]",
         ":x a :A", ":x :p :v"),
    "some values":
        (":A owl:equivalentClass "
         "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ]",
         ":x :p :y . :y a :B", ":x a :A"),
    "union": (":A owl:unionOf ( :B :C )", ":x a :B", ":x a :A"),
    "intersection": (":A owl:intersectionOf ( :B :C )", ":x a :B, :C", ":x a :A"),
    "nothing of own terms":
        (f":p rdfs:subPropertyOf {KG['cue']} ; rdfs:range {KG['Claim']}", ":x :p :y", ""),
    "nothing of the languages":
        (":A a owl:Class ; rdfs:subClassOf rdfs:Resource", ":x a :A", ""),
}  # fmt: skip


def turtle(text: str) -> Graph:
    return Graph().parse(data=f"{PREFIXES}{text} ." if text else "", format="turtle")


def as_quads(graph: Graph) -> list[Quad]:
    return [Quad(term_of(s), term_of(p), term_of(o), "") for s, p, o in graph]


def new(quads: list[Quad]) -> set[tuple[str, str, str]]:
    stated = {quad[:3] for quad in quads} | {quad[:3] for quad in as_quads(bare_ontology())}
    return {triple for triple in reason.closure(quads) if triple not in stated}


def bare_ontology() -> Graph:
    """The ontology without what only blank nodes can say."""
    named = (
        triple for triple in reason.load_ontology() if not any(isinstance(t, BNode) for t in triple)
    )
    graph = Graph()
    for triple in named:
        graph.add(triple)
    return graph


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts another ontology in the place of ours."""

    def put(ontology: Graph) -> None:
        reason._vocabulary.cache_clear()
        monkeypatch.setattr(reason, "load_ontology", lambda: ontology)

    yield put
    reason._vocabulary.cache_clear()


@pytest.mark.parametrize("name", RULES)
def test_rule(name: str, use: Any) -> None:
    ontology, data, follows = map(turtle, RULES[name])
    use(ontology)
    assert new(as_quads(data)) == {quad[:3] for quad in as_quads(follows)}


@pytest.mark.parametrize("name", [name for name in RULES if not name.startswith("nothing")])
def test_a_second_engine_concludes_it_too(name: str) -> None:
    ontology, data, follows = map(turtle, RULES[name])
    both = ontology + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(both)
    assert set(follows) <= set(both)


def test_two_values_of_a_functional_property_are_refused() -> None:
    claim = f"{BASE}claim/c>"
    speakers = [Quad(claim, KG["speaker"], f"{BASE}actor/{name}>", "") for name in "ab"]
    with pytest.raises(errors.Invalid, match=r"actor/[ab]> and .*actor/[ab]> would be one thing"):
        list(reason.closure(speakers))


def test_the_ontology_uses_no_construct_that_the_engine_lacks() -> None:
    lacking = {OWL.propertyChainAxiom, OWL.hasKey}
    assert lacking & set(load_ontology().predicates()) == set()


def test_without_the_engine_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reasonable", None)
    with pytest.raises(errors.Unavailable, match=r"pip install -e '\.\[reason\]'"):
        reason.check_engine()


BASE = "<https://kg.example/"
RESOURCES = [f"{BASE}{name}>" for name in ("claim/c", "claim/d", "source/s", "source/s/event/e")]
LINKS = [
    term_of(term)
    for term in sorted(load_ontology().subjects(RDF.type, OWL.ObjectProperty))
    if (term, RDF.type, OWL.FunctionalProperty) not in load_ontology()
]
WORDS = [term_of(term) for term in sorted(load_ontology().subjects(RDF.type, OWL.DatatypeProperty))]
CLASSES = [KG["Claim"], KG["Statement"], SEM["Event"], SCHEMA["Person"], SCHEMA["NewsArticle"]]
LINKED = st.tuples(st.sampled_from(RESOURCES), st.sampled_from(LINKS), st.sampled_from(RESOURCES))
WORDED = st.tuples(
    st.sampled_from(RESOURCES),
    st.sampled_from(WORDS),
    st.text("ab ", max_size=3).map(lambda words: term_of(Literal(words))),
)
TYPED = st.tuples(st.sampled_from(RESOURCES), st.just(RDF_NAMES["type"]), st.sampled_from(CLASSES))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(LINKED | WORDED | TYPED, max_size=25))
def test_whatever_is_stated_nothing_new_is_linked_worded_or_claimed(triples: list[Any]) -> None:
    quads = [Quad(*triple, "") for triple in triples]
    ends = {frozenset((quad.subject, quad.object)) for quad in quads}
    for subject, predicate, object_ in new(quads):
        if subject in RESOURCES:
            assert not predicate.startswith((f"<{KG.iri}", f"<{OWL_NAMES.iri}"))
            if predicate == RDF_NAMES["type"]:
                assert not object_.startswith(f"<{KG.iri}")
            else:
                assert frozenset((subject, object_)) in ends


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(LINKED | WORDED | TYPED, min_size=5, max_size=40))
def test_with_our_ontology_a_second_engine_concludes_the_same(triples: list[Any]) -> None:
    quads = [Quad(*triple, "") for triple in triples]
    whole = bare_ontology()
    for quad in quads:
        whole.add(tuple(map(node_of, quad[:3])))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    stated = {quad[:3] for quad in quads}
    theirs = {
        triple
        for triple in (tuple(map(term_of, t)) for t in whole if not isinstance(t[0], Literal))
        if triple[0] in RESOURCES and reason._is_for_others(triple[1], triple[2])
    }
    ours = {triple for triple in new(quads) if triple[0] in RESOURCES}
    assert ours == theirs - stated
