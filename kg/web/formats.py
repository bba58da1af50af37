"""Which formats are offered, and which of them a client gets.

Content negotiation follows RFC 9110, section 12.5.1: the most specific range that matches a
media type gives its quality, quality 0 refuses it, and the server's order settles ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.store import syntaxes
from kg.store.protocol import MEDIA_TYPES, Form
from kg.store.syntaxes import Syntax


@dataclass(frozen=True, slots=True)
class Format:
    """A short name (`format=csv`), the media type that is sent, and others that ask for it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()  # names that `format=` takes as well

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media type and its aliases, in headers of requests."""
        return (self.media_type, *self.aliases)


def _of(syntax: Syntax, *aliases: str) -> Format:
    return Format(syntax.name, syntax.media_type, aliases, syntax.synonyms)


JSON = Format("json", "application/sparql-results+json", ("application/json",), ("srj",))
XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",))
TSV = Format("tsv", "text/tab-separated-values")
CSV = _of(syntaxes.CSV)
HTML = _of(syntaxes.HTML, "application/xhtml+xml")
TURTLE = _of(syntaxes.TURTLE, "application/x-turtle")
TRIG = _of(syntaxes.TRIG, "application/x-trig")
NTRIPLES = _of(syntaxes.NTRIPLES)
NQUADS = _of(syntaxes.NQUADS, "text/x-nquads")
JSONLD = _of(syntaxes.JSONLD, "application/json")
RDFXML = _of(syntaxes.RDFXML)
TEXT = Format("text", "text/plain")
PROBLEM = Format("problem", "application/problem+json", ("application/json",))

_BY_TYPE = {
    offer.media_type: offer
    for offer in (JSON, XML, CSV, TSV, TURTLE, TRIG, NTRIPLES, NQUADS, JSONLD, RDFXML)
}
# What the store makes, in its order: a client that takes any gets the first.
OFFERS: dict[Form, tuple[Format, ...]] = {
    form: tuple(_BY_TYPE[media_type] for media_type in media_types)
    for form, media_types in MEDIA_TYPES.items()
}
ROWS = OFFERS["SELECT"]
GRAPHS = OFFERS["CONSTRUCT"]
# Those that can hold several graphs, and those that are read as one.
DATASETS = (NQUADS, TRIG)
TRIPLES = tuple(offer for offer in GRAPHS if offer not in DATASETS)


def negotiate(accept: str, offers: Sequence[Format]) -> Format | None:
    """The best offer for an Accept header, None where none is acceptable; no header takes any."""
    ranges = _ranges(accept) or {"*/*": 1.0}
    best = max(offers, key=lambda offer: _format_quality(ranges, offer))
    return best if _format_quality(ranges, best) > 0 else None


def named(name: str, offers: Sequence[Format]) -> Format | None:
    """The offer that `format=name` asks for, by short name or media type."""
    return next((offer for offer in offers if name.lower() in _names(offer)), None)


def sent(media_type: str, kinds: Sequence[Format]) -> Format | None:
    """The one of `kinds` that the media type of a request's body names."""
    return next((kind for kind in kinds if media_type.lower() in kind.media_types), None)


def _names(offer: Format) -> tuple[str, ...]:
    return (offer.name, *offer.media_types, *offer.synonyms)


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
    return max(_quality(ranges, media) for media in offer.media_types)


def _quality(ranges: dict[str, float], media_type: str) -> float:
    family = media_type.partition("/")[0] + "/*"
    specific = (ranges[key] for key in (media_type, family, "*/*") if key in ranges)
    return next(specific, 0.0)
