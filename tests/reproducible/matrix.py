"""Builds under several versions of Python, hash seeds and orders of the articles.

`python -m tests.reproducible.matrix ARTICLE...` prints a line a build, and fails where two differ.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("build_orders.py")
HASH_SEEDS = ("0", "1", "4242")
# The step that a sorted list of the articles is walked with.
ORDERS = {"sorted": 1, "reversed": -1}
SYNTAXES = ("nquads", "turtle")
# What `make setup-other` makes: an environment by another version of Python than this one.
OTHER = ROOT / ".venv-other" / "bin" / "python"


@dataclass(frozen=True)
class Built:
    """One build: under what it was made, and the hashes of its N-Quads and its Turtle."""

    python: str
    hash_seed: str
    order: str
    hashes: tuple[str, ...]


def interpreters() -> dict[str, Path]:
    """This interpreter and the other one, where there is one, by their versions."""
    found = [Path(sys.executable), *([OTHER] if OTHER.exists() else [])]
    return {_version(python): python for python in found}


def build_all(python: Path, articles: Sequence[Path]) -> Iterator[Built]:
    """The builds by one interpreter: every hash seed and every order."""
    version = _version(python)
    for hash_seed in HASH_SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            command = [python, SCRIPT, folder, *articles]
            for line in _run(command, PYTHONHASHSEED=hash_seed).splitlines():
                order, *hashes = line.split()
                yield Built(version, hash_seed, order, tuple(hashes))


def _version(python: Path) -> str:
    return _run([python, "-c", "import platform; print(platform.python_version())"]).strip()


def _run(command: Sequence[str | Path], **variables: str) -> str:
    """What a command prints; raises `RuntimeError` with what it complained of."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environment = kept | {"PYTHONPATH": str(ROOT)} | variables
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def main() -> None:
    articles = [Path(name).resolve() for name in sys.argv[1:]]
    found = set()
    for python in interpreters().values():
        for built in build_all(python, articles):
            found.add(built.hashes)
            line = (built.python, built.hash_seed, built.order, *built.hashes)
            sys.stdout.write(" ".join(line) + "\n")
            sys.stdout.flush()
    sys.exit(0 if len(found) == 1 else 1)


if __name__ == "__main__":
    main()
