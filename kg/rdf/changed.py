"""Which part of a graph has to be looked at again when some of its lines change.

The graphs that are concluded across articles grow with the store, and what one more article changes
in them does not. So only the resources are checked that a line says something else of, each with
all the lines that name it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.rdf.namespaces import RDF

# Lines that are checked at a time: so many fit into memory beside any graph.
MOST_LINES = 40_000


@dataclass(frozen=True, slots=True)
class Part:
    """Some resources (IRIs) with their lines, as N-Quads.

    The classes of the resources that they lead to are there too, so that these can be asked for;
    what else is said of those is not.
    """

    resources: frozenset[str]
    nquads: str


def changed_parts(
    old: Iterable[str], new: Iterable[str], most_lines: int = MOST_LINES
) -> Iterator[Part]:
    """The resources of a graph that changed lines (N-Quads) name, a part at a time, sorted."""
    new = set(new)
    changes = new.symmetric_difference(old)
    if not changes:
        return
    lines = _Lines(new)
    resources: set[str] = set()
    part: set[str] = set()
    for resource in sorted(lines.touched(changes)):
        resources.add(resource)
        part |= lines.of(resource)
        if len(part) >= most_lines:
            yield _join(resources, part)
            resources, part = set(), set()
    yield _join(resources, part)


class _Lines:
    """The lines of a graph by the resources that they name."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._out: dict[str, list[str]] = defaultdict(list)
        self._in: dict[str, list[str]] = defaultdict(list)
        self._types: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            subject, predicate, object_ = _terms(line)
            self._out[subject].append(line)
            if predicate == RDF["type"]:
                self._types[subject].append(line)
            elif object_.startswith("<"):
                self._in[object_].append(line)

    def touched(self, changes: Iterable[str]) -> set[str]:
        """Resources that changed lines name, and those that lead to one whose class changed."""
        found = set()
        for subject, predicate, object_ in map(_terms, changes):
            found.add(subject)
            if predicate == RDF["type"]:
                found.update(_terms(line)[0] for line in self._in.get(subject, []))
            elif object_.startswith("<"):
                found.add(object_)
        return found

    def of(self, resource: str) -> set[str]:
        """All lines that name a resource, and those that give the classes of its neighbours."""
        out = self._out.get(resource, [])
        neighbours = (_terms(line)[2] for line in out)
        types = (line for other in neighbours for line in self._types.get(other, []))
        return {*out, *self._in.get(resource, []), *types}


def _join(resources: Iterable[str], lines: Iterable[str]) -> Part:
    return Part(frozenset(resource[1:-1] for resource in resources), "".join(sorted(lines)))


def _terms(line: str) -> Sequence[str]:
    """Subject, predicate and the beginning of the object, which is all of it if it is an IRI."""
    return line.split(" ", 3)[:3]
