"""Which quads belong to a claim.

1. All that its article says of the claim and of whatever links lead to from there: the chain of
   hearsay out to the article, the evidence, who speaks, who is addressed or spoken of, the run.
2. What is concluded of these: who they are across articles, and why; the statement that the claim
   reports, with its wordings; the disputes that it, or another report of it, is a side of.
3. Of the other articles that these name, an excerpt: whose words, which, where and of what day.

The same rules select from a store and from a pack: a pack is whole where they select all of it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.pack.quads import Origin, Quads
from kg.rdf import iris
from kg.rdf.namespaces import DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, SEM
from kg.rdf.quads import Quad, outward
from kg.rdf.terms import iri

# Links to what else the article tells. They are kept, and what they lead to is left out.
LEADING_OUT = frozenset({
    KG["furniture"], KG["claimedIn"], KG["link"], KG["before"], KG["during"], SEM["subEventOf"],
})  # fmt: skip
# What is told of a claim, an event or an article of which there is an excerpt alone.
EXCERPT = frozenset({
    RDF["type"], RDFS["label"], DCTERMS["identifier"], OA["start"], OA["end"], OA["exact"],
    SCHEMA["text"], SCHEMA["headline"], SCHEMA["publisher"], SCHEMA["datePublished"], SCHEMA["url"],
    KG["act"], KG["content"], KG["cue"], KG["inSource"], KG["length"], KG["polarity"], KG["sha256"],
    KG["snapshot"], KG["speaker"],
})  # fmt: skip
_BEHIND = frozenset({PROV["specializationOf"], KG["side"], KG["wording"]})
_CALLED = frozenset({KG["utterer"], KG["subject"]})
CITING = frozenset({KG["reportedAs"], KG["statedBy"], KG["evidence"]})
LED_TO = frozenset({KG["content"], KG["cue"], KG["inSource"], KG["snapshot"], KG["speaker"]})


@dataclass(frozen=True, slots=True)
class Subject:
    """The claim (a term) and its article's graph (a term), under the base of all IRIs."""

    base: str
    claim: str
    graph: str

    def concluded(self) -> frozenset[str]:
        """The graphs of what is concluded across articles."""
        return frozenset(iri(iris.graph_iri(self.base, name)) for name in iris.CONCLUDED)

    def is_local(self, term: str) -> bool:
        """Whether a term is an IRI of the graph, and not one of the outside or of a text."""
        return term.startswith(f"<{self.base}") and not term.startswith(f"<{KG.iri[:-1]}")


@dataclass(frozen=True, slots=True)
class Named:
    """What names a claim: reports of the same statement, itself included, and disputes."""

    reports: set[str]
    disputes: set[str]
    stated_by: set[str]


def select(origin: Origin, subject: Subject) -> Quads:
    """The quads that belong to a claim; none where the article's graph does not hold it."""
    article = Quads.of(origin.graph(subject.graph))
    named = _named(origin, article, subject.claim)
    here = reachable(article, [subject.claim, *named.reports, *named.stated_by])
    concluded = _concluded(origin, subject, named, here)
    own = [*article.about(here), *concluded]
    return Quads.of([*own, *_excerpts(origin, subject, own, here)])


def chain(quads: Quads, claim: str) -> list[str]:
    """The claim, the claim that it is nested in, and so on outward; stops where it goes round."""
    return outward(claim, lambda hop: next(iter(quads.objects(hop, KG["nestedIn"])), ""))


def reachable(article: Quads, seeds: Iterable[str]) -> set[str]:
    """The seeds and all that links lead to from them, as far as the article describes it."""
    found: set[str] = set()
    waiting = [seed for seed in seeds if seed in article.by_subject]
    while waiting:
        subject = waiting.pop()
        if subject not in found:
            found.add(subject)
            waiting += filter(article.by_subject.__contains__, targets(article, subject))
    return found


def targets(article: Quads, subject: str) -> Iterator[str]:
    """What the links of a resource lead to, but for those that lead out of a pack."""
    return (quad.object for quad in article.by_subject.get(subject, ()) if is_link(quad))


def is_link(quad: Quad) -> bool:
    """Whether a quad of the article leads to another resource that belongs to the claim."""
    return quad.object[0] == "<" and quad.predicate not in LEADING_OUT


def _named(origin: Origin, article: Quads, claim: str) -> Named:
    hops = chain(article, claim)
    statements = origin.pointing(KG["reportedAs"], [claim])
    reports = {claim, *_objects(origin, statements, KG["reportedAs"])}
    told = article.pointing(KG["claimedIn"], hops)
    sides = origin.pointing(KG["statedBy"], {*hops, *reports, *told})
    disputes = origin.pointing(KG["side"], sides)
    stated_by = _objects(origin, _objects(origin, disputes, KG["side"]), KG["statedBy"])
    return Named(reports, disputes, stated_by)


def _objects(origin: Origin, subjects: Collection[str], property_: str) -> set[str]:
    return {quad.object for quad in origin.about(subjects) if quad.predicate == property_}


def _concluded(origin: Origin, subject: Subject, named: Named, here: set[str]) -> list[Quad]:
    """Identities, decisions, statements and disputes, and for others the label of who it is."""
    graphs = subject.concluded()
    statements = origin.pointing(KG["reportedAs"], [subject.claim])
    # Actors, events and the article: nothing is concluded of a text, a tool or a chain.
    others = {term for term in here if term.startswith(f"<{subject.base}source/")}
    decisions = origin.pointing(KG["member"], others | named.reports)
    wanted = others | decisions | statements | named.disputes
    found = _within(origin, graphs, wanted)
    behind = {q.object for q in found if q.predicate in _BEHIND} - wanted
    found += _within(origin, graphs, behind)
    called = {q.object for q in found if q.predicate in _CALLED} - wanted - behind
    return found + [q for q in _within(origin, graphs, called) if q.predicate == RDFS["label"]]


def _within(origin: Origin, graphs: Collection[str], subjects: Collection[str]) -> list[Quad]:
    return [quad for quad in origin.about(subjects) if quad.graph in graphs]


def _excerpts(
    origin: Origin, subject: Subject, own: Iterable[Quad], here: set[str]
) -> Iterator[Quad]:
    """Whose words the other reports and sides are, and where they stand."""
    graphs, done = subject.concluded(), set(here)
    waiting = {q.object for q in own if q.predicate in CITING and q.graph in graphs} - done
    while waiting:
        told = (quad for quad in origin.about(waiting) if quad.graph not in graphs)
        quads = [quad for quad in told if quad.predicate in EXCERPT]
        yield from quads
        done |= waiting
        waiting = {quad.object for quad in quads if quad.predicate in LED_TO} - done
