"""Put the real answers of the example graph into README.md: `python docs/update_readme.py`.

With `--check` nothing is written, and a README that is out of date is an error.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
KG = Path(sys.executable).with_name("kg")
QUERIES = (("who-addressed-whom",), ("conflicting-figures",), ("timeline",))
# The claim shown is the innermost of a chain of hearsay by this person.
WITNESS = "Ushakov"


def run(store: str, *args: str) -> str:
    """What a command prints on a graph, without spaces at the ends of lines."""
    env = os.environ | {"KG_STORE": store, "COLUMNS": "110", "NO_COLOR": "1"}
    done = subprocess.run(
        [KG, *args], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def block(store: str, *args: str) -> str:
    """A command and what it prints, as Markdown."""
    shown = " ".join(arg for arg in args if arg not in {"--format", "table"})
    return f"```\n$ kg {shown}\n{run(store, *args)}\n```"


def hearsay(store: str) -> str:
    """The id of the first claim in a chain through the witness."""
    rows = run(store, "query", "deepest-hearsay", "--format", "csv").splitlines()[1:]
    return next(row for row in rows if WITNESS in row).rsplit("/", 1)[1]


def refreshed(text: str, store: str) -> str:
    """The README with its marked parts made anew."""
    answers = (block(store, "query", *query, "--format", "table") for query in QUERIES)
    parts = {"results": "\n\n".join(answers), "claim": block(store, "claim", hearsay(store))}
    for name, body in parts.items():
        marked = f"<!-- {name} -->\n{body}\n<!-- /{name} -->"
        pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
        text = pattern.sub(lambda _, marked=marked: marked, text)
    return text


def main() -> int:
    """Refresh, or check."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "demo-store")
        run(store, "build", "examples/articles")
        old = README.read_text(encoding="utf-8")
        new = refreshed(old, store)
    if "--check" in sys.argv:
        return int(new != old)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
