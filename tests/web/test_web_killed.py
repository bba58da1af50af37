"""A service that is killed, with all its processes, while articles are written to it.

An article is one graph. It is numbered, and written again under the same name by every later
article that falls on it, so that what the store keeps of the union is taken away as well as added.
"""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest
from served import Served, children, served

from kg.store.embedded import GRAPH_FOLDER
from kg.store.snapshot import Snapshot

NAMES = 24  # graphs that the articles are written to in turn
TRIPLES = 100
SHARED = 40  # of these, triples that articles have in common
TOKEN = "secret"
LONGEST = 0.5  # seconds from the first answer of a life to its end


def article(number: int) -> frozenset[str]:
    """The triples of an article, as N-Triples write them."""
    own = {f"<urn:a{number}> <urn:p{n}> <urn:o{n}>" for n in range(TRIPLES - SHARED)}
    common = {f"<urn:c> <urn:p> <urn:o{number % 7}-{n}>" for n in range(SHARED)}
    return frozenset(own | common)


def name(number: int) -> str:
    return f"urn:graph{number % NAMES}"


@dataclass
class Author:
    """Who writes one article after the other; `asked` is the last, `answered` the last kept."""

    asked: int = -1
    answered: int = -1
    statuses: set[int] = field(default_factory=set)
    began: threading.Event = field(default_factory=threading.Event)

    def write(self, server: Served) -> None:
        """Write articles until the service is gone."""
        connection = server.connect()
        with suppress(OSError, HTTPException):
            while True:
                self.asked += 1
                body = "".join(f"{triple} .\n" for triple in sorted(article(self.asked)))
                headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}
                path = f"/graph?graph={name(self.asked)}"
                connection.request("PUT", path, body, headers)
                answer = connection.getresponse()
                answer.read()
                self.statuses.add(answer.status)
                self.answered = self.asked
                self.began.set()


@pytest.mark.parametrize(
    "lives", [pytest.param(10, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.long)]
)
def test_a_killed_service_leaves_whole_articles(tmp_path: Path, lives: int) -> None:
    chance, author = random.Random(6), Author()
    for _ in range(lives):
        live(tmp_path, author, chance.uniform(0, LONGEST))
        author.asked = author.answered = whole_articles(tmp_path / "store", author)
    assert author.answered >= lives
    assert author.statuses <= {201, 204}


def live(folder: Path, author: Author, seconds: float) -> None:
    """One life of the service, which ends some seconds after its first answer."""
    author.began.clear()
    with served(folder / "store", folder, "--allow-update", KG_TOKEN=TOKEN) as server:
        writing = threading.Thread(target=author.write, args=(server,))
        writing.start()
        assert author.began.wait(30)
        time.sleep(seconds)
        kill(server.process.pid)
        writing.join(30)
        assert not writing.is_alive()


def kill(pid: int) -> None:
    """Kill a process and all that it started, none of which is asked to finish anything."""
    started = children(pid)
    os.kill(pid, signal.SIGKILL)
    for child in started:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def whole_articles(store: Path, author: Author) -> int:
    """The last article in a store, which holds each whole and in its turn, and their union."""
    graphs, default = read(store)
    kept = author.asked if is_there(graphs, author.asked) else author.answered
    last = {name(number): number for number in range(max(0, kept + 1 - NAMES), kept + 1)}
    assert graphs == {graph: article(number) for graph, number in last.items()}
    assert len(default) == len(set(default))
    assert set(default) == frozenset().union(*graphs.values())
    return kept


def is_there(graphs: dict[str, frozenset[str]], number: int) -> bool:
    return graphs.get(name(number)) == article(number)


def read(store: Path) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The triples of each graph, and those of the union as the store keeps it."""
    graphs: dict[str, set[str]] = {}
    default: list[str] = []
    snapshot = Snapshot((store / GRAPH_FOLDER).absolute())
    for quad in snapshot.store():
        graph = getattr(quad.graph_name, "value", None)
        into = default.append if graph is None else graphs.setdefault(graph, set()).add
        into(str(quad.triple))
    snapshot.close()
    return {graph: frozenset(triples) for graph, triples in graphs.items()}, default
