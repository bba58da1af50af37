"""Coded sentences in PLOVER's form, and the figures on them, counted by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg import errors
from kg.records import Span
from kg.score.coded import count, measure
from kg.score.figures import Figure
from kg.score.plover import Coded, Part, is_plover, read_coded
from kg.score.reading import to_articles
from kg.score.scores import score_sentences

HEAD = {"id": "DOCUMENT", "event": "DOCUMENT", "comment": "tells of the file alone"}
RAID = "(SRC: Norland) has (EVT: shelled) (TAR: the port of Sudmark (LOC: (Oss))), Oss radio said."
RAID_TEXT = "Norland has shelled the port of Sudmark (Oss), Oss radio said."
TALKS = "(SRC/TAR: Norland) and (SRC/TAR: Sudmark) (EVT: will meet) on Friday."


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "coded.json"
    path.write_text(json.dumps([HEAD, *rows]), encoding="utf-8")
    return path


def row(markup: object, event: str = "ASSAULT") -> dict[str, Any]:
    return {"id": "X", "event": event, "text": "as printed", "textInfo": markup}


def read_one(folder: Path, markup: object, event: str = "ASSAULT") -> Coded:
    (coded,) = read_coded(write(folder, row(markup, event)))
    return coded


def test_pieces_stand_in_the_text_without_marks(tmp_path: Path) -> None:
    coded = read_one(tmp_path, {"markup": RAID})
    assert coded.text == RAID_TEXT
    assert [span.of(coded.text) for span in coded.triggers] == ["shelled"]
    assert [(part.span.of(coded.text), part.role) for part in coded.parts] == [
        ("Norland", "agent"),
        ("the port of Sudmark (Oss)", "recipient"),
    ]


def test_those_who_act_on_one_another_and_a_place_in_the_file(tmp_path: Path) -> None:
    coded = read_one(tmp_path, TALKS, "AGREE")
    assert {part.role for part in coded.parts} == {"participant"}
    assert coded.name == "coded.json#2"


@pytest.mark.parametrize(
    ("event", "types"),
    [
        ("COERCE", {"COERCE"}),
        ("YIELD", {"CONCEDE", "RETREAT"}),
        ("INVESTIGATE", {"OTHER"}),
        ("DEMAND", {"REQUEST"}),
        ("DISAPPROVE", {"ACCUSE"}),
        ("FIGHT", {"ASSAULT"}),
    ],
)
def test_types_of_older_editions(event: str, types: set[str], tmp_path: Path) -> None:
    assert read_one(tmp_path, RAID, event).types == types


def test_marks_that_do_not_close_are_text(tmp_path: Path) -> None:
    coded = read_one(tmp_path, "(SRC: Norland) struck) (EVT: again")
    assert coded.text == "Norland struck) again"
    assert coded.triggers == ()


@pytest.mark.parametrize("content", ["no JSON", '{"event": 1}', "[]", '[{"event": "DOCUMENT"}]'])
def test_a_file_of_another_form(content: str, tmp_path: Path) -> None:
    path = tmp_path / "coded.txt"
    path.write_text(content, encoding="utf-8")
    assert is_plover(path)
    assert not is_plover(tmp_path)
    with pytest.raises(errors.BadRequest, match=r"coded\.txt does not hold coded sentences"):
        read_coded(path)


TEXT = "Norland shelled Sudmark and accused Oss."
GOLD = Coded(
    "a",
    TEXT,
    frozenset({"ASSAULT"}),
    (Span(8, 15), Span(28, 35)),
    (Part(Span(0, 7), "agent"), Part(Span(16, 23), "recipient")),
)
NORLAND = {"id": "norland", "mentions": [[0, 7]]}
SUDMARK = {"id": "sudmark", "mentions": [[16, 23]]}
OSS = {"id": "oss", "mentions": [[36, 39]]}


def event(
    type_: str = "ASSAULT", at: tuple[int, int] = (8, 15), status: str = "occurred", **parts: str
) -> dict[str, Any]:
    return {
        "id": "e",
        "type": type_,
        "status": status,
        "mentions": [at],
        "participants": [{"actor": actor, "role": role} for actor, role in parts.items()],
    }


def claim(act: str = "accuse") -> dict[str, Any]:
    return {"id": "c", "content": [[36, 39]], "cue": [28, 35], "speaker": "norland", "act": act}


def figures(*events: dict[str, Any], claims: tuple[dict[str, Any], ...] = ()) -> dict[str, Figure]:
    record = {"doc": "a", "actors": [NORLAND, SUDMARK, OSS], "events": events, "claims": claims}
    ours = to_articles([record])["a"]
    return {figure.name: figure for figure in measure(count(GOLD, ours))}


def test_an_event_of_the_type_with_all_who_take_part() -> None:
    got = figures(event(norland="agent", sudmark="recipient"))
    assert {figure.value for figure in got.values()} == {1.0}


def test_an_event_elsewhere_in_the_sentence_is_not_the_coded_one() -> None:
    got = figures(event(at=(24, 27)))
    assert (got["coded events found"].value, got["type of found"].value) == (0, None)


def test_the_wrong_type_role_and_somebody_else() -> None:
    got = figures(event("AID", sudmark="agent", oss="recipient"))
    assert got["coded events found"].value == 1
    assert got["type"].value == 0
    assert (got["participants"].precision, got["participants"].recall) == (1 / 2, 1 / 2)
    assert got["role"].value == 0


def test_in_what_people_do_together_each_role_is_right() -> None:
    got = figures(event("CONSULT", norland="participant", sudmark="participant"))
    assert got["role"].value == 1
    assert figures(event(norland="participant"))["role"].value == 0


def test_what_is_said_counts_by_itself_alone() -> None:
    said = figures(claims=(claim(),))
    assert (said["coded events found"].value, said["coded events found, or said"].value) == (0, 1)
    assert said["type, or act of saying"].value == 0
    assert said["participants, or speakers"].recall == 1 / 2
    assert said["participants"].found == 0


def test_an_act_of_saying_stands_for_its_type() -> None:
    gold = Coded("a", TEXT, frozenset({"ACCUSE"}), (Span(28, 35),), ())
    record = to_articles([{"doc": "a", "claims": [claim()]}])["a"]
    got = {figure.name: figure.value for figure in measure(count(gold, record))}
    assert (got["type"], got["type, or act of saying"]) == (0, 1)


@pytest.mark.parametrize(
    ("coded", "type_", "status", "right"),
    [
        ("AGREE", "AID", "scheduled", 1),
        ("AGREE", "AID", "occurred", 0),
        ("THREATEN", "SANCTION", "hypothetical", 1),
        ("THREATEN", "AID", "hypothetical", 0),
        ("REJECT", "CONSULT", "denied", 1),
        ("AID", "AID", "scheduled", 1),
    ],
)
def test_what_is_planned_or_denied(coded: str, type_: str, status: str, right: int) -> None:
    gold = Coded("a", TEXT, frozenset({coded}), (Span(8, 15),), ())
    record = to_articles([{"doc": "a", "events": [event(type_, status=status)]}])["a"]
    got = {figure.name: figure.value for figure in measure(count(gold, record))}
    assert got["type, act, or plan"] == right
    assert got["type"] == (coded == type_)


def test_a_sentence_without_a_record_yields_nothing() -> None:
    scores = score_sentences([GOLD], {})
    assert scores.missing == ("a",)
    assert scores["coded events found"].value == 0
    assert scores["participants"].gold == 2
