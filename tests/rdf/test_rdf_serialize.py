import itertools
import json
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg import errors
from kg.ids import source_id, text_sha256
from kg.rdf.describe import describe_extraction
from kg.rdf.graphs import parse_union
from kg.rdf.resolution import describe_resolution
from kg.rdf.serialize import WRITERS, serialize
from kg.rdf.terms import iri, nquads, text, typed

# rdflib's own parsers use what rdflib deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

BASE = "https://kg.example/"
QUADS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
TRIPLES = {"turtle": "turtle", "ntriples": "nt", "xml": "xml"}
SORTED = ("turtle", "trig", "jsonld", "xml")


@pytest.fixture
def lines(extraction, resolution, settings) -> list[str]:
    source = extraction.document.text
    hashes = {source_id(source): text_sha256(source)}
    graphs = describe_resolution(resolution, settings, hashes)
    whole = describe_extraction(extraction, settings) + "".join(graphs.values())
    return whole.splitlines(keepends=True)


def export(lines, syntax: str, base: str = "") -> str:
    return b"".join(serialize(lines, syntax, base)).decode()


def quads_of(data: str, syntax: str) -> set:
    parsed = Dataset()
    parsed.parse(data=data, format=syntax)
    return {(s, p, o, getattr(g, "identifier", g)) for s, p, o, g in parsed.quads()}


@pytest.mark.parametrize("base", ["", BASE])
@pytest.mark.parametrize("syntax", QUADS)
def test_syntaxes_with_graphs_keep_every_quad(syntax, base, lines):
    exported = quads_of(export(lines, syntax, base), QUADS[syntax])
    assert exported == quads_of("".join(lines), "nquads")


@pytest.mark.parametrize("base", ["", BASE])
@pytest.mark.parametrize("syntax", TRIPLES)
def test_syntaxes_without_graphs_keep_every_triple(syntax, base, lines):
    exported = Graph().parse(data=export(lines, syntax, base), format=TRIPLES[syntax])
    assert isomorphic(exported, parse_union("".join(lines)))


@pytest.mark.parametrize("syntax", SORTED)
def test_the_order_and_repetition_of_lines_change_no_byte(syntax, lines):
    shuffled = random.Random(7).sample(lines * 2, len(lines) * 2)
    assert export(shuffled, syntax, BASE) == export(lines, syntax, BASE)


@pytest.mark.parametrize("syntax", ["nquads", "ntriples"])
def test_line_syntaxes_stream(syntax):
    endless = (f'<urn:a> <urn:b> "{number}" <urn:g> .' for number in itertools.count())
    first = next(serialize(endless, syntax))
    assert first.startswith(b'<urn:a> <urn:b> "0"')


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_but_where_xml_has_no_sign_for_it(value):
    lines = [nquads([("<urn:s>", "<urn:p#p>", text(value))], "urn:g")]
    expected = set(parse_union(lines[0]))
    for syntax, name in TRIPLES.items():
        try:
            exported = export(lines, syntax)
        except errors.Invalid:
            assert syntax == "xml"
            assert re.search(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", value)
        else:
            assert set(Graph().parse(data=exported.encode(), format=name)) == expected
    assert {q[:3] for q in quads_of(export(lines, "jsonld"), "json-ld")} == expected


@pytest.mark.parametrize("syntax", [*QUADS, *TRIPLES])
def test_terms_of_others_are_kept(syntax):
    triples = [
        (iri(f"{BASE}a//b/../c:d?e#f"), "<https://other.example/p-1>", '"chat"@fr'),
        (iri(f"{BASE}c:d"), "<https://other.example/p-1>", typed("x", "<urn:type>")),
        (iri("urn:s&t"), "<https://kg.example/ontology#act>", text("a & b < c")),
        (iri("urn:s&t"), "<https://kg.example/ontology#length>", text("7")),
    ]
    lines = nquads(triples, "urn:g").splitlines()
    exported = export(lines, syntax, BASE)
    found = {quad[:3] for quad in quads_of(exported, (QUADS | TRIPLES)[syntax])}
    assert found == set(parse_union("\n".join(lines)))


@pytest.mark.parametrize("syntax", ["trig", "jsonld", "nquads"])
def test_the_default_graph_is_kept_apart(syntax):
    lines = ["<urn:a> <urn:b> <urn:c> .", "<urn:a> <urn:b> <urn:d> <urn:g> ."]
    exported = quads_of(export(lines, syntax), QUADS[syntax])
    assert exported == quads_of("\n".join(lines) + "\n", "nquads")


def test_turtle_reads_like_the_documentation(lines):
    turtle = export(lines, "turtle", BASE)
    assert turtle.startswith(f"@base <{BASE}> .\n@prefix kg: <https://kg.example/ontology#> .\n")
    assert "@prefix foaf:" not in turtle
    assert (
        "\n<statement/s-3d>\n"
        "    a kg:Statement ;\n"
        "    kg:origins 1 ;\n"
        "    kg:reportedAs <claim/c-outer> ;\n"
        "    kg:utterer <actor/mara-lind-1f> .\n"
    ) in turtle


def test_jsonld_carries_its_context_and_plain_values(lines):
    whole = json.loads(export(lines, "jsonld", BASE))
    graph = next(item for item in whole["@graph"] if item["@id"] == "graph/statements")
    assert whole["@context"]["kg"] == "https://kg.example/ontology#"
    assert {
        "@id": "statement/s-3d",
        "@type": ["kg:Statement"],
        "kg:origins": "1",
        "kg:reportedAs": "claim/c-outer",
        "kg:utterer": "actor/mara-lind-1f",
    } in graph["@graph"]


def test_nothing_gives_an_empty_document():
    assert [export([], syntax) for syntax in ("nquads", "ntriples", "turtle", "trig")] == [""] * 4
    assert json.loads(export([], "jsonld"))["@graph"] == []
    assert len(Graph().parse(data=export([], "xml"), format="xml")) == 0


def test_an_unknown_syntax_is_refused():
    with pytest.raises(errors.BadRequest, match="turtle, trig, nquads"):
        serialize([], "yaml")


def test_a_property_that_xml_cannot_name_is_refused():
    with pytest.raises(errors.Invalid, match="RDF/XML cannot name"):
        export(["<urn:s> <urn:p/1> <urn:o> ."], "xml")


def test_every_syntax_is_tried_here():
    assert set(WRITERS) == QUADS.keys() | TRIPLES.keys()
