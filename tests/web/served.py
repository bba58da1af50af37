"""A service in a process of its own, as `kg serve` starts it, and plain HTTP to it."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
# Takes longer than any test waits for it.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass
class Served:
    """A running service: the files of its access log, and of what it says on standard error."""

    process: "subprocess.Popen[str]"
    port: int
    log: Path
    errors: Path

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self.connect()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=names)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def ask(self, query: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        return self.get(f"/sparql?query={quote(query)}", **headers)


@contextmanager
def served(store: Path, folder: Path, *options: str, **environ: str) -> Iterator[Served]:
    """`kg serve` over a store until the end of the block."""
    log, said = folder / "access.log", folder / "errors.txt"
    command = [sys.executable, "server.py", "--store", str(store), "--port", "0"]
    with said.open("w") as stream:
        process = subprocess.Popen(
            [*command, "--access-log", str(log), *options],
            cwd=ROOT, env=os.environ | environ, stdout=subprocess.PIPE, stderr=stream, text=True,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        yield Served(process, int(address.rstrip("/").rpartition(":")[2]), log, said)
    finally:
        process.kill()
        process.communicate()


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [child for child, told in _processes() if told["PPid"] == str(pid)]


def memory(pid: int) -> int:
    """Bytes in use by a process and its children."""
    found = (told for at, told in _processes() if str(pid) in {str(at), told["PPid"]})
    return sum(int(told.get("VmRSS", "0 kB").split()[0]) * 1024 for told in found)


def _processes() -> Iterator[tuple[int, dict[str, str]]]:
    """Id and status of each process, without those that end meanwhile."""
    for file in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            lines = (line.partition(":") for line in file.read_text().splitlines())
            told = {name: value.strip() for name, _, value in lines}
            yield int(told["Pid"]), told
