"""Quotation marks as they are really used."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotes import find_quotations, find_single_quotations, paragraphs

CASES = [
    ('He said "no way" twice.', ["no way"]),
    ("He said “no way” twice.", ["no way"]),
    ("He said «no way» twice.", ["no way"]),
    ("„No way“, he said.", ["No way"]),
    ("“No way, “he said. “Never.”", ["No way,", "Never."]),
    ("“First part\n\n“Second part” he said.", ["First part", "Second part"]),
    ("An open “mark runs to the end", ["mark runs to the end"]),
    ("''No way,'' he said.", ["No way,"]),
    ("No marks at all.", []),
    ("A lone ” closes nothing.", []),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_quotations(text, inner):
    assert [q.inner.of(text) for q in find_quotations(text)] == inner


def test_single_quotations_are_no_apostrophes():
    text = "The ‘ban on ships’ is Spain’s idea."
    assert [span.of(text) for span in find_single_quotations(text)] == ["ban on ships"]


@given(st.text(alphabet='ab “”"„«»\n,.', max_size=60))
def test_quotations_are_ordered_and_stay_in_their_paragraph(text):
    found = find_quotations(text)
    zones = list(paragraphs(text))
    for left, right in pairwise(found):
        assert left.inner.end <= right.inner.start
    for quotation in found:
        assert quotation.outer.holds(quotation.inner)
        assert any(zone.holds(quotation.inner) for zone in zones)
