"""`kg build`, `kg extract` and `kg remove`, as a new user meets them."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_articles import ARTICLES, Kg, write_articles

from kg import pipeline
from kg.extract import Extractor, language
from kg.extract.tagger import model
from kg.records import Tool
from kg.store.embedded import Access, open_store, serve_store

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"
SEEDS = ROOT.parent / "shared" / "data" / "seeds"
# What takes long, and is not called where nothing is new.
WORK = ((language, "load_pipeline"), (model, "load_model"), (pipeline, "resolve"))


def quads(kg: Kg, store: Path) -> str:
    result = kg("export", "--store", store)
    assert result.exit_code == 0
    return result.output


def test_summary_says_what_was_built(kg: Kg, built: Path, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles")
    result = kg("build", folder, "--store", built)
    assert result.exit_code == 0
    assert "Built 0 articles, 3 already there." in result.output
    assert "holds 3 articles" in result.output


def test_mixed_folder_builds_what_can_be_built(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    result = kg("build", folder, tmp_path / "missing.txt", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "Built 1 article" in result.stdout
    assert "3 skipped" in result.stdout
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert any(name in line for line in result.stderr.splitlines())
    assert "Traceback" not in result.output


def test_empty_folder(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = kg("build", tmp_path / "none", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "none" in result.stderr
    assert "Built 0 articles" in result.stdout


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "folder"])
def test_no_store_is_begun_for_nothing(kg: Kg, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "folder").mkdir()
    before = set(tmp_path.iterdir())
    result = kg("build", tmp_path / name, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert name in result.stderr
    assert result.stdout.endswith(f"There is no graph in {tmp_path / 'store'}.\n")
    assert set(tmp_path.iterdir()) == before


def test_a_model_that_is_missing_begins_no_store(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    assert kg("build", folder, "--store", tmp_path / "s", "--model", "en_none").exit_code == 7
    assert [entry.name for entry in tmp_path.iterdir()] == ["articles"]


def test_a_missing_file_leaves_a_store_as_it_is(kg: Kg, store: Path) -> None:
    before = quads(kg, store)
    result = kg("build", "missing.txt", "--store", store)
    assert (result.exit_code, quads(kg, store)) == (1, before)
    assert "holds 3 articles" in result.stdout


def test_nothing_new_loads_no_model_and_concludes_nothing(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is loaded or concluded here would end the command with a traceback."""
    before, said = quads(kg, store), kg("build", articles, "--store", store).stdout
    for module, name in WORK:
        monkeypatch.setattr(module, name, None)
    result = kg("build", articles, "--store", store)
    assert (result.exit_code, result.stdout) == (0, said)
    assert quads(kg, store) == before


