"""Opening the engine's store to write: one process at a time."""

from pathlib import Path

import pyoxigraph

from kg import errors


def open_writing(folder: Path) -> pyoxigraph.Store:
    """The store in `folder`, made if it is not there.

    Raises `errors.StoreBusy` where another process writes, `errors.StoreBroken` where it cannot be
    opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return pyoxigraph.Store(str(folder))
    except (OSError, RuntimeError) as error:
        if "temporarily unavailable" in str(error) or "lock hold by" in str(error):
            raise errors.StoreBusy(
                f"Another process is writing to the store in {folder.parent}; wait until it ends."
            ) from None
        raise errors.StoreBroken(
            f"The store in {folder.parent} cannot be opened: {error}"
        ) from error
