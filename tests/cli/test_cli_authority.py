"""Files of names known beforehand, given to the commands that read articles."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from cli_articles import Kg, write_articles

NAMES = """\
name,type,names,same_as
Pauli Raske,Person,Paul Rask,https://people.example/raske
Norland,Place,,https://states.example/norland
"""


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "names.csv"
    file.write_text(NAMES, encoding="utf-8")
    return file


def links(kg: Kg, store: Path) -> dict[str, str]:
    answer = kg("query", "external-links", "--store", store, "--format", "csv").stdout
    return {row["who"]: row["link"] for row in csv.DictReader(io.StringIO(answer))}


def test_a_new_file_makes_known_articles_anew_and_its_links_are_told(
    kg: Kg, tmp_path: Path, names: Path
) -> None:
    folder = write_articles(tmp_path / "articles", "harbour.txt", "envoy.txt")
    build = ("build", folder, "--no-model", "--store", tmp_path / "store")
    kg(*build)
    assert "Norland" not in links(kg, tmp_path / "store")
    assert "2 made anew" in kg(*build, "--authority", names).stdout
    assert links(kg, tmp_path / "store").items() >= {
        ("Pauli Raske", "https://people.example/raske"),
        ("Norland", "https://states.example/norland"),
    }
    assert '#authoritySha256> "' in kg("export", "--store", tmp_path / "store").stdout
    assert "2 already there" in kg(*build, "--authority", names).stdout
    names.write_text(NAMES.replace("Raske", "Rasko"), encoding="utf-8")
    assert "2 made anew" in kg(*build, "--authority", names).stdout
    assert "2 made anew" in kg(*build).stdout
    assert "Norland" not in links(kg, tmp_path / "store")


def test_files_by_option_and_by_variable(
    kg: Kg, tmp_path: Path, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_articles(tmp_path / "articles", "envoy.txt")
    other = tmp_path / "other.ttl"
    other.write_text("", encoding="utf-8")
    extract = ("extract", folder, "--no-model")
    by_option = kg(*extract, "--authority", names, "--authority", other).stdout
    monkeypatch.setenv("KG_AUTHORITY", os.pathsep.join(map(str, (names, other))))
    assert kg(*extract).stdout == by_option
    record = json.loads(by_option)
    (actor,) = [actor for actor in record["actors"] if actor["name"] == "Pauli Raske"]
    assert actor["same_as"] == ["https://people.example/raske"]
    assert len(record["tool"]["authority_sha256"]) == 64
    assert json.loads(kg(*extract, "--authority", names).stdout)["tool"] != record["tool"]


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_broken_file_ends_the_command_with_one_sentence(
    kg: Kg, tmp_path: Path, names: Path, command: str
) -> None:
    folder = write_articles(tmp_path / "articles", "envoy.txt")
    names.write_text("name,type\nPaul Rask,Man\n", encoding="utf-8")
    where = ("--store", tmp_path / "store") if command == "build" else ()
    result = kg(command, folder, "--authority", names, *where)
    assert result.exit_code == 2
    assert f"{names}, line 2: 'Man' is no type" in result.stderr
    assert "Traceback" not in result.output
