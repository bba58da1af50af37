import threading
import time
from collections.abc import Iterator

from kg.web.gate import Gate, Load
from kg.web.reply import Environ, Reply, close
from kg.web.settings import Limits

ASKED: Environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sparql"}


def stream() -> Iterator[bytes]:
    yield b"a"
    yield b"b"


def streaming(_: Environ) -> Reply:
    return Reply("200 OK", [], stream())


def test_a_place_is_kept_until_the_body_ends_or_is_left() -> None:
    gate = Gate(Limits(at_once=1, waiting=1, wait_seconds=0.1))
    for end in (list, close):
        body = gate.admit(ASKED, streaming).body
        assert gate.load.active == 1
        assert gate.admit(ASKED, streaming).code == 503
        end(body)
        assert gate.load.active == 0
    assert gate.load == Load(0, 0, 2)


def test_a_body_that_nobody_reads_or_closes_frees_its_place() -> None:
    gate = Gate(Limits(at_once=1))
    gate.admit(ASKED, streaming)
    assert gate.load.active == 0


def test_an_error_frees_the_place() -> None:
    gate = Gate(Limits(at_once=1))
    for _ in range(3):
        try:
            gate.admit(ASKED, lambda _: 1 / 0)
        except ZeroDivisionError:
            assert gate.load.active == 0


def test_who_waits_longest_is_next_and_nobody_is_forgotten() -> None:
    gate = Gate(Limits(at_once=1, waiting=10, wait_seconds=10))
    first = gate.admit(ASKED, streaming).body
    order: list[int] = []

    def wait(number: int) -> None:
        def note(_: Environ) -> Reply:
            order.append(number)
            return Reply("200 OK", [], [b""])

        gate.admit(ASKED, note)

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for thread in waiting:
        thread.start()
        time.sleep(0.02)
    assert gate.load.waiting == 5
    close(first)
    for thread in waiting:
        thread.join()
    assert order == list(range(5))
    assert gate.load == Load(0, 0, 0)


def test_what_takes_no_query_never_waits() -> None:
    gate = Gate(Limits(at_once=1, waiting=1, wait_seconds=0.1))
    held = gate.admit(ASKED, streaming).body
    for method, path in (("GET", "/health"), ("GET", "/metrics"), ("OPTIONS", "/sparql")):
        asked = {"REQUEST_METHOD": method, "PATH_INFO": path}
        assert gate.admit(asked, streaming).code == 200
    close(held)
