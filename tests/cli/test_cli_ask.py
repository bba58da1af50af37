"""Commands that read a graph."""

import csv
import hashlib
import io
import json
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from cli_articles import ARTICLES, Kg

from kg.cli.lookup import listed

COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a <https://kg.example/ontology#Claim> }"


def claim_of(kg: Kg, store: Path, words: str) -> str:
    """The id of the claim whose text holds some words."""
    query = f"""SELECT DISTINCT ?claim WHERE {{
        ?claim <https://schema.org/text> ?text ; a <https://kg.example/ontology#Claim> .
        FILTER(CONTAINS(?text, "{words}")) }} ORDER BY STRLEN(?text)"""
    result = kg("query", "-", "--store", store, "--format", "csv", input=query)
    return str(result.stdout.splitlines()[1].rsplit("/", 1)[-1])


def test_queries_are_listed(kg: Kg) -> None:
    result = kg("query")
    assert result.exit_code == 0
    assert "questions/sources" in result.stdout
    assert "speaker" in result.stdout


def test_shipped_query_with_a_parameter(kg: Kg, built: Path) -> None:
    result = kg("query", "said-by", "-p", "speaker=Rask", "--store", built)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    assert {row["who"] for row in rows} == {"Paul Rask"}


@pytest.mark.parametrize(
    ("format_", "start"),
    [("csv", "n\n"), ("tsv", "?n"), ("json", "{"), ("xml", "<?xml"), ("table", "n")],
)
def test_formats_of_rows(kg: Kg, built: Path, format_: str, start: str) -> None:
    result = kg("query", "-", "--store", built, "--format", format_, input=COUNT)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


