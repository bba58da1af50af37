"""Query workers of one store, shared by threads: a worker has one query at a time."""

import contextlib
import math
import os
import select
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
from kg.store.wire import Chunk, Content, Opening, Part, Query, Request, Started, decode, packed

WORKERS = 4
MEMORY = 4 << 30
START_SECONDS = 120.0
# A query that takes longer than this goes on behind all others, so that a quick one stays quick.
PATIENCE_SECONDS = 0.5
_BEHIND, _LAST = 10, 19
MODULE = "kg.store.worker"

_ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """One worker process."""

    def __init__(self, folder: Path, memory: int, module: str = MODULE) -> None:
        self._connection: Connection[Any, Any]
        self._connection, child = Pipe()
        self._started = self._behind = self._stopped = False
        self._talk = threading.Lock()  # held while the connection is used
        self._poll = select.poll()  # quicker than the connection's own, which is made each time
        self._poll.register(self._connection.fileno(), select.POLLIN)
        command = [sys.executable, "-m", module, str(folder), str(memory)]
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
        with self._talking():
            self._connection.send_bytes(packed(request))

    def wait_for_start(self) -> None:
        """Wait until the process is there, if it was not before."""
        if self._started:
            return
        try:
            self._started = isinstance(self.receive(START_SECONDS), Started)
        except TimeoutError:
            raise errors.StoreBroken("The worker process did not start.") from None

    def receive(self, seconds: float | None) -> Part:
        """The next part. Raises `TimeoutError`, or the reason why the worker has died."""
        with self._talking():
            if not self._comes(seconds):
                raise TimeoutError
            return decode(self._connection.recv_bytes())

    def come_forward(self) -> bool:
        """Give the process its place beside the others again; false where the system does not."""
        if self._behind:
            try:
                os.setpriority(os.PRIO_PROCESS, self.pid, _own_priority())
            except (PermissionError, ProcessLookupError):
                return False
            self._behind = False
        return True

    def _comes(self, seconds: float | None) -> bool:
        """Whether something is there to be received within a time."""
        left = math.inf if seconds is None else seconds
        if self._started and not self._behind and left > PATIENCE_SECONDS:
            if self._poll.poll(PATIENCE_SECONDS * 1000):
                return True
            with contextlib.suppress(ProcessLookupError):  # stopped; that shows as the end of file
                os.setpriority(os.PRIO_PROCESS, self.pid, min(_LAST, _own_priority() + _BEHIND))
            self._behind, left = True, left - PATIENCE_SECONDS
        return bool(self._poll.poll(None if math.isinf(left) else math.ceil(left * 1000)))

    def kill(self) -> None:
        """Let the process end, whatever it does; a thread that waits for it is told so."""
        self._stopped = True
        self._process.kill()

    def stop(self) -> None:
        """Kill the process, whatever it does, and wait for its end.

        A thread that waits for an answer gets `errors.TimedOut` instead.
        """
        self.kill()
        self._process.wait()
        with self._talk:  # whoever reads sees the end of file, and is done
            self._connection.close()

    @contextlib.contextmanager
    def _talking(self) -> Iterator[None]:
        """Keep the connection open meanwhile; raises the reason why the worker has died."""
        with self._talk:
            if self._connection.closed:
                raise self._died()
            try:
                yield
            except (EOFError, ConnectionError):
                raise self._died() from None

    def _died(self) -> errors.KgError:
        code = self._process.wait()
        if self._stopped:
            return cut_short()
        if code == -signal.SIGABRT:
            return errors.OutOfMemory("This needed too much memory and was stopped.")
        if code == -signal.SIGSEGV:
            return errors.BadRequest("This is too long, or nested too deeply, for the engine.")
        if code == -signal.SIGPROF:
            return errors.TimedOut("This used up its processor time and was stopped.")
        return errors.StoreBroken(f"The worker process ended with exit status {code}.")


