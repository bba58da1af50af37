"""What `kg verify` reads: packs, and articles by the readers that a build has."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import errors

if TYPE_CHECKING:
    from kg.pack.checks.texts import Text
    from kg.pack.likeness import Known

_PACKED = b"\x1f\x8b"  # how gzip begins, RFC 1952, section 2.3.1; no pack that is text does
_MOST_BYTES = 256 * 2**20  # of a pack, once it is unpacked


@dataclass(frozen=True, slots=True)
class Given:
    """What a path of --text gave: texts that the packs mean, and how many others.

    `unread` says of files in a folder, or lines of a file, why they could not be read.
    """

    path: Path
    texts: tuple["Text", ...]
    others: int
    unread: tuple[str, ...]


def read_file(file: Path) -> bytes:
    """The bytes of a pack, unpacked; raises `errors.NotFound`, and `errors.Invalid` for others."""
    try:
        data = file.read_bytes()
        return _unpacked(data) if data.startswith(_PACKED) else data
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise errors.Invalid(f"The pack cannot be unpacked: {error}.") from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise errors.NotFound(f"The pack {file} cannot be read: {why}.") from None


def read_texts(paths: Iterable[Path], known: "Known", max_bytes: int) -> list[Given]:
    """The articles under each path, those of other articles than the packs mean counted alone.

    Raises `errors.NotFound` where a path is none, `errors.BadRequest` where it gives no article.
    """
    return [_given(path, known, max_bytes) for path in paths]


def _unpacked(data: bytes) -> bytes:
    from io import BytesIO  # noqa: PLC0415

    with gzip.open(BytesIO(data)) as stream:
        unpacked = stream.read(_MOST_BYTES + 1)
    if len(unpacked) > _MOST_BYTES:
        raise errors.Invalid(f"The pack has more than {_MOST_BYTES:,} bytes, unpacked.")
    return unpacked


def _given(path: Path, known: "Known", max_bytes: int) -> Given:
    if not path.exists():
        raise errors.NotFound(f"There is no file or folder {path} (--text).")
    meant: list[Text] = []
    others = 0
    unread: list[str] = []
    for text in _texts(path, max_bytes, unread):
        recognized = known.recognize(text)
        if recognized.meant:
            meant.append(recognized)
        else:
            others += 1
    if not meant and not others:
        raise errors.BadRequest(f"--text: {unread[0] if unread else f'{path} holds no article.'}")
    return Given(path, tuple(meant), others, tuple(unread))


def _texts(path: Path, max_bytes: int, unread: list[str]) -> Iterator["Text"]:
    """The articles under a path; why some cannot be read is added to `unread`."""
    from kg.pack.checks.texts import Text  # noqa: PLC0415
    from kg.readers import loads_of, unreadable  # noqa: PLC0415

    for file in _files(path):
        try:
            for load in loads_of(file, max_bytes):
                try:
                    draft = load()
                except errors.SkipArticle as error:
                    unread.append(str(error))
                else:
                    yield Text(f"{file}{draft.mark}", draft.text)
        except errors.SkipArticle as error:
            unread.append(str(error))
        except OSError as error:
            unread.append(unreadable(file, error))


def _files(path: Path) -> Iterator[Path]:
    """The file, or the articles under a folder."""
    from kg.readers import walk  # noqa: PLC0415

    if not path.is_dir():
        yield path
        return
    yield from (file for file in walk(path) if isinstance(file, Path))
