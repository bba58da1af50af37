"""From records to RDF: describing, checking, serialising. The seam to the store is N-Quads text."""

from kg.rdf.check import Violation, check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.ontology import check_consistency, describe_ontology
from kg.rdf.resolution import describe_resolution
from kg.rdf.serialize import Syntax, serialize

__all__ = [
    "Syntax",
    "Violation",
    "check_consistency",
    "check_shapes",
    "describe_extraction",
    "describe_ontology",
    "describe_resolution",
    "serialize",
]
