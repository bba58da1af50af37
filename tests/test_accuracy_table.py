"""docs/accuracy.md says what is measured."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.update_accuracy import PAGE, RULES, VARIANTS, block, percent, refreshed

ROOT = Path(__file__).parent.parent
CLAIMS = ROOT / "kg" / "extract" / "claims"


@pytest.mark.slow
def test_figures_are_fresh() -> None:
    """Those on articles that are not part of the project only where these are at hand."""
    command = [sys.executable, "docs/update_accuracy.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr}run: .venv/bin/python docs/update_accuracy.py"


def test_every_part_is_filled() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in re.findall(r"<!-- (\w[\w ]*) -->", page):
        found = block(name).search(page)
        assert found, name
        assert found[0].count("\n") > 1, f"nothing stands in {name}"


def test_every_rule_of_an_ablation_is_one() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in CLAIMS.glob("*.py"))
    for rule in VARIANTS["without any rule"].without:
        assert f'"{rule}"' in sources, rule


def test_without_any_rule_leaves_out_all() -> None:
    groups = set().union(*RULES.values())
    assert VARIANTS["without any rule"].without == groups


def test_a_part_is_replaced_and_the_rest_is_kept() -> None:
    page = (
        "One.\n<!-- news figures -->\n1\n2\n<!-- /news figures -->\nTwo.\n"
        "<!-- speed -->\n<!-- /speed -->\n"
    )
    once = refreshed(page, {"news figures": "3", "speed": "4"})
    assert once == (
        "One.\n<!-- news figures -->\n3\n<!-- /news figures -->\nTwo.\n"
        "<!-- speed -->\n4\n<!-- /speed -->\n"
    )
    assert refreshed(once, {"speed": "4"}) == once


@pytest.mark.parametrize(("value", "shown"), [(None, ""), (0.1249, "12.5"), (1, "100.0")])
def test_percent(value: float | None, shown: str) -> None:
    assert percent(value) == shown
