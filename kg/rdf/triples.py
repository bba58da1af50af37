"""Triples in memory that are read far more often than they are written, as pySHACL does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

Triple = tuple[Any, Any, Any]
# By the first term, then the second: the third terms, in the order in which they came.
Index = defaultdict[Node, defaultdict[Node, dict[Node, None]]]


class Triples(SimpleMemory):
    """A set of triples by subject and by property, half as costly to fill as rdflib's own.

    It says that it could have graphs, since pySHACL takes no other.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self.by_subject: Index = defaultdict(lambda: defaultdict(dict))
        self.by_property: Index = defaultdict(lambda: defaultdict(dict))
        self._length: int | None = None

    def add(self, triple: Triple, context: Any = None, quoted: bool = False) -> None:  # noqa: ARG002
        """As rdflib's."""
        subject, predicate, object_ = triple
        self._length = None
        self.by_subject[subject][predicate][object_] = None
        self.by_property[predicate][object_][subject] = None

    def remove(self, triple_pattern: Triple, context: Any = None) -> None:  # noqa: ARG002
        """As rdflib's."""
        self._length = None
        for subject, predicate, object_ in list(self._find(*triple_pattern)):
            del self.by_subject[subject][predicate][object_]
            del self.by_property[predicate][object_][subject]

    def triples(
        self,
        triple_pattern: Triple,
        context: Any = None,  # noqa: ARG002
    ) -> Iterator[tuple[Triple, Iterator[Any]]]:
        """As rdflib's."""
        return ((found, iter(())) for found in self._find(*triple_pattern))

    def __len__(self, context: Any = None) -> int:
        """How many triples there are, counted once and not each time that pySHACL asks."""
        if self._length is None:
            self._length = sum(1 for _ in self._find(None, None, None))
        return self._length

    def _find(self, subject: Any, predicate: Any, object_: Any) -> Iterator[Triple]:
        if subject is None and predicate is not None:
            for value, subjects in _part(self.by_property.get(predicate, {}), object_):
                yield from ((each, predicate, value) for each in subjects)
            return
        for each, about in _part(self.by_subject, subject):
            for property_, values in _part(about, predicate):
                yield from ((each, property_, value) for value, _ in _part(values, object_))


def _part[T](index: dict[Any, T], term: Any) -> Iterator[tuple[Any, T]]:
    """What an index has for a term, or for any where there is none."""
    if term is None:
        return iter(index.items())
    return iter([(term, index[term])] if term in index else [])


class TripleGraph(Graph):
    """A graph that answers what pySHACL asks most straight from the indexes of its triples."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._triples = Triples()
        super().__init__(self._triples)
        for triple in triples:
            self._triples.add(triple)

    def ill_typed(self) -> Iterator[tuple[Node, Node, Literal]]:
        """Triples with a literal that rdflib has no value for."""
        for property_, values in self._triples.by_property.items():
            for value, subjects in values.items():
                if isinstance(value, Literal) and value.ill_typed:
                    yield from ((subject, property_, value) for subject in subjects)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """As rdflib's."""
        if subject is None or type(predicate) is not URIRef:
            return super().objects(subject, predicate, unique)
        about = self._triples.by_subject.get(subject)
        return iter(about.get(predicate, ()) if about else ())

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:  # noqa: A002
        """As rdflib's."""
        if object is None or isinstance(object, list | tuple) or type(predicate) is not URIRef:
            return super().subjects(predicate, object, unique)
        found = self._triples.by_property.get(predicate)
        return iter(found.get(object, ()) if found else ())

    def predicate_objects(self, subject: Any = None, unique: bool = False) -> Any:
        """As rdflib's."""
        if subject is None:
            return super().predicate_objects(subject, unique)
        about: Mapping[Node, Iterable[Node]] = self._triples.by_subject.get(subject, {})
        return ((property_, value) for property_, values in about.items() for value in values)

    def subject_objects(self, predicate: Any = None, unique: bool = False) -> Any:
        """As rdflib's."""
        if type(predicate) is not URIRef:
            return super().subject_objects(predicate, unique)
        found: Mapping[Node, Iterable[Node]] = self._triples.by_property.get(predicate, {})
        return ((subject, value) for value, subjects in found.items() for subject in subjects)
