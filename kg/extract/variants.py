"""Extracts articles in several ways, so that the share of each part can be measured."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.extractor import extract_one
from kg.extract.language import Reader
from kg.extract.options import Options
from kg.records import Document, Extraction


def extract_variants(
    model: str, variants: Sequence[Options], documents: Iterable[Document]
) -> Iterator[tuple[Extraction, ...]]:
    """Extractions of each document by each of the options, in their order.

    A document is parsed once for all. Raises `errors.Unavailable` where there is no such model.
    """
    reader = Reader(model)
    for parsed in reader.read(documents):
        yield tuple(extract_one(parsed, reader.tool, options) for options in variants)
