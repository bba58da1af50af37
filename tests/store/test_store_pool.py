import errno
import gc
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kg import errors
from kg.store.embedded import GRAPH_FOLDER, Access, open_store, serve_store
from kg.store.pool import PATIENCE_SECONDS, Chunks, Pool, Worker
from kg.store.wire import Drop, Opening, Part, Query, Update
from kg.store.writers import Writer

CSV = "text/csv"
COUNT = 100
# A hundred to the ninth: no machine gets to the end of it.
PRODUCT = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9))
CROSS = f"SELECT ?a0 WHERE {{ {PRODUCT} }}"
ENDLESS = f"SELECT (COUNT(*) AS ?n) WHERE {{ {PRODUCT} }}"
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store")
    with closing(open_store(path)) as store:
        store.replace(
            {"urn:g": "".join(f"<urn:s:{i}> <urn:p> <urn:o> <urn:g> .\n" for i in range(COUNT))}
        )
    return path / GRAPH_FOLDER


@pytest.fixture
def pool(folder: Path) -> Iterator[Pool]:
    with closing(Pool(folder, size=2)) as opened:
        yield opened


def ask(pool: Pool, query: str, seconds: float | None = 30) -> Chunks:
    return Chunks(pool, Query(query, CSV, union=True, seconds=seconds))


