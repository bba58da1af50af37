"""Reads gold and records from their files, with a sentence for what does not fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kg import errors
from kg.score.forms import Article, Gold, Marked

LINKS, OPTIONAL = "CROSS.json", "OPTIONAL.json"


@dataclass(frozen=True, slots=True)
class _Links:
    same_claim: tuple[tuple[str, ...], ...] = ()


def read_gold(folder: Path) -> Gold:
    """Gold from a folder: a JSON file an article, and perhaps `CROSS.json` and `OPTIONAL.json`.

    Raises `errors.NotFound` where there is no article, `errors.BadRequest` for another form.
    """
    paths = [it for it in sorted(folder.glob("*.json")) if it.name not in {LINKS, OPTIONAL}]
    if not paths:
        raise errors.NotFound(f"There is no gold in {folder}: expected a JSON file an article.")
    return Gold(
        _by_name(_decoded(path, Article) for path in paths),
        _decoded(folder / OPTIONAL, dict[str, tuple[Marked, ...]], {}),
        _decoded(folder / LINKS, _Links, _Links()).same_claim,
    )


def read_records(path: Path) -> dict[str, Article]:
    """Records by article, from JSON lines; raises `errors.NotFound`, `errors.BadRequest`."""
    return _by_name(_lines(path))


def to_articles(records: Iterable[Mapping[str, Any]]) -> dict[str, Article]:
    """Records by article, from the objects that `kg.view.to_records` gives."""
    return _by_name(msgspec.convert(record, Article) for record in records)


def _lines(path: Path) -> Iterator[Article]:
    for number, line in enumerate(_bytes(path).splitlines(), 1):
        if line.strip():
            yield _decode(line, Article, f"{path}, line {number}")


def _by_name(articles: Iterable[Article]) -> dict[str, Article]:
    """Sorted, so that no figure depends on the order of files."""
    found: dict[str, Article] = {}
    for article in articles:
        name = Path(article.doc).name
        if name in found:
            raise errors.BadRequest(f"There are two records of {name}.")
        found[name] = article
    return dict(sorted(found.items()))


def _decoded[T](path: Path, kind: type[T], without: T | None = None) -> T:
    """A JSON file as what it should hold; `without` stands for a file that is not there."""
    if without is not None and not path.exists():
        return without
    return _decode(_bytes(path), kind, str(path))


def _decode[T](content: bytes, kind: type[T], where: str) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise errors.BadRequest(f"{where} does not have the form of records: {error}.") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise errors.NotFound(f"{path} cannot be read: {error.strerror}.") from error
