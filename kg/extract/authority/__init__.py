"""Names that are known beforehand: those of `ontology/authority`, and those of a user's files."""

from kg.extract.authority.entries import Entry, without_article
from kg.extract.authority.index import Authority, authority, remember
from kg.extract.authority.loading import Loaded, load_authority

__all__ = [
    "Authority",
    "Entry",
    "Loaded",
    "authority",
    "load_authority",
    "remember",
    "without_article",
]
