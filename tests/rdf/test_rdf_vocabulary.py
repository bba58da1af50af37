"""What is written and what the ontology declares are the same terms."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from kg.config import Settings
from kg.ids import source_id
from kg.rdf.article import open_article
from kg.rdf.describe import describe_extraction
from kg.rdf.graphs import parse_turtle, parse_union
from kg.rdf.namespaces import KG
from kg.rdf.ontology import load_ontology
from kg.rdf.resolution import describe_resolution
from kg.resources import resource

# Part of RDF and OWL themselves.
GIVEN = (str(RDF), str(OWL), "http://www.w3.org/2000/01/rdf-schema#")
OUR_LISTS = "https://kg.example/ontology/"
ROOT = Path(__file__).parents[2]
# Terms that no article and no conclusion across articles yields, and what writes them.
OF_UPDATES = (
    "Update", "Client", "requestMethod", "requestHash", "requestLength", "requestGraph",
)  # fmt: skip
ELSEWHERE = {
    "Inference": "kg/rdf/provenance.py",
    "says": "kg/export/triple_terms.py",
    **dict.fromkeys(OF_UPDATES, "kg/rdf/updated.py"),
}


@pytest.fixture
def written(extraction, resolution, settings) -> Graph:
    sources = {source_id(extraction.document.text): open_article(extraction, Settings().base)}
    graphs = describe_resolution(resolution, settings, sources).values()
    return parse_union(describe_extraction(extraction, settings) + "".join(graphs))


def terms_of(graph: Graph) -> set[URIRef]:
    return {*graph.predicates(), *graph.objects(None, RDF.type)}


def test_every_class_and_property_that_is_written_is_declared(written):
    declared = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in load_ontology().subjects(RDF.type, kind)
    }
    assert {t for t in terms_of(written) if not str(t).startswith(GIVEN)} - declared == set()


def test_every_own_term_is_written(written):
    own = {term for term in load_ontology().subjects() if str(term).startswith(KG.iri)}
    files = sorted((resource("ontology") / "authority").glob("*.ttl"))
    rest = own - terms_of(written) - terms_of(parse_turtle(*files))
    assert rest == {URIRef(KG.iri + name) for name in ELSEWHERE}
    for name, file in ELSEWHERE.items():
        assert f'KG["{name}"]' in (ROOT / file).read_text(encoding="utf-8")


def test_values_are_links_where_the_ontology_says_so_and_texts_elsewhere(written):
    links = set(load_ontology().subjects(RDF.type, OWL.ObjectProperty))
    texts = set(load_ontology().subjects(RDF.type, OWL.DatatypeProperty))
    for _, predicate, value in written:
        if predicate in links | texts:
            assert isinstance(value, URIRef) == (predicate in links)


def test_every_value_out_of_a_list_is_in_it(written):
    concepts = {str(term) for term in load_ontology().subjects(RDF.type, None)}
    used = {str(value) for value in written.objects() if str(value).startswith(OUR_LISTS)}
    assert len(used) > 10
    assert used <= concepts
