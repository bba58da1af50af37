"""The README names what there is."""

import re
from pathlib import Path

import pytest

from kg.cli import COMMANDS, EXIT_CODES
from kg.cli.verify import NOT_COMPARED

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_row(name: str) -> None:
    assert re.search(rf"^\| `kg {name}\b.*` \|", README, re.MULTILINE)


def test_every_exit_code_is_explained() -> None:
    explained = README.split("Exit codes:")[1].split("|")[0]
    told = set(map(int, re.findall(r"\b(\d) ", explained)))
    assert told == {0, NOT_COMPARED, *EXIT_CODES.values()}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_makefile_targets_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for text in (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        for target in re.findall(r"^make ([a-z-]+)", text, re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
