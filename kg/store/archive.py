"""Texts and records of articles, beside the graph: `STORE/texts` and `STORE/records`.

`STORE/concluded.json` notes what was last concluded of them.

The graph says which articles are present. Files of an article that it does not hold are
leftovers of a build that was stopped, do no harm, and are overwritten by the next one. So is a
record that cannot be read, is of another format, or has lost its text: its article is no source.
"""

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import msgspec

from kg import errors
from kg.ids import HASH_LENGTH, source_id, text_sha256
from kg.records import Extraction, Tool

# To be raised with every change of what a record holds, `kg.records` included, but for a new field
# with a default: an older record is read as if it had that.
FORMAT: Final = 1
_ID = re.compile(r"[a-z0-9-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Record:
    """An extraction without its text, the hash of the text, and the files it was read from."""

    sha256: str
    paths: tuple[str, ...]
    extraction: Extraction
    format: Literal[1]  # that is, `FORMAT`; no default, since a record without one is not of it


@dataclass(frozen=True, slots=True)
class _Paths:
    """The part of a record that tells where it was read from, the same in all formats."""

    paths: tuple[str, ...]


class Archive:
    """The texts and records in a store's folder."""

    def __init__(self, path: Path) -> None:
        self._texts = path / "texts"
        self._records = path / "records"
        self._note = path / "concluded.json"

    def save(self, extraction: Extraction) -> str:
        """Keep an extraction and its text; returns the source's id. Known paths are kept too."""
        document = extraction.document
        source, sha256 = source_id(document.text), text_sha256(document.text)
        paths = {_absolute(document.path), *self.known_paths(source)}
        bare = replace(extraction, document=replace(document, text=""))
        _write(self._texts / f"{sha256}.txt", document.text.encode())
        self._write_record(source, Record(sha256, tuple(sorted(paths)), bare, FORMAT))
        return source

    def add_path(self, source: str, path: str) -> None:
        """Note that a file holds the same text. Raises `errors.NotFound`."""
        record = self._record(source)
        paths = tuple(sorted({*record.paths, _absolute(path)}))
        if paths != record.paths:
            self._write_record(source, replace(record, paths=paths))

    def load(self, source: str) -> Extraction:
        """The extraction of a source. Raises `errors.NotFound`, `errors.StoreBroken`."""
        record = self._record(source)
        document = replace(record.extraction.document, text=self.text(record.sha256))
        return replace(record.extraction, document=document)

    def tool(self, source: str) -> Tool:
        """What made the record of a source. Raises `errors.NotFound`, `errors.StoreBroken`."""
        return self._record(source).extraction.tool

    def digest(self, source: str) -> str:
        """SHA-256 of the record of a source, which names its text. Raises `errors.NotFound`."""
        return hashlib.sha256(self._bytes(source)).hexdigest()

    def keep_note(self, note: bytes) -> None:
        """Keep what is noted of the last conclusion across the articles."""
        _write(self._note, note)

    def note(self) -> bytes:
        """What was noted last; empty where nothing was."""
        return self._note.read_bytes() if self._note.is_file() else b""

    def paths(self, source: str) -> tuple[str, ...]:
        """Absolute paths of the files that a source was read from, sorted."""
        return self._record(source).paths

    def known_paths(self, source: str) -> tuple[str, ...]:
        """The paths that a record tells; none where there is no record that can be read."""
        try:
            return self._read(source, _Paths).paths
        except (errors.NotFound, errors.StoreBroken):
            return ()

    def records(self) -> tuple[str, ...]:
        """Ids of all sources that have a record, whether it can be read or not, sorted."""
        return tuple(sorted(file.stem for file in self._records.glob("*.json")))

    def sources(self) -> tuple[str, ...]:
        """Ids of all sources whose record can be read and whose text is there, sorted."""
        return tuple(filter(self._is_whole, self.records()))

    def all(self) -> Iterator[Extraction]:
        """All extractions, sorted by the id of their source."""
        return map(self.load, self.sources())

    def text(self, sha256: str) -> str:
        """A stored text by its hash.

        Raises `errors.NotFound`, and `errors.StoreBroken` where the file is not what was read.
        """
        file = self._texts / f"{sha256}.txt"
        if not _SHA256.fullmatch(sha256) or not file.is_file():
            raise errors.NotFound(f"No text {sha256!r} in {self._texts}.")
        text = file.read_bytes().decode(errors="replace")
        if text_sha256(text) != sha256:
            raise errors.StoreBroken(
                f"{file} is not the text that was read, since its SHA-256 differs; "
                "build its article again."
            )
        return text

    def find(self, name: str) -> str:
        """Id of a source by its id, its IRI, the IRI of its graph, or a file it was read from.

        Raises `errors.NotFound` with the closest ids, or where a file holds several sources.
        """
        ending = name.rstrip("/").rpartition("/")[2]
        if _ID.fullmatch(ending) and self._file(ending).is_file():
            return ending
        if found := self.find_path(Path(name)):
            return found
        close = difflib.get_close_matches(ending, self.records())
        hint = f"; did you mean {' or '.join(close)}?" if close else "."
        raise errors.NotFound(f"No source {name!r} in {self._records.parent}{hint}")

    def find_path(self, path: Path) -> str | None:
        """Id of the source that was read from a file, None if there is none.

        Raises `errors.NotFound` where there is more than one.
        """
        wanted = _absolute(str(path))
        found = [source for source in self.records() if wanted in self.known_paths(source)]
        if len(found) > 1:
            raise errors.NotFound(f"{path} holds more than one source: {', '.join(found)}.")
        return found[0] if found else None

    def find_name(self, name: str) -> list[str]:
        """Ids of the sources that were read from a file of this name, in any folder, sorted."""
        return [
            source
            for source in self.records()
            if any(Path(path).name == name for path in self.known_paths(source))
        ]

    def remove(self, source: str) -> None:
        """Forget a source's text and record, if they are there, whether they can be read or not."""
        file = self._file(source)
        if file.is_file():
            # Its id ends as its text's hash begins, and a broken record does not tell the hash.
            for text in self._texts.glob(f"{source[-HASH_LENGTH:]}*.txt"):
                text.unlink()
            file.unlink()

    def _is_whole(self, source: str) -> bool:
        try:
            return source_id(self.load(source).document.text) == source
        except (errors.NotFound, errors.StoreBroken):
            return False

    def _file(self, source: str) -> Path:
        if not _ID.fullmatch(source):
            raise errors.NotFound(f"No source {source!r} in {self._records.parent}.")
        return self._records / f"{source}.json"

    def _record(self, source: str) -> Record:
        return self._read(source, Record)

    def _read[T](self, source: str, kind: type[T]) -> T:
        content = self._bytes(source)
        try:
            return msgspec.json.decode(content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise errors.StoreBroken(
                f"The record {self._file(source)} cannot be read ({error}); "
                "build its article again."
            ) from None

    def _bytes(self, source: str) -> bytes:
        try:
            return self._file(source).read_bytes()
        except FileNotFoundError:
            raise errors.NotFound(f"No source {source!r} in {self._records.parent}.") from None

    def _write_record(self, source: str, record: Record) -> None:
        _write(self._file(source), msgspec.json.encode(record))


def _absolute(path: str) -> str:
    return str(Path(path).resolve())


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")  # one process writes at a time: the store's lock sees to it
    part.write_bytes(content)
    part.replace(file)
