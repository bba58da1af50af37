"""The shapes leave out nothing that is written, and are the same when they are made flat."""

import pytest
from pyshacl import validate
from rdflib import OWL, PROV, RDF, SH, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.config import Settings
from kg.ids import source_id
from kg.rdf.article import open_article
from kg.rdf.check import check_shapes, read_report
from kg.rdf.describe import describe_extraction
from kg.rdf.graphs import parse_turtle, parse_union
from kg.rdf.namespaces import KG
from kg.rdf.quads import read_quads
from kg.rdf.resolution import describe_resolution
from kg.rdf.shapes import load_flat_shapes, load_shapes
from kg.resources import resource

SHAPE = Namespace("https://kg.example/ontology/shapes#")
FILES = sorted((resource("ontology") / "examples").glob("*/*.ttl"))


@pytest.fixture
def written(extraction, resolution, settings) -> Graph:
    """Every kind of thing that a build writes: the fixtures have all fields of all records."""
    text = extraction.document.text
    sources = {source_id(text): open_article(extraction, Settings().base)}
    graphs = describe_resolution(resolution, settings, sources).values()
    return parse_union(describe_extraction(extraction, settings) + "".join(graphs))


def closed_classes() -> set:
    shapes = load_shapes()
    closed = [shape for shape, _ in shapes.subject_objects(SH.closed)]
    return {kind for shape in closed for kind in shapes.objects(shape, SH.targetClass)}


def constrained() -> set:
    """Properties that a shape looks at."""
    shapes = load_shapes()
    paths = set(shapes.objects(None, SH.path))
    parts = {part for path in paths for part in shapes.transitive_objects(path, RDF.rest)}
    found = {term for part in parts for term in (part, *shapes.objects(part, RDF.first))}
    lists = {
        term
        for path in shapes.objects(None, SH.alternativePath)
        for term in Collection(shapes, path)
    }
    inverse = set(shapes.objects(None, SH.inversePath))
    targets = {
        term
        for target in (SH.targetSubjectsOf, SH.targetObjectsOf)
        for term in shapes.objects(None, target)
    }
    return found | lists | inverse | targets


def test_everything_written_has_a_class_with_a_closed_shape(written):
    kinds = set(written.objects(None, RDF.type))
    assert kinds - closed_classes() == set()
    typed = set(written.subjects(RDF.type))
    assert {str(thing) for thing in set(written.subjects()) - typed} <= {
        f"{Settings().base}source/other-1f"  # dated in the fixture, and not described
    }


def test_every_class_of_ours_has_a_shape():
    ours = {
        kind
        for kind in parse_turtle(resource("ontology") / "kg.ttl").subjects(RDF.type, OWL.Class)
        if str(kind).startswith(KG.iri)
    }
    targets = set(load_shapes().objects(None, SH.targetClass))
    assert {str(kind) for kind in ours - targets} == set()


def test_every_property_written_is_constrained(written):
    assert {str(p) for p in set(written.predicates()) - constrained()} == set()


def test_whatever_has_a_property_has_to_have_a_class(written):
    elsewhere = {PROV.specializationOf, RDF.type}  # of local members, in the graph of identity
    dated = {URIRef(f"{KG.iri}written{name}") for name in ("On", "From", "Reason")}  # of articles
    looked_at = set(load_shapes().objects(SHAPE.ClassShape, SH.targetSubjectsOf))
    assert {str(p) for p in set(written.predicates()) - looked_at - elsewhere - dated} == set()


def test_what_a_closed_shape_ignores_another_looks_at():
    shapes = load_shapes()
    for shape, ignored in shapes.subject_objects(SH.ignoredProperties):
        left = set(Collection(shapes, ignored)) - constrained() - {RDF.type}
        assert {str(term) for term in left} == set(), shape


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_flat_shapes_find_what_the_shapes_find(file):
    data = Graph().parse(file)
    _, by_shapes, _ = validate(data, shacl_graph=load_shapes())
    _, by_flat, _ = validate(data, shacl_graph=load_flat_shapes())
    assert read_report(by_flat, "") == read_report(by_shapes, "")
    assert load_flat_shapes() is not load_shapes()


def test_flat_shapes_find_what_the_shapes_find_in_an_article(extraction, settings):
    nquads = describe_extraction(extraction, settings)
    lines = nquads.split("\n")
    for start in range(6):
        broken = "\n".join(lines[start::6])
        triples = (f"{' '.join(quad[:3])} ." for quad in read_quads(broken.split("\n")))
        data = Graph().parse(data="\n".join(triples), format="nt")
        _, report, _ = validate(data, shacl_graph=load_shapes())
        assert check_shapes(broken, settings) == read_report(report, settings.base) != ()
