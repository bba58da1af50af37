"""Which formats are offered, and which of them a client gets.

Content negotiation follows RFC 9110, section 12.5.1: the most specific range that matches a
media type gives its quality, quality 0 refuses it, and the server's order settles ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.store.protocol import Form


@dataclass(frozen=True, slots=True)
class Format:
    """A short name (`format=csv`), the media type that is sent, and others that ask for it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()  # names that `format=` takes as well


HTML = Format("html", "text/html", ("application/xhtml+xml",))
JSON = Format("json", "application/sparql-results+json", ("application/json",))
XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
CSV = Format("csv", "text/csv")
TSV = Format("tsv", "text/tab-separated-values")
TURTLE = Format("turtle", "text/turtle", ("application/x-turtle",), ("ttl",))
TRIG = Format("trig", "application/trig")
NTRIPLES = Format("ntriples", "application/n-triples")
NQUADS = Format("nquads", "application/n-quads")
JSONLD = Format("jsonld", "application/ld+json", ("application/json",))
RDFXML = Format("rdfxml", "application/rdf+xml", synonyms=("xml",))

ROWS = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, TRIG, NTRIPLES, NQUADS, JSONLD, RDFXML)
OFFERS: dict[Form, tuple[Format, ...]] = {
    "SELECT": ROWS,
    "ASK": ROWS,
    "CONSTRUCT": GRAPHS,
    "DESCRIBE": GRAPHS,
}


def negotiate(accept: str, offers: Sequence[Format]) -> Format | None:
    """The best offer for an Accept header, None where none is acceptable; no header takes any."""
    ranges = _ranges(accept) or {"*/*": 1.0}
    best = max(offers, key=lambda offer: _format_quality(ranges, offer))
    return best if _format_quality(ranges, best) > 0 else None


def named(name: str, offers: Sequence[Format]) -> Format | None:
    """The offer that `format=name` asks for, by short name or media type."""
    return next((offer for offer in offers if name in _names(offer)), None)


def _names(offer: Format) -> tuple[str, ...]:
    return offer.name, offer.media_type, *offer.synonyms


def _ranges(accept: str) -> dict[str, float]:
    parts = (part.split(";") for part in accept.lower().split(",") if part.strip())
    return {media.strip(): _weight(parameters) for media, *parameters in parts}


def _weight(parameters: Sequence[str]) -> float:
    given = (p.partition("=")[2] for p in parameters if p.partition("=")[0].strip() == "q")
    try:
        return min(1.0, max(0.0, float(next(given, "1"))))
    except ValueError:
        return 0.0


def _format_quality(ranges: dict[str, float], offer: Format) -> float:
    return max(_quality(ranges, media) for media in (offer.media_type, *offer.aliases))


def _quality(ranges: dict[str, float], media_type: str) -> float:
    family = media_type.partition("/")[0] + "/*"
    specific = (ranges[key] for key in (media_type, family, "*/*") if key in ranges)
    return next(specific, 0.0)
