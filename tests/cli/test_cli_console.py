"""Progress and tables."""

import sys

import pytest

from kg.cli.console import LINE_EVERY, counted, progress, show_table


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 disputes"), (1, "1 dispute"), (2, "2 disputes"), (1e3, "1,000 disputes")],
)
def test_one_is_no_plural(number: int, told: str) -> None:
    assert counted(int(number), "dispute") == told


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    total = 2 * LINE_EVERY + 1
    with progress("Building") as step:
        for _ in range(total):
            step("a/b.txt", total)
    assert capsys.readouterr().err.splitlines() == [
        f"Building: {LINE_EVERY} of {total}",
        f"Building: {2 * LINE_EVERY} of {total}",
    ]


def test_progress_is_a_bar_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Building") as step:
        step("a/b.txt", 2)
    captured = capsys.readouterr()
    assert "1/2" in captured.err
    assert captured.out == ""


def test_numbers_stand_to_the_right_and_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("what", "count"), [("[bold]", 7), ("quads", 12345), (None, 0.5)])
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[2] == "[bold]        7"
    assert lines[3] == "quads    12,345"
    assert lines[4].strip() == "0.5"


def test_long_values_are_not_folded_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("text",), [("word " * 100,)])
    assert len(capsys.readouterr().out.splitlines()) == 3
