"""To whom: each case is a text of our own, and the addressees of claims by their cues."""

import pytest

from tests.cases import cases


@pytest.mark.parametrize("case", cases("claims-addressee"))
def test_addressees(case, claims_of):
    text = case["text"]
    found = {c.cue.of(text): c.addressee for c in claims_of(text) if c.cue}
    assert {cue: found.get(cue, "no such claim") for cue in case["to"]} == case["to"]


def test_the_words_that_name_the_addressee_are_kept(claims_of):
    text = "Ana Prado and Rui Costa held a call. In the call, Prado warned of floods."
    (claim,) = (c for c in claims_of(text) if c.act == "warn")
    assert claim.addressee_span.of(text) == "Costa"


def test_nobody_speaks_to_himself(claims_of):
    text = "In a meeting with Rui Costa, Costa warned that the river would rise."
    (claim,) = (c for c in claims_of(text) if c.act == "warn")
    assert claim.addressee is None
