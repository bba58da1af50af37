"""What a pack says, in a few lines for people. A part of format 1: the lines must not change."""

from collections.abc import Iterator

from kg.pack.quads import Quads
from kg.pack.selection import chain
from kg.rdf.iris import local_id, parse_span
from kg.rdf.namespaces import KG, OA, ORG, RDFS, SCHEMA
from kg.rdf.quads import plain


def summarize(quads: Quads, claim: str) -> tuple[str, ...]:
    """The claim (a term), its chain outward to the article, its places, and what is concluded."""
    return tuple(" ".join(line.split()) for line in _lines(quads, claim))


def _lines(quads: Quads, claim: str) -> Iterator[str]:
    yield f"“{_text(quads, claim, SCHEMA['text'])}”"
    for number, hop in enumerate(chain(quads, claim)):
        yield f"{'said by' if number == 0 else 'as told by'} {_hop(quads, hop)}"
    for article in quads.objects(claim, KG["inSource"]):
        yield f"as reported by {_article(quads, article)}"
        yield from _snapshot(quads, article)
    for property_, kind in ((KG["content"], "said"), (KG["cue"], "cue"), (KG["sourceSpan"], "who")):
        for span in quads.objects(claim, property_):
            yield f"{kind} {_place(quads, span)}"
    yield from _concluded(quads, claim)


def _hop(quads: Quads, hop: str) -> str:
    """A speaker with roles, the cue, the addressee, and through whom it came."""
    speaker = "".join(map(plain, quads.objects(hop, KG["speaker"])))
    cue = ", ".join(f"«{_words(quads, span)}»" for span in quads.objects(hop, KG["cue"]))
    to = [_label(quads, who) for who in quads.objects(hop, KG["addressee"])]
    relays = [_label(quads, relay) for relay in quads.objects(hop, KG["relay"])]
    parts = (_label(quads, f"<{speaker}>"), _roles(quads, f"<{speaker}>"), cue,
             *(f"to {who}" for who in to), *(f"through {relay}" for relay in relays))  # fmt: skip
    return " ".join(filter(None, parts))


def _roles(quads: Quads, actor: str) -> str:
    roles = quads.objects(actor, KG["hasRole"])
    titles = [_title(quads, role) for role in roles]
    return f"({'; '.join(titles)})" if titles else ""


def _title(quads: Quads, role: str) -> str:
    bodies = [_label(quads, body) for body in quads.objects(role, ORG["organization"])]
    return " of ".join([_text(quads, role, KG["title"]), *bodies])


def _article(quads: Quads, article: str) -> str:
    publisher, headline, day = (
        quads.value(article, SCHEMA[name]) for name in ("publisher", "headline", "datePublished")
    )
    title = headline and f"“{headline}”"
    return ", ".join(filter(None, (publisher, title, day))) or local_id(plain(article))


def _snapshot(quads: Quads, article: str) -> Iterator[str]:
    for snapshot in quads.objects(article, KG["snapshot"]):
        yield f"text sha256 {_text(quads, snapshot, KG['sha256'])}"


def _place(quads: Quads, span: str) -> str:
    _, at = parse_span(plain(span)) or ("", None)
    return f"at characters {at.start}-{at.end}: {_words(quads, span)}" if at else plain(span)


def _concluded(quads: Quads, claim: str) -> Iterator[str]:
    for statement in sorted(quads.pointing(KG["reportedAs"], [claim])):
        count = len(quads.objects(statement, KG["reportedAs"]))
        origins = _text(quads, statement, KG["origins"])
        yield f"reported {count} times; independent origins: {origins}"
    for dispute in sorted({q.subject for q in quads.all if q.predicate == KG["disputeKind"]}):
        kind = _text(quads, dispute, KG["disputeKind"])
        yield f"disputed ({kind}): {_text(quads, dispute, KG['reason'])}"


def _words(quads: Quads, span: str) -> str:
    return _text(quads, span, OA["exact"])


def _label(quads: Quads, who: str) -> str:
    return _text(quads, who, RDFS["label"])


def _text(quads: Quads, subject: str, property_: str) -> str:
    return quads.value(subject, property_) or "?"