def test_a_model_that_cannot_be_loaded_is_one_sentence(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    broken = tmp_path / "model"
    broken.mkdir()
    (broken / "config.cfg").write_text("[nlp]")
    (broken / "meta.json").write_text('{"lang": "en", "name": "none", "version": "1"}')
    result = kg("build", folder, "--store", tmp_path / "store", "--model", broken)
    assert result.exit_code == 7
    assert result.stderr.startswith(f"Error: The spaCy pipeline in {broken} cannot be loaded: ")


def test_without_a_path_is_wrong_usage(kg: Kg) -> None:
    result = kg("build")
    assert result.exit_code == 2
    assert "PATH" in result.stderr


def test_the_tagger_is_named(kg: Kg, built: Path) -> None:
    assert '#taggerSha256> "' in quads(kg, built)


def test_without_the_tagger_by_option_and_by_variable(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    assert kg("build", folder, "--store", tmp_path / "one", "--no-model").exit_code == 0
    monkeypatch.setenv("KG_NO_MODEL", "1")
    assert kg("build", folder, "--store", tmp_path / "two").exit_code == 0
    assert quads(kg, tmp_path / "one") == quads(kg, tmp_path / "two")
    assert '#tagger> "' not in quads(kg, tmp_path / "one")
    record = json.loads(kg("extract", folder).stdout)
    assert (record["tool"]["tagger"], len(record["claims"]) > 0) == (None, True)


def test_articles_that_another_tool_made_are_made_anew(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt", "envoy.txt")
    options = ("--no-model", "--store", tmp_path / "store")
    kg("build", folder / "strike.txt", *options)
    later = Tool("kg", "9.9.9", "en_test", "1", "0" * 64)
    monkeypatch.setattr(Extractor, "tool", property(lambda _: later))
    result = kg("build", folder, *options)
    assert "Built 1 article, 1 made anew." in result.stdout
    assert "holds 2 articles" in result.stdout
    versions = re.findall(r'/softwareVersion> "([^"]*)"', quads(kg, tmp_path / "store"))
    assert set(versions) == {"9.9.9"}
    assert "Built 0 articles, 2 already there." in kg("build", folder, *options).stdout


def test_unknown_model(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    result = kg("build", folder, "--store", tmp_path / "store", "--model", "en_no_such_model")
    assert result.exit_code == 7
    assert "en_no_such_model" in result.stderr


def test_recorded_time_stands_in_the_graph(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    time = "2024-05-07T12:00:00Z"
    kg("build", folder, "--store", tmp_path / "store", "--recorded-at", time)
    assert time in quads(kg, tmp_path / "store")


@pytest.mark.parametrize("command", ["build", "remove"])
def test_store_with_another_base_is_left_as_it_is(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    before = quads(kg, store)
    monkeypatch.setenv("KG_BASE", "https://news.example/")
    result = kg(command, articles / "strike.txt", "--store", store)
    assert result.exit_code == 2
    assert "has the base https://kg.example/ and not https://news.example/" in result.stderr
    assert quads(kg, store) == before


@pytest.mark.parametrize("name", ["http://other.example/g", "http://other.example/graph/g"])
def test_graphs_of_clients_do_not_stop_a_build(
    kg: Kg, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    articles = write_articles(tmp_path / "articles")
    served = serve_store(store, Access(updates=True))
    triple = b"<http://other.example/s> <http://other.example/p> <http://other.example/o> .\n"
    served.write(name, triple, "application/n-triples", replace=True)
    served.update("INSERT DATA { <http://other.example/s> <http://other.example/p> 1 }")
    served.close()
    (articles / "more.txt").write_text("The mayor said on Monday that the bridge is closed.\n")
    result = kg("build", articles, "--store", store)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"<{name}> ." in quads(kg, store)
    assert kg("remove", articles / "more.txt", "--store", store).exit_code == 0
    assert f"<{name}> ." in quads(kg, store)
    monkeypatch.setenv("KG_BASE", "https://news.example/")
    refused = kg("build", articles, "--store", store)
    assert "has the base https://kg.example/ and not" in refused.stderr


def test_store_that_another_process_writes(kg: Kg, store: Path, articles: Path) -> None:
    writing = open_store(store)
    try:
        result = kg("build", articles, "--store", store)
    finally:
        writing.close()
    assert result.exit_code == 4
    assert str(store) in result.stderr


def test_extract_prints_one_record_an_article_in_order(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles")
    names = ["strike.txt", "harbour.txt", "envoy.txt"]
    result = kg("extract", *(folder / name for name in names), "--format", "jsonl")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["doc"] for record in records] == names
    for record in records:
        text = ARTICLES[record["doc"]]
        assert record["claims"]
        for actor in record["actors"]:
            assert all(text[start:end].strip() for start, end in actor["mentions"])
    people = [
        {actor["id"] for actor in record["actors"] if actor["name"] == "Lena Brandt"}
        for record in records[1:]
    ]
    assert people[0] == people[1] != set()


def test_extract_reports_bad_inputs_and_goes_on(kg: Kg, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", "strike.txt")
    result = kg("extract", tmp_path / "missing.txt", folder / "strike.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "missing.txt" in result.stderr


def test_remove_by_file_is_as_if_never_read(
    kg: Kg, store: Path, articles: Path, tmp_path: Path
) -> None:
    result = kg("remove", articles / "envoy.txt", "--store", store)
    assert result.exit_code == 0
    assert "2 articles left" in result.stdout
    others = write_articles(tmp_path / "others", "harbour.txt", "strike.txt")
    kg("build", others, "--store", tmp_path / "fresh")
    assert quads(kg, store) == quads(kg, tmp_path / "fresh")


def test_remove_by_id(kg: Kg, store: Path) -> None:
    source = next((store / "records").glob("dockers*")).stem
    assert kg("remove", source, "--store", store).exit_code == 0
    assert kg("remove", source, "--store", store).exit_code == 3


@pytest.mark.slow
def test_same_bytes_for_any_hash_seed_and_order_and_after_a_kill(tmp_path: Path) -> None:
    files = sorted(EXAMPLES.iterdir())
    outputs = set()
    for seed, order, kill in (("1", files, True), ("2", files[::-1], False)):
        store = tmp_path / f"store{seed}"
        build = (seed, "build", *order, "--store", store)
        if kill:
            kill_after_first_article(start(*build), store)
        finish(*build)
        outputs.add(finish(seed, "export", "--store", store))
    assert len(outputs) == 1
    assert outputs != {b""}


def start(seed: str, *args: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, args)]
    environ = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environ)


def finish(seed: str, *args: object) -> bytes:
    process = start(seed, *args)
    output, _ = process.communicate()
    assert process.returncode == 0
    return output


def kill_after_first_article(process: subprocess.Popen[bytes], store: Path) -> None:
    while not list(store.glob("records/*.json")):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.communicate()


@pytest.mark.seeds
@pytest.mark.slow
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not part of the project")
def test_real_articles_give_a_valid_graph(kg: Kg, tmp_path: Path) -> None:
    result = kg("build", SEEDS, "--store", tmp_path / "store")
    assert result.exit_code == 0, result.stderr
    result = kg("validate", "--store", tmp_path / "store")
    assert result.exit_code == 0, result.output
