"""The ontology's own style, and its agreement with the records and with what is written."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection

from kg import errors, records
from kg.config import Settings
from kg.rdf import namespaces, ontology
from kg.rdf.graphs import parse_turtle
from kg.rdf.namespaces import KG
from kg.rdf.shapes import load_shapes
from kg.resources import resource

FOLDER = resource("ontology")
OWN = {URIRef(s) for s in Graph().parse(FOLDER / "kg.ttl").subjects() if str(s).startswith(KG.iri)}
LISTS = {
    "event-type": records.EventType,
    "act": records.Act,
    "status": records.Status,
    "part": records.ParticipantRole,
    "relation": records.EventRelation,
    "quotation": records.Quotation,
    "polarity": records.Polarity,
    "dispute-kind": records.DisputeKind,
}
SPELT_OTHERWISE = {
    "sha-256",
    "model sha-256",
    "tagger sha-256",
    "authority sha-256",
    "side of a dispute",
}
ONTOLOGY = "https://kg.example/ontology"
ROOT = Path(__file__).parent.parent.parent
# Whatever names terms of ours.
USERS = [
    file
    for pattern in (
        "queries/**/*.rq", "ontology/*.ttl", "ontology/examples/good/*.ttl", "docs/**/*.md",
        "ontology/context.jsonld",
        "kg/**/*.py", "kg/web/templates/*", "tests/queries/**/*.trig", "tests/web/*.py",
    )
    for file in sorted(ROOT.glob(pattern))
]  # fmt: skip
PREFIXED = re.compile(r"(?<![\w/:-])(kg|" + "|".join(LISTS) + r"|cameo):(\w+)(?![\w/:])")
IN_FULL = re.compile(r"<https://kg\.example/ontology(#\w+|/[a-z-]+/\w+)>")
IN_CODE = re.compile(r"\b([A-Z_]+)\[\"(\w+)\"\]")
NAMESPACES = {
    name: item.iri for name, item in vars(namespaces).items() if isinstance(item, type(KG))
}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return ontology.load_ontology()


@pytest.mark.parametrize("term", sorted(OWN), ids=lambda term: term.split("#")[-1])
def test_each_own_term_has_one_kind_label_definition_and_example(term, graph):
    assert len(set(graph.objects(term, RDF.type)) & KINDS) == 1
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        (value,) = graph.objects(term, predicate)
        assert value.language == "en"
    assert str(graph.value(term, SKOS.definition)).endswith(".")


def test_labels_are_told_apart_and_match_their_names(graph):
    for term in OWN:
        label, name = str(graph.value(term, RDFS.label)), str(term).split("#")[-1]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
        assert label.lower() in {words, *SPELT_OTHERWISE}


@pytest.mark.parametrize("scheme", LISTS)
def test_each_list_holds_what_the_records_may_say(scheme, graph):
    node = URIRef(f"https://kg.example/ontology/{scheme}")
    concepts = set(graph.subjects(SKOS.inScheme, node))
    assert {str(graph.value(c, SKOS.notation)) for c in concepts} == set(get_args(LISTS[scheme]))
    for concept in concepts:
        assert str(concept) == f"{node}/{graph.value(concept, SKOS.notation)}"
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example):
            assert graph.value(concept, predicate)


def test_the_shapes_allow_exactly_the_lists(graph):
    shapes = load_shapes()
    allowed = {item for head in shapes.objects(None, SH["in"]) for item in Collection(shapes, head)}
    for scheme in LISTS:
        concepts = set(graph.subjects(SKOS.inScheme, URIRef(f"{ONTOLOGY}/{scheme}")))
        # Disputes have the codes of their kinds, and all else the entries themselves.
        codes = {graph.value(concept, SKOS.notation) for concept in concepts}
        assert concepts <= allowed or codes <= allowed
        allowed -= concepts | codes
    assert {item for item in allowed if isinstance(item, URIRef)} == set()


def test_terms_that_are_referred_to_are_declared(graph):
    named = {item for source in (graph, load_shapes()) for triple in source for item in triple}
    used = {item for item in named if isinstance(item, URIRef) and item.startswith(KG.iri)}
    assert used == OWN


@pytest.mark.parametrize("file", USERS, ids=lambda file: str(file.relative_to(ROOT)))
def test_terms_that_queries_shapes_docs_and_code_name_are_declared(file, graph):
    """A misspelt term in a query gives no rows, and no error."""
    named = set(named_terms(file.read_text(encoding="utf-8")))
    assert {iri for iri in named if (URIRef(iri), None, None) not in graph} == set()


def test_a_misspelt_term_is_seen():
    text = (
        "?claim kg:speeker ?who ; kg:act act:wern . FILTER(?x = <https://kg.example/ontology#Clam>)"
    )
    written = [iri.removeprefix(ONTOLOGY) for iri in named_terms(f'{text} KG["saidBy"]')]
    assert sorted(written) == ["#Clam", "#act", "#saidBy", "#speeker", "/act/wern"]


def test_only_shapes_have_blank_nodes_and_nothing_is_dated():
    iri, nquads = ontology.describe_ontology(Settings())
    assert iri == "https://kg.example/graph/ontology"
    assert "_:" not in re.sub(r'"[^"]*"', "", nquads)
    assert "^^<http://www.w3.org/2001/XMLSchema#date>" not in nquads
    assert nquads.splitlines() == sorted(set(nquads.splitlines()))


def test_the_ontology_says_its_version(graph):
    node = URIRef("https://kg.example/ontology")
    version = graph.value(node, OWL.versionInfo)
    assert graph.value(node, OWL.versionIRI) == URIRef(f"{node}/{version}")


def test_the_context_agrees_with_the_ontology(graph):
    file = FOLDER / "context.jsonld"
    context = json.loads(file.read_text(encoding="utf-8"))["@context"]
    links = {_name(term, context) for term in graph.subjects(RDF.type, OWL.ObjectProperty)}
    coerced = {key: item["@type"] for key, item in context.items() if isinstance(item, dict)}
    extra = {"rdf:value", "owl:sameAs"}
    assert {key for key, kind in coerced.items() if kind == "@id"} == links | extra
    for key, kind in coerced.items():
        stated = graph.value(_expand(key, context), RDFS.range)
        if kind != "@id" and stated is not None:
            assert _name(stated, context) == kind
    plain = {URIRef(namespaces.XSD.iri + "string"), RDF.langString}
    for term in set(graph.subjects(RDF.type, OWL.DatatypeProperty)) & OWN:
        assert (graph.value(term, RDFS.range) in plain) == (_name(term, context) not in coerced)


def test_the_context_has_a_prefix_for_every_vocabulary_that_is_written():
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    written = {item.iri for item in vars(namespaces).values() if isinstance(item, type(KG))}
    assert written <= {iri for iri in context.values() if isinstance(iri, str)}


def named_terms(text: str) -> Iterator[str]:
    """IRIs of own terms: with prefixes as in Turtle and SPARQL, in full, or as code names them."""
    for prefix, name in PREFIXED.findall(text):
        yield KG.iri + name if prefix == "kg" else f"{ONTOLOGY}/{prefix}/{name}"
    for name in IN_FULL.findall(text):
        yield ONTOLOGY + name
    for namespace, name in IN_CODE.findall(text):
        if (iri := NAMESPACES.get(namespace, "")).startswith(ONTOLOGY):
            yield iri + name


def _name(term: URIRef, context: dict) -> str:
    (name,) = (
        f"{prefix}:{rest}"
        for prefix, iri in context.items()
        if isinstance(iri, str) and re.fullmatch(r"\w+", rest := str(term).removeprefix(iri))
    )
    return name


def _expand(name: str, context: dict) -> URIRef:
    prefix, rest = name.split(":")
    return URIRef(context[prefix] + rest)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(errors.Invalid, match=r"lost\.ttl"):
        parse_turtle(tmp_path / "lost.ttl")


def test_describing_needs_neither_rdflib_nor_the_reasoner():
    code = (
        "import sys, kg.rdf; sys.exit(bool({'rdflib', 'pyshacl', 'owlready2'} & set(sys.modules)))"
    )
    root = Path(__file__).parent.parent.parent
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0
