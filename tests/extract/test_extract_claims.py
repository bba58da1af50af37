"""Each case: a text of our own, and the claims that it holds, all of them."""

import pytest

from kg.extract.actors.casting import build_cast
from kg.extract.claims.finding import find_claims
from kg.extract.claims.relays import with_relays
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.records import Document, Source
from tests.cases import cases


@pytest.fixture
def claims_of(reader):
    def find(text):
        (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source())])
        quotations = find_quotations(text)
        cast = build_cast(parsed, quotations)
        return with_relays(
            parsed, cast, find_claims(parsed, cast, quotations, Options(tagger=False))
        )

    return find


def shown(claim, by_id, text):
    outer = by_id.get(claim.nested_in)
    return {
        "speaker": claim.speaker,
        "cue": claim.cue and claim.cue.of(text),
        "content": [piece.of(text) for piece in claim.content],
        "kind": claim.kind,
        "act": claim.act,
        "polarity": claim.polarity,
        "addressee": claim.addressee,
        "nested_in": outer and outer.cue.of(text),
        "relayed_by": [relay.name for relay in claim.relayed_by],
    }


@pytest.mark.parametrize("case", cases("claims"))
def test_claims(case, claims_of):
    text = case["text"]
    found = claims_of(text)
    by_id = {claim.id: claim for claim in found}
    have = [shown(claim, by_id, text) for claim in found]
    keys = [set(want) for want in case["claims"]]
    order = sorted(have, key=lambda c: (text.find(c["cue"] or c["content"][0]), c["speaker"]))
    assert len(have) == len(case["claims"]), have
    for want in case["claims"]:
        assert any(all(c[k] == v for k, v in want.items()) for c in order), (want, order)
    assert all(keys)
    # What a case does not name stands alone and is no relay.
    assert {c["nested_in"] for c in have} == {w.get("nested_in") for w in case["claims"]}


def test_ids_come_from_content(claims_of):
    text = "Ana Prado said the dam would hold."
    assert [c.id for c in claims_of(text)] == [c.id for c in claims_of(text)]
    assert claims_of(text)[0].id != claims_of(text + " Rui Costa left.")[0].id
