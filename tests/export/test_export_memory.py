"""Exports stream: ten times as many articles take little more memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from export_graphs import ROOT, write_copies

from kg.export.views import VIEWS

pytestmark = pytest.mark.long

FEW, MANY = 30, 300
MOST = 40  # MB more; the larger store has 96,000 quads, 20 MB as N-Quads
PAIRS = [(view.name, form.name) for view in VIEWS.values() for form in view.forms[:1]]
PAIRS += [("graph", name) for name in ("turtle", "jsonld", "rdfxml")]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folders = {count: tmp_path_factory.mktemp(f"copies-{count}") for count in (FEW, MANY)}
    for count, folder in folders.items():
        write_copies(folder, count)
    return folders


def export(store: Path, view: str, form: str) -> tuple[float, int]:
    """Peak of memory in MB, and how many bytes were written."""
    ran = subprocess.run(
        [sys.executable, ROOT / "tests/export/export_peak.py", store, view, form],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    peak, total = ran.stdout.split()
    return float(peak), int(total)


@pytest.mark.parametrize(("view", "form"), PAIRS)
def test_memory_is_flat(stores: dict[int, Path], view: str, form: str) -> None:
    few, few_bytes = export(stores[FEW], view, form)
    many, many_bytes = export(stores[MANY], view, form)
    assert many_bytes > 9 * few_bytes
    assert many - few < MOST