class Pool:
    """Up to `size` workers over the store in `folder`.

    They are started as they are needed, but for some that are `ready` from the beginning: then one
    that had to be stopped is replaced at once too.
    """

    def __init__(
        self, folder: Path, size: int = WORKERS, memory: int = MEMORY, ready: int = 0
    ) -> None:
        self._folder, self._memory, self._ready = folder, memory, ready
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.RLock()  # a forgotten answer may give back from within
        self._idle = [self._new() for _ in range(ready)]
        self._leased = set[Worker]()
        self._closed = False

    def lease(self, seconds: float | None) -> Worker:
        """A worker of one's own until `give_back`.

        Raises `errors.TimedOut` if none gets free, or the pool is closed.
        """
        if not self._free.acquire(timeout=seconds):
            raise errors.TimedOut(f"No query worker became free within {seconds:g} s.")
        try:
            worker = self._idle_worker() or self._new()
            self._note(worker)
        except BaseException:
            self._free.release()
            raise
        return worker

    def give_back(self, worker: Worker, *, ready: bool) -> None:
        """End a lease; a worker that is not ready for the next request is killed.

        Nobody waits for the end of that process, which may have gigabytes to give back first: its
        place is free once it has ended.
        """
        kept = False
        try:
            kept = self._keeps(worker, ready=ready and worker.come_forward())
        finally:
            if kept:
                self._free.release()
            else:
                worker.kill()
                self._bury(worker)

    def close(self) -> None:
        """Stop all workers, whatever they do: who waits for one gets `errors.TimedOut`."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            leased = tuple(self._leased)
        for worker in (*idle, *leased):
            worker.stop()

    def _bury(self, worker: Worker) -> None:
        def bury() -> None:
            try:
                worker.stop()
                self._start_spare()
            finally:
                self._free.release()

        try:
            threading.Thread(target=bury, daemon=True).start()
        except RuntimeError:  # no threads are to be had, as at the end of the program
            bury()

    def _new(self) -> Worker:
        return Worker(self._folder, self._memory)

    def _note(self, worker: Worker) -> None:
        """Let `close` know of a leased worker; where it has run already, there are no more."""
        with self._lock:
            if not self._closed:
                self._leased.add(worker)
                return
        worker.stop()
        raise cut_short()

    def _keeps(self, worker: Worker, *, ready: bool) -> bool:
        """Take a worker back; false if it is to be stopped."""
        with self._lock:
            self._leased.discard(worker)
            if keep := ready and not self._closed:
                self._idle.append(worker)
            return keep

    def _start_spare(self) -> None:
        """Start a worker for one that was stopped; where the system has none, a query will try."""
        with self._lock, contextlib.suppress(OSError):
            if len(self._idle) < self._ready and not self._closed:
                self._idle.insert(0, self._new())  # the last to be taken, since it has to start

    def _idle_worker(self) -> Worker | None:
        with self._lock:
            if self._closed:
                raise cut_short()
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.stop()
        return None


class Chunks(Iterator[bytes]):
    """The chunks of one answer. The first is there once it is made; the last frees the worker.

    `request.seconds` is for all of it: an answer without end is made as quickly as it is read.
    """

    def __init__(self, pool: Pool, request: Query | Content) -> None:
        self._pool, self._seconds = pool, request.seconds
        self._worker: Worker | None = pool.lease(request.seconds)
        try:
            self._worker.wait_for_start()
            self._began = time.monotonic()
            self._worker.ask(request)
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
        """The next part; the time that it takes to open what was written is not counted."""
        part = self._received()
        while isinstance(part, Opening):
            part = self._opened()
            if isinstance(part, Started):
                self._began = time.monotonic()
                part = self._received()
        return part

    def _opened(self) -> Part:
        assert self._worker is not None
        try:
            return self._worker.receive(START_SECONDS)
        except TimeoutError:
            raise errors.StoreBroken("The store could not be opened in time.") from None

    def _received(self) -> Part:
        assert self._worker is not None
        if self._seconds is None:
            return self._worker.receive(None)
        left = self._seconds - (time.monotonic() - self._began)
        try:
            return self._worker.receive(max(0.0, left))
        except TimeoutError:
            raise errors.TimedOut(f"The query was stopped after {self._seconds:g} s.") from None

    def _release(self, *, ready: bool) -> None:
        worker, self._worker = getattr(self, "_worker", None), None
        if worker is not None:
            self._pool.give_back(worker, ready=ready)


def cut_short() -> errors.TimedOut:
    """The error for who still waits when a store is closed."""
    return errors.TimedOut("This was stopped before its end, as the store was closed.")


def _own_priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)
