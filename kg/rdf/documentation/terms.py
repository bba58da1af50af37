"""Classes and properties, lists and alignments of an ontology as the documentation shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rdf.documentation.names import ONTOLOGY, ref
from kg.rdf.documentation.records import Alignment, Constraint, Entry, Ref, Relation, Scheme, Term
from kg.rdf.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node


# How a term stands to others: the property, whether it is read backwards, and the words for it.
RELATIONS: tuple[tuple[str, bool, str], ...] = (
    (f"{RDFS.iri}subClassOf", False, "Kind of"),
    (f"{RDFS.iri}subClassOf", True, "Kinds of it"),
    (f"{RDFS.iri}subPropertyOf", False, "Kind of"),
    (f"{RDFS.iri}subPropertyOf", True, "Kinds of it"),
    (f"{RDFS.iri}domain", False, "Of a"),
    (f"{RDFS.iri}range", False, "Value"),
    (f"{RDFS.iri}seeAlso", False, "Out of the list"),
    (f"{OWL.iri}inverseOf", False, "The other way round"),
    (f"{OWL.iri}equivalentClass", False, "The same as"),
    (f"{RDFS.iri}domain", True, "Properties"),
    (f"{RDFS.iri}range", True, "Properties that lead to it"),
    (f"{SKOS.iri}broadMatch", False, "Part of"),
    (f"{SKOS.iri}narrowMatch", True, "Part of"),
    (f"{SKOS.iri}narrowMatch", False, "Holds"),
    (f"{SKOS.iri}broadMatch", True, "Holds"),
    (f"{SKOS.iri}relatedMatch", False, "Related to"),
    (f"{SKOS.iri}closeMatch", False, "Close to"),
    (f"{OWL.iri}disjointWith", False, "Never a"),
    (f"{DCTERMS.iri}isReplacedBy", False, "Use instead"),
)
# Ways in which a term of ours stands to one of others.
ALIGNING: Mapping[str, str] = {
    f"{RDFS.iri}subClassOf": "is a kind of",
    f"{RDFS.iri}subPropertyOf": "is a kind of",
    f"{OWL.iri}equivalentClass": "is the same as",
    f"{SKOS.iri}closeMatch": "is close to",
}
TRAITS: Mapping[str, str] = {
    f"{OWL.iri}FunctionalProperty": "at most one value",
    f"{OWL.iri}InverseFunctionalProperty": "a value has it of one thing only",
    f"{OWL.iri}TransitiveProperty": "transitive",
    f"{OWL.iri}SymmetricProperty": "symmetric",
    f"{OWL.iri}AsymmetricProperty": "asymmetric",
    f"{OWL.iri}IrreflexiveProperty": "never of itself",
}
SYMMETRIC = frozenset(
    {
        f"{OWL.iri}disjointWith",
        f"{OWL.iri}equivalentClass",
        f"{OWL.iri}inverseOf",
        f"{SKOS.iri}relatedMatch",
        f"{SKOS.iri}closeMatch",
    }
)


@dataclass(frozen=True)
class Reader:
    """Reads terms off a graph; `known` are those that stand on the page."""

    graph: "Graph"
    known: frozenset[str]
    constraints: Mapping[str, tuple[Constraint, ...]]

    def term(self, node: "URIRef") -> Term:
        """A class or property."""
        return Term(
            ref=self.ref(node),
            label=self.text(node, f"{RDFS.iri}label"),
            definition=self.text(node, f"{SKOS.iri}definition"),
            examples=self.texts(node, f"{SKOS.iri}example"),
            notes=self.texts(node, f"{SKOS.iri}scopeNote"),
            traits=self._traits(node),
            deprecated=self._is_deprecated(node),
            relations=tuple(self.relations(node)),
            constraints=self.constraints.get(str(node), ()),
        )

    def scheme(self, node: "URIRef") -> Scheme:
        """A list with its entries, in the order of their codes."""
        entries = self._subjects(f"{SKOS.iri}inScheme", node)
        return Scheme(
            ref=self.ref(node),
            label=self.text(node, f"{SKOS.iri}prefLabel"),
            definition=self.text(node, f"{SKOS.iri}definition"),
            examples=self.texts(node, f"{SKOS.iri}example"),
            sources=tuple(sorted(map(str, self._objects(node, f"{DCTERMS.iri}source")))),
            used_by=self._refs(self._subjects(f"{RDFS.iri}seeAlso", node)),
            entries=tuple(sorted(map(self.entry, entries), key=lambda entry: entry.code)),
        )

    def entry(self, node: "Node") -> Entry:
        """An entry of a list."""
        return Entry(
            ref=self.ref(node),
            code=self.text(node, f"{SKOS.iri}notation"),
            label=self.text(node, f"{SKOS.iri}prefLabel"),
            definition=self.text(node, f"{SKOS.iri}definition"),
            examples=self.texts(node, f"{SKOS.iri}example"),
            deprecated=self._is_deprecated(node),
            relations=tuple(self.relations(node)),
        )

    def alignments(self) -> Iterator[Alignment]:
        """How terms stand to those of others, in the order of their names."""
        for predicate, label in ALIGNING.items():
            for term, other in self.graph.subject_objects(_iri(predicate)):
                if not str(other).startswith(ONTOLOGY):
                    yield Alignment(self.ref(term), label, self.ref(other))

    def relations(self, node: "Node") -> Iterator[Relation]:
        """How a term stands to others, in the order of the table, without the empty ways."""
        for predicate, backwards, label in RELATIONS:
            found = self._subjects(predicate, node) if backwards else self._objects(node, predicate)
            if predicate in SYMMETRIC:
                found |= self._subjects(predicate, node)
            if found:
                yield Relation(label, self._refs(found))

    def ref(self, node: "Node") -> Ref:
        """The names of a term, with its anchor where it stands on the page."""
        return ref(str(node), here=str(node) in self.known)

    def text(self, node: "Node", predicate: str) -> str:
        """The English text of a term, or one in no language; empty where there is none."""
        return next(iter(self.texts(node, predicate)), "")

    def texts(self, node: "Node", predicate: str) -> tuple[str, ...]:
        """All English texts of a term and those in no language, sorted."""
        values = self.graph.objects(node, _iri(predicate))
        return tuple(sorted(str(v) for v in values if getattr(v, "language", None) in {None, "en"}))

    def _objects(self, node: "Node", predicate: str) -> set["Node"]:
        return set(self.graph.objects(node, _iri(predicate)))

    def _subjects(self, predicate: str, node: "Node") -> set["Node"]:
        return set(self.graph.subjects(_iri(predicate), node))

    def _refs(self, nodes: Iterable["Node"]) -> tuple[Ref, ...]:
        return tuple(sorted(map(self.ref, nodes), key=lambda item: (item.name.lower(), item.name)))

    def _traits(self, node: "Node") -> tuple[str, ...]:
        kinds = {str(kind) for kind in self._objects(node, f"{RDF.iri}type")}
        return tuple(words for kind, words in TRAITS.items() if kind in kinds)

    def _is_deprecated(self, node: "Node") -> bool:
        return any(str(value) == "true" for value in self._objects(node, f"{OWL.iri}deprecated"))


def _iri(iri: str) -> "URIRef":
    from rdflib import URIRef  # noqa: PLC0415

    return URIRef(iri)
