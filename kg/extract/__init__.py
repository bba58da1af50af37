"""From documents to records: the only room that knows spaCy."""

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
