import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from kg.config import Settings
from kg.errors import KgError
from kg.web.serve import serve

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(web_settings: Settings) -> Iterator[subprocess.Popen[str]]:
    environ = os.environ | {"KG_STORE": str(web_settings.store), "KG_PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "server.py"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_program_serves_until_it_is_asked_to_stop(
    server: "subprocess.Popen[str]", stop: signal.Signals
) -> None:
    assert server.stdout is not None
    address = server.stdout.readline().strip().removeprefix("Serving ")
    with urlopen(f"{address}health") as answer:
        assert answer.read() == b'{"status":"ok"}\n'
    server.send_signal(stop)
    assert server.wait(10) == 0


def test_what_is_under_way_is_finished(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(
        "import time\n"
        "from flask import Flask\n"
        "from kg.web.serve import serve\n"
        "app = Flask('slow')\n"
        "@app.get('/')\n"
        "def slow():\n"
        "    time.sleep(1)\n"
        "    return 'done' * 100_000\n"
        "serve(app, '127.0.0.1', 0, lambda address: print(address, flush=True))\n"
    )
    command = [sys.executable, str(script)]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
            time.sleep(0.3)
            process.terminate()
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        assert received.endswith(b"done" * 100_000)
        assert process.wait(10) == 0


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KgError, match=rf"Cannot listen on 127\.0\.0\.1:{port} .*--port"):
            serve(Flask("none"), "127.0.0.1", port)


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [({}, 3, "Error: No store in"), ({"KG_PORT": "http"}, 2, "Error: KG_PORT: 'http' is not")],
)
def test_the_program_ends_with_a_sentence_and_the_code_of_the_command(
    tmp_path: Path, settings: dict[str, str], code: int, message: str
) -> None:
    environ = os.environ | {"KG_STORE": str(tmp_path / "none")} | settings
    ended = subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code
    assert ended.stderr.startswith(message)
    assert ended.stderr.count("\n") == 1
