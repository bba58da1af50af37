"""Our lines are canonical N-Quads: sorted, they are what RDFC-1.0 makes of the graph.

There are no blank nodes, so that nothing is left to label. The canonicalization is the engine's,
which is not what writes our lines. Source: https://www.w3.org/TR/rdf-canon/.
"""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from kg.config import Settings
from kg.rdf import terms
from kg.rdf.ontology import describe_ontology
from kg.stats import measure
from kg.store.embedded import open_store

GRAPH = "https://kg.example/graph/g"
NODE = "<https://kg.example/s>"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
# What has an escape of its own, is a control, ends a line elsewhere, or is no character of XML.
HARD = [
    *map(chr, range(0x24)),
    *("\\", "\x7f", "\x80", "\x85", "\xa0", "\u2028", "\u2029", "\ud7ff", "\ue000", "\ufdd0"),
    *("\ufeff", "\ufffd", "\ufffe", "\uffff", "\U00010000", "\U0010ffff"),
]


def canonical(lines: str) -> list[str]:
    """The lines of the canonical form, in code point order."""
    graph = Dataset(parse(lines, RdfFormat.N_QUADS))
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    written = serialize(graph, format=RdfFormat.N_QUADS)
    assert written is not None
    return sorted(written.decode().split("\n")[:-1])


def lines_of(*values: str) -> str:
    return terms.nquads([(NODE, NODE, terms.text(value)) for value in values], GRAPH)


@pytest.mark.parametrize("char", HARD, ids=[f"U+{ord(char):04X}" for char in HARD])
def test_hard_characters_are_written_in_the_canonical_form(char: str) -> None:
    lines = lines_of(f"a{char}b", char, f'"{char}\\')
    assert lines.split("\n")[:-1] == canonical(lines)


@given(st.lists(TEXTS, min_size=1))
def test_any_texts_are_written_in_the_canonical_form(values: list[str]) -> None:
    lines = lines_of(*values)
    assert lines.split("\n")[:-1] == canonical(lines)


def test_the_ontology_is_written_in_the_canonical_form() -> None:
    _, lines = describe_ontology(Settings())
    assert lines.split("\n")[:-1] == canonical(lines)


def test_a_store_gives_back_the_canonical_form(tmp_path: Path) -> None:
    lines = lines_of(*HARD)
    store = open_store(tmp_path)
    store.replace({GRAPH: lines})
    assert "".join(store.quads()) == lines
    store.close()


def test_the_hash_of_a_graph_is_that_of_its_canonical_form() -> None:
    lines = lines_of(*HARD)
    whole = "".join(f"{line}\n" for line in canonical(lines))
    backwards = reversed(lines.split("\n")[:-1])
    found = measure((f"{line}\n" for line in backwards), "https://kg.example/")
    assert found.sha256 == hashlib.sha256(whole.encode()).hexdigest()
