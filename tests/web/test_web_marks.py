from kg.web.marks import REACH, Mark, passage, segments

TEXT = "Ada said Ben left.\nNobody asked."


def test_overlapping_marks_cut_the_text_and_lose_nothing() -> None:
    marks = [
        Mark(9, 17, "claim", "c"),
        Mark(9, 12, "actor", "ben"),
        Mark(4, 8, "cue"),
        Mark(7, 10, "claim", "d"),
    ]
    found = segments(TEXT, marks)
    assert "".join(part.text for part in found) == TEXT
    assert [(part.text, part.kinds) for part in found if part.kinds] == [
        ("sai", ("cue",)),
        ("d", ("claim", "cue")),
        (" ", ("claim",)),
        ("B", ("actor", "claim")),
        ("en", ("actor", "claim")),
        (" left", ("claim",)),
    ]


def test_the_shortest_mark_with_a_target_is_linked() -> None:
    marks = [Mark(9, 17, "claim", "c"), Mark(9, 12, "actor", "ben"), Mark(9, 12, "cue")]
    links = {part.text: part.link and part.link.target for part in segments(TEXT, marks)}
    assert links["Ben"] == "ben"
    assert links[" left"] == "c"
    assert links[".\nNobody asked."] is None


def test_segments_of_a_part() -> None:
    parts = segments(TEXT, [Mark(0, 3, "actor")], start=1, end=8)
    assert [(part.start, part.text) for part in parts] == [(1, "da"), (3, " said")]


def test_a_passage_is_the_paragraph() -> None:
    start, end = passage(TEXT, [Mark(9, 12, "content"), Mark(0, 3, "source")])
    assert TEXT[start:end] == "Ada said Ben left."
    start, end = passage(TEXT, [Mark(19, 25, "source")])
    assert TEXT[start:end] == "Nobody asked."


def test_a_passage_of_an_endless_paragraph_is_cut() -> None:
    text = "x" * 5000
    assert passage(text, [Mark(2000, 2010, "content")]) == (2000 - REACH, 2010 + REACH)


def test_no_marks() -> None:
    assert [part.text for part in segments(TEXT, [])] == [TEXT]
    assert passage("", []) == (0, 0)
