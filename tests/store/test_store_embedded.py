import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg import errors
from kg.store.embedded import open_store
from kg.store.protocol import Store

ROOT = Path(__file__).parents[2]
LINES = 3000
CSV = "text/csv"

# Writes two graphs again and again, with another value in all quads of both each time.
WRITER = f"""
import sys
from pathlib import Path
from kg.store.embedded import open_store

store = open_store(Path(sys.argv[1]))
number = 0
while True:
    line = '<urn:s:{{}}> <urn:p> "{{}}" <{{}}> .\\n'.format
    graphs = ("urn:a", "urn:b")
    store.replace({{g: "".join(line(i, number, g) for i in range({LINES})) for g in graphs}})
    number += 1
    print(number, flush=True)
"""


@contextlib.contextmanager
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes; yielded after its first commit, killed at the end."""
    command = [sys.executable, "-c", WRITER, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "1\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def states(store: Store) -> list[tuple[str, str, int]]:
    rows = store.select(
        "SELECT ?g ?o (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?o ORDER BY ?g ?o"
    )
    found = [[term.value if term else "" for term in row] for row in rows.rows]
    return [(graph, value, int(count)) for graph, value, count in found]


def assert_whole(found: list[tuple[str, str, int]]) -> None:
    (graph_a, value_a, count_a), (graph_b, value_b, count_b) = found
    assert (graph_a, graph_b) == ("urn:a", "urn:b")
    assert value_a == value_b
    assert count_a == count_b == LINES


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.05, 0.2, 0.45])
def test_a_killed_replace_leaves_both_graphs_old_or_both_new(tmp_path: Path, delay: float) -> None:
    with writer(tmp_path) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with closing(open_store(tmp_path)) as store:
        assert_whole(states(store))


@pytest.mark.slow
def test_readers_beside_a_writer_see_whole_commits_and_new_ones(tmp_path: Path) -> None:
    with writer(tmp_path), closing(open_store(tmp_path, read_only=True)) as store:
        seen = set()
        until = time.monotonic() + 60
        while len(seen) < 3 and time.monotonic() < until:
            found = states(store)
            assert_whole(found)
            seen.add(found[0][1])
        assert len(seen) == 3


def test_one_process_writes(tmp_path: Path) -> None:
    with writer(tmp_path), pytest.raises(errors.StoreBusy, match=str(tmp_path)):
        open_store(tmp_path)
    open_store(tmp_path).close()


def test_one_writer_in_a_process(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)), pytest.raises(errors.StoreBusy):
        open_store(tmp_path)
    open_store(tmp_path).close()


def test_no_store(tmp_path: Path) -> None:
    path = tmp_path / "none"
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(errors.NotFound, match=f"kg build PATH --store {path}"):
            open_store(path, **options)
    assert not path.exists()


def test_a_folder_that_is_a_file_is_broken(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("")
    with pytest.raises(errors.StoreBroken, match=str(tmp_path)):
        open_store(tmp_path)


def test_a_damaged_store_is_broken(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    (tmp_path / "graph" / "CURRENT").write_text("nonsense")
    with pytest.raises(errors.StoreBroken, match=str(tmp_path)):
        open_store(tmp_path)
    with (
        closing(open_store(tmp_path, read_only=True)) as store,
        pytest.raises(errors.StoreBroken, match=str(tmp_path)),
    ):
        store.ask("ASK {}")


def test_a_store_that_goes_away_is_not_found(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with closing(open_store(tmp_path, read_only=True)) as store:
        (tmp_path / "graph").rename(tmp_path / "gone")
        with pytest.raises(errors.NotFound):
            store.ask("ASK {}")


def test_a_read_only_store_follows_commits_and_cannot_write(tmp_path: Path) -> None:
    with (
        closing(open_store(tmp_path)) as store,
        closing(open_store(tmp_path, read_only=True)) as view,
    ):
        assert view.graphs() == ()
        store.replace({"urn:a": "<urn:s> <urn:p> <urn:o> <urn:a> .\n"})
        assert view.graphs() == ("urn:a",)
        assert list(view.quads()) == ["<urn:s> <urn:p> <urn:o> <urn:a> .\n"]
        assert view.ask("ASK { ?s ?p ?o }")
        with pytest.raises(OSError, match="open to read"):
            view.replace({})


def test_an_equal_graph_is_not_written_again(tmp_path: Path) -> None:
    text = "<urn:s> <urn:p> <urn:o> <urn:a> .\n"
    with closing(open_store(tmp_path)) as store:
        store.replace({"urn:a": text})
        before = {file: file.stat().st_size for file in (tmp_path / "graph").glob("*.log")}
        store.replace({"urn:a": text * 2})
        assert {file: file.stat().st_size for file in (tmp_path / "graph").glob("*.log")} == before


def test_what_is_long_is_flushed_so_that_readers_open_fast(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        tables = len(list((tmp_path / "graph").glob("*.sst")))
        store.replace({"urn:a": "<urn:s> <urn:p> <urn:o> <urn:a> .\n"})
        assert len(list((tmp_path / "graph").glob("*.sst"))) <= tables
        text = "".join(f"<urn:s> <urn:p> <urn:o:{i}> <urn:b> .\n" for i in range(5000))
        store.replace({"urn:b": text})
        assert len(list((tmp_path / "graph").glob("*.sst"))) > tables


def test_what_the_engine_dies_of_is_told(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        store.replace({"urn:a": "<urn:s> <urn:p> <urn:o> <urn:a> .\n"})
        with pytest.raises(errors.BadRequest, match="nested too deeply"):
            store.answer("ASK { FILTER " + "(" * 200 + "1" + ")" * 200 + "}", CSV)
        with pytest.raises(errors.BadRequest, match="too long, or nested too deeply"):
            store.answer("ASK { FILTER (1" + " || 1" * 100_000 + ") }", CSV)
        assert store.ask("ASK { ?s ?p ?o }")
