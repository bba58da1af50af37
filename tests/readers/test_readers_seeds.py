"""Furniture against articles from the press that were annotated by hand, where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.readers.furniture import mark

DATA = Path(__file__).parent.parent.parent.parent / "shared" / "data"
GOLD = sorted(p for p in DATA.glob("gold/*.json") if p.stem not in {"CROSS", "OPTIONAL"})

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not GOLD, reason="the annotated articles are not part of the project"),
]


def load(path: Path) -> tuple[str, dict[str, Any], set[int]]:
    """Text, gold record, and the offsets of all marked characters."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (DATA / "seeds" / gold["doc"]).read_bytes().decode("utf-8")
    return text, gold, {at for item in mark(text) for at in range(*item.span)}


def test_nine_characters_of_ten_are_found() -> None:
    found = total = 0
    for path in GOLD:
        text, gold, marked = load(path)
        spans = [range(start, end) for start, end, _ in gold["boilerplate"]]
        wanted = {at for span in spans for at in span if not text[at].isspace()}
        found, total = found + len(wanted & marked), total + len(wanted)
    assert found / total >= 0.9


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_claim_and_no_name_is_marked(path: Path) -> None:
    _, gold, marked = load(path)
    pieces = [piece for claim in gold["claims"] for piece in claim["content"]]
    names = [mention for actor in gold["actors"] for mention in actor["mentions"]]
    assert [piece for piece in pieces + names if marked & set(range(piece[0], piece[1]))] == []
