"""The file of decisions: what it may look like, what is refused, and how programs change it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import errors
from kg.records import Resolution
from kg.resolve.corrections import Correction, Corrections, Ref
from kg.resolve.corrections_edit import holds, rewritten, taken_back
from kg.resolve.corrections_file import HEADER, add, load, parse, put, save

ANA, BEN, CEM, DIA, EVA, FIN = (Ref("actor", f"storm-{n}", f"{n}-lund") for n in "abcdef")
TWO = """\
# Desk notes.
- merge: source/storm-a/actor/a-lund
  with: [source/storm-b/actor/b-lund, "https://kg.example/source/storm-c/actor/c-lund"]
  reason: >
    one and the
    same

# The quake.
- {split: source/storm-d/actor/d-lund, from: source/storm-a/actor/a-lund, by: no}
"""


def test_what_people_may_write() -> None:
    merge, split = parse(TWO).entries
    assert merge == Correction("merge", (ANA,), (BEN, CEM), "one and the same")
    assert split == Correction("split", (DIA,), (ANA,), "", "no")
    assert (merge.line, split.line) == (2, 9)
    assert merge.why == "one and the same, says a person"


def test_the_documentation_shows_what_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
    split, merge = parse(page.partition("```yaml\n")[2].partition("```")[0]).entries
    assert (split.act, split.by, merge.act) == ("split", "M. Lind", "merge")


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", HEADER, "[]"])
def test_no_decisions(text: str) -> None:
    assert parse(text) == Corrections()


SPLIT = "split: source/s/actor/a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("merge: x", "line 1 is no list of decisions, each after a hyphen"),
        ("- merge", "line 1 is no decision with merge and with, or split and from"),
        ("# a\n- {merge: x}", "line 2 needs merge and with, or split and from"),
        (f"- {{{SPLIT}, with: source/s/actor/b}}", "line 1 needs merge and with"),
        (f"- {{{SPLIT}, from: source/s/actor/b, why: x}}", "beside these only reason and by"),
        (f"- {{{SPLIT}, from: source/s/actor/b, by: [x]}}", "line 1 has a list or an entry"),
        (f"- {SPLIT}\n  from: ana-lund", "line 2 has 'ana-lund', which is not of the form source/"),
        (f"- {SPLIT}\n  from: []", "line 2 names nothing"),
        (f"- {SPLIT}\n  from: source/s/event/b", "line 1 names things of different kinds"),
        (f"- {SPLIT}\n  from: source/s/actor/a", "line 1 has source/s/actor/a on both sides"),
        (f"- {{{SPLIT}, split: claim/b, from: claim/c}}", "line 1 gives something twice"),
        ("- a: [\n- b", "line 2 is no YAML: "),
        ("- \x00", "the file is no YAML: "),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(errors.BadRequest) as error:
        parse(text, "d.yaml")
    assert str(error.value).startswith("d.yaml: ")
    assert message in str(error.value)
    assert str(error.value).endswith(".")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(errors.BadRequest, match=r"d\.yaml cannot be read as decisions"):
        load(tmp_path / "d.yaml")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "d.yaml"
    assert load(file) == Corrections((), "d.yaml")
    save(file, TWO)
    assert load(file).entries == parse(TWO).entries
    assert [each.name for each in file.parent.iterdir()] == ["d.yaml"]


MERGE = Correction("merge", (BEN,), (CEM, EVA), "both: “#1” of 'the' list", "T. Holm")


def test_an_entry_is_added_with_names_beside_it() -> None:
    text = add(TWO, MERGE, {BEN: "Ben\nLund", CEM: "Cem"})
    assert text.startswith(TWO)
    assert "    - source/storm-b/actor/b-lund  # Ben Lund\n" in text
    assert "    - source/storm-e/actor/e-lund\n" in text
    assert [*parse(TWO).entries, MERGE] == [*parse(text).entries]


def test_the_first_entry_follows_an_explanation() -> None:
    assert add("", MERGE, {}).startswith(HEADER)
    assert parse(add("", MERGE, {})).entries == (MERGE,)


@pytest.mark.parametrize("text", ["[]", "  - {merge: claim/a, with: claim/b}", "- x: 1\n..."])
def test_a_text_to_which_nothing_can_be_added(text: str) -> None:
    with pytest.raises(errors.BadRequest, match="hyphen"):
        add(text, MERGE, {})


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


@given(LINES, LINES, LINES)
def test_any_words_can_be_given(reason: str, by: str, name: str) -> None:
    plain = Correction("split", (FIN,), (BEN,), " ".join(reason.split()), " ".join(by.split()))
    assert parse(add(TWO, plain, {FIN: name})).entries[-1] == plain


def test_an_entry_is_taken_out_and_the_rest_stays_as_it_is() -> None:
    text = add(add(TWO, MERGE, {}), Correction("split", (FIN,), (ANA,)), {})
    lines = [entry.line for entry in parse(text).entries]
    assert put(text, lines[3], None) == add(TWO, MERGE, {})
    assert put(put(text, lines[3], None), lines[2], None) == TWO
    assert put(TWO, 9, None) == TWO.split("- {split", maxsplit=1)[0].rstrip("\n") + "\n"
    assert put(TWO, 2, None) == "# Desk notes.\n\n# The quake.\n" + TWO.split("quake.\n")[1]


def test_an_entry_is_changed_and_keeps_its_names() -> None:
    text = add(TWO, MERGE, {BEN: "Ben", CEM: "Cem", EVA: "Eva"})
    less = Correction("merge", (BEN,), (EVA,), MERGE.reason, MERGE.by)
    line = parse(text).entries[2].line
    assert put(text, line, less) == add(TWO, less, {BEN: "Ben", EVA: "Eva"})


def test_entries_that_share_a_line_are_left_to_people() -> None:
    flow = "[{merge: claim/a, with: claim/b}, {merge: claim/c, with: claim/d}]"
    with pytest.raises(errors.BadRequest, match="change it by hand"):
        put(flow, 1, None)


def merge(*sides: tuple[Ref, ...]) -> Correction:
    return Correction("merge", *sides)


def split(*sides: tuple[Ref, ...]) -> Correction:
    return Correction("split", *sides)


@pytest.mark.parametrize(
    ("before", "new", "whole", "after"),
    [
        ([merge((ANA,), (BEN,))], split((BEN,), (ANA,)), (ANA, BEN), []),
        ([merge((ANA,), (BEN,))], split((ANA,), (BEN,)), (ANA, BEN), []),
        ([merge((ANA,), (BEN,))], split((CEM,), (ANA,)), (ANA, BEN, CEM), [merge((ANA,), (BEN,))]),
        ([merge((ANA, CEM), (BEN,))], split((CEM,), (ANA,)), (ANA, CEM), [merge((ANA,), (BEN,))]),
        (
            [merge((ANA,), (BEN,)), merge((BEN,), (CEM,))],
            split((CEM,), (ANA,)),
            (ANA, CEM),
            [merge((ANA,), (BEN,))],
        ),
        ([split((ANA,), (BEN,))], merge((ANA,), (BEN,)), (ANA, BEN), []),
        ([split((ANA,), (BEN, CEM))], merge((ANA,), (BEN,)), (ANA, BEN, CEM), []),
        ([split((ANA,), (BEN, CEM))], merge((ANA,), (BEN,)), (ANA, BEN), [split((ANA,), (CEM,))]),
        ([split((ANA, CEM), (BEN,))], merge((ANA,), (BEN,)), (ANA, BEN), [split((CEM,), (BEN,))]),
        ([split((ANA,), (BEN,))], merge((ANA,), (CEM,)), (ANA, CEM), [split((ANA,), (BEN,))]),
        (
            [merge((ANA,), (DIA,)), split((DIA,), (BEN,))],
            merge((ANA,), (BEN,)),
            (ANA, BEN),
            [merge((ANA,), (DIA,))],
        ),
        ([split((ANA,), (BEN,))] * 2, merge((ANA,), (BEN,)), (ANA, BEN), []),
    ],
)
def test_what_a_new_decision_takes_back(
    before: list[Correction], new: Correction, whole: tuple[Ref, ...], after: list[Correction]
) -> None:
    text = ""
    for entry in before:
        text = add(text, entry, {})
    edits = taken_back(parse(text), new, whole)
    left = rewritten(text, edits)
    assert [*parse(left).entries] == after
    assert parse(add(left, new, {})).entries[-1] == new


@pytest.mark.parametrize("new", [merge((ANA,), (BEN,)), split((ANA,), (BEN,))])
def test_nothing_is_one_where_nothing_is_there(new: Correction) -> None:
    assert holds(new, (ANA, BEN), Resolution()) == (new.act == "split")
