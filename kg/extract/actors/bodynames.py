"""Names of bodies at several lengths: "Aldmoor Airways plc", "Aldmoor Airways", "Aldmoor"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.extract.authority import without_article
from kg.extract.words import words

if TYPE_CHECKING:
    from kg.extract.actors.mentions import Named


class Bodies:
    """The bodies that an article names, by what is left of their names."""

    def __init__(self, mentions: Iterable["Named"]) -> None:
        self._cores = {core_name(without_article(mention.key)).lower() for mention in mentions}

    def key(self, bare: str) -> str:
        """One key for a name and for what the article has for short."""
        core = core_name(bare).lower()
        head, _, last = core.rpartition(" ")
        return head if head in self._cores and last in words("names")["left_out"] else core


def core_name(name: str) -> str:
    """A name without the form of the company: "Orbis" for "Orbis Corp."."""
    forms = words("names")["company_forms"]
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and parts[-1].replace(".", "").lower() in forms:
        parts.pop()
    return " ".join(parts)
