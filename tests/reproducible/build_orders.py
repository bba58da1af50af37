"""Builds articles in several orders in one process, and prints a line of hashes for each.

To be run by the interpreter that is to be tried, with the repository root on its path:
`python tests/reproducible/build_orders.py FOLDER ARTICLE...`. The stores are left in FOLDER.
"""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg import pipeline
from kg.config import Settings
from kg.extract import Extractor
from kg.pipeline import Target, build
from kg.readers import read
from kg.store.archive import Archive
from kg.store.embedded import open_store
from kg.store.serialize import serialize
from tests.reproducible.matrix import ORDERS, SYNTAXES


def main(folder: Path, articles: Sequence[Path]) -> None:
    """One line an order: its name, the SHA-256 of the N-Quads, that of the Turtle."""
    # What breaks a shape is left out of a graph, and nothing is written of what keeps them: this
    # is the longest part of a build, and no part of the question.
    pipeline.check_shapes = pipeline.check_changes = lambda *_: ()
    settings = Settings()
    extractor = Extractor(settings.model)
    for name, step in ORDERS.items():
        ordered = sorted(articles)[::step]
        hashes = build_hashes(folder / name, ordered, extractor, settings)
        sys.stdout.write(" ".join((name, *hashes)) + "\n")


def build_hashes(
    path: Path, articles: Iterable[Path], extractor: Extractor, settings: Settings
) -> list[str]:
    """The hashes of a build in folder `path`; raises `SystemExit` where an article is skipped."""
    store = open_store(path)
    target = Target(store, Archive(path), settings)
    documents = read(articles, settings.max_bytes)
    report = build(documents, extractor, target, lambda *_: None)
    if report.skipped:
        raise SystemExit(f"Skipped: {report.skipped[0].reason}")
    lines = list(store.quads())
    store.close()
    return [sha256(serialize(lines, syntax, settings.base)) for syntax in SYNTAXES]


def sha256(chunks: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(chunks)).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
