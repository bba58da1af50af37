"""The documentation names every view, form and column."""

import re

import pytest
from export_graphs import ROOT

from kg.export.table import COLUMNS
from kg.export.views import VIEWS
from kg.store import syntaxes

DOCS = (ROOT / "docs/exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_each_view_has_its_row_and_forms(view) -> None:
    (row,) = re.findall(rf"(?m)^\| `{view.name}` \| .* \| (.*) \|$", DOCS)
    assert row == ", ".join(form.name for form in view.forms)


@pytest.mark.parametrize("form", [*syntaxes.GRAPHS, syntaxes.CSV], ids=lambda form: form.name)
def test_each_form_has_its_row_with_its_synonyms_and_first_ending(form) -> None:
    names = " or ".join(f"`{name}`" for name in (form.name, *form.synonyms))
    assert f"| {names} | `{form.suffixes[0]}`" in DOCS


def test_each_column_is_told_of() -> None:
    section = DOCS.partition("## A table of claims")[2].partition("\n## ")[0]
    cells = re.findall(r"(?m)^\| (`.*?`) \|", section)
    assert [name for cell in cells for name in re.findall(r"`(\w+)`", cell)] == list(COLUMNS)
