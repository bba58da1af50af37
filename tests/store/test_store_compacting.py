"""A store that has grown is put in order, and holds what it held."""

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any, Self, cast

import pyoxigraph
import pytest

from kg.store import compacting, embedded, writer
from kg.store.compacting import Growth
from kg.store.embedded import GRAPH_FOLDER, Access, open_store, serve_store
from kg.store.opening import open_writing
from kg.store.wire import Done, Part, Request, Started, Update, decode, packed

MEBIBYTE = 1 << 20


class Engine:
    """A store that keeps what it is told to do; `merging` is what it does to merge its files."""

    def __init__(self, merging: Callable[[], object] = lambda: None) -> None:
        self._merging = merging
        self.done = list[str]()

    def flush(self) -> None:
        self.done.append("flush")

    def optimize(self) -> None:
        self.done.append("optimize")
        self._merging()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "CURRENT").touch()
    return tmp_path


def grow(folder: Path, name: str, size: int) -> None:
    """A file that takes no space on the disk."""
    with (folder / name).open("wb") as file:
        file.truncate(size)


def growth(folder: Path, engine: Engine) -> Growth:
    return Growth(folder, cast(pyoxigraph.Store, engine))


@pytest.mark.parametrize(
    ("before", "added", "is_merged"),
    [
        (0, 0, False),
        (0, 8 * MEBIBYTE, False),
        (0, 8 * MEBIBYTE + 1, True),
        (36 * MEBIBYTE, 9 * MEBIBYTE, False),  # a fifth of what is there now
        (36 * MEBIBYTE, 9 * MEBIBYTE + 9, True),
        (900 * MEBIBYTE, 100 * MEBIBYTE, False),
    ],
)
@pytest.mark.parametrize("suffix", ["log", "sst"])
def test_a_store_is_merged_once_it_has_grown(
    folder: Path, suffix: str, before: int, added: int, is_merged: bool
) -> None:
    grow(folder, "000001.sst", before)
    engine = Engine()
    growing = growth(folder, engine)
    grow(folder, f"000002.{suffix}", added)
    grow(folder, "LOG", 99 * MEBIBYTE)  # what the engine says of itself is no data
    growing.settle()
    assert engine.done == ["flush", *["optimize"] * is_merged]


def test_a_store_that_shrank_is_not_merged(folder: Path) -> None:
    grow(folder, "000001.sst", 90 * MEBIBYTE)
    engine = Engine()
    growing = growth(folder, engine)
    (folder / "000001.sst").unlink()
    growing.settle()
    assert engine.done == ["flush"]


def full() -> None:
    raise OSError("No space left on device")


@pytest.mark.parametrize("merging", [lambda: None, full])
def test_growth_counts_from_the_last_time(folder: Path, merging: Callable[[], object]) -> None:
    engine = Engine(merging)
    growing = growth(folder, engine)
    for number, expected in enumerate([1, 1, 2, 2]):
        if number % 2 == 0:
            grow(folder, f"00000{number}.sst", 20 * MEBIBYTE)
        growing.settle()
        assert engine.done.count("optimize") == expected


def test_merging_goes_on_in_the_background_and_ends(folder: Path) -> None:
    begun, ended = Event(), Event()

    def merging() -> None:
        begun.set()
        assert ended.wait(30)

    engine = Engine(merging)
    growing = growth(folder, engine)
    grow(folder, "000001.sst", 20 * MEBIBYTE)
    assert growing.settling()
    assert begun.wait(30)
    assert growing.settling()
    assert growing.settling()
    assert engine.done == ["flush", "optimize"]
    ended.set()
    assert ends(growing)
    assert engine.done == ["flush", "optimize"]
    assert not growing.settling()
    assert engine.done == ["flush", "optimize", "flush"]
    grow(folder, "000002.sst", 20 * MEBIBYTE)
    assert ends(growing)
    assert engine.done.count("optimize") == 2


