"""The furniture rules, case by case: what each marks, and the prose that looks alike."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.furniture import mark, rules
from kg.records import Span

CASES = Path(__file__).parent.parent / "cases" / "furniture"
FILES = sorted(CASES.glob("*.yaml"))
BEFORE = "The ministers met again on Monday, and none of them would say what they had agreed.\n\n"
AFTER = "\n\nAfter the meeting they drove back to the capital through the first snow of the year.\n"


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def lines(kind: str) -> list[Any]:
    return [
        pytest.param(line, load(path)["reason"], id=f"{path.stem}: {line[:40]}")
        for path in FILES
        for line in load(path)[kind]
    ]


def test_every_rule_has_cases() -> None:
    assert {path.stem for path in FILES} == {rule.name for rule in rules()}


@pytest.mark.parametrize(("line", "reason"), lines("marked"))
def test_marked(line: str, reason: str) -> None:
    plain = line.replace("⟦", "").replace("⟧", "")
    part = line[line.index("⟦") + 1 : line.index("⟧")] if "⟦" in line else line
    text = BEFORE + plain + AFTER
    found = [(item.span.of(text), item.reason) for item in mark(text)]
    assert found == [(part, reason)]


@pytest.mark.parametrize(("line", "reason"), lines("kept"))
def test_kept(line: str, reason: str) -> None:
    assert mark(BEFORE + line + AFTER) == (), reason


def test_a_bare_day_is_a_publication_date_only_above_the_first_paragraph() -> None:
    above = mark("The ministers meet\n2021-12-30 10:12\n" + BEFORE)
    assert [(item.span, item.reason) for item in above] == [(Span(19, 35), "publication date")]


def test_labels_among_footer_lines_are_marked() -> None:
    text = BEFORE + "Leave a Reply\nName\nWebsite\nMost Popular\nOn Key"
    found = [item.span.of(text) for item in mark(text)]
    assert found == ["Leave a Reply", "Name", "Website", "Most Popular", "On Key"]


def test_a_short_line_is_kept_before_prose_and_without_furniture_above() -> None:
    assert [item.reason for item in mark("Getty Images\nNew talks\n" + BEFORE)] == [
        "picture credit"
    ]
    assert mark(BEFORE + "New talks") == ()


def test_offsets_hold_with_carriage_returns_and_blanks() -> None:
    text = "One.\r\n\t Leave a Reply \r\n"
    assert [item.span.of(text) for item in mark(text)] == ["Leave a Reply"]


def test_a_line_of_many_repeated_words_takes_no_time() -> None:
    hostile = ["Home > a b " * 25, "share copy link " * 18 + "x", "EPA-EFE/" * 37 + "x", "A, " * 99]
    assert mark("\n".join(line + "!" for line in hostile)) == ()


pieces = st.sampled_from(
    ["(CNN) — ", "[사진=AP]", "Leave a Reply", "©", "By Jane Doe", "Photo: ", " ", "\n", "\r\n",
     ".", "2:08", "a@b.org", "said", "(AP)", "WASHINGTON", "\u2028", "é", "See also  "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=200)))
def test_spans_are_sorted_apart_within_bounds_and_not_blank(text: str) -> None:
    spans = [item.span for item in mark(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) for span in spans)
