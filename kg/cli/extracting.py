"""Extraction as commands do it: article by article, with progress, and none costs the others."""

from collections.abc import Iterator, Sequence

from kg.cli.console import progress
from kg.cli.options import Models
from kg.records import Document, Extraction, Skipped


def extract_all(
    items: Sequence[Document | Skipped], models: Models
) -> Iterator[Extraction | Skipped]:
    """An extraction an article, or why it is skipped, in the order given."""
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import attempt  # noqa: PLC0415

    extractor = Extractor(models.pipeline, models.options())
    with progress("Extracting") as step:
        for item in items:
            if isinstance(item, Skipped):
                yield item
            else:
                yield attempt(item, lambda document: next(extractor.extract([document])))
            step(item.path, len(items))
