"""Quads by subject, as plain N-Quads terms: those selected for a pack, and those read of one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from kg.rdf.namespaces import RDF
from kg.rdf.quads import Quad, plain, split


class Origin(Protocol):
    """Where the quads of a pack are looked up: a store, or a pack that is checked."""

    def graph(self, graph: str) -> Iterable[Quad]:
        """The quads of a named graph (a term)."""

    def about(self, subjects: Iterable[str]) -> Iterable[Quad]:
        """The quads of some subjects, in all graphs."""

    def pointing(self, property_: str, targets: Iterable[str]) -> set[str]:
        """Subjects that have the property with one of the values."""


@dataclass(frozen=True, slots=True)
class Quads:
    """Quads in memory. All terms are written as in N-Quads: `<IRI>`, `"text"`."""

    all: frozenset[Quad]
    by_subject: dict[str, list[Quad]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Self:
        """Index quads by their subjects."""
        found = cls(frozenset(quads), defaultdict(list))
        for quad in sorted(found.all):
            found.by_subject[quad.subject].append(quad)
        return found

    @classmethod
    def read(cls, lines: Iterable[str]) -> Self:
        """Index N-Quads lines."""
        return cls.of(map(split, lines))

    def graph(self, graph: str) -> Iterator[Quad]:
        """The quads of a named graph."""
        return (quad for quad in self.all if quad.graph == graph)

    def graphs(self) -> list[str]:
        """The named graphs, sorted."""
        return sorted({quad.graph for quad in self.all})

    def about(self, subjects: Iterable[str]) -> Iterator[Quad]:
        """The quads of some subjects."""
        return (quad for subject in subjects for quad in self.by_subject.get(subject, ()))

    def pointing(self, property_: str, targets: Iterable[str]) -> set[str]:
        """Subjects that have the property with one of the values."""
        wanted = set(targets)
        return {q.subject for q in self.all if q.predicate == property_ and q.object in wanted}

    def objects(self, subject: str, *properties: str) -> list[str]:
        """The values of some properties of a subject, sorted, each once."""
        quads = self.by_subject.get(subject, ())
        return sorted({quad.object for quad in quads if quad.predicate in properties})

    def value(self, subject: str, property_: str) -> str | None:
        """What a literal says, or an IRI without its brackets; None where there is not just one."""
        found = self.objects(subject, property_)
        return plain(found[0]) if len(found) == 1 else None

    def of_type(self, type_: str) -> list[str]:
        """The subjects of a class, sorted."""
        return sorted(self.pointing(RDF["type"], (type_,)))


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads."""
    return f"{' '.join(quad)} .\n"
