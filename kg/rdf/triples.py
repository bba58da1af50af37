"""A plain set of triples behind rdflib's `Graph`, half as costly to fill and to ask as its own."""

from typing import Any

from rdflib.plugins.stores.memory import SimpleMemory


class Triples(SimpleMemory):
    """rdflib's store without graphs, which pySHACL takes where it says that it could have some.

    It counts its triples once and not each time it is asked, as rdflib's do: pySHACL asks for each
    result that it writes whether the graph is empty.
    """

    context_aware = True
    graph_aware = True
    _length: int | None = None

    def add(self, *args: Any, **options: Any) -> None:
        """As rdflib's."""
        self._length = None
        super().add(*args, **options)

    def remove(self, *args: Any, **options: Any) -> None:
        """As rdflib's."""
        self._length = None
        super().remove(*args, **options)

    def __len__(self, context: Any = None) -> int:
        """How many triples there are."""
        if self._length is None:
            self._length = super().__len__(context)
        return self._length
