"""The same text under several paths is one article."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from kg.ids import text_sha256
from kg.records import Document, Source


@dataclass(slots=True)
class _Kept:
    """The best copy so far, its text taken out, and where that text lies on disk."""

    document: Document
    offset: int
    length: int


def unique(documents: Iterable[Document]) -> Iterator[Document]:
    """One document a text, in the order in which each text first came.

    Of several copies the one that says most of itself is taken, then the smallest name, so that
    the order of the copies does not matter. Which copy is best is known only at the end: until
    then texts lie in a temporary file, and memory holds no more than hashes and metadata.
    """
    with tempfile.TemporaryFile() as texts:
        for kept in best_copies(documents, texts):
            texts.seek(kept.offset)
            text = texts.read(kept.length).decode("utf-8")
            yield replace(kept.document, text=text)


def best_copies(documents: Iterable[Document], texts: BinaryIO) -> Iterable[_Kept]:
    """The best copy of each text; each text is appended to `texts` once."""
    found: dict[str, _Kept] = {}
    for document in documents:
        key, bare = text_sha256(document.text), replace(document, text="")
        if key not in found:
            data = document.text.encode("utf-8")
            found[key] = _Kept(bare, texts.tell(), len(data))
            texts.write(data)
        elif preference(bare) < preference(found[key].document):
            found[key].document = bare
    return found.values()


def preference(document: Document) -> tuple[int, str, str, str]:
    """Sorts the copy to take first: most metadata, then name, what it says of itself, path."""
    return -richness(document.source), document.name, repr(document.source), document.path


def richness(source: Source) -> int:
    """How many fields a source fills."""
    fields = (source.publisher, source.title, source.published, source.url)
    return sum(map(bool, (*fields, source.authors, source.via)))
