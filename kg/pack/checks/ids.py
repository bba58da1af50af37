"""Whether the IRIs of what an article tells come from what the pack tells of it."""

from collections.abc import Iterator

from kg.ids import HASH_LENGTH, claim_id, digest, slug
from kg.pack.quads import Quads
from kg.pack.reading import Pack, Problem
from kg.rdf import iris
from kg.rdf.iris import local_id, parse_span
from kg.rdf.namespaces import DCTERMS, KG, OA, RDFS, SCHEMA
from kg.rdf.quads import Quad, plain
from kg.rdf.terms import PIECES
from kg.records import Span


def check_claims(pack: Pack) -> Iterator[Problem]:
    """The id of each claim, from where it stands and whose it is; and its words."""
    for claim in pack.quads.of_type(KG["Claim"]):
        content = sorted(_spans(pack.quads, claim, "content"))
        words = (pack.quads.value(name, OA["exact"]) or "" for _, name in content)
        if pack.quads.value(claim, SCHEMA["text"]) != PIECES.join(words):
            what = "its wording is not what its content quotes"
            yield Problem("claims", pack.short(claim), what)
        if (made := _claim_id(pack.quads, claim)) != local_id(claim[1:-1]):
            what = f"its article, cue, content and speaker give the id {made}"
            yield Problem("claims", pack.short(claim), what)


def check_places(pack: Pack) -> Iterator[Problem]:
    """Identifiers are those of the IRIs, and what is local is so to the article that it names."""
    for quad in sorted(pack.quads.all):
        if quad.predicate in _PLACED and not _PLACED[quad.predicate](pack, quad):
            what = f"its IRI does not go with {quad.predicate} {pack.short(quad.object)}"
            yield Problem("ids", pack.short(quad.subject), what)


def check_names(pack: Pack) -> Iterator[Problem]:
    """The id of a named actor begins with its name; names of a user's own file may differ."""
    if any(quad.predicate == KG["authoritySha256"] for quad in pack.quads.all):
        return
    for actor in sorted({q.subject for q in pack.quads.all if q.predicate == KG["mention"]}):
        label = pack.quads.value(actor, RDFS["label"]) or ""
        if not local_id(actor[1:-1]).startswith(slug(label) or digest(label)):
            yield Problem("names", pack.short(actor), f"its name is given as {label!r}")


def _claim_id(quads: Quads, claim: str) -> str:
    source, speaker = (quads.value(claim, KG[name]) or "" for name in ("inSource", "speaker"))
    content = sorted(span for span, _ in _spans(quads, claim, "content"))
    cue = next((span for span, _ in _spans(quads, claim, "cue")), None)
    return claim_id(local_id(source), cue, content, local_id(speaker))


def _spans(quads: Quads, claim: str, property_: str) -> Iterator[tuple[Span, str]]:
    for name in quads.objects(claim, KG[property_]):
        if place := parse_span(name[1:-1]):
            yield place[1], name


def _has_identifier(_: Pack, quad: Quad) -> bool:
    return plain(quad.object) == local_id(quad.subject[1:-1])


def _has_text(_: Pack, quad: Quad) -> bool:
    """An article's id ends as the hash of its text begins."""
    hashed = quad.object[1:-1].rpartition("/")[2][:HASH_LENGTH]
    return quad.subject[1:-1].endswith(hashed)


def _is_in_source(pack: Pack, quad: Quad) -> bool:
    """A local resource names its article in its IRI; what is said of it stands in its graph."""
    base, source = pack.subject.base, local_id(quad.object[1:-1])
    named = iris.source_of(base, quad.subject[1:-1]) or source
    graph = f"<{iris.graph_iri(base, source)}>"
    return quad.object == f"<{iris.source_iri(base, named)}>" and quad.graph == graph


def _stands_at(_: Pack, quad: Quad) -> bool:
    """A role or a figure has the characters of its evidence in its IRI."""
    place = parse_span(quad.object[1:-1])
    span = place[1] if place else Span(0, 0)
    kind, id_ = ["", *quad.subject[1:-1].split("/")][-2:]  # an IRI need not have a slash
    return kind not in {"role", "quantity"} or id_ == f"{span.start}-{span.end}"


_PLACED = {
    DCTERMS["identifier"]: _has_identifier,
    KG["snapshot"]: _has_text,
    KG["inSource"]: _is_in_source,
    KG["evidence"]: _stands_at,
}
