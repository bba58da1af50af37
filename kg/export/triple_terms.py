"""The graph with triple terms (https://www.w3.org/TR/rdf12-concepts/#section-triple-terms).

A triple term names a triple without saying that it holds, and `rdf:reifies` ties what is known of
it to it. Here it is tied to what the graph has anyhow, which carries the evidence:

- a claim reifies that its speaker says its words (`kg:says`, which is never asserted);
- a part in an event reifies that the event has the actor;
- a link between events reifies that the one is before, during or a part of the other.

What an article tells of an event only in claims is then not asserted any more: `sem:hasActor`, and
the order of the event, stand in triple terms alone.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Final

from kg.export.facts import Facts
from kg.rdf.namespaces import KG, RDF, SCHEMA, SEM
from kg.rdf.quads import Quad, split
from kg.rdf.terms import Triple

_ORDER: Final = (KG["before"], KG["during"], SEM["subEventOf"])


def quote(lines: Iterable[str]) -> Iterator[str]:
    """The lines of articles with triple terms, sorted; all of an event has to be among them."""
    quads = {line: split(line) for line in lines}
    facts = Facts(quads)
    terms = list(_terms(facts))
    named = {triple for _, triple in terms}
    kept = (line for line, quad in quads.items() if not _is_hearsay(facts, quad, named))
    graphs = {quad.subject: quad.graph for quad in quads.values()}
    new = (_line(reifier, triple, graphs[reifier]) for reifier, triple in terms)
    yield from sorted({*kept, *new})


def _terms(facts: Facts) -> Iterator[tuple[str, Triple]]:
    """What reifies what."""
    for claim in facts.claims():
        for speaker in facts.all(claim, KG["speaker"]):
            for words in facts.all(claim, SCHEMA["text"]):
                yield claim, (speaker, KG["says"], words)
    for event in facts.pointing(RDF["type"], SEM["Event"]):
        yield from _parts(facts, event)
        for link in facts.all(event, KG["link"]):
            yield from _links(facts, event, link)


def _parts(facts: Facts, event: str) -> Iterator[tuple[str, Triple]]:
    for part in facts.all(event, KG["participation"]):
        for actor in facts.all(part, RDF["value"]):
            yield part, (event, SEM["hasActor"], actor)


def _links(facts: Facts, event: str, link: str) -> Iterator[tuple[str, Triple]]:
    """An event "after" another stands as the other "before" it, and so does its triple term."""
    for other in facts.all(link, KG["linkedTo"]):
        for first, second in ((event, other), (other, event)):
            for property_ in _ORDER:
                if second in facts.all(first, property_):
                    yield link, (first, property_, second)


def _is_hearsay(facts: Facts, quad: Quad, named: Set[Triple]) -> bool:
    """Whether a triple that a triple term names tells of an event that stands in claims alone."""
    if (quad.subject, quad.predicate, quad.object) not in named:
        return False
    return any(facts.all(end, KG["claimedIn"]) for end in (quad.subject, quad.object))


def _line(reifier: str, triple: Triple, graph: str) -> str:
    return f"{reifier} {RDF['reifies']} <<( {' '.join(triple)} )>> {graph} .\n"
