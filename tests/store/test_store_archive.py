import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import errors
from kg.ids import source_id, text_sha256
from kg.records import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Mention,
    Quantity,
    Relay,
    Source,
    Span,
    Time,
    Tool,
)
from kg.store.archive import Archive


def extraction(text: str, path: str = "/in/a.txt") -> Extraction:
    span = Span(0, 3)
    return Extraction(
        Document(Path(path).name, path, text, Source(publisher="Paper", via=("Wire",))),
        Tool("kg", "1", "model", "2", "abc"),
        published=Time("2021-12-30", span, "day"),
        actors=(Actor("ann", "Ann", "Person", (Mention(span, "named"),)),),
        events=(Event("e", "OTHER", "talk", "occurred", (),
                      quantities=(Quantity(2.5, "hour", span),)),),
        claims=(
            Claim("c", "ann", "named", None, span, (span, Span(4, 5)), "direct", "state", "verb",
                  relayed_by=(Relay("Wire", span),)),
        ),
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_an_extraction_comes_back_whole(archive: Archive, tmp_path: Path) -> None:
    given = extraction("Ann said “hi”.\r\nBye\u2028 😀\n")
    source = archive.save(given)
    assert source == source_id(given.document.text)
    assert archive.load(source) == given
    assert isinstance(archive.load(source).claims[0].content[0], Span)
    assert archive.text(text_sha256(given.document.text)) == given.document.text
    assert sorted(file.name for file in tmp_path.rglob("*.*")) == sorted(
        [f"{source}.json", f"{text_sha256(given.document.text)}.txt"]
    )


def test_an_older_record_is_read_as_if_new_fields_had_their_defaults(
    archive: Archive, tmp_path: Path
) -> None:
    given = extraction("One.")
    source = archive.save(given)
    assert archive.tool(source) == given.tool
    older = [b',"tagger":null', b',"tagger_version":null', b',"tagger_sha256":null',
             b',"authority_sha256":null', b',"confidence":null']  # fmt: skip
    for field in older:
        spoil_file(
            tmp_path / "records" / f"{source}.json",
            lambda content, field=field: content.replace(field, b""),
        )
    assert archive.load(source) == given


def test_paths_are_absolute_and_gathered(archive: Archive) -> None:
    source = archive.save(extraction("One.", "/in/b.txt"))
    archive.save(extraction("One.", "/in/x/../a.txt"))
    archive.add_path(source, "c.txt")
    archive.add_path(source, "/in/a.txt")
    assert archive.paths(source) == tuple(
        sorted(["/in/a.txt", "/in/b.txt", str(Path.cwd() / "c.txt")])
    )
    with pytest.raises(errors.NotFound, match="No source 'none'"):
        archive.add_path("none", "/in/a.txt")


def test_sources_are_sorted(archive: Archive) -> None:
    assert archive.sources() == ()
    ids = [archive.save(extraction(text)) for text in ("Two.", "One.", "Three.")]
    assert archive.sources() == tuple(sorted(ids))
    assert [source_id(found.document.text) for found in archive.all()] == sorted(ids)


@pytest.mark.parametrize(
    "name",
    [
        "{id}",
        "https://kg.example/source/{id}",
        "https://kg.example/graph/{id}",
        "/in/a.txt",
        "/in/../in/a.txt",
    ],
)
def test_find(archive: Archive, name: str) -> None:
    source = archive.save(extraction("Ann met Bob."))
    archive.save(extraction("Another.", "/in/b.txt"))
    assert archive.find(name.format(id=source)) == source


def test_find_names_the_closest(archive: Archive) -> None:
    source = archive.save(extraction("Ann met Bob."))
    with pytest.raises(errors.NotFound, match=f"did you mean {source}"):
        archive.find(source[:-2])
    with pytest.raises(errors.NotFound, match=r"No source '/zzz' in .*[^?]$"):
        archive.find("/zzz")


def test_a_file_with_several_sources_is_told(archive: Archive) -> None:
    ids = sorted(archive.save(extraction(text, "/in/a.jsonl")) for text in ("One.", "Two."))
    with pytest.raises(errors.NotFound, match=f"more than one source: {', '.join(ids)}"):
        archive.find("/in/a.jsonl")
    assert archive.find_path(Path("/in/none")) is None


def test_remove_forgets_text_and_record(archive: Archive, tmp_path: Path) -> None:
    source, other = archive.save(extraction("One.")), archive.save(extraction("Two."))
    archive.remove(source)
    archive.remove(source)
    assert archive.sources() == (other,)
    assert len(list(tmp_path.rglob("*.*"))) == 2
    with pytest.raises(errors.NotFound):
        archive.load(source)
    with pytest.raises(errors.NotFound):
        archive.text(text_sha256("One."))


@pytest.mark.parametrize("name", ["../../secret", "", "a/b", "A", "."])
def test_names_do_not_leave_the_folder(archive: Archive, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secret.json").write_text("{}")
    for act in (archive.load, archive.text, archive.remove):
        with pytest.raises(errors.NotFound):
            act(name)


BROKEN = [
    pytest.param(lambda content: content[:20], id="cut short"),
    pytest.param(lambda content: b"\xff" + content, id="no UTF-8"),
    pytest.param(lambda content: content.replace(b'"Ann"', b'"\xff"'), id="no UTF-8 inside"),
    pytest.param(lambda content: content.replace(b'"format":1', b'"format":0'), id="other format"),
    pytest.param(lambda content: content.replace(b',"format":1', b""), id="no format"),
]


@pytest.mark.parametrize("spoil", BROKEN)
def test_a_broken_record_is_no_source_until_it_is_written_over(
    archive: Archive, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    given = extraction("One.")
    source, other = archive.save(given), archive.save(extraction("Two."))
    spoil_file(tmp_path / "records" / f"{source}.json", spoil)
    with pytest.raises(errors.StoreBroken, match=f"{source}.json cannot be read"):
        archive.load(source)
    assert archive.sources() == (other,)
    assert archive.find(source) == source
    archive.save(given)
    assert archive.load(source) == given


@pytest.mark.parametrize("spoil", BROKEN)
def test_a_broken_record_is_removed_with_its_text(
    archive: Archive, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    source, other = archive.save(extraction("One.")), archive.save(extraction("Two."))
    spoil_file(tmp_path / "records" / f"{source}.json", spoil)
    archive.remove(source)
    assert archive.records() == (other,)
    assert [file.stem for file in (tmp_path / "texts").iterdir()] == [text_sha256("Two.")]


def test_a_record_of_another_format_keeps_its_paths(archive: Archive, tmp_path: Path) -> None:
    source = archive.save(extraction("One.", "/in/a.txt"))
    record = tmp_path / "records" / f"{source}.json"
    spoil_file(record, lambda content: content.replace(b'"format":1', b'"format":0'))
    assert archive.find("/in/a.txt") == source
    archive.save(extraction("One.", "/in/b.txt"))
    assert archive.paths(source) == ("/in/a.txt", "/in/b.txt")


def spoil_file(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    before = file.read_bytes()
    file.write_bytes(spoil(before))
    assert file.read_bytes() != before


def test_a_record_without_its_text_is_no_source(archive: Archive, tmp_path: Path) -> None:
    given = extraction("One.")
    source = archive.save(given)
    text = tmp_path / "texts" / f"{text_sha256('One.')}.txt"
    for damage in (text.unlink, lambda: text.write_text("Two."), lambda: text.write_bytes(b"\xff")):
        damage()
        assert archive.sources() == ()
        archive.save(given)
        assert archive.sources() == (source,)


def test_a_stopped_write_leaves_the_record_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = extraction("One.")
    source = archive.save(given)

    def stop(self: Path, target: Path) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        archive.save(dataclasses.replace(given, claims=()))
    monkeypatch.undo()
    assert archive.load(source) == given
    assert archive.sources() == (source,)


def test_a_text_that_was_changed_is_not_given(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (tmp_path / "texts").mkdir(exist_ok=True)
    sha256 = text_sha256("what was read")
    (tmp_path / "texts" / f"{sha256}.txt").write_text("what was read!", encoding="utf-8")
    with pytest.raises(errors.StoreBroken, match="SHA-256"):
        archive.text(sha256)
