"""`kg ontology`, which needs no store, and `kg validate --ontology`; a built graph under HermiT."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from cli_articles import Kg
from rdflib import Graph
from rdflib.compare import to_isomorphic

from kg.rdf.hermit import check_consistency
from kg.rdf.ontology import load_ontology
from kg.rdf.style import check_style
from kg.store import syntaxes


@pytest.mark.parametrize("form", syntaxes.GRAPHS, ids=lambda form: form.name)
def test_the_ontology_is_written_as_rdf_and_reads_back_the_same(
    kg: Kg, form: syntaxes.Syntax
) -> None:
    result = kg("ontology", "--format", form.name)
    assert result.exit_code == 0, result.output
    assert {kg("ontology", "-f", name).stdout for name in form.synonyms} <= {result.stdout}
    format_ = ox.RdfFormat.from_media_type(form.media_type)
    assert format_ is not None
    quads = ox.parse(result.stdout.encode(), format=format_)
    lines = {f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads}
    assert to_isomorphic(Graph().parse(data="".join(sorted(lines)), format="nt")) == to_isomorphic(
        load_ontology()
    )


def test_the_documentation_is_one_file(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "ontology.html"
    result = kg("ontology", "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    page = file.read_text(encoding="utf-8")
    assert page == kg("ontology", "--format", "html").stdout
    assert 'id="Claim"' in page
    assert "<style>" in page
    assert 'href="/' not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "start"),
    [("o.ttl", b"@prefix "), ("o.rdf", b"<?xml "), ("o.html", b"<!doctype html>")],
)
def test_the_ending_of_the_file_chooses_the_form(
    kg: Kg, tmp_path: Path, name: str, start: bytes
) -> None:
    result = kg("ontology", "-o", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_bytes().lower().startswith(start)
    assert [found.name for found in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("args", "message"),
    [(["-o", "x.ttl", "--format", "html"], "ends as a file of turtle, and --format says html"),
     (["-o", "x.csv"], "csv cannot hold the ontology: use html, nquads,"),
     (["-o", "x.odt"], "The ending of x.odt tells no format: add --format.")],
)  # fmt: skip
def test_choices_that_do_not_go_together(kg: Kg, args: list[str], message: str) -> None:
    result = kg("ontology", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path(args[1]).exists()


def test_a_format_that_is_not_there_is_wrong_usage(kg: Kg) -> None:
    result = kg("ontology", "--format", "docx")
    assert result.exit_code == 2
    assert "docx" in result.stderr


def test_a_file_that_cannot_be_written_is_named(kg: Kg, tmp_path: Path) -> None:
    result = kg("ontology", "-o", tmp_path / "none" / "x.html")
    assert result.exit_code != 0
    assert "x.html" in result.stderr


@pytest.mark.slow
def test_validate_finds_a_term_without_definition(
    kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = load_ontology() + Graph()
    update = "DELETE WHERE { <https://kg.example/ontology#cue> skos:definition ?any }"
    spoilt.update(update)
    monkeypatch.setattr("kg.validate.check_style", lambda: check_style(spoilt))
    result = kg("validate", "--ontology", "--store", built)
    assert result.exit_code in {1, 7}  # 7: there is no Java here
    assert "ontology#cue: A term needs a definition in English (skos:def" in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
def test_a_graph_that_was_built_agrees_with_the_ontology(kg: Kg, built: Path) -> None:
    lines = kg("export", "--store", built).stdout.split("\n")
    data = [line for line in lines if line and not line.endswith("graph/ontology> .")]
    assert len(data) > 500
    check_consistency("".join(f"{line}\n" for line in data))
