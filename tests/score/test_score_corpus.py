"""Brat standoff in PolNeAR's form."""

from pathlib import Path

import pytest

from kg import errors
from kg.records import Span
from kg.score.corpus import Gold, is_corpus, read_corpus

TEXT = "Ilse Marr said the mill would close.\nShare this\n"
ANNOTATED = """T1\tSource 0 9\tIlse Marr
T2\tCue 10 14\tsaid
T3\tContent 15 23;24 35\tthe mill
would close
T4\tDiscard 37 47\tShare this
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
T5\tCue 24 29\twould
E2\tAttribution:T5 Cue:T5
"""


def write(folder: Path, **files: str) -> Path:
    for part in ("text", "attributions"):
        (folder / part).mkdir(exist_ok=True)
    for name, content in files.items():
        part, suffix = ("text", "txt") if name == "mill" else ("attributions", "ann")
        (folder / part / f"{name}.{suffix}").write_text(content, encoding="utf-8")
    return folder


def test_roles_pieces_and_what_is_discarded(tmp_path: Path) -> None:
    (article,) = read_corpus(write(tmp_path, mill=TEXT, mill_a1=ANNOTATED))
    gold = Gold((Span(0, 9),), (Span(10, 14),), (Span(15, 23), Span(24, 35)))
    assert article.name == "mill.txt"
    assert article.text == TEXT
    assert article.annotators == ((gold,),)
    assert article.discarded == ((Span(37, 47),),)


def test_annotators_stand_in_order_of_their_files(tmp_path: Path) -> None:
    folder = write(tmp_path, mill=TEXT, mill_z="", mill_a=ANNOTATED)
    (article,) = read_corpus(folder)
    assert [len(golds) for golds in article.annotators] == [1, 0]


def test_a_name_that_begins_another_keeps_its_own_annotations(tmp_path: Path) -> None:
    folder = write(tmp_path, mill=TEXT, mill_a=ANNOTATED)
    (folder / "text" / "mill_race.txt").write_text("The mill race ran dry.\n", encoding="utf-8")
    (folder / "attributions" / "mill_race_a.ann").write_text("", encoding="utf-8")
    assert [(it.name, len(it.annotators)) for it in read_corpus(folder)] == [
        ("mill.txt", 1),
        ("mill_race.txt", 1),
    ]


def test_offsets_count_every_character_of_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, mill=TEXT, mill_a=ANNOTATED)
    (folder / "text" / "mill.txt").write_bytes(b"One.\r\nTwo.\r\n")
    (article,) = read_corpus(folder)
    assert article.text == "One.\r\nTwo.\r\n"


def test_a_folder_without_annotated_articles(tmp_path: Path) -> None:
    folder = write(tmp_path, mill=TEXT)
    assert is_corpus(folder)
    with pytest.raises(errors.NotFound, match="no annotated articles"):
        list(read_corpus(folder))


def test_an_event_that_names_no_span(tmp_path: Path) -> None:
    folder = write(tmp_path, mill=TEXT, mill_a="E1\tAttribution:T1 Content:T9\n")
    with pytest.raises(errors.BadRequest, match=r"mill_a\.ann.*T9"):
        list(read_corpus(folder))
