"""`kg diff`: of stores and of exports, as text and as JSON, and its exit codes."""

import gzip
import json
import random
import shutil
from pathlib import Path

import pytest
from cli_articles import Kg

SAME = "The two builds say the same.\n"
SYNTAXES = {"nquads": "nq", "trig": "trig", "jsonld": "jsonld"}
WITHOUT_GRAPHS = {"turtle": "ttl", "ntriples": "nt", "xml": "rdf"}


def export(kg: Kg, store: Path, file: Path, syntax: str = "nquads") -> Path:
    assert kg("export", "--store", store, "--format", syntax, "-o", file).exit_code == 0
    return file


def removed(kg: Kg, built: Path, folder: Path, article: str) -> Path:
    """A copy of the store without one article."""
    store = Path(shutil.copytree(built, folder / "fewer"))
    (source,) = [file.stem for file in (store / "records").glob(f"{article}*.json")]
    assert kg("remove", source, "--store", store).exit_code == 0
    return store


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_store_and_its_export_are_the_same(kg, built, tmp_path, syntax) -> None:
    file = export(kg, built, tmp_path / f"all.{SYNTAXES[syntax]}", syntax)
    result = kg("diff", built, file)
    assert (result.exit_code, result.stdout) == (0, SAME)


@pytest.mark.parametrize("syntax", WITHOUT_GRAPHS)
def test_an_export_without_graphs_is_the_same(kg, built, tmp_path, syntax) -> None:
    file = export(kg, built, tmp_path / f"all.{WITHOUT_GRAPHS[syntax]}", syntax)
    result = kg("diff", file, built)
    assert (result.exit_code, result.stdout) == (0, SAME)


INFERRED = """<{0}inference> <{1}type> <http://www.w3.org/ns/prov#Activity>{2} .
<{0}claim/1> <{1}type> <https://schema.org/Claim>{2} .
"""


def inferring(kg, store: Path, file: Path) -> Path:
    """An export with a graph of what was inferred, or with its triples among the others."""
    export(kg, store, file, "nquads" if file.suffix == ".nq" else "ntriples")
    graph = " <https://kg.example/graph/inferred>" if file.suffix == ".nq" else ""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    with file.open("a", encoding="utf-8") as stream:
        stream.write(INFERRED.format("https://kg.example/", rdf, graph))
    return file


def test_what_the_other_side_cannot_have_is_left_out_and_told(kg, built, tmp_path) -> None:
    left = inferring(kg, built, tmp_path / "reasoned.nq")
    right = export(kg, built, tmp_path / "plain.ttl", "turtle")
    for sides in ((left, right), (right, left)):
        result = kg("diff", *sides)
        told = f"What was inferred is left out: {left} has it, and {right} does not.\n"
        assert (result.exit_code, result.stdout) == (0, told + SAME)


def test_what_was_inferred_is_compared_where_both_have_it(kg, built, tmp_path) -> None:
    sides = [inferring(kg, built, tmp_path / name) for name in ("a.nq", "b.nt")]
    result = kg("diff", *sides)
    assert result.exit_code == 0
    assert result.stdout.startswith("An export without named graphs does not tell")
    assert result.stdout.endswith(SAME)
    graphs = kg("diff", sides[0], built)
    assert (graphs.exit_code, "  inferred: 0 lines new, 2 gone\n" in graphs.stdout) == (1, True)


def test_what_was_inferred_among_what_was_written_cannot_be_told(kg, built, tmp_path) -> None:
    file = inferring(kg, built, tmp_path / "reasoned.nt")
    result = kg("diff", file, built)
    assert result.exit_code == 2
    assert f"{file} has no named graphs to tell what was inferred" in result.stderr


