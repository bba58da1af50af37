"""A claim of a store into the bytes of a pack: the same graph gives the same bytes."""

from collections.abc import Iterable

from kg import errors
from kg.config import Settings
from kg.pack.form import SYNTAXES, Manifest, join_file, part_of, summary_sha256
from kg.pack.quads import Quads, line
from kg.pack.selection import Subject, select
from kg.pack.stored import Stored
from kg.pack.summary import summarize
from kg.rdf import iris
from kg.rdf.namespaces import KG
from kg.rdf.quads import plain
from kg.rdf.terms import iri
from kg.store.parsing import read_rdf
from kg.store.protocol import Store
from kg.store.serialize import serialize
from kg.store.syntaxes import Syntax

_FIRST = SYNTAXES[0]


def claim_quads(store: Store, settings: Settings, claim: str, source: str) -> Iterable[str]:
    """N-Quads lines of all that a claim (IRI) of an article (id) rests on, sorted."""
    found = select(Stored(store, settings), subject_of(settings.base, claim, source))
    return map(line, sorted(found.all))


def make_pack(  # noqa: PLR0913  (what it is of, and in which form)
    store: Store,
    settings: Settings,
    claim: str,
    source: str,
    version: str,
    *,
    form: Syntax = _FIRST,
) -> bytes:
    """The pack of a claim (IRI) of an article (id); `version` is that of this software.

    Raises `errors.NotFound` where the article does not hold the claim.
    """
    subject = subject_of(settings.base, claim, source)
    quads = select(Stored(store, settings), subject)
    if not quads.by_subject.get(subject.claim):
        raise errors.NotFound(f"There is no claim {claim} in the graph of {source}.")
    return pack(quads, subject, f"kg {version}", form)


def pack(quads: Quads, subject: Subject, made_by: str, form: Syntax = _FIRST) -> bytes:
    """The bytes of a pack with just these quads."""
    body = write_body(quads, subject, form)
    quads = Quads.read(read_rdf(body, form))
    summary = summarize(quads, subject.claim)
    parts = (part_of(graph[1:-1], map(line, quads.graph(graph))) for graph in quads.graphs())
    manifest = Manifest(
        claim=plain(subject.claim),
        base=subject.base,
        made_by=made_by,
        summary=summary_sha256(summary),
        parts=tuple(parts),
    )
    return join_file(manifest, summary, body)


def write_body(quads: Quads, subject: Subject, form: Syntax) -> bytes:
    """The quads; TriG is relative to the article's text, so that evidence reads `<#char=0,5>`."""
    sources = quads.objects(subject.claim, KG["inSource"])
    texts = [text for source in sources for text in quads.objects(source, KG["snapshot"])]
    base = plain(texts[0]) if texts else subject.base
    return b"".join(serialize(map(line, sorted(quads.all)), form.name, base))


def subject_of(base: str, claim: str, source: str) -> Subject:
    """A claim (IRI) and its article (id) as a pack is about them."""
    return Subject(base, iri(claim), iri(iris.graph_iri(base, source)))
