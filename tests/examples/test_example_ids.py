"""The ids of claims that help and documentation show are those of the example articles."""

import re

import click
import pytest

from kg.cli import COMMANDS, main
from tests.examples.example_graph import ROOT, Examples

_ID = re.compile(r"claim ([0-9a-f]{4,12})\b")


def shown() -> list[tuple[str, str]]:
    """Where an id of a claim is shown, and the id."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        texts[f"kg {name} --help"] = f"{command.help} {command.epilog}"
    return sorted({(where, id_) for where, text in texts.items() for id_ in _ID.findall(text)})


def test_help_and_documentation_show_some() -> None:
    places = {where for where, _ in shown()}
    assert places >= {"README.md", "exports.md", "kg claim --help", "kg export --help"}


@pytest.mark.parametrize(("where", "id_"), shown())
def test_each_is_that_of_one_claim(examples: Examples, where: str, id_: str) -> None:
    ids = [claim.id for article in examples.articles.values() for claim in article.record.claims]
    assert len([known for known in ids if known.startswith(id_)]) == 1, where