VIEWS = {
    "nanopub.trig": (["--as", "nanopub"], "with nanopublications (--as nanopub)"),
    "terms.trig": (["--as", "rdf12"], "with triple terms (--as rdf12)"),
    "terms.ttl": (["--as", "rdf12"], "with triple terms (--as rdf12)"),
    "schema.ttl": (["--as", "schema"], "is a part of a graph"),
    "actor.nq": (["--actor", "Rask"], "is a part of a graph"),
    "source.nt": (["--source", "harbour.txt"], "is a part of a graph"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_no_whole_build_is_named(kg, built, tmp_path, name) -> None:
    options, told = VIEWS[name]
    file = tmp_path / name
    assert kg("export", "--store", built, *options, "-o", file).exit_code == 0
    result = kg("diff", built, file)
    assert result.exit_code == 2
    assert f"{file} is " in result.stderr
    assert told in result.stderr


def test_parts_are_compared_with_parts(kg, built, tmp_path) -> None:
    for name in ("a.nq", "b.ttl"):
        export = ["export", "--source", "harbour.txt", "--store", built, "-o", tmp_path / name]
        assert kg(*export).exit_code == 0
    result = kg("diff", tmp_path / "a.nq", tmp_path / "b.ttl")
    assert result.exit_code == 0
    assert result.stdout.startswith("Both are parts of graphs or packs: ")
    assert result.stdout.endswith(SAME)


def test_a_store_is_the_same_as_itself(kg, built) -> None:
    assert kg("diff", built, built).stdout == SAME


def test_order_and_compression_are_no_difference(kg, built, tmp_path) -> None:
    lines = export(kg, built, tmp_path / "all.nq").read_text("utf-8").splitlines(keepends=True)
    shuffled = "".join(random.Random(3).sample(lines, len(lines)))
    (tmp_path / "shuffled.nq.gz").write_bytes(gzip.compress(shuffled.encode()))
    result = kg("diff", tmp_path / "shuffled.nq.gz", built)
    assert (result.exit_code, result.stdout) == (0, SAME)


def test_an_article_less(kg, built, tmp_path) -> None:
    store = removed(kg, built, tmp_path, "envoy")
    result = kg("diff", built, store)
    assert result.exit_code == 1
    assert "gone: envoy-denies-threat-over-tariffs" in result.stdout
    assert "\nAcross articles, because articles came or went\n" in result.stdout
    assert "  changed actor: Paul Rask\n" in result.stdout
    back = kg("diff", store, built)
    assert back.exit_code == 1
    assert "new: envoy-denies-threat-over-tariffs" in back.stdout


def test_json_has_all_with_the_causes(kg, built, tmp_path) -> None:
    store = removed(kg, built, tmp_path, "envoy")
    result = kg("diff", built, store, "--format", "json", "--limit", "0")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    counts = {count["kind"]: count for count in found["counts"]}
    assert (counts["article"]["left"], counts["article"]["right"]) == (3, 2)
    assert counts["claim"]["left"] - counts["claim"]["right"] == counts["claim"]["gone"] > 0
    (rask,) = [item for item in found["conclusions"] if item["label"] == "Paul Rask"]
    assert rask["what"] == "changed"
    assert rask["follows"]
    assert rask["causes"] == [
        {"kind": "article", "detail": "the article “Envoy denies threat over tariffs” is gone"}
    ]


def test_the_same_comparison_gives_the_same_bytes(kg, built, tmp_path) -> None:
    store = removed(kg, built, tmp_path, "envoy")
    lines = export(kg, store, tmp_path / "fewer.nq").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "back.nq").write_text("".join(reversed(lines)), encoding="utf-8")
    outputs = {
        kg("diff", built, right, "--format", "json").stdout
        for right in (store, tmp_path / "back.nq")
    }
    assert len(outputs) == 1


def test_without_the_tagger_the_tagger_is_the_cause(kg, built, tmp_path, articles) -> None:
    store = tmp_path / "rules"
    assert kg("build", articles, "--no-model", "--store", store).exit_code == 0
    found = json.loads(kg("diff", built, store, "--format", "json").stdout)
    assert {article["what"] for article in found["articles"]} == {"changed"}
    causes = [cause for article in found["articles"] for cause in article["causes"]]
    assert {cause["kind"] for cause in causes} == {"tagger"}
    assert all(cause["detail"].endswith("→ none") for cause in causes)
    claims = [rule for rule in found["rules"] if rule["rule"].startswith("tagger")]
    assert claims, "the rules that worked with the tagger are named"
    merged = export(kg, store, tmp_path / "rules.ttl", "turtle")
    without = json.loads(kg("diff", built, merged, "--format", "json").stdout)
    assert without | {"notes": []} == found, "all of that is told without named graphs too"


def test_quiet_tells_by_the_exit_code_alone(kg, built, tmp_path) -> None:
    store = removed(kg, built, tmp_path, "envoy")
    for right, code in ((built, 0), (store, 1)):
        result = kg("diff", built, right, "--quiet")
        assert (result.exit_code, result.stdout) == (code, "")


def test_limit_leaves_out_lines_and_says_so(kg, built, tmp_path) -> None:
    store = removed(kg, built, tmp_path, "envoy")
    whole = kg("diff", built, store, "--limit", "1000").stdout
    short = kg("diff", built, store, "--limit", "1").stdout
    assert "more (--limit, or --format json)" in short
    assert "more (--limit, or --format json)" not in whole
    assert len(short.splitlines()) < len(whole.splitlines())


TROUBLE = {
    "empty.nq": ("", 2, "empty.nq is no build of kg: there is nothing in it"),
    "nothing.nq": (None, 3, "There is no store and no export"),
    "broken.nq": ("<a> <b> .\n", 2, "broken.nq cannot be read as N-Quads"),
    "broken.nq.gz": ("no gzip", 2, "cannot be read"),
    "graph.docx": ("", 2, "there is no syntax for its ending"),
    "no-graph.trig": ("<urn:a> <urn:b> <urn:c> .\n", 2, "a triple in no named graph"),
    "other.nq": ("<urn:a> <urn:b> <urn:c> <urn:g> .\n", 2, "it holds the graph urn:g"),
    "other.nt": ("<urn:a> <urn:b> <urn:c> .\n", 2, "describes no article"),
    "blank.nq": ("_:a <urn:b> <urn:c> <urn:g> .\n", 2, "blank node"),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_is_told_from_a_difference(kg, built, tmp_path, name) -> None:
    content, code, message = TROUBLE[name]
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = kg("diff", built, tmp_path / name)
    assert result.exit_code == code
    assert message in result.stderr


def test_a_folder_without_a_store_is_trouble(kg, built, tmp_path) -> None:
    result = kg("diff", tmp_path, built)
    assert result.exit_code == 3
    assert "No store in" in result.stderr
