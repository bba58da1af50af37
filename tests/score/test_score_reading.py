"""Gold and records from files."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg import errors
from kg.score.reading import read_gold, read_records

CLAIM = {"id": "c1", "content": [[0, 4, "Rain"]], "kind": "indirect", "cue": [5, 9]}


def record(doc: str, **more: Any) -> str:
    return json.dumps({"doc": doc, "claims": [CLAIM], "tool": {"name": "kg"}} | more)


def test_gold_with_optional_spans_and_links(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(record("rain.txt"))
    (tmp_path / "OPTIONAL.json").write_text('{"rain.txt": [[0, 4, "Rain", "rain"]]}')
    (tmp_path / "CROSS.json").write_text('{"same_claim": [["rain.txt#c1"]], "conflicts": []}')
    gold = read_gold(tmp_path)
    (claim,) = gold.articles["rain.txt"].claims
    assert claim.spans == ((0, 4),)
    assert gold.optional["rain.txt"][0].words == "Rain"
    assert gold.same == (("rain.txt#c1",),)


def test_gold_alone(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(record("rain.txt"))
    assert (read_gold(tmp_path).optional, read_gold(tmp_path).same) == ({}, ())


def test_records_by_the_last_part_of_their_names(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(f"{record('b.txt')}\n\n{record('news/a.txt')}\n")
    assert list(read_records(path)) == ["a.txt", "b.txt"]


def test_records_may_have_a_confidence(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(record("a.txt", claims=[CLAIM | {"confidence": 0.25}, CLAIM]))
    assert [it.confidence for it in read_records(path)["a.txt"].claims] == [0.25, None]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("{", "line 1"),
        (f"{record('a.txt')}\n[]", "line 2"),
        ('{"doc": "a.txt", "claims": [{"id": "c"}]}', "content"),
        (f"{record('a.txt')}\n{record('a.txt')}", "two records of a.txt"),
    ],
)
def test_what_is_no_record(tmp_path: Path, content: str, where: str) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(content)
    with pytest.raises(errors.BadRequest, match=where):
        read_records(path)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound, match="no gold"):
        read_gold(tmp_path)
    with pytest.raises(errors.NotFound, match=r"none\.jsonl cannot be read"):
        read_records(tmp_path / "none.jsonl")
