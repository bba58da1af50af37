"""The vocabularies that the graph is written in, and the prefixes that exports use for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Namespace:
    """A prefix and what it stands for; `KG["Claim"]` is a term as N-Quads write it."""

    prefix: str
    iri: str

    def __getitem__(self, name: str) -> str:
        return f"<{self.iri}{name}>"


KG = Namespace("kg", "https://kg.example/ontology#")
ACT = Namespace("act", "https://kg.example/ontology/act/")
EVENT_TYPE = Namespace("event-type", "https://kg.example/ontology/event-type/")
STATUS = Namespace("status", "https://kg.example/ontology/status/")
PART = Namespace("part", "https://kg.example/ontology/part/")
QUOTATION = Namespace("quotation", "https://kg.example/ontology/quotation/")
POLARITY = Namespace("polarity", "https://kg.example/ontology/polarity/")

DCTERMS = Namespace("dcterms", "http://purl.org/dc/terms/")
FOAF = Namespace("foaf", "http://xmlns.com/foaf/0.1/")
OA = Namespace("oa", "http://www.w3.org/ns/oa#")
ORG = Namespace("org", "http://www.w3.org/ns/org#")
OWL = Namespace("owl", "http://www.w3.org/2002/07/owl#")
PROV = Namespace("prov", "http://www.w3.org/ns/prov#")
RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("schema", "https://schema.org/")
SEM = Namespace("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/")
SKOS = Namespace("skos", "http://www.w3.org/2004/02/skos/core#")
TIME = Namespace("time", "http://www.w3.org/2006/time#")
XSD = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")

NAMESPACES = (
    KG, ACT, EVENT_TYPE, STATUS, PART, QUOTATION, POLARITY,
    DCTERMS, FOAF, OA, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SEM, SKOS, TIME, XSD,
)  # fmt: skip
