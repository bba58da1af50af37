"""Whether anything was added or changed since the graphs across articles were last concluded.

What goes into a conclusion and the graphs that come out of it are told by hashes. Where both are
those of the last time, concluding again would change no byte. So neither a killed build nor a graph
that was changed by other means is ever taken for concluded.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from kg.config import Settings
from kg.rdf.iris import CONCLUDED, INFERRED, ONTOLOGY, graph_iri
from kg.rdf.reason import engine_version
from kg.report import Conclusion
from kg.resolve.corrections import Corrections
from kg.resources import resource
from kg.store.archive import Archive
from kg.store.protocol import Store

_PACKAGE = Path(__file__).parent
# What is written by hand: the rules and their words, the ontology and who belongs to a bloc.
_WRITTEN = frozenset({".py", ".yaml", ".ttl"})


@dataclass(frozen=True, slots=True)
class Note:
    """What was last concluded: hashes of what went in and of what came out, and its figures."""

    inputs: str
    graphs: str
    conclusion: Conclusion


def inputs_hash(
    archive: Archive,
    sources: Iterable[str],
    corrections: Corrections,
    settings: Settings,
    *,
    reasons: bool,
) -> str:
    """A hash over all that goes into a conclusion; raises `errors.NotFound`.

    That is the articles (ids) as recorded, what people decided, the rules and the ontology.
    """
    total = hashlib.sha256()
    engine = (engine_version(), settings.recorded_at) if reasons else None
    for part in (program_hash(), settings.base, engine, corrections.entries):
        total.update(msgspec.json.encode(part) + b"\n")
    for source in sources:
        total.update(f"{source} {archive.digest(source)}\n".encode())
    return total.hexdigest()


def graphs_hash(store: Store, base: str) -> str:
    """A hash over the graphs across articles and the ontology's, and over what they came from.

    The inferred graph came from all others; the rest came from records, which are inputs.
    """
    concluded = tuple(graph_iri(base, name) for name in (*CONCLUDED, ONTOLOGY, INFERRED))
    total = hashlib.sha256()
    for line in store.quads(None if concluded[-1] in store.graphs() else concluded):
        total.update(line.encode())
    return total.hexdigest()


def recall(archive: Archive, store: Store, inputs: str, base: str) -> Conclusion | None:
    """The last conclusion, where the same went into it and its graphs are as they were; or None."""
    try:
        note = msgspec.json.decode(archive.note(), type=Note)
    except msgspec.DecodeError:
        return None
    is_same = note.inputs == inputs and note.graphs == graphs_hash(store, base)
    return note.conclusion if is_same else None


def remember(
    archive: Archive, store: Store, inputs: str, base: str, conclusion: Conclusion
) -> None:
    """Note a conclusion whose graphs are in the store."""
    note = Note(inputs, graphs_hash(store, base), conclusion)
    archive.keep_note(msgspec.json.encode(note))


@cache
def program_hash() -> str:
    """A hash over the program and the ontology, as files: a version may stand for several."""
    total = hashlib.sha256()
    for root in (_PACKAGE, resource("ontology")):
        for file in sorted(root.rglob("*")):
            if file.suffix in _WRITTEN and file.is_file():
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                total.update(f"{file.relative_to(root).as_posix()} {digest}\n".encode())
    return total.hexdigest()
