"""What `kg verify` reads: packs, and articles by the readers that a build has."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import errors

if TYPE_CHECKING:
    from kg.pack.checks.texts import Text

# Texts that no pack cites: so many are kept, to tell what differs in a wrong one.
MOST_OTHERS = 10


def read_file(file: Path) -> bytes:
    """The bytes of a pack; raises `errors.NotFound`."""
    try:
        return file.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise errors.NotFound(f"The pack {file} cannot be read: {why}.") from None


def read_texts(paths: Iterable[Path], packs: Iterable[bytes], max_bytes: int) -> list["Text"]:
    """The texts that packs cite, and some that they do not, in the order of the paths.

    Raises `errors.NotFound` where a path is none, `errors.BadRequest` for what cannot be read.
    """
    packs = tuple(packs)
    kept: list[Text] = []
    others = 0
    for text in _all(paths, max_bytes):
        is_cited = any(text.sha256.encode() in pack for pack in packs)
        others += not is_cited
        if is_cited or others <= MOST_OTHERS:
            kept.append(replace(text, is_cited=is_cited))
    return kept


def _all(paths: Iterable[Path], max_bytes: int) -> Iterator["Text"]:
    from kg.pack.checks.texts import Text  # noqa: PLC0415
    from kg.readers import loads_of  # noqa: PLC0415

    for path in _files(paths):
        try:
            for load in loads_of(path, max_bytes):
                draft = load()
                yield Text(f"{path}{draft.mark}", draft.text)
        except (errors.SkipArticle, OSError) as error:
            raise errors.BadRequest(f"--text: {error}") from None


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, with folders as the articles under them."""
    from kg.readers import walk  # noqa: PLC0415

    for path in paths:
        if not path.exists():
            raise errors.NotFound(f"There is no file or folder {path} (--text).")
        yield from (
            (file for file in walk(path) if isinstance(file, Path)) if path.is_dir() else [path]
        )