def test_query_from_a_file(kg: Kg, built: Path, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    result = kg("query", tmp_path / "count.rq", "--store", built)
    assert int(result.stdout.splitlines()[1]) > 3


def test_ask_and_construct(kg: Kg, built: Path) -> None:
    assert kg("query", "-", "--store", built, input="ASK { ?s ?p ?o }").stdout == "true\n"
    construct = "CONSTRUCT WHERE { ?s a <https://kg.example/ontology#Claim> }"
    assert "ontology#Claim" in kg("query", "-", "--store", built, input=construct).stdout


@pytest.mark.parametrize(
    ("args", "text", "message"),
    [
        ("-", "SELECT ?x WHERE { ?x", "expected"),
        ("-", "DELETE WHERE { ?s ?p ?o }", "update"),
        ("-", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE"),
        ("said-by -p speaker", None, "NAME=VALUE"),
        ("said-by -p nobody=x", None, "nobody"),
        ("- -f turtle", "SELECT * { ?s ?p ?o }", "csv"),
    ],
)
def test_wrong_queries(kg: Kg, built: Path, args: str, text: str | None, message: str) -> None:
    result = kg("query", *args.split(), "--store", built, input=text)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_unknown_query_names_the_closest(kg: Kg, built: Path) -> None:
    result = kg("query", "said-byy", "--store", built)
    assert result.exit_code == 3
    assert "said-by" in result.stderr


def test_query_is_stopped_at_its_limit(kg: Kg, built: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    result = kg("query", "-", "--seconds", "0.5", "--store", built, input=slow)
    assert result.exit_code == 6


def test_claim_shows_words_in_place_and_the_chain(kg: Kg, built: Path) -> None:
    result = kg("claim", claim_of(kg, built, "close the harbour")[:6], "--store", built)
    assert result.exit_code == 0, result.output
    assert "Lena Brandt" in result.stdout
    assert "[We will not close the harbour]" in result.stdout.replace(",]", "]")
    assert "reporters" in result.stdout
    assert "rule" in result.stdout
    assert hashlib.sha256(ARTICLES["harbour.txt"].encode()).hexdigest() in result.stdout


def test_claim_as_json_quotes_the_text(kg: Kg, built: Path) -> None:
    id_ = claim_of(kg, built, "close the harbour")
    record = json.loads(kg("claim", id_, "--store", built, "--format", "json").stdout)
    text = ARTICLES["harbour.txt"]
    assert record["marks"]
    for mark in record["marks"]:
        assert text[mark["start"] : mark["end"]] == mark["words"]


def test_claim_by_iri(kg: Kg, built: Path) -> None:
    id_ = claim_of(kg, built, "close the harbour")
    iri = f"https://kg.example/claim/{id_}"
    assert kg("claim", iri, "--store", built).stdout == kg("claim", id_, "--store", built).stdout


@pytest.mark.parametrize(("format_", "start"), [("turtle", "@base"), ("jsonld", "{")])
def test_claim_as_rdf(kg: Kg, built: Path, format_: str, start: str) -> None:
    id_ = claim_of(kg, built, "close the harbour")
    result = kg("claim", id_, "--store", built, "--format", format_)
    assert result.stdout.startswith(start)
    assert id_ in result.stdout


def test_claim_whose_text_is_gone(kg: Kg, store: Path) -> None:
    id_ = claim_of(kg, store, "close the harbour")
    for text in (store / "texts").iterdir():
        text.unlink()
    result = kg("claim", id_, "--store", store)
    assert result.exit_code == 0
    assert "not kept" in result.stdout


def test_unknown_and_ambiguous_claims(kg: Kg, built: Path) -> None:
    assert kg("claim", "zzzz", "--store", built).exit_code == 3
    result = kg("claim", "", "--store", built)
    assert result.exit_code == 3
    rows = kg("export", "--store", built, "-f", "csv").stdout.splitlines()[1:]
    ids = sorted(row.split(",")[1] for row in rows)
    assert len(ids) > 10
    assert result.stderr == (
        f"Error: '' begins the id of more than one claim: {', '.join(ids[:10])} … "
        f"and {len(ids) - 10} more.\n"
    )


def test_a_list_that_is_not_cut_says_nothing_of_more() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed([*"abcdefghijkl"]) == "a, b, c, d, e, f, g, h, i, j … and 2 more"


@pytest.mark.parametrize("format_", ["nquads", "trig", "turtle", "ntriples", "jsonld", "xml"])
def test_export_of_everything_in_every_format(kg: Kg, built: Path, tmp_path: Path, format_) -> None:
    out = tmp_path / "graph"
    assert kg("export", "--store", built, "--format", format_, "-o", out).exit_code == 0
    assert "Lena Brandt" in out.read_text(encoding="utf-8")


def test_export_of_a_claim_holds_its_chain_and_evidence(kg: Kg, built: Path) -> None:
    id_ = claim_of(kg, built, "new tariffs")
    lines = kg("export", "--claim", id_, "--store", built).stdout.splitlines()
    everything = set(kg("export", "--store", built).stdout.splitlines())
    assert set(lines) < everything
    text = "\n".join(lines)
    for expected in ('"warned"', "Lena Brandt", "Paul Rask", "NewsArticle", "TextSnapshot",
                     "SoftwareAgent", "ontology#Decision"):  # fmt: skip
        assert expected in text
    assert "Tom Vale" not in text


def test_export_of_an_actor_by_name(kg: Kg, built: Path) -> None:
    text = kg("export", "--actor", "paul rask", "--store", built).stdout
    assert "20 minutes" in text
    assert "Tom Vale" not in text


def test_export_of_a_source_is_its_graph(kg: Kg, built: Path, articles: Path) -> None:
    lines = kg("export", "--source", articles / "strike.txt", "--store", built).stdout.splitlines()
    assert len({line.rsplit(" ", 2)[1] for line in lines}) == 1
    assert any('"Tom Vale"' in line for line in lines)


@pytest.mark.parametrize(
    ("args", "code"),
    [(["--actor", "Nobody"], 3), (["--source", "none"], 3), (["--claim", "zz"], 3),
     (["--claim", "a", "--actor", "b"], 2)],
)  # fmt: skip
def test_export_of_what_is_not_there(kg: Kg, built: Path, args: list[str], code: int) -> None:
    assert kg("export", *args, "--store", built).exit_code == code


def test_stats_hash_is_that_of_the_sorted_export(kg: Kg, built: Path) -> None:
    stats = kg("stats", "--store", built).stdout
    lines = sorted(kg("export", "--store", built).stdout.encode().splitlines(keepends=True))
    assert f"sha256  {hashlib.sha256(b''.join(lines)).hexdigest()}" in stats
    assert f" {len(lines):,}\n" in stats.replace("  ", " ")


def test_sources_are_listed(kg: Kg, built: Path) -> None:
    result = kg("sources", "--store", built)
    assert "Dockers in Oakport plan strike" in result.stdout


def test_valid_graph(kg: Kg, built: Path) -> None:
    result = kg("validate", "--store", built)
    assert result.exit_code == 0, result.output


@pytest.mark.slow
def test_ontology_is_consistent(kg: Kg, built: Path) -> None:
    result = kg("validate", "--ontology", "--store", built)
    assert result.exit_code in {0, 7}  # 7: there is no Java here
    assert "consistent" in result.stdout or "Java" in result.stderr


def test_changed_text_is_found(kg: Kg, store: Path) -> None:
    file = next(path for path in (store / "texts").iterdir() if "Vale" in path.read_text())
    file.write_text(file.read_text().replace("Vale", "Dale"))
    result = kg("validate", "--store", store)
    assert result.exit_code == 1
    assert file.stem in result.stderr


def test_port_that_is_taken(kg: Kg, built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = kg("serve", "--port", taken.getsockname()[1], "--store", built)
    assert result.exit_code == 1
    assert "--port" in result.stderr


def test_serve_prints_its_address_and_answers(built: Path) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0"]
    server = subprocess.Popen([*command, "--store", str(built)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{address}sparql?query=ASK%7B%7D", timeout=20) as answer:
            assert answer.status == 200
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0


def test_query_file_that_is_no_text(kg: Kg, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(b"SELECT \xff")
    result = kg("query", file, "--store", built)
    assert (result.exit_code, "byte 7" in result.stderr) == (2, True)


def test_claim_as_tables_print_it(kg: Kg, built: Path) -> None:
    rows = kg("query", "claims-by-act", "-p", "act=state", "-f", "csv", "--store", built).stdout
    claim = next(
        cell for cell in rows.replace("\r", "").replace("\n", ",").split(",") if "/claim/" in cell
    )
    short = "claim/" + claim.rpartition("/")[2]
    assert kg("claim", short, "--store", built).exit_code == 0
    assert kg("claim", short.upper().replace("CLAIM", "claim"), "--store", built).exit_code == 0
