"""Query workers of one store, shared by threads: a worker has one query at a time."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from kg import errors
from kg.store.wire import Chunk, Part, Request

WORKERS = 4
MEMORY = 4 << 30
START_SECONDS = 120.0

_ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """One worker process."""

    def __init__(self, folder: Path, memory: int) -> None:
        self._connection: Connection[Any, Any]
        self._connection, child = Pipe()
        command = [sys.executable, "-m", "kg.store.worker", str(folder), str(memory)]
        with child:
            self._process = subprocess.Popen(
                command, stdin=child.fileno(), stdout=subprocess.DEVNULL, cwd=_ROOT
            )

    @property
    def pid(self) -> int:
        """Id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, request: Request) -> None:
        """Send a request; the answer is then received in frames."""
        try:
            self._connection.send(request)
        except ConnectionError:
            raise self._died() from None

    def receive(self, seconds: float | None) -> Part:
        """The next part. Raises `TimeoutError`, or the reason why the worker has died."""
        try:
            if not self._connection.poll(seconds):
                raise TimeoutError
            part: Part = self._connection.recv()
        except (EOFError, ConnectionError):
            raise self._died() from None
        return part

    def stop(self) -> None:
        """Kill the process, whatever it does, and wait for its end."""
        self._process.kill()
        self._process.wait()
        self._connection.close()

    def _died(self) -> errors.KgError:
        code = self._process.wait()
        if code == -signal.SIGABRT:
            return errors.TimedOut("The query needed too much memory and was stopped.")
        if code == -signal.SIGPROF:
            return errors.TimedOut("The query used up its processor time and was stopped.")
        return errors.StoreBroken(f"The query's worker process ended with exit status {code}.")


class Pool:
    """Up to `size` workers over the store in `folder`, started as they are needed."""

    def __init__(self, folder: Path, size: int = WORKERS, memory: int = MEMORY) -> None:
        self._folder, self._memory = folder, memory
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.RLock()  # a forgotten answer may give back from within
        self._idle: list[Worker] = []
        self._closed = False

    def lease(self, seconds: float | None) -> Worker:
        """A worker of one's own until `give_back`. Raises `errors.TimedOut` if none gets free."""
        if not self._free.acquire(timeout=seconds):
            raise errors.TimedOut(f"No query worker became free within {seconds:g} s.")
        try:
            return self._idle_worker() or Worker(self._folder, self._memory)
        except BaseException:
            self._free.release()
            raise

    def give_back(self, worker: Worker, *, ready: bool) -> None:
        """End a lease; a worker that is not ready for the next request is killed."""
        with self._lock:
            keep = ready and not self._closed
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.stop()
        self._free.release()

    def close(self) -> None:
        """Stop the idle workers; the others are stopped when they are given back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()

    def _idle_worker(self) -> Worker | None:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.stop()
        return None


class Chunks(Iterator[bytes]):
    """The chunks of one answer. The first is there once it is made; the last frees the worker.

    Only time spent waiting for the worker counts towards `request.seconds`, so that a slow reader
    is not told that the query was slow.
    """

    def __init__(self, pool: Pool, request: Request) -> None:
        self._pool, self._seconds, self._left = pool, request.seconds, request.seconds
        self._worker: Worker | None = pool.lease(request.seconds)
        try:
            self._worker.ask(request)
            self._wait_for_start(self._worker)
            self._first: bytes | None = self._receive()
        except BaseException:
            self.close()
            raise

    def __next__(self) -> bytes:
        chunk, self._first = self._first, None
        if chunk is None and self._worker is None:
            raise StopIteration
        return self._receive() if chunk is None else chunk

    def close(self) -> None:
        """Stop the query if it still runs."""
        self._release(ready=False)

    def __del__(self) -> None:
        self.close()

    def _wait_for_start(self, worker: Worker) -> None:
        try:
            part = worker.receive(START_SECONDS)
        except TimeoutError:
            raise errors.StoreBroken("The query's worker process did not start.") from None
        if isinstance(part, errors.KgError):
            self._release(ready=True)
            raise part

    def _receive(self) -> bytes:
        """The next chunk; gives the worker back after the last one and after an error."""
        try:
            part = self._timed_part()
        except BaseException:
            self.close()
            raise
        if isinstance(part, errors.KgError):
            self._release(ready=True)
            raise part
        assert isinstance(part, Chunk)
        if part.last:
            self._release(ready=True)
        return part.data

    def _timed_part(self) -> Part:
        assert self._worker is not None
        if self._left is None:
            return self._worker.receive(None)
        began = time.monotonic()
        try:
            part = self._worker.receive(self._left)
        except TimeoutError:
            raise errors.TimedOut(f"The query was stopped after {self._seconds:g} s.") from None
        self._left = max(0.0, self._left - (time.monotonic() - began))
        return part

    def _release(self, *, ready: bool) -> None:
        worker, self._worker = getattr(self, "_worker", None), None
        if worker is not None:
            self._pool.give_back(worker, ready=ready)
