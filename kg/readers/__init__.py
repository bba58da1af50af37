"""Reads article files: one table from suffix to reader, and one place where an article is skipped.

Adding a format takes a module with an `articles` function (see `draft.Reader`) and a row here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg import errors
from kg.readers import checks, furniture, html, jsonl, metadata, text
from kg.readers.draft import Draft, Load, Reader
from kg.readers.unique import unique
from kg.records import Document, Skipped

__all__ = ["READERS", "read", "unique"]

READERS: dict[str, Reader] = {
    ".htm": html.articles,
    ".html": html.articles,
    ".jsonl": jsonl.articles,
    ".txt": text.articles,
}


def read(paths: Iterable[Path], max_bytes: int) -> Iterator[Document | Skipped]:
    """Articles in files and folders, in the order given, folders in order of their names.

    A folder is walked to the bottom for files whose suffix is in `READERS`; names with a leading
    dot are passed over. Whatever cannot be built is `Skipped`, with one sentence that says why.
    `max_bytes` limits a file, and in a `.jsonl` file each line.
    """
    for path in paths:
        if is_folder(path):
            yield from read_folder(path, max_bytes)
        else:
            yield from read_file(path, max_bytes)


def read_folder(folder: Path, max_bytes: int) -> Iterator[Document | Skipped]:
    """All articles under a folder, or one `Skipped` where there is no file to read."""
    files = walk(folder)
    first = next(files, None)
    if first is None:
        yield Skipped(str(folder), f"{folder} holds no article to read: no {suffixes()} file.")
        return
    for file in chain([first], files):
        yield from [file] if isinstance(file, Skipped) else read_file(file, max_bytes)


def walk(folder: Path) -> Iterator[Path | Skipped]:
    """Files with a known suffix, sorted by name, depth first; links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(str(folder), unreadable(folder, error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if is_folder(entry):
            yield from () if entry.is_symlink() else walk(entry)
        elif entry.suffix.lower() in READERS:
            yield entry


def is_folder(path: Path) -> bool:
    """Whether a path is known to be a folder; one that may not be looked at is not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def read_file(path: Path, max_bytes: int) -> Iterator[Document | Skipped]:
    """The articles of one file; the one place where `SkipArticle` becomes `Skipped`."""
    loads = loads_of(path, max_bytes)
    while True:
        try:
            load = next(loads, None)
            if load is None:
                return
            document = make_document(load(), path)
        except errors.SkipArticle as error:
            yield Skipped(str(path), str(error))
        except OSError as error:
            yield Skipped(str(path), unreadable(path, error))
        else:
            yield document


def _is_utf8(name: str) -> bool:
    """Whether the name holds no bytes that only stand for themselves (PEP 383)."""
    return not any("\udc80" <= character <= "\udcff" for character in name)


def loads_of(path: Path, max_bytes: int) -> Iterator[Load]:
    """The articles of a file, each yet to be read; raises `SkipArticle` and `OSError`."""
    if not _is_utf8(str(path)):
        raise errors.SkipArticle(f"{str(path)!a} has a name that is not UTF-8; rename the file.")
    if not path.exists():
        raise errors.SkipArticle(f"There is no file or folder {path}.")
    if not path.is_file():
        raise errors.SkipArticle(f"{path} is neither a file nor a folder.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise errors.SkipArticle(f"{path} is no article to read: no {suffixes()} file.")
    with path.open("rb") as stream:
        yield from reader(stream, str(path), max_bytes)


def make_document(draft: Draft, path: Path) -> Document:
    """A document from a draft; raises `SkipArticle` where its text is not fit to build."""
    checks.check_text(draft.text, draft.place)
    marked = furniture.mark(draft.text)
    checks.check_language(draft.text, marked, draft.place)
    source = metadata.describe(draft.text, marked, draft.stated)
    return Document(path.name + draft.mark, str(path), draft.text, source, marked)


def suffixes() -> str:
    """The known suffixes, as a sentence names them."""
    *others, last = sorted(READERS)
    return f"{', '.join(others)} or {last}"


def unreadable(path: Path, error: OSError) -> str:
    """The sentence for a file that the system does not let us read."""
    return f"{path} cannot be read: {(error.strerror or str(error)).lower()}."
