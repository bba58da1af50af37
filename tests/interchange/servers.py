"""Other stores, started for the tests on free ports, with all that they write in one folder.

`SERVERS` has one row a store. Each is a context manager that takes an empty folder, yields a
`Server` that answers, and ends its process whatever happened.
"""

import http.client
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60.0
_TYPES = {".nq": "application/n-quads", ".trig": "application/trig"}


@dataclass(frozen=True, slots=True)
class Server:
    """`load` empties the store and loads a file, whose ending tells the format."""

    name: str
    endpoint: str
    load: Callable[[Path], None]

    def query(self, text: str, accept: str) -> bytes:
        """The answer, asked for by form POST (SPARQL 1.1 Protocol, section 2.1.2)."""
        form = urllib.parse.urlencode({"query": text}).encode()
        return _send(self.endpoint, form, "application/x-www-form-urlencoded", accept)


def missing(name: str) -> str | None:
    """What has to be installed before a store can be started, None if it is there."""
    if name == "oxigraph" and not _OXIGRAPH.is_file():
        return "the Oxigraph server is not installed (the package `oxigraph` of the group dev)"
    if name == "virtuoso" and not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        return "Virtuoso is not installed (Debian: apt-get install virtuoso-opensource-7-bin)"
    return None


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Oxigraph server, in memory; its default graph is the union of all."""
    at = f"127.0.0.1:{_free_port()}"
    command = [str(_OXIGRAPH), "serve", "--bind", at, "--union-default-graph"]

    def load(file: Path) -> None:
        _send(f"http://{at}/update", b"DROP ALL", "application/sparql-update")
        _send(f"http://{at}/store", file.read_bytes(), _TYPES[file.suffix])

    with _running(command, folder, f"http://{at}/query"):
        yield Server("oxigraph", f"http://{at}/query", load)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso 7 with small buffers, open to updates; its default graph is the union of all."""
    sql, web = f"127.0.0.1:{_free_port()}", f"127.0.0.1:{_free_port()}"
    loading = folder / "load"
    loading.mkdir()
    settings = (Path(__file__).parent / "virtuoso.ini").read_text(encoding="utf-8")
    (folder / "virtuoso.ini").write_text(settings.format(sql=sql, web=web, load=loading))
    command = ["virtuoso-t", "+foreground", "+wait", "+configfile", "virtuoso.ini"]
    endpoint = f"http://{web}/sparql"

    def load(file: Path) -> None:
        _bulk_load(sql, server, Path(shutil.copy(file, loading)))

    server = Server("virtuoso", endpoint, load)
    with _running(command, folder, endpoint):
        _isql(sql, _OPEN)
        yield server


SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}
_OXIGRAPH = Path(sys.executable).parent / "oxigraph"
_OPEN = ('GRANT SPARQL_UPDATE TO "SPARQL";', "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);")
_OURS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://kg.') ) }"


def _bulk_load(sql: str, server: Server, file: Path) -> None:
    """Drop the graphs of ours, and load a file as its manual says: by the list of files."""
    graphs = server.query(_OURS, "text/csv").decode().replace('"', "").split()[1:]
    statements = [
        *(f"SPARQL CLEAR GRAPH <{graph}>;" for graph in graphs),
        "DELETE FROM DB.DBA.load_list;",
        f"ld_dir('{file.parent}', '{file.name}', 'urn:none');",
        "rdf_loader_run();",
        "SELECT 'loaded' FROM DB.DBA.load_list WHERE ll_state = 2 AND ll_error IS NULL;",
    ]
    said = _isql(sql, statements)
    file.unlink()
    assert said.split().count("loaded") >= 1, said


def _isql(sql: str, statements: Sequence[str]) -> str:
    """Run statements, each on lines of its own; returns what is shown."""
    done = subprocess.run(
        ["isql-vt", sql, "dba", "dba", "ERRORS=STDOUT", "BANNER=OFF", "VERBOSE=OFF"],
        input="\n".join(statements), capture_output=True, text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    assert "*** Error" not in done.stdout, done.stdout
    return done.stdout


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a server until the end of the block, once it answers at an address."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(process, address, log)
        yield
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    end = time.monotonic() + _SECONDS
    asked = f"{address}?{urllib.parse.urlencode({'query': 'ASK { }'})}"
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(asked, timeout=5).close()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{process.args} did not start:\n{log.read_text(errors='replace')}")


def _send(address: str, body: bytes, kind: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(address, body, {"Content-Type": kind, "Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode(errors="replace")[:1000]) from None


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
