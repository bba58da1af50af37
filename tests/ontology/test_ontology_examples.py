import re
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Namespace, URIRef

from kg.config import Settings
from kg.rdf.check import check_shapes
from kg.rdf.shapes import load_shapes
from kg.resources import resource

SHAPE = Namespace("https://kg.example/ontology/shapes#")
CLASS = SHAPE["ClassShape"]
GOOD = sorted((resource("ontology") / "examples/good").glob("*.ttl"))
BAD = sorted((resource("ontology") / "examples/bad").glob("*.ttl"))


def as_nquads(file: Path) -> str:
    lines = Graph().parse(file).serialize(format="nt").splitlines()
    return "".join(line.replace(" .", " <urn:g> .") + "\n" for line in lines if line)


def shape_of(file: Path) -> URIRef:
    opening = file.read_text(encoding="utf-8").split("\n", 1)[0]
    return SHAPE[re.search(r"shape:(\w+)", opening)[1]]


def messages_of(shape: URIRef) -> set[str]:
    shapes = load_shapes()
    parts = [shape, *shapes.objects(shape, SH.property)]
    return {str(text) for part in parts for text in shapes.objects(part, SH.message)}


def node_shapes() -> set[URIRef]:
    return set(load_shapes().subjects(RDF.type, SH.NodeShape))


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_example_has_all_shapes(file):
    assert check_shapes(as_nquads(file), Settings()) == ()


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad_example_breaks_every_constraint_of_its_shape_and_no_other(file):
    found = {violation.message for violation in check_shapes(as_nquads(file), Settings())}
    # Examples name things without their class, to be short; that they need one has its own example.
    other = messages_of(CLASS) if shape_of(file) != CLASS else set()
    assert found - other == messages_of(shape_of(file))


@pytest.mark.parametrize("files", [GOOD, BAD], ids=["good", "bad"])
def test_each_shape_has_one_example(files):
    assert sorted(map(shape_of, files)) == sorted(node_shapes())


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_example_has_something_its_shape_looks_at(file):
    data, shapes, shape = Graph().parse(file), load_shapes(), shape_of(file)
    kinds = set(shapes.objects(shape, SH.targetClass))
    properties = {
        term
        for target in (SH.targetSubjectsOf, SH.targetObjectsOf)
        for term in shapes.objects(shape, target)
    }
    assert kinds & set(data.objects(None, RDF.type)) or properties & set(data.predicates())


def test_every_constraint_has_a_message():
    shapes = load_shapes()
    silent = [
        part for part in shapes.objects(None, SH.property) if not shapes.value(part, SH.message)
    ]
    assert silent == []


def test_messages_are_told_apart():
    texts = [str(text) for text in load_shapes().objects(None, SH.message)]
    assert len(texts) == len(set(texts))
