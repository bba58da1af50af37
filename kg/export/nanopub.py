"""Claims as nanopublications (https://nanopub.net/guidelines/working_draft/), one a claim.

- assertion: that the claim was made, by whom, to whom, through whom, in which words, out to the
  article. What was claimed is described there, as in the graph, and not asserted.
- provenance: the article, the run, the rules, and the characters of the text.
- publication information: the tool that made it, and what it is about.

Nothing that is concluded across articles is in it: another article changes no nanopublication.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Final

from kg.export.facts import Facts
from kg.rdf.namespaces import DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, Namespace
from kg.rdf.quads import Quad
from kg.rdf.terms import Triple, each, iri

NP = Namespace("http://www.nanopub.org/nschema#")
NPX = Namespace("http://purl.org/nanopub/x/")

_TYPE: Final = RDF["type"]
_VOICES: Final = (KG["speaker"], KG["addressee"])
_SAID: Final = (
    _TYPE, DCTERMS["identifier"], SCHEMA["text"], *_VOICES, KG["act"], KG["polarity"],
    KG["quotation"], KG["nestedIn"], KG["reportedIn"], KG["inSource"], KG["relay"],
)  # fmt: skip
_NAMED: Final = (_TYPE, RDFS["label"])
_RELAYED: Final = (*_NAMED, KG["agency"])
_CITED: Final = (KG["sourceSpan"], KG["cue"], KG["content"], KG["addresseeSpan"], KG["evidence"])
_FOUND: Final = (*_CITED, KG["rule"], KG["speakerReason"], KG["confidence"])
_SPAN: Final = (_TYPE, OA["start"], OA["end"], OA["exact"])
_ARTICLE: Final = (
    _TYPE, SCHEMA["headline"], SCHEMA["publisher"], SCHEMA["author"], SCHEMA["datePublished"],
    SCHEMA["url"], SCHEMA["inLanguage"], KG["credits"], KG["snapshot"],
)  # fmt: skip
_TEXT: Final = (_TYPE, KG["sha256"], KG["length"])
_RUN: Final = (
    _TYPE, PROV["used"], PROV["wasAssociatedWith"], PROV["endedAtTime"], KG["referenceTime"],
)  # fmt: skip
_TOOL: Final = (
    _TYPE, SCHEMA["name"], SCHEMA["softwareVersion"], KG["model"], KG["modelVersion"],
    KG["modelSha256"], KG["tagger"], KG["taggerVersion"], KG["taggerSha256"],
    KG["authoritySha256"],
)  # fmt: skip


def describe(facts: Facts, wanted: Set[str] | None, base: str) -> Iterator[str]:
    """N-Quads of the claims of an article: some of them, or all (None).

    Raises `errors.Unavailable` where the package that makes trusty URIs is missing.
    """
    from kg.rdf import trusty  # noqa: PLC0415  (rdflib, which other views do not need)

    space = f"{base}np/"
    for claim in facts.claims():
        if wanted is None or claim in wanted:
            yield from trusty.seal(_quads(facts, claim, space), space)


def _quads(facts: Facts, claim: str, space: str) -> Iterator[Quad]:
    parts = {
        "Head": _head(space),
        "assertion": _assertion(facts, claim),
        "provenance": _provenance(facts, claim, iri(f"{space}assertion")),
        "pubinfo": _publication(facts, claim, iri(space)),
    }
    for name, triples in parts.items():
        graph = iri(f"{space}{name}")
        for triple in sorted(set(triples)):
            yield Quad(*triple, graph)


def _head(space: str) -> Iterator[Triple]:
    yield iri(space), _TYPE, NP["Nanopublication"]
    yield iri(space), NP["hasAssertion"], iri(f"{space}assertion")
    yield iri(space), NP["hasProvenance"], iri(f"{space}provenance")
    yield iri(space), NP["hasPublicationInfo"], iri(f"{space}pubinfo")


def _assertion(facts: Facts, claim: str) -> Iterator[Triple]:
    hops = facts.chain(claim)
    relays = [relay for hop in hops for relay in facts.relays(hop)]
    yield from _copy(facts, hops, _SAID)
    yield from _copy(facts, relays, _RELAYED)
    yield from _copy(facts, _targets(facts, hops, _VOICES), _NAMED)
    yield from _copy(facts, _targets(facts, relays, (KG["agency"],)), _NAMED)


def _provenance(facts: Facts, claim: str, assertion: str) -> Iterator[Triple]:
    hops = facts.chain(claim)
    found = [*hops, *(relay for hop in hops for relay in facts.relays(hop))]
    sources = facts.all(claim, KG["inSource"])
    runs = facts.all(claim, PROV["wasGeneratedBy"])
    yield from each(assertion, PROV["wasDerivedFrom"], sources)
    yield from each(assertion, PROV["wasGeneratedBy"], runs)
    yield from _copy(facts, found, _FOUND)
    yield from _copy(facts, _targets(facts, found, _CITED), _SPAN)
    yield from _copy(facts, sources, _ARTICLE)
    yield from _copy(facts, _targets(facts, sources, (KG["snapshot"],)), _TEXT)
    yield from _copy(facts, runs, _RUN)


def _publication(facts: Facts, claim: str, nanopub: str) -> Iterator[Triple]:
    runs = facts.all(claim, PROV["wasGeneratedBy"])
    tools = _targets(facts, runs, (PROV["wasAssociatedWith"],))
    yield nanopub, DCTERMS["subject"], claim
    yield nanopub, NPX["hasNanopubType"], KG["Claim"]
    yield from each(nanopub, DCTERMS["creator"], tools)
    for run in runs:
        yield from each(nanopub, DCTERMS["created"], facts.all(run, PROV["endedAtTime"]))
    yield from _copy(facts, tools, _TOOL)


def _targets(facts: Facts, subjects: Iterable[str], properties: Iterable[str]) -> list[str]:
    properties = tuple(properties)
    return [value for subject in subjects for p in properties for value in facts.all(subject, p)]


def _copy(facts: Facts, subjects: Iterable[str], properties: Iterable[str]) -> Iterator[Triple]:
    properties = tuple(properties)
    for subject in subjects:
        for property_ in properties:
            yield from each(subject, property_, facts.all(subject, property_))
