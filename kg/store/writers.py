"""The process that makes changes for those who read, started when there is one to make."""

import threading
from pathlib import Path

from kg import errors
from kg.store.pool import MEMORY, Worker, cut_short
from kg.store.wire import Done, Drop, Part, Update, Write

MODULE = "kg.store.writer"


class Writer:
    """Makes one change at a time, in a process that is killed where it takes too long."""

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self._folder, self._memory = folder, memory
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._closed = False

    def change(self, request: Update | Write | Drop) -> bool | None:
        """Make a change, and tell what `kg.store.writing` says of it.

        Raises its errors, `errors.TimedOut`, and `errors.StoreBusy` where another process writes.
        """
        with self._lock:
            worker = self._ready()
            try:
                worker.wait_for_start()
                worker.ask(request)
                return _value(worker.receive(request.seconds))
            except TimeoutError:
                self._stop()
                raise errors.TimedOut(
                    f"The change was stopped after {request.seconds:g} s; nothing of it was made."
                ) from None
            finally:
                self._come_forward()

    def close(self) -> None:
        """End the process; a change under way is not made, nor one that waits for it."""
        self._closed = True
        self._stop()

    def _ready(self) -> Worker:
        if self._closed:
            raise cut_short()
        if self._worker is None or not self._worker.alive:
            self._stop()
            self._worker = Worker(self._folder, self._memory, MODULE)
        return self._worker

    def _come_forward(self) -> None:
        """A change that took long has set the process behind: for the next it is as the others."""
        if self._worker is not None and self._worker.alive and not self._worker.come_forward():
            self._stop()

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()


def _value(part: Part) -> bool | None:
    if isinstance(part, errors.KgError):
        raise part
    assert isinstance(part, Done)
    return part.value