def ends(growing: Growth) -> bool:
    """Whether it is settled before some time is over."""
    pause = Event()
    return any(not growing.settling() or pause.wait(0.01) for _ in range(3000))


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_full_disk_does_not_break_it(folder: Path) -> None:
    engine = Engine(full)
    growing = growth(folder, engine)
    grow(folder, "000001.sst", 20 * MEBIBYTE)
    assert ends(growing)
    assert engine.done == ["flush", "optimize"]
    growing.settle()
    assert engine.done == ["flush", "optimize", "flush"]


def test_nothing_to_do_takes_no_background(folder: Path) -> None:
    engine = Engine()
    growing = growth(folder, engine)
    assert not growing.settling()
    assert engine.done == ["flush"]


def graphs(numbers: range) -> dict[str, str]:
    return {
        f"urn:g{number}": "".join(
            f'<urn:s{at}> <urn:p> "{number}" <urn:g{number}> .\n' for at in range(50)
        )
        for number in numbers
    }


def tables(folder: Path) -> int:
    return len(list(folder.glob("*.sst")))


def test_tables_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "LEAST", 0)
    text = "INSERT DATA {{ <urn:s> <urn:p> {0} ; <urn:q> 'a word that is kept apart, {0}' }}"
    store = pyoxigraph.Store(str(tmp_path))
    growing = Growth(tmp_path, store)
    for number in range(3):
        store.update(text.format(number))
        store.flush()
    before = tables(tmp_path)
    growing.settle()
    assert tables(tmp_path) < before
    assert len(store) == 6


class Watched:
    """An engine's store that counts how often it is merged."""

    merged = 0

    def __init__(self, folder: Path) -> None:
        self._store = open_writing(folder)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def __len__(self) -> int:
        return len(self._store)

    def optimize(self) -> None:
        type(self).merged += 1
        self._store.optimize()


@pytest.fixture(params=[True, False])
def is_merged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a store that has hardly grown is merged."""
    monkeypatch.setattr(Watched, "merged", 0)
    for module in (embedded, writer):
        monkeypatch.setattr(module, "open_writing", Watched)
    if request.param:
        monkeypatch.setattr(compacting, "LEAST", 0)
        monkeypatch.setattr(compacting, "SHARE", 0)
    return bool(request.param)


def test_nothing_is_lost(tmp_path: Path, is_merged: bool) -> None:
    for numbers in (range(10), range(8, 20)):
        with closing(open_store(tmp_path)) as store:
            store.replace(graphs(numbers) | {"urn:g0": ""})
    assert Watched.merged == 2 * is_merged
    expected = graphs(range(1, 20))
    with closing(serve_store(tmp_path, Access())) as store:
        assert store.graphs() == tuple(sorted(expected))
        assert list(store.quads()) == [
            line for _, text in sorted(expected.items()) for line in sorted(text.splitlines(True))
        ]
        assert len(store.select("SELECT * { ?s ?p ?o }").rows) == 19 * 50
        assert store.ask('ASK { <urn:s1> <urn:p> "19" }')


class Line:
    """The writer's end of a line with some requests, of which the second comes while it merges."""

    def __init__(self, requests: Iterable[Request]) -> None:
        self._requests = iter(requests)
        self._comes = iter([False, True])
        self.answers = list[Part]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def send_bytes(self, data: bytes) -> None:
        self.answers.append(decode(data))

    def recv_bytes(self) -> bytes:
        for request in self._requests:
            return packed(request)
        raise EOFError

    def poll(self, _: float) -> bool:
        return next(self._comes, False)


def test_a_writer_puts_the_store_in_order(
    tmp_path: Path, is_merged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(Update(f"INSERT DATA {{ <urn:s> <urn:p> {number} }}") for number in range(3))
    monkeypatch.setattr(writer, "confine", lambda _: None)
    monkeypatch.setattr(writer, "Connection", lambda _: line)
    writer.main(tmp_path / GRAPH_FOLDER, 0)
    assert line.answers == [Started(), *[Done(None)] * 3]
    assert bool(Watched.merged) == is_merged
    with closing(serve_store(tmp_path, Access())) as store:
        assert len(store.select("SELECT * { <urn:s> <urn:p> ?n }").rows) == 3
