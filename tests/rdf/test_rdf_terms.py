import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

from kg import errors
from kg.rdf import terms
from kg.rdf.quads import read_literal, split

# rdflib's own parser uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

GRAPH = "https://kg.example/graph/g"
NODE = "<https://kg.example/s>"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def parse(nquads: str):
    data = Dataset()
    data.parse(data=nquads, format="nquads")
    return list(data.quads())


@given(TEXTS)
def test_rdflib_reads_back_any_text(value):
    (quad,) = parse(terms.nquads([(NODE, NODE, terms.text(value))], GRAPH))
    assert quad == (*[URIRef(NODE[1:-1])] * 2, Literal(value), URIRef(GRAPH))


@given(TEXTS)
def test_a_line_of_any_text_splits_into_what_it_was_made_of(value):
    triple = (NODE, NODE, terms.text(value))
    line = terms.nquads([triple], GRAPH)
    assert line.count("\n") == 1
    assert split(line) == (*triple, f"<{GRAPH}>")
    assert read_literal(triple[2]) == (value, None, None)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('a "b" \\ c', r'"a \"b\" \\ c"'),
        ("tab\tline\nreturn\r", r'"tab\tline\nreturn\r"'),
        ("\x00\x7f", r'"\u0000\u007F"'),
        ("“Straße” 🙂", '"“Straße” 🙂"'),
    ],
)
def test_text_is_written_in_the_canonical_form(value, written):
    assert terms.text(value) == written


@pytest.mark.parametrize(
    ("value", "digits"),
    [(50, "50"), (0, "0"), (0.1, "0.1"), (-2.5, "-2.5"), (1e22, "10000000000000000000000")],
)
def test_decimals_are_canonical_and_have_no_exponent(value, digits):
    assert terms.decimal(value) == f'"{digits}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(errors.Invalid, match="decimal"):
        terms.decimal(value)


@pytest.mark.parametrize("value", ["a b", "a>b", 'a"', "a\\b", "a\nb"])
def test_what_no_iri_may_hold_is_refused(value):
    with pytest.raises(errors.Invalid, match="not an IRI"):
        terms.iri(f"https://kg.example/{value}")


def test_lines_are_sorted_and_stand_once():
    triples = [(NODE, NODE, terms.text(value)) for value in "bab"]
    lines = terms.nquads(triples, GRAPH).splitlines()
    assert lines == [f'{NODE} {NODE} "{value}" <{GRAPH}> .' for value in "ab"]


@pytest.mark.parametrize("line", ["", "<a> <b> .", '<a> <b> "c .', "_:a <b> <c> .", "<a> <b> <c>"])
def test_what_is_no_line_is_refused(line):
    with pytest.raises(errors.Invalid, match="canonical N-Quads"):
        split(line)
