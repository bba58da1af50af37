"""The import arrows and habits of the layout, read off the source files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "kg").rglob("*.py"))
SHELLS = ("kg.cli", "kg.web")
MAX_LINES = 400

# Each library has one home; no other room may import it.
HOMES = {
    "click": "kg.cli",
    "flask": "kg.web",
    "granian": "kg.web",
    "jinja2": "kg.web",
    "nanopub": "kg.rdf",
    "onnx": "kg.train",
    "owlready2": "kg.rdf",
    "prometheus_client": "kg.web",
    "pyld": "kg.store",
    "pyoxigraph": "kg.store",
    "pyshacl": "kg.rdf",
    "rdflib": "kg.rdf",
    "reasonable": "kg.rdf",
    "rich": "kg.cli",
    "safetensors": "kg.train",
    "sklearn": "kg.train",
    "spacy": "kg.extract",
    "torch": "kg.train",
    "trafilatura": "kg.readers",
    "transformers": "kg.train",
    "urllib3": "kg.remote",
    "werkzeug": "kg.web",
    "zstandard": "kg.web",
}
# Its parser alone has a second one: each run reads the names known beforehand, and rdflib would
# take over a second for that.
SECOND_HOMES = {"pyoxigraph": "kg.extract.authority"}
# What a room may import of ours, beside itself; `kg.pipeline` and `kg.cli` may import all.
GROUND = {
    "kg.addresses",
    "kg.blocs",
    "kg.config",
    "kg.errors",
    "kg.ids",
    "kg.iso8601",
    "kg.places",
    "kg.records",
    "kg.resources",
}
ALLOWED = {
    "kg.records": set(),
    "kg.errors": set(),
    "kg.ids": {"kg.records"},
    "kg.addresses": set(),
    "kg.config": {"kg.errors"},
    "kg.blocs": {"kg.resources"},
    "kg.iso8601": set(),
    "kg.places": set(),
    "kg.resources": set(),
    "kg.readers": GROUND,
    "kg.extract": GROUND,
    "kg.resolve": GROUND,
    "kg.rdf": GROUND,
    "kg.remote": {"kg.errors"},
    "kg.store": GROUND | {"kg.remote", "kg.sparql"},
    "kg.queries": GROUND | {"kg.sparql", "kg.store"},
    "kg.sparql": GROUND | {"kg.store"},
    "kg.view": GROUND,
    "kg.score": {"kg.errors", "kg.records"},
    "kg.train": GROUND | {"kg.extract", "kg.score"},
    "kg.stats": GROUND | {"kg.rdf", "kg.store"},
    "kg.diff": GROUND | {"kg.queries", "kg.rdf", "kg.store"},
    "kg.report": GROUND,
    "kg.export": GROUND | {"kg.queries", "kg.rdf", "kg.store"},
    "kg.lookup": GROUND | {"kg.queries", "kg.store"},
    "kg.pack": GROUND | {"kg.queries", "kg.rdf", "kg.store"},
    "kg.unchanged": GROUND | {"kg.rdf", "kg.report", "kg.resolve", "kg.store"},
    "kg.validate": GROUND | {"kg.queries", "kg.rdf", "kg.store"},
    "kg.web": GROUND | {"kg.lookup", "kg.pack", "kg.queries", "kg.rdf", "kg.sparql", "kg.store"},
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imports(path: Path) -> Iterator[str]:
    """Full names of all that a module imports, at the top or later, for types or to run."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows(path: Path) -> None:
    room = room_of(name_of(path))
    allowed = ALLOWED.get(room)
    ours = {room_of(name) for name in imports(path) if name.startswith("kg.")} - {room}
    assert allowed is None or ours <= allowed, f"{name_of(path)} imports {ours - allowed}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_home_a_library(path: Path) -> None:
    room = room_of(name_of(path))
    strays = {lib for lib in (name.split(".")[0] for name in imports(path)) if lib in HOMES}
    at_home = {lib for lib, home in SECOND_HOMES.items() if name_of(path).startswith(f"{home}.")}
    assert {lib for lib in strays - at_home if HOMES[lib] != room} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_work_returns_and_shells_talk(path: Path) -> None:
    if name_of(path).startswith(SHELLS):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)
    }
    talk = {"print", "sys.exit", "sys.stdout", "sys.stderr", "os.environ", "os.getenv",
            "time.time", "datetime.now", "date.today", "random.random", "uuid.uuid4"}  # fmt: skip
    assert used & talk == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_every_folder_is_known() -> None:
    rooms = {room_of(name_of(path)) for path in MODULES if name_of(path) != "kg"}
    assert rooms - set(ALLOWED) <= {"kg.pipeline", "kg.cli"}
