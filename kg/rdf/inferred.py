"""The graph of what follows from all others by the ontology, made in batches.

A batch is one article with what was concluded of it, or a few things across articles with what
points to them. So the engine has a batch at a time to reason over, time grows with the number of
articles, and what one article says reaches no other. What is concluded and what follows is in
memory. Links to other data (`owl:sameAs`) are withheld: what is said of our
actor is not said of Wikidata's item.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import batched, chain
from typing import Self

from kg.config import Settings
from kg.rdf import iris
from kg.rdf.nodes import term_of
from kg.rdf.ontology import load_ontology
from kg.rdf.provenance import describe_inference
from kg.rdf.quads import Quad, read_quads
from kg.rdf.reason import ENGINE, SAME_AS, closure, engine_version
from kg.rdf.terms import Triple, nquads

_THINGS = 1000  # things across articles in a batch: about as many quads as an article has


@dataclass(frozen=True, slots=True)
class Batch:
    """Quads that are reasoned over together, and the subjects of whom the outcome is kept."""

    subjects: Set[str]
    quads: Set[Quad]

    def inferred(self) -> Iterator[Triple]:
        """What follows of the subjects and is not stated; raises `errors.Invalid`."""
        stated = {quad[:3] for quad in self.quads}
        for triple in closure(quad for quad in self.quads if quad.predicate != SAME_AS):
            if triple[0] in self.subjects and triple not in stated:
                yield triple


@dataclass(frozen=True, slots=True)
class Concluded:
    """The quads of the graphs across articles, by their ends."""

    about: dict[str, list[Quad]] = field(default_factory=lambda: defaultdict(list))
    pointing: dict[str, list[Quad]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Index N-Quads lines."""
        index = cls()
        for quad in read_quads(lines):
            index.about[quad.subject].append(quad)
            index.pointing[quad.object].append(quad)
        return index

    def around(self, subjects: Set[str]) -> set[Quad]:
        """What has any of the subjects at either end, and what is said of the other ends."""
        near = {
            quad
            for subject in subjects
            for quad in (*self.about.get(subject, ()), *self.pointing.get(subject, ()))
        }
        ends = {end for quad in near for end in (quad.subject, quad.object)}
        return near.union(*(self.about.get(end, ()) for end in ends - subjects))


def describe_inferred(
    articles: Iterable[tuple[str, Iterable[str]]],
    concluded: Mapping[str, str],
    settings: Settings,
) -> tuple[str, str]:
    """IRI of the graph of what is inferred, and its sorted N-Quads.

    `articles` are graphs (IRI) with their N-Quads lines, `concluded` those across articles and the
    ontology's. Raises `errors.Invalid` where two different things would be one.
    """
    graph = iris.graph_iri(settings.base, iris.INFERRED)
    read = list(concluded)
    lines: set[str] = set()
    for name, batch in _batches(articles, concluded, settings.base):
        lines.update(nquads(batch.inferred(), graph).split("\n"))
        if name:
            read.append(name)
    made = describe_inference(settings, ENGINE, engine_version(), graph, read)
    lines.update(nquads(made, graph).split("\n"))
    return graph, "".join(f"{line}\n" for line in sorted(lines) if line)


def _batches(
    articles: Iterable[tuple[str, Iterable[str]]], concluded: Mapping[str, str], base: str
) -> Iterator[tuple[str | None, Batch]]:
    """Batches, those of articles with the IRIs of their graphs."""
    ontology = iris.graph_iri(base, iris.ONTOLOGY)
    lines = (text.split("\n") for graph, text in concluded.items() if graph != ontology)
    index = Concluded.of(chain.from_iterable(lines))
    for graph, article in articles:
        quads = set(read_quads(article))
        subjects = {quad.subject for quad in quads}
        yield graph, Batch(subjects, quads | index.around(subjects))
    local = tuple(f"<{base}{kind}/" for kind in ("source", "claim"))
    shared = sorted(subject for subject in index.about if not subject.startswith(local))
    for things in batched(shared, _THINGS):
        yield None, Batch(frozenset(things), index.around(frozenset(things)))
    yield None, _vocabulary()


def _vocabulary() -> Batch:
    """The ontology by itself: what follows of its lists of types, acts and values."""
    quads = {Quad(term_of(s), term_of(p), term_of(o), "") for s, p, o in load_ontology()}
    return Batch({quad.subject for quad in quads}, quads)
