"""What the manual says of packs holds for the graph of the example articles."""

import re
from pathlib import Path

import pytest
from pack_changes import Material

MANUAL = Path(__file__).parents[2] / "docs" / "verify.md"


@pytest.mark.slow
def test_the_ids_in_the_manual_are_those_of_one_claim_each(examples: list[Material]) -> None:
    named = set(re.findall(r"--claim (\w+) ", MANUAL.read_text(encoding="utf-8")))
    claims = [material.pack.subject.claim for material in examples]
    assert named, "the manual shows how a pack is made"
    for id_ in named:
        assert sum(f"/claim/{id_}" in claim for claim in claims) == 1, id_
