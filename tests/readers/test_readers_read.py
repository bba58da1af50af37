"""Reading files and folders: what becomes a document, and the sentence for what does not."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.readers import checks, read
from kg.records import Document, Skipped

LIMIT = 100_000
PROSE = "The ministers met again on Monday, and none of them would say what they had agreed."
GERMAN = (
    "Die Minister trafen sich am Montag erneut, und keiner von ihnen wollte sagen, worauf sie "
    "sich einig waren. Danach fuhren sie durch den ersten Schnee in die Hauptstadt zurück."
)


def write(path: Path, content: str | bytes = PROSE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def documents(items: Iterable[Document | Skipped]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def only_reason(path: Path, max_bytes: int = LIMIT) -> str:
    (skipped,) = read([path], max_bytes)
    assert isinstance(skipped, Skipped)
    assert skipped.path == str(path)
    return skipped.reason


@pytest.mark.parametrize(
    "text", [f"  {PROSE}\r\n\r\n{PROSE} \n\n", f"\n{PROSE}\r{PROSE}", "Caf\u0065\u0301."]
)
def test_text_is_stored_exactly(tmp_path: Path, text: str) -> None:
    (document,) = documents(read([write(tmp_path / "a.txt", text)], LIMIT))
    assert document.text == text
    assert (document.name, document.path) == ("a.txt", str(tmp_path / "a.txt"))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (document,) = documents(
        read([write(tmp_path / "a.txt", b"\xef\xbb\xbf" + PROSE.encode())], LIMIT)
    )
    assert document.text == PROSE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("", "{} has no text.", id="empty"),
        pytest.param(" \n\t\r\n", "{} has no text.", id="blank"),
        pytest.param(
            b"PK\x03\x00", "{} is not text but binary data: it has a NUL at offset 3.", id="binary"
        ),
        pytest.param(
            b"Caf\xe9 closed.",
            "{} is not UTF-8 text: the byte at offset 3 cannot be decoded.",
            id="latin-1",
        ),
        pytest.param(
            b"\xef\xbb\xbfCaf\xe9.",
            "{} is not UTF-8 text: the byte at offset 6 cannot be decoded.",
            id="latin-1 after a byte order mark",
        ),
        pytest.param(
            "x" * 501, "{} has 501 bytes, more than the limit of 500 bytes.", id="too many bytes"
        ),
        pytest.param(GERMAN, '{} is not in English: its language seems to be "de".', id="German"),
        pytest.param(
            "러시아 대통령은 우크라이나 침공 가능성을 다시 부인했다. " * 5,
            '{} is not in English: its language seems to be "ko".',
            id="Korean",
        ),
    ],
)  # fmt: skip
def test_unfit_file(tmp_path: Path, content: str | bytes, reason: str) -> None:
    path = write(tmp_path / "a.txt", content)
    assert only_reason(path, max_bytes=500) == reason.format(path)


def test_too_many_characters(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "word " * (checks.MAX_CHARACTERS // 5) + "x")
    reason = f"{path} has 1,000,001 characters, more than the limit of 1,000,000."
    assert only_reason(path, max_bytes=2_000_000) == reason


def test_foreign_captions_do_not_outvote_english_prose(tmp_path: Path) -> None:
    text = f"{PROSE}\n\n[{GERMAN[:90]}]\n\nDer Präsident am Telefon in Washington\n\n{PROSE}"
    assert documents(read([write(tmp_path / "a.txt", text)], LIMIT))


def test_a_few_foreign_words_are_too_few_to_tell(tmp_path: Path) -> None:
    assert documents(read([write(tmp_path / "a.txt", "Guten Morgen, meine Damen.")], LIMIT))


def test_unknown_suffix(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf")
    assert (
        only_reason(path) == f"{path} is no article to read: no .htm, .html, .jsonl or .txt file."
    )


def test_no_such_path(tmp_path: Path) -> None:
    path = tmp_path / "nowhere"
    assert only_reason(path) == f"There is no file or folder {path}."


def test_neither_file_nor_folder(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert only_reason(path) == f"{path} is neither a file nor a folder."


def test_empty_folder(tmp_path: Path) -> None:
    write(tmp_path / "notes.md")
    reason = f"{tmp_path} holds no article to read: no .htm, .html, .jsonl or .txt file."
    assert only_reason(tmp_path) == reason


def test_unreadable_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    file, folder = write(tmp_path / "a.txt"), tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert only_reason(file) == f"{file} cannot be read: permission denied."
    assert only_reason(folder) == f"{folder} cannot be read: permission denied."


def test_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.TXT",
        "a/notes.md",
        "a/.hidden.txt",
        ".git/c.txt",
        "c.jsonl",
        "d.txt",
    ):
        write(tmp_path / name)
    write(tmp_path / "c.jsonl", '{"text": "Talks end."}\n')
    write(tmp_path / "d.txt", "")
    items = list(read([tmp_path], LIMIT))
    assert [Path(item.path).relative_to(tmp_path).as_posix() for item in items] == [
        "a/z.TXT", "b.txt", "c.jsonl", "d.txt",
    ]  # fmt: skip
    assert isinstance(items[3], Skipped)


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(read([tmp_path], LIMIT))) == 1


def test_paths_keep_the_order_given(tmp_path: Path) -> None:
    paths = [write(tmp_path / name) for name in ("b.txt", "a.txt")]
    assert [item.path for item in read(paths, LIMIT)] == [str(path) for path in paths]


def test_furniture_and_source_are_found(tmp_path: Path) -> None:
    text = f"Ministers meet\n\n(CNN) — {PROSE}\n\nLeave a Reply\n"
    (document,) = documents(read([write(tmp_path / "a.txt", text)], LIMIT))
    assert [item.span.of(text) for item in document.furniture] == ["(CNN) —", "Leave a Reply"]
    assert (document.source.title, document.source.publisher) == ("Ministers meet", "CNN")
