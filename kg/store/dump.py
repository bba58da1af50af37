"""Exports read back: RDF in any syntax that `kg export` writes, as N-Quads lines and as a store."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat

from kg import errors
from kg.store import syntaxes
from kg.store.embedded import GRAPH_FOLDER, open_store
from kg.store.protocol import Store

_AT_ONCE = 50_000  # lines; the engine keeps in memory what it is given at once


def read_dump(file: Path) -> Iterator[str]:
    """The lines of a file in its order, without a graph where it has none; `.gz` is unpacked.

    Raises `errors.NotFound`, and `errors.BadRequest` for another ending, what is malformed, and
    what no graph of ours has: blank nodes, and triples in no graph where the syntax has graphs.
    """
    syntax = _syntax(file)
    try:
        with _opened(file) as stream:
            for quad in pyoxigraph.parse(stream, syntax):
                if problem := _problem(quad, syntax):
                    raise errors.BadRequest(f"{file} is no export of kg: it holds {problem}.")
                yield f"{quad} .\n"
    except (SyntaxError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise errors.BadRequest(f"{file} cannot be read as {syntax.name}: {error}") from None
    except OSError as error:
        raise errors.NotFound(f"{file} cannot be read: {error.strerror}.") from None


def has_graphs(file: Path) -> bool:
    """Whether the syntax of a file keeps named graphs; raises `errors.BadRequest`."""
    return bool(_syntax(file).supports_datasets)


def load_lines(lines: Iterable[str], folder: Path) -> Store:
    """A store, open to read, that holds N-Quads lines; its files are left in `folder`."""
    store = pyoxigraph.Store(str(folder / GRAPH_FOLDER))
    for batch in batched(lines, _AT_ONCE):
        store.bulk_load("".join(batch).encode(), RdfFormat.N_QUADS)
    store.flush()
    del store  # and with it the lock
    return open_store(folder, read_only=True)


def _problem(quad: Quad, syntax: RdfFormat) -> str | None:
    """What no graph of ours has."""
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        return "a blank node"
    if syntax.supports_datasets and isinstance(quad.graph_name, DefaultGraph):
        return "a triple in no named graph"
    return None


def _syntax(file: Path) -> RdfFormat:
    form = syntaxes.of_file(file.name)
    syntax = RdfFormat.from_media_type(form.media_type) if form in syntaxes.GRAPHS else None
    if syntax is None:
        raise errors.BadRequest(
            f"{file} is no store and no export: there is no syntax for its ending; "
            f"there are {_endings()}, each with or without {syntaxes.PACKED}."
        )
    return syntax


def _endings() -> str:
    return ", ".join(suffix for form in syntaxes.GRAPHS for suffix in form.suffixes)


def _opened(file: Path) -> IO[bytes]:
    if syntaxes.is_packed(file.name):
        return cast("IO[bytes]", gzip.open(file, "rb"))
    return file.open("rb")
