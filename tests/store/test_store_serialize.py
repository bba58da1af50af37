import hashlib
import itertools
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph

from kg import errors
from kg.resources import resource
from kg.store import syntaxes
from kg.store.serialize import WRITERS, serialize

# rdflib's own parsers use what rdflib deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

ROOT = Path(__file__).parents[2]
BASE = "https://kg.example/"
QUADS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
TRIPLES = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
SORTED = ("turtle", "trig", "jsonld", "rdfxml")
GRAPH = NamedNode("urn:g")
STRING = "http://www.w3.org/2001/XMLSchema#string"

# Prints the hash of each export of the lines that are passed in.
EXPORTER = f"""
import hashlib, sys
from kg.store.serialize import serialize

lines = sys.stdin.readlines()
for syntax in {tuple(WRITERS)}:
    print(hashlib.sha256(b"".join(serialize(lines, syntax, "{BASE}"))).hexdigest())
"""


def line(quad: Quad) -> str:
    return " ".join(str(term) for term in (*quad.triple, quad.graph_name)) + " .\n"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The good examples of the ontology, each a graph: they use about every term there is."""
    return [
        line(Quad(*quad.triple, NamedNode(f"{BASE}graph/{file.stem}")))
        for file in sorted((resource("ontology") / "examples/good").glob("*.ttl"))
        for quad in parse(path=str(file))
    ]


def export(lines: Iterable[str], syntax: str, base: str = "") -> str:
    return b"".join(serialize(lines, syntax, base)).decode()


def quads_of(data: str, syntax: str) -> set:
    parsed = Dataset()
    parsed.parse(data=data, format=syntax)
    return {(s, p, o, getattr(g, "identifier", g)) for s, p, o, g in parsed.quads()}


def triples_of(data: str, syntax: str) -> set:
    return {quad[:3] for quad in quads_of(data, syntax)}


@pytest.mark.parametrize("base", ["", BASE, f"{BASE}source/s/"])
@pytest.mark.parametrize("syntax", QUADS)
def test_syntaxes_with_graphs_keep_every_quad(syntax, base, lines):
    exported = quads_of(export(lines, syntax, base), QUADS[syntax])
    assert exported == quads_of("".join(lines), "nquads")


@pytest.mark.parametrize("base", ["", BASE, f"{BASE}source/s/"])
@pytest.mark.parametrize("syntax", TRIPLES)
def test_syntaxes_without_graphs_keep_every_triple(syntax, base, lines):
    exported = Graph().parse(data=export(lines, syntax, base), format=TRIPLES[syntax])
    assert set(exported) == triples_of("".join(lines), "nquads")


@pytest.mark.parametrize("syntax", SORTED)
def test_the_order_and_repetition_of_lines_change_no_byte(syntax, lines):
    shuffled = random.Random(7).sample(lines * 2, len(lines) * 2)
    assert export(shuffled, syntax, BASE) == export(lines, syntax, BASE)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(lines):
    here = [hashlib.sha256(export(lines, s, BASE).encode()).hexdigest() for s in tuple(WRITERS)]
    ran = subprocess.run(
        [sys.executable, "-c", EXPORTER],
        input="".join(lines),
        env={"PYTHONHASHSEED": "12345"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == here


@pytest.mark.parametrize("syntax", ["nquads", "ntriples"])
def test_line_syntaxes_stream(syntax):
    endless = (f'<urn:a> <urn:b> "{number}" <urn:g> .' for number in itertools.count())
    first = next(serialize(endless, syntax))
    assert first.startswith(b'<urn:a> <urn:b> "0"')


@pytest.mark.parametrize("count", [1, 1023, 1024, 1025, 2500])
def test_line_syntaxes_keep_order_and_number_of_lines(count):
    lines = [f'<urn:a> <urn:b> "{-number}" <urn:g> .\n' for number in range(count)]
    assert export(lines, "nquads") == "".join(lines)
    assert export(lines, "ntriples") == "".join(lines).replace(" <urn:g>", "")


@settings(deadline=None)  # the first one loads the readers
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"quoted" \\ \r\n\t \x00\x1f\x7f\x85\u2028')
@example("\u202eעברית العربية\u200f \U0001f469\u200d\U0001f4bb e\u0301")
@example("]]> &amp; <b> ''' \"\"\"")
def test_any_text_survives_but_where_xml_has_no_sign_for_it(value):
    lines = [line(Quad(NamedNode("urn:s"), NamedNode("urn:p#p"), Literal(value), GRAPH))]
    expected = triples_of("".join(lines), "nquads")
    for syntax, name in (TRIPLES | QUADS).items():
        try:
            exported = export(lines, syntax)
        except errors.Invalid:
            assert syntax == "rdfxml"
            assert re.search(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", value)
        else:
            assert triples_of(exported, name) == expected
            media = syntaxes.named(syntax).media_type
            (again,) = parse(exported, RdfFormat.from_media_type(media))
            assert again.object == Literal(value)
            if syntax == "jsonld":
                options = {"format": "application/n-quads"}
                nquads = jsonld.to_rdf(json.loads(exported), options)
                (third,) = parse(nquads, RdfFormat.N_QUADS)
                assert third.object == Literal(value)


@pytest.mark.parametrize("syntax", [*QUADS, *TRIPLES])
def test_terms_of_others_are_kept(syntax):
    lines = [
        f'<{BASE}a//b/../c:d?e#f> <https://other.example/p-1> "chat"@fr <urn:g> .',
        f'<{BASE}c:d> <https://other.example/p-1> "x"^^<urn:type> <urn:g> .',
        '<urn:s&t> <https://kg.example/ontology#act> "a & b < c" <urn:g> .',
        '<urn:s&t> <https://kg.example/ontology#length> "7" <urn:g> .',
    ]
    exported = export(lines, syntax, BASE)
    expected = triples_of("\n".join(lines) + "\n", "nquads")
    assert triples_of(exported, (QUADS | TRIPLES)[syntax]) == expected


@pytest.mark.parametrize("syntax", QUADS)
def test_the_default_graph_is_kept_apart(syntax):
    lines = ["<urn:a> <urn:b> <urn:c> .", "<urn:a> <urn:b> <urn:d> <urn:g> ."]
    exported = quads_of(export(lines, syntax), QUADS[syntax])
    assert exported == quads_of("\n".join(lines) + "\n", "nquads")


def test_turtle_has_the_prefixes_it_needs_in_full_and_types_first(lines):
    statements = [text for text in lines if "graph/statement>" in text]
    turtle = export(statements, "turtle", BASE)
    assert turtle.startswith(f"@base <{BASE}> .\n@prefix kg: <https://kg.example/ontology#> .\n")
    assert "@prefix foaf:" not in turtle
    assert (
        "\n<statement/s> a kg:Statement ;\n"
        "\tkg:origins 2 ;\n"
        "\tkg:reportedAs <claim/c> , <claim/d> ;\n"
        "\tkg:utterer <actor/mara-lind> .\n"
    ) in turtle


def test_jsonld_carries_its_context_and_plain_values(lines):
    whole = json.loads(export(lines, "jsonld", BASE))
    graph = next(item for item in whole["@graph"] if item["@id"] == f"{BASE}graph/statement")
    assert whole["@context"]["kg"] == "https://kg.example/ontology#"
    assert graph["@graph"] == [
        {
            "@id": f"{BASE}statement/s",
            "@type": "kg:Statement",
            "kg:origins": "2",
            "kg:reportedAs": [f"{BASE}claim/c", f"{BASE}claim/d"],
            "kg:utterer": f"{BASE}actor/mara-lind",
        }
    ]


def test_nothing_gives_an_empty_document():
    assert [export([], syntax) for syntax in ("nquads", "ntriples", "turtle", "trig")] == [""] * 4
    assert json.loads(export([], "jsonld"))["@graph"] == []
    assert len(Graph().parse(data=export([], "rdfxml"), format="xml")) == 0


def test_an_unknown_syntax_is_refused():
    with pytest.raises(errors.BadRequest, match="nquads, ntriples, turtle, trig"):
        serialize([], "yaml")


@pytest.mark.parametrize("syntax", tuple(WRITERS))
def test_a_line_that_is_no_quad_is_named(syntax):
    with pytest.raises(errors.Invalid, match="not a line of N-Quads: '<urn:a> hello'"):
        export(["<urn:a> <urn:b> <urn:c> .\n", "<urn:a> hello\n"], syntax)


def test_a_property_that_xml_cannot_name_is_refused():
    with pytest.raises(errors.Invalid, match="RDF/XML cannot name"):
        export(["<urn:s> <urn:p/1> <urn:o> ."], "rdfxml")


def test_every_syntax_is_tried_here():
    assert set(WRITERS) == QUADS.keys() | TRIPLES.keys()


TERM = r'<urn:r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <urn:a> <urn:b> "\t" )>>'


@pytest.mark.parametrize("syntax", ["nquads", "ntriples", "turtle", "trig"])
def test_triple_terms_are_kept(syntax):
    media = syntaxes.named(syntax).media_type
    (found,) = parse(export([f"{TERM} ."], syntax, BASE), RdfFormat.from_media_type(media))
    (expected,) = parse(f"{TERM} .", RdfFormat.N_QUADS)
    assert found == expected


def test_triple_terms_are_no_json_ld():
    with pytest.raises(errors.Invalid, match="JSON-LD cannot hold the triple term <urn:a>"):
        export([f"{TERM} ."], "jsonld")


@pytest.mark.parametrize(
    ("syntax", "last"), [("jsonld", f"{TERM} ."), ("rdfxml", r'<urn:s> <urn:p#p> "\b" .')]
)
def test_what_cannot_be_held_is_found_before_anything_is_written(syntax, last):
    lines = [f"<urn:s{number}> <urn:p#p> <urn:o> ." for number in range(5000)]
    written = serialize([*lines, last], syntax)
    with pytest.raises(errors.Invalid):
        next(written)


@pytest.mark.parametrize("syntax", SORTED)
def test_blocks_of_a_large_graph_are_one_document(syntax):
    """As many statements as make several blocks, in two graphs, one subject with very many."""
    lines = [f'<urn:s{n % 3000}> <urn:p#p> "{n}" <urn:g{n % 2}> .\n' for n in range(12000)]
    lines += [f'<urn:s7> <urn:p#p> "more {n}" <urn:g1> .\n' for n in range(5000)]
    exported = export(lines, syntax)
    read = quads_of if syntax in QUADS else triples_of
    assert read(exported, (QUADS | TRIPLES)[syntax]) == read("".join(lines), "nquads")
    if syntax == "trig":
        assert exported.count("{\n") == exported.count("}\n") == 2
    if syntax == "turtle":
        assert len(re.findall(r"(?m)^<urn:s7> ", exported)) == 1


def test_each_triple_stands_once_where_graphs_are_merged():
    lines = [f"<urn:s> <urn:p#p> <urn:o> <urn:g{number}> ." for number in range(3)]
    assert export(lines, "turtle").count("<urn:o>") == 1
    assert export(lines, "rdfxml").count("urn:o") == 1
