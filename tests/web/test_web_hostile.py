"""The service under queries that explode, requests that are no requests, and a sudden end."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from served import Served, memory, served

from kg.store.embedded import open_store

LIMIT = 2.0
MARGIN = 1.0
CLIENTS = 4
MEBIBYTE = 1 << 20
PEOPLE = 400

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
PATH = "<urn:knows>"
# No filter is of one triple alone: an engine would ask it first, and have nothing to do.
EXPLODING = (
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} . ?j ?k ?l }}",
    f"SELECT * {{ {CROSS} FILTER (?a = ?z) }}",
    f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }} ORDER BY ?c ?f ?i",
    f"SELECT ?a (GROUP_CONCAT(STR(?c)) AS ?all) {{ {CROSS} }} GROUP BY ?a",
    f"SELECT (COUNT(*) AS ?n) {{ ?a {PATH}* ?b . ?c {PATH}+ ?d . ?e {PATH}* ?f }}",
    f"ASK {{ {CROSS} FILTER (REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '^(a|aa)+(b|bb)*$')) }}",
    f"SELECT * {{ {CROSS} FILTER (CONTAINS(CONCAT(STR(?a), STR(?d), STR(?g)), 'nothing')) }}",
    f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} FILTER (STRLEN(CONCAT(STR(?c), STR(?i))) > 1000) }}",
    f"SELECT * {{ ?a ?b ?c MINUS {{ {CROSS} FILTER (?a = ?i) }} }}",
    f"SELECT (SUM(STRLEN(?t)) AS ?n) {{ {CROSS} BIND (REPLACE(STR(?c), '.', STR(?f)) AS ?t) }}",
)
QUERIES = [f"{query} # {number}" for number in range(5) for query in EXPLODING]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of people who know one another."""
    path = tmp_path_factory.mktemp("people")
    lines = [
        f"<urn:p{n}> <urn:knows> <urn:p{(n * k + k) % PEOPLE}> <urn:g> .\n"
        for n in range(PEOPLE)
        for k in (1, 3, 7)
    ]
    store = open_store(path)
    store.replace({"urn:g": "".join(lines)})
    store.close()
    return path


@pytest.fixture
def server(people: Path, tmp_path: Path) -> Iterator[Served]:
    with served(people, tmp_path, KG_QUERY_SECONDS=str(LIMIT)) as running:
        yield running


@pytest.mark.timed
@pytest.mark.slow
def test_queries_that_explode_are_stopped_and_others_stay_quick(server: Served) -> None:
    """50 of them from 4 clients; a simple query is asked all the while."""
    ended, took, quick, used = (
        threading.Event(),
        list[tuple[str, float]](),
        list[float](),
        list[int](),
    )

    def explode(query: str) -> int:
        began = time.monotonic()
        try:
            answer, _ = server.ask(query)
        except HTTPException:  # broken off after it began
            return 0
        finally:
            took.append((query, time.monotonic() - began))
        return answer.status

    def ask() -> None:
        while not ended.is_set():
            began = time.monotonic()
            answer, _ = server.ask(f"ASK {{ <urn:p0> ?p{len(quick)} ?o }}")
            assert answer.status == 200
            quick.append(time.monotonic() - began)
            used.append(memory(server.process.pid))
            time.sleep(0.1)

    assert server.ask("ASK {}")[0].status == 200
    asking = threading.Thread(target=ask)
    asking.start()
    with ThreadPoolExecutor(CLIENTS) as clients:
        statuses = list(clients.map(explode, QUERIES))
    ended.set()
    asking.join()
    assert [(query, seconds) for query, seconds in took if seconds > LIMIT + MARGIN] == []
    assert max(quick) < 1.0
    assert statuses.count(503) + statuses.count(0) == len(QUERIES)
    assert max(used) < 3000 * MEBIBYTE
    assert not any(_busy(server.process.pid))


def _busy(pid: int) -> Iterator[bool]:
    """Whether any process of the service still uses the processor."""
    before = _ticks(pid)
    time.sleep(1)
    yield from (after > before.get(child, 0) + 20 for child, after in _ticks(pid).items())


def _ticks(pid: int) -> dict[int, int]:
    found = dict[int, int]()
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found[int(file.parent.name)] = int(fields[11]) + int(fields[12])
    return found


SEEDS = (
    "SELECT ?s (COUNT(*) AS ?n) { ?s <urn:knows>+ ?o FILTER (?o != <urn:p1>) } GROUP BY ?s LIMIT 5",
    'ASK { VALUES ?x { "a" "b"@en 1.5 } BIND (CONCAT(STR(?x), "é") AS ?y) OPTIONAL { ?s ?p ?x } }',
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 3",
    "PREFIX a: <urn:> DESCRIBE a:p0",
)
MARKS = [*"{}()<>\"'\\.;,?$#@^|/*+!=&%\0\n\u00e9\U0001f600", "SELECT", "GRAPH", "SERVICE", ""]
HEADERS = ("Accept", "Content-Type", "If-None-Match", "Accept-Encoding", "Origin", "Range")
VALUES = ("*/*;q=9", "text/turtle;q=-1", ",,;;==", "\x80\xff", '"', "W/", "gzip;q=nan", "a" * 9000)


def mutated(rng: random.Random, query: str) -> str:
    for _ in range(rng.randint(1, 5)):
        at = rng.randint(0, len(query))
        query = query[:at] + rng.choice(MARKS) + query[at + rng.randint(0, 4) :]
    return query


def _tried(port: Served, seed: int, count: int) -> list[str]:
    """What went wrong with some requests."""
    rng, wrong = random.Random(seed), list[str]()
    connection = port.connect()
    for _ in range(count):
        query = mutated(rng, rng.choice(SEEDS)).encode("utf-8", "surrogatepass")
        headers = {rng.choice(HEADERS): rng.choice(VALUES).encode("latin-1", "replace")}
        headers.setdefault("Content-Type", b"application/sparql-query")
        try:
            connection.request(rng.choice(("POST", "PUT", "GET")), "/sparql", query, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (HTTPException, OSError):
            connection.close()
            continue
        if answer.status >= 500 and answer.status != 503:
            wrong.append(f"{answer.status} for {query!r} with {headers}")
        if b"Traceback" in body or b"/kg/" in body:
            wrong.append(f"{body[:200]!r} for {query!r} with {headers}")
    return wrong


@pytest.mark.slow
def test_mutated_requests_are_answered_with_a_sentence(server: Served) -> None:
    """10,000 queries and headers: no error of ours, no trace, and it still answers."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        tried = clients.map(lambda seed: _tried(server, seed, 2500), range(CLIENTS))
        assert [wrong for some in tried for wrong in some] == []
    assert server.ask("ASK {}")[0].status == 200
