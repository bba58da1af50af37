"""Triples that describe a service and its data, by the terms made for that.

Sources: https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.rdf.namespaces import DCTERMS, FOAF, RDF, SD, VOID
from kg.rdf.terms import Triple, integer, iri, text

A = RDF["type"]
ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"
# What formats are called by https://www.w3.org/ns/formats/, by their media types.
FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/trig": "TriG",
    "application/n-triples": "N-Triples",
    "application/n-quads": "N-Quads",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
}

Counts = Iterable[tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Service:
    """An endpoint (IRI), and what it can do: names of languages and features of its vocabulary."""

    endpoint: str
    languages: tuple[str, ...]
    features: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """`document` describes it, and its parts are named in there. A size is None if not known."""

    document: str
    graphs: tuple[tuple[str, int | None], ...]
    triples: int | None

    @property
    def iri(self) -> str:
        """Of the dataset."""
        return f"{self.document}#dataset"


def describe_service(service: Service, dataset: Dataset) -> Iterator[Triple]:
    """One endpoint over a dataset."""
    node = iri(f"{service.endpoint}#service")
    yield node, A, SD["Service"]
    yield node, SD["endpoint"], iri(service.endpoint)
    yield node, SD["defaultEntailmentRegime"], iri(ENTAILMENT)
    yield node, SD["defaultDataset"], iri(dataset.iri)
    for name, values in (("supportedLanguage", service.languages), ("feature", service.features)):
        yield from ((node, SD[name], SD[value]) for value in values)
    for name, types in (("resultFormat", service.results), ("inputFormat", service.inputs)):
        yield from ((node, SD[name], _format(media_type)) for media_type in types)


def describe_dataset(dataset: Dataset) -> Iterator[Triple]:
    """The default graph and the named graphs, with their sizes."""
    node, default = iri(dataset.iri), iri(f"{dataset.document}#default-graph")
    yield from ((node, A, kind) for kind in (SD["Dataset"], VOID["Dataset"]))
    yield node, DCTERMS["isReferencedBy"], iri(dataset.document)
    yield node, SD["defaultGraph"], default
    yield default, A, SD["Graph"]
    yield from _size(default, dataset.triples)
    for number, (name, triples) in enumerate(dataset.graphs, start=1):
        named = iri(f"{dataset.document}#graph-{number}")
        held = iri(f"{dataset.document}#graph-{number}-content")
        yield node, SD["namedGraph"], named
        yield named, A, SD["NamedGraph"]
        yield named, SD["name"], iri(name)
        yield named, SD["graph"], held
        yield from ((held, A, kind) for kind in (SD["Graph"], VOID["Dataset"]))
        yield node, VOID["subset"], held
        yield from _size(held, triples)


@dataclass(frozen=True, slots=True)
class Contents:
    """What VoID says of a dataset; counts of resources by class, of triples by property (IRIs).

    `site` is the address of its pages, `base` what the IRIs of its resources begin with.
    """

    title: str
    site: str
    base: str
    endpoint: str
    dumps: tuple[str, ...]
    examples: tuple[str, ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    formats: tuple[str, ...]


def describe_contents(dataset: Dataset, contents: Contents) -> Iterator[Triple]:
    """The dataset by VoID, beside `describe_dataset`."""
    node, document = iri(dataset.iri), iri(dataset.document)
    yield document, A, VOID["DatasetDescription"]
    yield document, DCTERMS["title"], text(f"Description of: {contents.title}")
    yield document, FOAF["primaryTopic"], node
    yield node, DCTERMS["title"], text(contents.title)
    yield node, FOAF["homepage"], iri(contents.site)
    yield node, VOID["sparqlEndpoint"], iri(contents.endpoint)
    yield node, VOID["uriSpace"], text(contents.base)
    yield from _size(node, dataset.triples)
    yield node, VOID["classes"], integer(len(contents.classes))
    yield node, VOID["properties"], integer(len(contents.properties))
    yield from ((node, VOID["dataDump"], iri(dump)) for dump in contents.dumps)
    yield from ((node, VOID["exampleResource"], iri(one)) for one in contents.examples)
    yield from ((node, VOID["feature"], _format(media_type)) for media_type in contents.formats)
    yield from ((node, VOID["vocabulary"], iri(name)) for name in _vocabularies(contents))
    yield from _parts(dataset, "class", "entities", contents.classes)
    yield from _parts(dataset, "property", "triples", contents.properties)


def _parts(dataset: Dataset, kind: str, unit: str, counts: Counts) -> Iterator[Triple]:
    for number, (name, size) in enumerate(counts, start=1):
        part = iri(f"{dataset.document}#{kind}-{number}")
        yield iri(dataset.iri), VOID[f"{kind}Partition"], part
        yield part, A, VOID["Dataset"]
        yield part, VOID[kind], iri(name)
        yield part, VOID[unit], integer(size or 0)


def _vocabularies(contents: Contents) -> list[str]:
    """The namespaces of classes and properties: what stands before the last part of their IRIs."""
    terms = (name for name, _ in (*contents.classes, *contents.properties))
    return sorted({name[: max(name.rfind("#"), name.rfind("/")) + 1] for name in terms} - {""})


def _size(node: str, triples: int | None) -> Iterator[Triple]:
    if triples is not None:
        yield node, VOID["triples"], integer(triples)


def _format(media_type: str) -> str:
    return iri(f"http://www.w3.org/ns/formats/{FORMATS[media_type]}")