def next_worker(pool: Pool) -> int:
    """Process id of the worker that the next query gets."""
    worker = pool.lease(None)
    pool.give_back(worker, ready=True)
    return worker.pid


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def comes_true(what: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether it is so before some time is over."""
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.01)
    return what()


def is_gone(pid: int) -> bool:
    """Whether a process ends soon: nobody waits for it to give its memory back."""
    return comes_true(lambda: not runs(pid))


def test_a_worker_is_used_again(pool: Pool) -> None:
    first = next_worker(pool)
    assert b"".join(ask(pool, "SELECT (1 AS ?x) {}")) == b"x\r\n1\r\n"
    assert next_worker(pool) == first
    pool.close()
    assert is_gone(first)


def test_a_query_that_runs_too_long_is_stopped_and_its_process_is_gone(pool: Pool) -> None:
    pid = next_worker(pool)
    began = time.monotonic()
    with pytest.raises(errors.TimedOut, match=r"stopped after 0\.2 s"):
        ask(pool, ENDLESS, seconds=0.2)
    assert time.monotonic() - began < 5
    assert is_gone(pid)
    assert b"".join(ask(pool, "SELECT (1 AS ?x) {}")) == b"x\r\n1\r\n"


def test_a_query_is_stopped_between_chunks_too(pool: Pool) -> None:
    pid = next_worker(pool)
    chunks = ask(pool, CROSS, seconds=0.2)
    with pytest.raises(errors.TimedOut):
        for _ in chunks:
            pass
    assert is_gone(pid)
    assert list(chunks) == []


def test_a_query_that_waits_long_goes_behind(pool: Pool) -> None:
    assert b"".join(ask(pool, "ASK {}")) == b"true"
    pid = next_worker(pool)
    asking = threading.Thread(target=_stopped, args=(pool,))
    asking.start()
    time.sleep(3 * PATIENCE_SECONDS)
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    asking.join()


def _stopped(pool: Pool) -> None:
    with pytest.raises(errors.TimedOut):
        ask(pool, ENDLESS, seconds=5 * PATIENCE_SECONDS)


@pytest.mark.slow
def test_an_answer_without_end_is_stopped_while_it_is_read(pool: Pool) -> None:
    chunks = ask(pool, CROSS, seconds=2)
    began = time.monotonic()
    with pytest.raises(errors.TimedOut):
        _read_slowly(chunks)
    assert time.monotonic() - began < 4


def _read_slowly(chunks: Chunks) -> None:
    for _ in chunks:
        time.sleep(0.01)


def test_some_are_there_from_the_beginning_and_replaced(folder: Path) -> None:
    with closing(Pool(folder, size=4, ready=2)) as pool:
        first = {worker.pid for worker in pool._idle}
        with pytest.raises(errors.TimedOut):
            ask(pool, ENDLESS, seconds=0.1)
        assert comes_true(lambda: len(pool._idle) == 2)
        second = {worker.pid for worker in pool._idle}
        assert len(first) == 2
        assert len(first & second) == 1


def test_where_no_spare_can_be_started_the_lease_still_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Worker:
        raise OSError(errno.EMFILE, "Too many open files")

    with closing(Pool(folder, size=1, ready=1)) as pool:
        worker = pool.lease(1)
        with monkeypatch.context() as patched:
            patched.setattr(pool, "_new", refuse)
            pool.give_back(worker, ready=False)
            assert is_gone(worker.pid)
            assert pool._free.acquire(timeout=5)
        pool._free.release()
        assert b"".join(ask(pool, "ASK {}", seconds=30)) == b"true"


def test_opening_what_was_written_is_no_time_of_the_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(serve_store(tmp_path, Access(updates=True, workers=1, ready=1))) as store:
        assert store.ask("ASK {}")
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        received = Worker.receive

        def slow(worker: Worker, seconds: float | None) -> Part:
            part = received(worker, seconds)
            if isinstance(part, Opening):
                time.sleep(1)
            return part

        monkeypatch.setattr(Worker, "receive", slow)
        assert store.ask("ASK { ?a ?b ?c }", seconds=0.9)


def test_a_long_change_leaves_the_writer_beside_the_others(folder: Path) -> None:
    writer = Writer(folder)
    with closing(writer):
        writer.change(Update("INSERT DATA {}"))
        assert writer._worker
        os.setpriority(os.PRIO_PROCESS, writer._worker.pid, 10 + os.getpriority(0, 0))
        writer._worker._behind = True
        writer.change(Update("INSERT DATA {}"))
        left = writer._worker
        assert left is None or os.getpriority(os.PRIO_PROCESS, left.pid) == os.getpriority(0, 0)


@pytest.mark.parametrize("leave", ["close", "forget"])
def test_a_reader_that_stops_early_leaves_no_process(pool: Pool, leave: str) -> None:
    pid = next_worker(pool)
    chunks = ask(pool, CROSS)
    assert len(next(chunks)) > 60_000
    if leave == "close":
        chunks.close()
    del chunks
    gc.collect()
    assert is_gone(pid)
    for _ in range(3):
        assert b"".join(ask(pool, "SELECT (1 AS ?x) {}")) == b"x\r\n1\r\n"


def test_a_small_answer_frees_its_worker_before_it_is_read(pool: Pool) -> None:
    kept = [ask(pool, "SELECT (1 AS ?x) {}") for _ in range(5)]
    assert [b"".join(chunks) for chunks in kept] == [b"x\r\n1\r\n"] * 5


def test_waiting_for_a_worker_has_an_end(pool: Pool) -> None:
    busy = [ask(pool, CROSS) for _ in range(2)]
    with pytest.raises(errors.TimedOut, match=r"No query worker became free within 0\.1 s"):
        ask(pool, "ASK {}", seconds=0.1)
    busy[0].close()
    assert b"".join(ask(pool, "ASK {}", seconds=30)) == b"true"
    busy[1].close()


def test_a_worker_that_died_is_replaced(pool: Pool) -> None:
    pid = next_worker(pool)
    os.kill(pid, 9)
    while next_worker(pool) == pid:
        time.sleep(0.01)
    assert b"".join(ask(pool, "ASK {}")) == b"true"


def test_a_worker_that_dies_in_a_query_is_told_of(pool: Pool) -> None:
    pid = next_worker(pool)
    threading.Timer(0.3, os.kill, (pid, 9)).start()
    with pytest.raises(errors.StoreBroken, match="exit status -9"):
        ask(pool, ENDLESS)


def test_who_waits_for_a_pool_that_is_closed_is_told(folder: Path) -> None:
    pool = Pool(folder, size=1)
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(ask, pool, ENDLESS) for _ in range(2)]  # one waits for the worker
        time.sleep(PATIENCE_SECONDS + 0.5)
        pool.close()
        for each in asked:
            assert isinstance(each.exception(), errors.TimedOut)
            assert "the store was closed" in str(each.exception())
    with pytest.raises(errors.TimedOut, match="the store was closed"):
        ask(pool, "ASK {}")


def test_an_answer_that_is_read_when_the_pool_is_closed_is_not_whole(folder: Path) -> None:
    pool = Pool(folder, size=1)
    chunks = ask(pool, CROSS)
    next(chunks)
    pool.close()
    with pytest.raises(errors.TimedOut, match="the store was closed"):
        list(chunks)


def test_a_change_under_way_ends_with_its_writer(folder: Path) -> None:
    writer = Writer(folder)
    insert = f"INSERT {{ <urn:a> <urn:b> ?n }} WHERE {{ {{ {ENDLESS} }} }}"
    with ThreadPoolExecutor(1) as threads:
        changed = threads.submit(writer.change, Update(insert, seconds=60))
        time.sleep(PATIENCE_SECONDS + 0.5)
        writer.close()
        assert isinstance(changed.exception(), errors.TimedOut)


def test_memory_has_a_limit(folder: Path) -> None:
    with closing(Pool(folder, memory=512 * MEBIBYTE)) as pool:
        with pytest.raises(errors.TimedOut, match="too much memory"):
            ask(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?j")
        assert b"".join(ask(pool, "ASK {}")) == b"true"


def test_many_threads_share_the_workers(pool: Pool) -> None:
    def work(number: int) -> bytes:
        return b"".join(ask(pool, f"SELECT ({number} AS ?x) {{}}"))

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(work, range(60)))
    assert found == [f"x\r\n{number}\r\n".encode() for number in range(60)]


def test_an_answer_may_be_read_in_another_thread(pool: Pool) -> None:
    chunks = ask(pool, CROSS + " LIMIT 100000")
    with ThreadPoolExecutor(1) as threads:
        text = threads.submit(b"".join, chunks).result()
    assert text.count(b"\r\n") == 100_001


@pytest.mark.slow
def test_a_large_result_takes_little_memory(pool: Pool) -> None:
    pid = next_worker(pool)
    assert b"".join(ask(pool, CROSS + " LIMIT 1000"))
    before, own = peak_memory(pid), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = sum(map(len, ask(pool, CROSS + " LIMIT 500000", seconds=None)))
    assert size > 4_000_000
    assert peak_memory(pid) - before < 4 * MEBIBYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own < 4 * 1024


def peak_memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def test_workers_have_no_network(pool: Pool) -> None:
    if not may_drop_network():
        pytest.skip("this system lets no process give up its network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(errors.KgError):
            ask(pool, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            server.accept()


def may_drop_network() -> bool:
    code = "import os; os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def test_a_worker_whose_parent_is_gone_ends(folder: Path) -> None:
    pool = Pool(folder)
    worker = pool.lease(None)
    worker.ask(Query("ASK {}", CSV, union=True))
    worker.receive(30)
    worker._connection.close()
    worker._process.wait(timeout=10)


def test_a_closed_writer_makes_no_change(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "graph")
    writer.close()
    with pytest.raises(errors.TimedOut, match="as the store was closed"):
        writer.change(Drop("urn:a"))
    assert not (tmp_path / "graph").exists()
