"""What is done by saying something: by the words of the cue, and by those of the content."""

import pytest

from kg.extract.claims.acts import act_of_cue
from kg.records import Span
from tests.cases import cases


@pytest.mark.parametrize("case", cases("claims-act"))
def test_acts(case, parse, claims_of):
    if "said" in case:
        first = claims_of(f"Ana Prado said that {case['said']}.")[0]
        assert (first.cue is not None, first.act) == (True, case["act"])
        return
    before, cue, after = case["text"].split("*")
    parsed = parse(before + cue + after)
    found = act_of_cue(parsed, Span(len(before), len(before + cue)))
    assert found == (case["act"], case.get("polarity", "positive"))


def test_an_order_in_quotation_marks_demands(claims_of):
    (claim,) = claims_of("“Open the gates now,” Ana Prado said.")
    assert claim.act == "demand"


def test_what_may_have_happened_is_no_expectation(claims_of):
    text = "Ana Prado fears that the dam may have broken. Rui Costa fears that the dam will break."
    assert [claim.act for claim in claims_of(text)] == ["assess", "expect"]


def test_who_passes_on_a_warning_states(claims_of):
    text = "Ana Prado said that Rui Costa had warned that the dam would break if it rained."
    assert {claim.speaker: claim.act for claim in claims_of(text)} == {
        "ana-prado": "state",
        "rui-costa": "warn",
    }
