import csv
import io
import re

import pytest
from export_graphs import BASE, SHA256
from hypothesis import example, given
from hypothesis import strategies as st

from kg.export import selection, views
from kg.export.facts import Facts
from kg.export.table import COLUMNS, guard, unguard, write_table
from kg.store import syntaxes
from kg.store.protocol import Store

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.fixture(scope="module")
def table(small: Store) -> dict[str, dict[str, str]]:
    data = b"".join(views.write(selection.everything(small, BASE), "claims", syntaxes.CSV))
    return {row["id"]: row for row in rows(data)}


def test_every_claim_has_one_row_by_article_and_place(table) -> None:
    assert list(table) == ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4", "b5", "b6",
                           "c1", "c2", "c3", "c4"]  # fmt: skip


def test_the_row_of_an_inner_claim(table) -> None:
    assert table["a2"] == {
        "claim": f"{BASE}claim/a2",
        "id": "a2",
        "article": "a",
        "headline": "Velin: port stays open",
        "publisher": "Harbor Times",
        "date": "2030-05-02",
        "speaker": "Tobias Kern",
        "speaker_iri": f"{BASE}actor/kern",
        "speaker_type": "Person",
        "role": "President",
        "addressee": "Oslen",
        "relays": "",
        "act": "warn",
        "polarity": "positive",
        "quotation": "indirect",
        "content": "new tariffs",
        "cue": "warned",
        "speaker_words": "President Tobias Kern",
        "text_sha256": SHA256,
        "content_offsets": "95-106",
        "cue_offsets": "74-80",
        "speaker_offsets": "48-69",
        "nested_in": "a1",
        "depth": "2",
        "chain": "Harbor Times → Mara Velin (told) → Tobias Kern (warned)",
        "statement": "",
        "origins": "",
        "confidence": "0.62",
        "rule": "reporting-verb",
    }


def test_relays_statements_and_deep_chains(table) -> None:
    assert table["a4"]["relays"] == "Lowland Radio"
    assert table["a4"]["chain"].endswith("senior harbor official (denied) [via Lowland Radio]")
    assert (table["b5"]["depth"], table["b5"]["nested_in"]) == ("3", "b4")
    assert {table[id_]["statement"] for id_ in ("a3", "b1", "c1")} == {"port"}
    assert (table["c1"]["origins"], table["c3"]["origins"]) == ("2", "1")


def test_the_form_is_that_of_rfc_4180(small: Store) -> None:
    chosen = selection.of_source(small, BASE, "c")
    data = b"".join(views.write(chosen, "claims", syntaxes.CSV))
    assert data.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert b'"Port, tariffs, summit"' in data
    assert data.endswith(b"\r\n")
    assert len(rows(data)) == 4


def test_text_of_any_kind_comes_back() -> None:
    text = '=1+1, "so"\r\nhe said\n\x00\u202e\U0001f600'
    written = text.replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n")
    kg = f"{BASE}ontology#"
    facts = Facts([
        f"<{BASE}claim/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{kg}Claim> .",
        f'<{BASE}claim/x> <https://schema.org/text> "{written}" .',
    ])  # fmt: skip
    (row,) = rows(b"".join(write_table([facts], None)))
    assert unguard(row["content"]) == text


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [("=SUM(A1)", "'=SUM(A1)"), ("-5%", "'-5%"), ("@mira", "'@mira"), ("'=1", "''=1"),
     ("＝1", "'＝1"), ("'tis", "'tis"), ("5-3", "5-3"), ("", "")],
)  # fmt: skip
def test_what_a_spreadsheet_takes_for_a_formula_is_guarded(cell: str, guarded: str) -> None:
    assert guard(cell) == guarded


@given(st.text(st.sampled_from("'=+-@\t\r\n a＝")) | st.text())
@example("''='")
def test_guarded_cells_are_no_formulas_and_come_back(cell: str) -> None:
    assert not guard(cell).startswith(FORMULA)
    assert unguard(guard(cell)) == cell
    assert re.fullmatch(r"'?", guard(cell).removesuffix(cell))
