"""A view of a store on disk that stays as it is until it is renewed, beside a writing process.

RocksDB reads the manifest, then the logs. If the writer turns a log into a table in between and
removes it, the reader misses what stood in it; so an opening counts only if no log went away.
"""

import os
from pathlib import Path

from pyoxigraph import Store

from kg import errors

_TRIES = 50

Files = tuple[tuple[str, int, int], ...]


class Snapshot:
    """The store in `folder`, read only, as it was at the last `store()`. For one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Files = ()
        self._store: Store | None = None

    def store(self) -> Store:
        """The newest committed state; the same object while nothing is written.

        Raises `errors.NotFound`, `errors.StoreBroken`, `errors.StoreBusy`.
        """
        files = data_files(self._folder)
        if self._store is None or files != self._files:
            self._store, self._files = _open(self._folder), files
        return self._store

    def changed(self) -> bool:
        """Whether anything was written since the last `store()`."""
        return data_files(self._folder) != self._files

    def close(self) -> None:
        """Let go of the files."""
        self._store = None


def data_files(folder: Path) -> Files:
    """Name, size and time of all files that a commit, a flush or a compaction touches.

    Raises `errors.NotFound` where there is no store.
    """
    if not (folder / "CURRENT").is_file():
        raise missing(folder)
    with os.scandir(folder) as entries:
        return tuple(sorted(filter(None, map(_stamp, entries))))


def missing(folder: Path) -> errors.NotFound:
    """The error for a store that is not there."""
    store = folder.parent
    return errors.NotFound(f"No store in {store}; build one with: kg build PATH --store {store}")


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int, int] | None:
    if not (
        entry.name.startswith(("CURRENT", "MANIFEST")) or entry.name.endswith((".log", ".sst"))
    ):
        return None
    try:
        status = entry.stat()
    except FileNotFoundError:  # removed by a compaction while the folder is listed
        return None
    return entry.name, status.st_size, status.st_mtime_ns


def _open(folder: Path) -> Store:
    problem: Exception | None = None
    for _ in range(_TRIES):
        before = data_files(folder)
        try:
            store = Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            problem = error
            if data_files(folder) == before:
                break
        else:
            if _logs(before) <= _logs(data_files(folder)):
                return store
    if problem is None:
        raise errors.StoreBusy(f"The store in {folder.parent} is being rewritten; try again.")
    raise errors.StoreBroken(f"The store in {folder.parent} cannot be read: {problem}")


def _logs(files: Files) -> set[str]:
    return {name for name, _, _ in files if name.endswith(".log")}
