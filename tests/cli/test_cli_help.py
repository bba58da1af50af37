"""The command line before any graph is there."""

import subprocess
import sys

import pytest

from kg import errors
from kg.cli import COMMANDS, EXIT_CODES

HEAVY = ("spacy", "rdflib", "pyoxigraph", "trafilatura", "flask", "pyshacl", "owlready2", "rich")


def test_help_lists_every_command(kg) -> None:
    result = kg("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(kg, name: str) -> None:
    result = kg(name, "--help")
    assert result.exit_code == 0
    assert f"kg {name}" in result.output.split("Example")[1]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import main; main(['--help'], standalone_mode=False);"
        f"sys.exit(', '.join(set({HEAVY!r}) & set(sys.modules)) or 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"kg --help loads {result.stderr}"


def test_unknown_command_is_wrong_usage(kg) -> None:
    result = kg("biuld")
    assert result.exit_code == 2
    assert "No such command" in result.output


def test_every_error_has_an_exit_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for kind in kinds:
        assert any(parent in EXIT_CODES for parent in kind.__mro__)
    assert 0 not in EXIT_CODES.values()


@pytest.mark.parametrize(
    "args",
    [("stats",), ("sources",), ("query", "sources"), ("claim", "abc"), ("export",), ("validate",),
     ("remove", "x"), ("serve",)],
)  # fmt: skip
def test_without_a_graph_the_message_says_how_to_build_one(kg, tmp_path, args) -> None:
    result = kg(*args, "--store", tmp_path / "none")
    assert result.exit_code == 3
    assert "kg build" in result.stderr
    assert not (tmp_path / "none").exists()


def test_setting_that_cannot_be_used(kg, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("KG_QUERY_SECONDS", "soon")
    result = kg("stats", "--store", tmp_path)
    assert result.exit_code == 2
    assert "KG_QUERY_SECONDS" in result.stderr


def test_time_that_cannot_be_recorded(kg, tmp_path) -> None:
    result = kg("build", tmp_path, "--store", tmp_path / "none", "--recorded-at", "yesterday")
    assert result.exit_code == 2
    assert "'yesterday' is not a time in ISO 8601" in result.stderr
    assert not (tmp_path / "none").exists()
