"""Articles one a line: good lines come through whatever stands between them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.readers import read
from kg.readers.jsonl import lines
from kg.records import Document, Skipped, Source

LIMIT = 1000
FULL = {
    "text": "Talks end.\r\n",
    "title": "Talks",
    "publisher": "The Example",
    "published": "2021-12-30T08:15:00Z",
    "url": "https://example.org/talks",
    "authors": ["Jane Doe"],
    "unknown": 1,
}


def read_lines(folder: Path, *content: str | bytes) -> list[Document | Skipped]:
    path = folder / "news.jsonl"
    path.write_bytes(
        b"\n".join(line.encode() if isinstance(line, str) else line for line in content)
    )
    return list(read([path], LIMIT))


def test_all_fields(tmp_path: Path) -> None:
    (document,) = read_lines(tmp_path, json.dumps(FULL))
    assert isinstance(document, Document)
    assert (document.name, document.text) == ("news.jsonl#1", "Talks end.\r\n")
    assert document.source == Source(
        publisher="The Example",
        title="Talks",
        published="2021-12-30T08:15:00+00:00",
        authors=("Jane Doe",),
        url="https://example.org/talks",
    )


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (None, None),
        ("", None),
        ("2021-12-30", "2021-12-30"),
        ("2021-12-30 08:15", "2021-12-30T08:15:00"),
    ],
)
def test_published(tmp_path: Path, value: str | None, published: str | None) -> None:
    (document,) = read_lines(tmp_path, json.dumps({"text": "Talks end.", "published": value}))
    assert isinstance(document, Document)
    assert document.source.published == published


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not an article in JSON: Input data was truncated."),
        ('{"title": "Talks"}', "is not an article in JSON: Object missing required field `text`."),
        ('{"text": 5}', "is not an article in JSON: Expected `str`, got `int` - at `$.text`."),
        ("[" * 900, "is not an article in JSON: Expected `object`, got `array`."),
        ('{"text": "  "}', "has no text."),
        ('{"text": "a\\u0000"}', "is not text but binary data: it has a NUL at offset 1."),
        (b'{"text": "\xff"}', "is not UTF-8 text: the byte at offset 10 cannot be decoded."),
        ('{"text": "a", "url": "a b"}', "has a \"url\" that is no web address: 'a b'."),
        (
            '{"text": "a", "url": "http://example.com:abc/x"}',
            "has a \"url\" that is no web address: 'http://example.com:abc/x'.",
        ),
        (
            '{"text": "a", "published": "Thursday"}',
            "has a \"published\" that is no ISO 8601 date: 'Thursday'.",
        ),
        ('{"text": "' + "a" * LIMIT + '"}', "has 1,013 bytes, more than the limit of 1,000 bytes."),
    ],
)
def test_a_bad_line_is_named_and_the_others_come(
    tmp_path: Path, line: str | bytes, reason: str
) -> None:
    before, bad, after = read_lines(tmp_path, '{"text": "One."}', line, '{"text": "Three."}')
    assert isinstance(bad, Skipped)
    assert bad.reason == f"{tmp_path / 'news.jsonl'}, line 2, {reason}"
    assert [item.name for item in (before, after) if isinstance(item, Document)] == [
        "news.jsonl#1",
        "news.jsonl#3",
    ]


def test_lone_surrogates_are_no_text(tmp_path: Path) -> None:
    (bad,) = read_lines(tmp_path, '{"text": "a\\udc00 and more"}')
    assert isinstance(bad, Skipped)


def test_blank_lines_are_counted_and_passed_over(tmp_path: Path) -> None:
    items = read_lines(tmp_path, "", '{"text": "Two."}', "  ", "")
    assert [item.name for item in items if isinstance(item, Document)] == ["news.jsonl#2"]
    assert len(items) == 1


class Endless:
    """A stream without end or line break before the millionth byte."""

    def __init__(self) -> None:
        self.given = 0

    def readline(self, size: int) -> bytes:
        assert size <= 11, "a line is never read whole"
        self.given += size
        return b"x" * size if self.given < 1_000_000 else b"\n"


def test_lines_are_read_in_bounded_pieces() -> None:
    found: Iterator[tuple[bytes, int]] = lines(Endless(), 10)  # type: ignore[arg-type]
    line, size = next(found)
    assert (len(line), size > 900_000) == (11, True)
