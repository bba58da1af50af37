"""From records to RDF: describing and checking. The seam to the store is N-Quads text."""

from kg.rdf.check import Violation, check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.ontology import check_consistency, describe_ontology
from kg.rdf.resolution import describe_resolution

__all__ = [
    "Violation",
    "check_consistency",
    "check_shapes",
    "describe_extraction",
    "describe_ontology",
    "describe_resolution",
]
