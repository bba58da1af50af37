"""`kg stats`: its figures, and its hash by the tools that everybody has."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_articles import Kg
from pyoxigraph import RdfFormat, parse

BASE = "https://kg.example/"


def figures(kg: Kg, store: Path) -> dict[str, int | float | str]:
    result = kg("stats", "--store", store, "--format", "json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sort and sha256sum")
def test_standard_tools_give_the_same_hash(kg, built, tmp_path) -> None:
    lines = tmp_path / "graph.nq"
    assert kg("export", "--store", built, "-o", lines).exit_code == 0
    command = "LC_ALL=C sort graph.nq | sha256sum"
    ran = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split()[0] == figures(kg, built)["sha256"]


def test_figures_are_counted_from_the_quads(kg, built) -> None:
    quads = list(parse(kg("export", "--store", built).stdout_bytes, RdfFormat.N_QUADS))
    graphs = [quad.graph_name.value.removeprefix(f"{BASE}graph/") for quad in quads]
    concluded = sum(graph in {"identity", "statements", "disputes"} for graph in graphs)
    ontology, questions = graphs.count("ontology"), graphs.count("queries")
    spans = {quad.subject for quad in quads if "#char=" in quad.subject.value}
    found = figures(kg, built)
    assert found["quads"] == len(quads)
    assert found["quads concluded"] == concluded > 0
    assert found["quads of the ontology"] == ontology > 0
    assert found["quads of the questions"] == questions > 0
    assert found["quads of articles"] == len(quads) - concluded - ontology - questions
    assert found["quads of articles a source"] == round(found["quads of articles"] / 3, 1)
    assert found["spans a claim"] == round(len(spans) / found["claims"], 1)


def test_provenance_is_lean(kg, built) -> None:
    assert 0 < figures(kg, built)["provenance quads a claim"] < 15
