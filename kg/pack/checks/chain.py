"""Whether the chain of hearsay goes on, hop by hop, from the claim out to the article."""

from collections.abc import Iterator

from kg.pack.reading import Pack, Problem
from kg.pack.selection import chain
from kg.rdf.iris import parse_span
from kg.rdf.namespaces import KG, RDF, RDFS, SCHEMA
from kg.records import Span


def check_chain(pack: Pack) -> Iterator[Problem]:
    """Each hop is a claim with one speaker of a name, and hangs on one claim or on the article.

    That holds for all claims of the article, also for those that say the same elsewhere in it.
    """
    here = {quad.subject for quad in pack.quads.graph(pack.subject.graph)}
    claims = here & {pack.subject.claim, *pack.quads.of_type(KG["Claim"])}
    for claim in sorted(claims):
        for what in _broken(pack, claim):
            yield Problem("chain", pack.short(claim), what)
        last = chain(pack.quads, claim)[-1]
        if pack.quads.objects(last, KG["reportedIn"]) != pack.quads.objects(last, KG["inSource"]):
            what = f"its chain ends in {pack.short(last)}, and not in the article"
            yield Problem("chain", pack.short(claim), what)


def check_nesting(pack: Pack) -> Iterator[Problem]:
    """A claim told in another stands inside a piece of what that one says."""
    for quad in sorted(pack.quads.all):
        if quad.predicate == KG["nestedIn"]:
            outer = _content(pack, quad.object)
            if not all(any(o.holds(i) for o in outer) for i in _content(pack, quad.subject)):
                what = f"its words do not stand in those of {pack.short(quad.object)}"
                yield Problem("nesting", pack.short(quad.subject), what)


def _broken(pack: Pack, hop: str) -> Iterator[str]:
    quads = pack.quads
    if KG["Claim"] not in quads.objects(hop, RDF["type"]):
        yield "this hop of the chain is not described as a claim"
    if len(quads.objects(hop, KG["nestedIn"], KG["reportedIn"])) != 1:
        yield "it does not hang on just one claim or article"
    if not any(quads.value(who, RDFS["label"]) for who in quads.objects(hop, KG["speaker"])):
        yield "nobody with a name speaks"
    if not (quads.objects(hop, KG["cue"]) or quads.value(hop, KG["speakerReason"])):
        yield "there is neither a cue nor a reason for its speaker"
    if {SCHEMA["NewsArticle"]} & set(quads.objects(hop, RDF["type"])):
        yield "it is an article, which says nothing of itself"
    if not pack.hashes():
        yield "its article names no text"


def _content(pack: Pack, claim: str) -> list[Span]:
    places = (parse_span(span[1:-1]) for span in pack.quads.objects(claim, KG["content"]))
    return [place[1] for place in places if place]
