"""A view of a store on disk that stays as it is until it is renewed, beside a writing process.

RocksDB reads the manifest, then the logs. If the writer turns a log into a table in between and
removes it, the reader misses what stood in it; so an opening counts only if no log went away.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pyoxigraph import Store

from kg import errors

_TRIES = 50

Files = tuple[tuple[str, int, int], ...]
Stamps = tuple[tuple[int, int, int], ...]
Opening = Callable[[], AbstractContextManager[None]]


class Snapshot:
    """The store in `folder`, read only, as it was at the last `store()`. For one thread."""

    def __init__(self, folder: Path) -> None:
        self._signs = Signs(folder)
        self._folder = folder
        self._opened: Stamps = ()
        self._store: Store | None = None

    def store(self, opening: Opening = nullcontext) -> Store:
        """The newest committed state; the same object while nothing is written.

        A newer one is opened within `opening`. Raises `errors.NotFound`, `errors.StoreBroken`,
        `errors.StoreBusy`.
        """
        stamps = self._signs.read()
        if self._store is None or stamps != self._opened:
            with opening():
                self._store, self._opened = _open(self._folder), stamps
        return self._store

    def seen[Seen](self, look: Callable[[Store], Seen]) -> Seen:
        """What is seen in the newest state; looked for again where a compaction took a file."""
        for _ in range(_TRIES):
            try:
                return look(self.store())
            except (OSError, RuntimeError):
                if not self.changed():
                    raise
        return look(self.store())

    def changed(self) -> bool:
        """Whether anything was written since the last `store()`."""
        return self._signs.read() != self._opened

    def close(self) -> None:
        """Let go of the files."""
        self._store = None


class Signs:
    """Whether a store was written to, told by three files alone: it is asked for every query.

    A commit is added to the newest log, a flush or a compaction to the manifest; new logs and
    manifests change the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: tuple[str, ...] = ()  # which are looked up in half the time of a `Path`
        self._stamps: Stamps = ()

    def read(self) -> Stamps:
        """What changes with every write. Raises `errors.NotFound` where there is no store."""
        stamps = _stamps(self._paths)
        if not stamps or stamps != self._stamps:
            self._paths = self._newest()
            self._stamps = _stamps(self._paths)
        return self._stamps

    def _newest(self) -> tuple[str, ...]:
        names = [name for name, _, _ in data_files(self._folder)]
        logs = sorted(name for name in names if name.endswith(".log"))
        manifests = sorted(name for name in names if name.startswith("MANIFEST"))
        return tuple(str(self._folder / name) for name in ("", *logs[-1:], *manifests[-1:]))


def data_files(folder: Path) -> Files:
    """Name, size and time of all files that a commit, a flush or a compaction touches.

    Raises `errors.NotFound` where there is no store.
    """
    if not (folder / "CURRENT").is_file():
        raise missing(folder)
    with os.scandir(folder) as entries:
        return tuple(sorted(filter(None, map(_stamp, entries))))


def missing(folder: Path) -> errors.StoreMissing:
    """The error for a store that is not there."""
    store = folder.parent
    return errors.StoreMissing(
        f"No store in {store}; build one with: kg build PATH --store {store}"
    )


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


def _stamps(paths: Sequence[str]) -> Stamps:
    """Size, time and number of each file; empty where one is gone."""
    try:
        found = [os.stat(path) for path in paths]  # noqa: PTH116
    except FileNotFoundError:
        return ()
    return tuple((each.st_size, each.st_mtime_ns, each.st_ino) for each in found)


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
