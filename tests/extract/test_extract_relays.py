"""Through whom: each case is a text of our own, and the speakers and relays of its claims."""

import pytest

from tests.cases import cases


@pytest.mark.parametrize("case", cases("claims-relay"))
def test_relays(case, claims_of):
    text = case["text"]
    found = {
        claim.cue.of(text): [claim.speaker, *(relay.name for relay in claim.relayed_by)]
        for claim in claims_of(text)
    }
    assert found == case["claims"]


def test_a_source_that_is_cited_is_the_speaker_in_its_own_words(claims_of):
    text = "TASS reported that the ferry had sunk, citing pilot Rui Costa."
    (claim,) = claims_of(text)
    (relay,) = claim.relayed_by
    assert (claim.source_span.of(text), claim.cue.of(text)) == (
        "pilot Rui Costa",
        "reported",
    )
    assert relay.span.of(text) == "TASS"


def test_what_stands_in_a_claim_that_moved_to_its_source_stays_in_it(claims_of):
    text = "TASS reported that Ana Prado had denied that the ferry was old, citing Rui Costa."
    outer, inner = sorted(claims_of(text), key=lambda claim: claim.cue)
    assert (outer.speaker, inner.speaker) == ("rui-costa", "ana-prado")
    assert inner.nested_in == outer.id
