"""`kg export`: what is written, in which form, and where to."""

import csv
import gzip
import io
import json
import shutil
from pathlib import Path

import pytest
from cli_articles import ARTICLES, Kg

from kg import errors
from kg.cli import exporting
from kg.cli.export import VIEWS
from kg.cli.lookup import called
from kg.export import views


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def claims(kg: Kg, built: Path, *args: object) -> list[dict[str, str]]:
    result = kg("export", "--as", "claims", *args, "--store", built)
    assert result.exit_code == 0, result.output
    return table(result.stdout_bytes.decode())


@pytest.mark.parametrize(
    ("file", "start"),
    [("g.ttl", b"@base <https://kg.example/> .\n@prefix kg: "), ("g.trig", b"@base <"),
     ("g.nq", b"<https://kg.example/"), ("g.nt", b"<https://kg.example/"),
     ("g.jsonld", b'{\n "@context": {'), ("g.rdf", b"<?xml "), ("g.csv", b"claim,id,article,")],
)  # fmt: skip
def test_the_ending_of_the_file_chooses_the_form(kg, built, tmp_path, file, start) -> None:
    result = kg("export", "--store", built, "-o", tmp_path / file)
    assert result.exit_code == 0, result.output
    assert result.output == ""
    assert (tmp_path / file).read_bytes().startswith(start)
    assert [found.name for found in tmp_path.iterdir()] == [file]


def test_what_goes_to_a_file_goes_to_standard_output_as_well(kg, built, tmp_path) -> None:
    kg("export", "--store", built, "-o", tmp_path / "g.trig")
    result = kg("export", "--store", built, "--format", "trig")
    assert result.stdout_bytes == (tmp_path / "g.trig").read_bytes()
    assert result.stderr == ""


