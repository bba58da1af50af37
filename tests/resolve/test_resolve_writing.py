"""Days of writing, and times that follow from them and from links: cases/resolve/writing.yaml."""

from typing import Any

import pytest
from resolve_drafts import cases, extractions, key
from test_resolve_cases import CAST, check_joined

from kg.ids import source_id
from kg.records import Extraction, global_ids
from kg.resolve import resolve


def built(case: dict[str, Any]) -> dict[str, Extraction]:
    return extractions({
        name: {"actors": CAST, **draft} for name, draft in case["articles"].items()
    })  # fmt: skip


@pytest.mark.parametrize("case", cases("writing"), ids=lambda case: case["name"])
def test_what_follows(case: dict[str, Any]) -> None:
    found = built(case)
    resolution = resolve(found.values())
    check_joined(case, found, resolution.events)
    sources = {source_id(each.document.text): name for name, each in found.items()}
    written = {sources[d.source]: [d.day, d.exact] for d in resolution.datings}
    wanted = case.get("written", written)
    assert written == {name: [str(day), exact] for name, (day, exact) in wanted.items()}
    ids, times = global_ids(resolution.events), {e.id: e.time for e in resolution.events}
    for place, time in case.get("times", {}).items():
        assert times[ids[key(found, place)]] == (time and str(time)), place


def test_a_time_that_follows_has_its_reason() -> None:
    case = next(case for case in cases("writing") if case["name"] == "yesterday leaves one day")
    resolution = resolve(built(case).values())
    (dating,) = resolution.datings
    assert dating.reason.startswith("counted from 2024-03-05, when other articles say")
    reasons = {event.time: event.time_reason for event in resolution.events}
    assert reasons["2024-04"] == dating.reason
    assert reasons["2024-03-05"] is None
