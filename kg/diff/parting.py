"""Lines of an export without named graphs, back into the graphs that they came from.

Nearly all can be told from the IRIs and from what claims, texts and decisions point to. What
cannot is told by `NOT_TOLD`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.diff.names import source_of
from kg.rdf.iris import (
    CONCLUDED,
    DISPUTES,
    IDENTITY,
    INFERRED,
    ONTOLOGY,
    QUERIES,
    STATEMENTS,
    UPDATES,
    inference_iri,
    last_part,
)
from kg.rdf.quads import Quad, split

NOT_TOLD = (
    "An export without named graphs does not tell what was inferred from what was written: "
    "inferred triples count as the article's or the ontology's."
)
_ONTOLOGY = "<http://www.w3.org/2002/07/owl#Ontology>"
_RUN = "<http://www.w3.org/ns/prov#Activity>"
_ARTICLE = "<https://schema.org/NewsArticle>"
# Properties of an article's resources that are concluded across articles.
_IDENTITY = ("specializationOf", "writtenOn", "writtenFrom", "writtenReason")
_FOLDERS = {
    "actor": IDENTITY,
    "event": IDENTITY,
    "statement": STATEMENTS,
    "dispute": DISPUTES,
    "query": QUERIES,
    "update": UPDATES,
    "client": UPDATES,
    "inference": INFERRED,
    "tool": INFERRED,  # if no article was read with it, it is a reasoner
}
_OWNED = re.compile(r"((?:claim|text|decision|tool)/[^/#]+)")
_SOURCE = re.compile(r"source/([^/>]+)")


@dataclass(frozen=True, slots=True)
class Parting:
    """The base of the IRIs, and the graphs of each claim, text, decision and tool.

    `is_whole` tells that the ontology is there, as in all but parts of a graph; `infers`, that the
    run of the reasoner is.
    """

    base: str
    owners: dict[str, frozenset[str]] = field(default_factory=dict)
    is_whole: bool = False
    infers: bool = False

    def is_inferred(self, line: str) -> bool:
        """Whether a line with its graph is one of those that were inferred."""
        return line.endswith(f" <{self.base}graph/{INFERRED}> .\n")

    def graphed(self, line: str) -> Iterator[str]:
        """A line in each graph that it came from: a tool stands in those of all its articles."""
        quad = split(line)
        for name in self._graphs(quad.subject[1:-1], last_part(quad.predicate)):
            yield f"{quad.subject} {quad.predicate} {quad.object} <{self.base}graph/{name}> .\n"

    def _graphs(self, subject: str, predicate: str) -> Iterable[str]:
        if predicate in _IDENTITY:
            return (IDENTITY,)
        iri = subject.removeprefix(self.base)
        if iri == subject:
            return (ONTOLOGY,)
        owned = _OWNED.match(iri)
        if owned and owned[1] in self.owners:
            return self.owners[owned[1]]
        return (source_of(iri) or _FOLDERS.get(iri.split("/", 1)[0], ONTOLOGY),)


def learn(lines: Iterable[str]) -> Parting:
    """What has to be known of all lines before one can be put into its graph."""
    base = ""
    owners: dict[str, set[str]] = defaultdict(set)
    is_whole = False
    runs: set[str] = set()
    for quad in map(split, lines):
        name = last_part(quad.predicate)
        if name == "type" and quad.object == _ARTICLE:
            base = quad.subject[1:].rpartition("source/")[0]
        elif found := _owner(quad, name):
            owners[found[0]].add(found[1])
        is_whole = is_whole or (name == "type" and quad.object == _ONTOLOGY)
        if name == "type" and quad.object == _RUN:
            runs.add(quad.subject)
    named = {iri[1:-1].removeprefix(base): frozenset(graphs) for iri, graphs in owners.items()}
    return Parting(base, named, is_whole, infers=f"<{inference_iri(base)}>" in runs)


def _owner(quad: Quad, name: str) -> tuple[str, str] | None:
    """A claim, text, decision or tool (as a term), and a graph that it stands in."""
    if name == "member" and "decision/" in quad.subject:
        return quad.subject, CONCLUDED[1] if "claim/" in quad.object else CONCLUDED[0]
    source = _SOURCE.search(quad.object if name == "inSource" else quad.subject)
    if source is None:
        return None
    if name == "inSource":
        return quad.subject, source[1]
    return (quad.object, source[1]) if name in {"snapshot", "wasAssociatedWith"} else None