def test_a_packed_file_holds_the_same_at_any_time(kg, built, tmp_path, monkeypatch) -> None:
    for name, now in (("a.nq.gz", 1.0), ("b.nq.GZ", 2e9)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        assert kg("export", "--store", built, "-o", tmp_path / name).exit_code == 0
    packed = (tmp_path / "a.nq.gz").read_bytes()
    assert packed == (tmp_path / "b.nq.GZ").read_bytes()
    assert gzip.decompress(packed) == kg("export", "--store", built).stdout_bytes


@pytest.mark.parametrize(
    ("args", "message"),
    [(["-o", "x.ttl", "-f", "trig"], "ends as a file of turtle, and --format says trig"),
     (["-o", "x.odt"], "The ending of x.odt tells no format: add --format."),
     (["-o", "x.html"], "html cannot hold the graph as it is: use nquads, ntriples,"),
     (["-o", "x.csv", "--as", "schema"], "csv cannot hold claims as schema.org has them: use json"),
     (["-f", "csv", "--as", "graph"], "csv cannot hold the graph as it is: use nquads, ntriples,"),
     (["-o", "x.ttl", "--as", "nanopub"], "turtle cannot hold nanopublications, one a claim: use"),
     (["-f", "jsonld", "--as", "rdf12"], "jsonld cannot hold the graph with triple terms"),
     (["-o", "x.ttl", "--link-context"], "--link-context is for jsonld, and this would be turtle"),
     (["--claim", "a", "--source", "b"], "Give one of --source, --claim and --actor")],
)  # fmt: skip
def test_choices_that_do_not_go_together(kg, built, args: list[str], message: str) -> None:
    result = kg("export", "--store", built, *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path(args[1]).exists()


def test_synonyms_of_formats_in_exports_and_queries(kg, built) -> None:
    names = ("xml", "rdfxml")
    exports = {kg("export", "--store", built, "-f", name).stdout_bytes for name in names}
    assert len(exports) == 1
    query = "CONSTRUCT { ?s a ?class } WHERE { ?s a ?class }"
    asked = {kg("query", "-", "--store", built, "-f", n, input=query).stdout_bytes for n in names}
    assert len(asked) == 1
    assert all(text.startswith(b"<?xml ") for text in exports | asked)


def test_a_claim_comes_with_the_claims_that_it_is_told_in(kg, built) -> None:
    deep = [row for row in claims(kg, built) if row["depth"] == "2"]
    assert deep
    for inner in deep:
        outer, found = claims(kg, built, "--claim", inner["id"])
        assert found == inner
        assert (outer["id"], outer["depth"]) == (inner["nested_in"], "1")
        assert inner["chain"].startswith(f"{outer['chain']} → {inner['speaker']} (")


def test_an_article_and_an_actor_have_their_claims(kg, built, articles) -> None:
    everything = claims(kg, built)
    strike = claims(kg, built, "--source", articles / "strike.txt")
    assert strike == [row for row in everything if row["article"] == strike[0]["article"]]
    rask = claims(kg, built, "--actor", "paul rask")
    assert {"Paul Rask", "Lena Brandt"} <= {row["speaker"] for row in rask}
    assert {row["id"] for row in rask} <= {row["id"] for row in everything}
    assert not {row["article"] for row in rask} & {row["article"] for row in strike}


@pytest.mark.parametrize(
    "name",
    ["Paul Rask", "rask", "RASK", "Rásk", "paul", "paul-rask-3bbc78d4f365", "paul-rask-3b",
     "actor/paul-rask-3bbc78d4f365", "https://kg.example/actor/paul-rask-3bbc78d4f365"],
)  # fmt: skip
def test_an_actor_by_any_of_its_names_or_its_id(kg, built, name: str) -> None:
    assert claims(kg, built, "--actor", name) == claims(kg, built, "--actor", "Paul Rask")


@pytest.mark.parametrize("name", ["ras", "Rask Paul", "Paul Raskov", "—"])
def test_a_part_of_a_word_is_no_name(kg, built, name: str) -> None:
    result = kg("export", "--store", built, "--actor", name)
    assert result.exit_code == 3
    assert result.stderr == f"Error: There is no actor {name!r} in {built}.\n"


def test_a_name_that_several_have_lists_them(kg, built) -> None:
    result = kg("export", "--store", built, "--actor", "dockers")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "Error: 'dockers' can be any of 2 actors: Dockers' union (dockers-union-558751beb1fd), "
        "Dockers' union's members (dockers-unions-members-16c625c699a9).\n"
    )


def test_who_is_called_just_so_goes_before_whose_names_hold_it() -> None:
    names = (("a", "Otto Brandt"), ("a", "Brandt"), ("b", "Lena Brandt-Voß"), ("c", "The Brandts"))
    rows = [{"actor": actor, "label": actor.upper(), "name": name} for actor, name in names]
    assert called(rows, "brandt") == {"a": "A"}
    assert called(rows, "lena brandt") == called(rows, "VOSS") == {"b": "B"}
    assert called([row for row in rows if row["name"] != "Brandt"], "Brandt") == {
        "a": "A",
        "b": "B",
    }


SOURCES = {
    "strike.txt": "dockers-in-oakport-plan-strike-",
    "articles/strike.txt": "dockers-in-oakport-plan-strike-",
    "dockers": "dockers-in-oakport-plan-strike-",
    "https://news.example/a?b=1": "harbour-talks-last-50-minutes-minister-",
}


@pytest.mark.parametrize("name", SOURCES)
def test_an_article_by_what_it_is_called(kg, built, tmp_path, monkeypatch, name: str) -> None:
    store = shutil.copytree(built, tmp_path / "store")
    line = {"text": ARTICLES["harbour.txt"] + "More.", "url": "https://news.example/a?b=1"}
    (tmp_path / "more.jsonl").write_text(json.dumps(line), encoding="utf-8")
    if "://" in name:
        assert kg("build", tmp_path / "more.jsonl", "--store", store).exit_code == 0
    monkeypatch.chdir(built.parent)
    found = {row["article"] for row in claims(kg, store, "--source", name)}
    assert [id_.startswith(SOURCES[name]) for id_ in found] == [True]


def test_an_article_that_is_not_there_or_not_told_apart(kg, built, tmp_path) -> None:
    store = shutil.copytree(built, tmp_path / "store")
    other = tmp_path / "other" / "strike.txt"
    other.parent.mkdir()
    other.write_text(ARTICLES["strike.txt"] + "It rained.\n", encoding="utf-8")
    assert kg("build", other, "--store", store).exit_code == 0
    result = kg("export", "--store", store, "--source", "strike.txt")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: 'strike.txt' can be any of 2 articles: dockers-in-")
    for name in ("", "none.txt", "https://news.example/none"):
        result = kg("export", "--store", store, "--source", name)
        assert result.exit_code == 3
        assert result.stderr == f"Error: No source {name!r} in {store}.\n"


def test_the_offsets_of_the_table_lead_to_the_words(kg, built, articles) -> None:
    text = (articles / "strike.txt").read_text(encoding="utf-8")
    rows = claims(kg, built, "--source", articles / "strike.txt")
    assert len(rows) > 1
    for row in rows:
        for words in ("content", "cue", "speaker"):
            spans = [span.split("-") for span in row[f"{words}_offsets"].split()]
            pieces = " … ".join(text[int(start) : int(end)] for start, end in spans)
            assert pieces == row["speaker_words" if words == "speaker" else words]


def test_each_view_of_a_claim(kg, built) -> None:
    (id_,) = (row["id"] for row in claims(kg, built) if "close the harbour" in row["content"])
    expected = {"schema": "schema:Claim", "rdf12": "kg:says", "graph": "kg:Claim",
                "nanopub": "schema#Nanopublication"}  # fmt: skip
    for view, word in expected.items():
        written = kg("export", "--store", built, "--claim", id_, "--as", view, "-f", "trig")
        assert word in written.stdout
        assert "Tom Vale" not in written.stdout


def test_json_ld_carries_its_context_or_names_it(kg, built) -> None:
    carrying = json.loads(kg("export", "--store", built, "-f", "jsonld").stdout)
    naming = json.loads(kg("export", "--store", built, "-f", "jsonld", "--link-context").stdout)
    assert carrying["@context"]["kg"] == "https://kg.example/ontology#"
    assert naming["@context"] == "https://kg.example/ontology/context.jsonld"
    assert naming["@graph"] == carrying["@graph"]


def test_a_file_is_written_whole_or_not_at_all(kg, built, tmp_path, monkeypatch) -> None:
    def broken(*_args, **_options):
        yield b"half"
        raise errors.Invalid("This cannot be held.")

    monkeypatch.setattr(views, "write", broken)
    file = tmp_path / "g.ttl"
    file.write_bytes(b"before")
    result = kg("export", "--store", built, "-o", file)
    assert (result.exit_code, result.stderr) == (1, "Error: This cannot be held.\n")
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there(kg, built, tmp_path) -> None:
    result = kg("export", "--store", built, "-o", tmp_path / "none" / "g.ttl")
    assert result.exit_code == 1
    assert "none/g.ttl" in result.stderr


def test_a_folder_that_is_a_file_is_one_sentence(kg, built, tmp_path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    result = kg("export", "--store", built, "-o", tmp_path / "plain" / "g.ttl")
    assert result.exit_code == 1
    assert result.stderr.endswith("plain/g.ttl': Not a directory\n")


def test_what_lies_beside_the_file_stays_as_it_is(kg, built, tmp_path) -> None:
    (tmp_path / "g.ttl.part").write_bytes(b"mine")
    (tmp_path / "g.nq.part").mkdir()
    for name in ("g.ttl", "g.nq"):
        assert kg("export", "--store", built, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "g.ttl.part").read_bytes() == b"mine"
    names = {"g.ttl", "g.nq", "g.ttl.part", "g.nq.part"}
    assert {found.name for found in tmp_path.iterdir()} == names


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(kg, built, tmp_path) -> None:
    file, link = tmp_path / "there" / "g.ttl", tmp_path / "g.ttl"
    file.parent.mkdir()
    file.write_bytes(b"before")
    file.chmod(0o640)
    link.symlink_to(file)
    assert kg("export", "--store", built, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"@base")
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_device_is_written_to_and_not_replaced(kg, built) -> None:
    assert kg("export", "--store", built, "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_progress_is_on_standard_error_and_silent_on_a_terminal_full_of_output(
    monkeypatch, capsys
) -> None:
    with exporting.steps(Path("g.ttl")) as step:
        for _ in range(50):
            step("a graph", 50)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Exporting: 25 of 50\nExporting: 50 of 50\n")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with exporting.steps(exporting.STANDARD_OUTPUT) as step:
        for _ in range(50):
            step("a graph", 50)
    assert capsys.readouterr().err == ""


def test_the_views_are_those_that_there_are() -> None:
    assert tuple(views.VIEWS) == VIEWS
