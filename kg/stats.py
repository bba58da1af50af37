"""Sizes of a graph, read off its N-Quads lines, in little memory however many there are."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from kg.rdf.iris import CONCLUDED, INFERRED, ONTOLOGY, QUERIES, UPDATES, parse_span
from kg.store.sorting import sort_lines

# Whose graph a line stands in: an article's, or one of those made from all of them.
GraphKind = Literal["articles", "concluded", "ontology", "inferred", "queries", "updates"]

_LINE = re.compile(r"<(?P<subject>[^>]*)> <(?P<predicate>[^>]*)> ")
_GRAPH = re.compile(r"<(?P<graph>[^>]*)> \.\n?\Z")
_CLAIM = re.compile(r"claim/[^/]+\Z")
_RUN = re.compile(r"(text/[0-9a-f]+|tool/[^/]+|source/[^/]+/extraction)\Z")
_ORIGIN = re.compile(
    r"[#/](sourceSpan|cue|content|addresseeSpan|rule|confidence|speakerReason|inSource|wasGeneratedBy)\Z"
)
_TYPE = re.compile(r"[#/]type\Z")
_KINDS: dict[str, GraphKind] = {
    **dict.fromkeys(CONCLUDED, "concluded"),
    ONTOLOGY: "ontology",
    INFERRED: "inferred",
    QUERIES: "queries",
    UPDATES: "updates",
}


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of quads, and the SHA-256 over all lines, sorted as bytes and ended by newlines.

    `graphs` are the quads by kind of graph, 0 where there is none. `provenance` are those that
    lead from claims to their words, rule, article and run, and those of texts, runs and tools, one
    record an article; `span_quads` those that give the characters, and `spans` how many stretches
    of characters they give.
    """

    graphs: dict[GraphKind, int]
    provenance: int
    span_quads: int
    spans: int
    sha256: str

    @property
    def quads(self) -> int:
        """What is stated: all but what only follows from it."""
        return sum(self.graphs.values()) - self.graphs["inferred"]


def measure(lines: Iterable[str], base: str) -> Size:
    """The size of a graph whose IRIs begin with `base`.

    The lines are sorted on disk where they are many: those of a store are sorted within a graph
    alone, and the hash is to be had by standard tools, which know of no graphs.
    """
    total = hashlib.sha256()
    graphs: Counter[GraphKind] = Counter()
    found: Counter[str] = Counter()
    for line in sort_lines(f"{line.rstrip('\n')}\n" for line in lines):
        total.update(line.encode())
        graph = _graph_kind(line, base)
        graphs[graph] += 1
        found.update(_counted(line, base) if graph != "inferred" else ())
    kinds: tuple[GraphKind, ...] = get_args(GraphKind)
    counts = {kind: graphs[kind] for kind in kinds}
    return Size(counts, found["provenance"], found["span quads"], found["spans"], total.hexdigest())


def _graph_kind(line: str, base: str) -> GraphKind:
    match = _GRAPH.search(line)
    name = match["graph"].removeprefix(f"{base}graph/") if match else ""
    return _KINDS.get(name, "articles")


def _counted(line: str, base: str) -> tuple[str, ...]:
    """What a line counts as; spans are counted by the one line that gives their type."""
    match = _LINE.match(line)
    if not match or not match["subject"].startswith(base):
        return ()
    subject = match["subject"].removeprefix(base)
    if parse_span(subject):
        return ("span quads", "spans") if _TYPE.search(match["predicate"]) else ("span quads",)
    origin = _CLAIM.match(subject) and _ORIGIN.search(match["predicate"])
    return ("provenance",) if origin or _RUN.match(subject) else ()
