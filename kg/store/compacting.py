"""A store put in order after it has grown.

What was written lately lies in files of its own, by which every lookup goes. The engine merges them
by and by; after a load, queries that read much take a quarter less time once they are merged.
"""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from pyoxigraph import Store

from kg.store.snapshot import data_files

# Merging takes about a fifth of the time that loading takes, so it is left where little was added.
LEAST = 8 << 20  # bytes
SHARE = 0.2  # of what is there


class Growth:
    """How much a store has grown since it was opened to write, or was last put in order."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder, store
        self._size = _size(folder)
        self._merging: Thread | None = None

    def settle(self) -> None:
        """Write out what is held in memory, and put the store in order where it is worth it."""
        self._store.flush()
        if self._is_worth_it():
            self._merge()

    def settling(self) -> bool:
        """The same in the background, begun by the first call; whether it still goes on."""
        if self._merging is None:
            self._store.flush()
            if not self._is_worth_it():
                return False
            self._merging = Thread(target=self._merge, daemon=True)
            self._merging.start()
        if self._merging.is_alive():
            return True
        self._merging = None
        return False

    def _is_worth_it(self) -> bool:
        size = _size(self._folder)
        grown = size - self._size
        return grown > LEAST and grown > SHARE * size

    def _merge(self) -> None:
        with suppress(OSError):  # of a full disk, the next change tells
            self._store.optimize()
        self._size = _size(self._folder)


def _size(folder: Path) -> int:
    """Bytes of tables and logs."""
    return sum(size for _, size, _ in data_files(folder))
