"""The vocabularies that the graph is written in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Namespace:
    """What the IRIs of its terms begin with; `KG["Claim"]` is a term as N-Quads write it."""

    iri: str

    def __getitem__(self, name: str) -> str:
        return f"<{self.iri}{name}>"


KG = Namespace("https://kg.example/ontology#")
ACT = Namespace("https://kg.example/ontology/act/")
EVENT_TYPE = Namespace("https://kg.example/ontology/event-type/")
STATUS = Namespace("https://kg.example/ontology/status/")
PART = Namespace("https://kg.example/ontology/part/")
RELATION = Namespace("https://kg.example/ontology/relation/")
QUOTATION = Namespace("https://kg.example/ontology/quotation/")
POLARITY = Namespace("https://kg.example/ontology/polarity/")

DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VANN = Namespace("http://purl.org/vocab/vann/")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
