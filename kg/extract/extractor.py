"""Reads documents and yields their extractions, one after the other."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.actors.casting import build_cast
from kg.extract.actors.members import complete_cast
from kg.extract.authority import load_authority
from kg.extract.claims.conversations import with_addressees
from kg.extract.claims.finding import find_claims
from kg.extract.claims.relays import with_relays
from kg.extract.events.ahead import with_dates_ahead
from kg.extract.events.finding import find_linked
from kg.extract.language import Parsed, Reader
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.extract.tagger.model import FOLDER, WEIGHTS, read_card
from kg.extract.times.expressions import find_times
from kg.extract.times.published import publication
from kg.records import Actor, Claim, Document, Event, Extraction, Span, Tool


class Extractor:
    """A language model and the rules over its parse."""

    def __init__(self, model: str, options: Options | None = None) -> None:
        """Find the models; raises `errors.Unavailable` where one is missing.

        They are loaded for the first document, which raises the same where one is not sound.
        Raises `errors.BadRequest` where a file of names known beforehand cannot be used.
        """
        self._options = Options() if options is None else options
        known = load_authority(self._options.authority)
        self._reader = Reader(model, known.authority)
        tool = replace(self._reader.tool, authority_sha256=known.sha256)
        self._tool = _with_tagger(tool, self._options)

    @property
    def tool(self) -> Tool:
        """What is recorded as having made the extractions."""
        return self._tool

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Extractions in the order of the documents, one made at a time."""
        for parsed in self._reader.read(documents):
            yield extract_one(parsed, self.tool, self._options)


def _with_tagger(tool: Tool, options: Options) -> Tool:
    """What is recorded of the tagger too; a missing one is told at once."""
    if not options.tagger:
        return tool
    card = read_card(options.weights or FOLDER)
    return replace(
        tool,
        tagger=card.name,
        tagger_version=card.version,
        tagger_sha256=card.sha256[WEIGHTS],
    )


def extract_one(parsed: Parsed, tool: Tool, options: Options) -> Extraction:
    """All stages over one parsed article."""
    quotations = find_quotations(parsed.document.text)
    cast = build_cast(parsed, quotations)
    published = publication(parsed)
    claims = with_relays(parsed, cast, find_claims(parsed, cast, quotations, options))
    times = find_times(parsed, published)
    events, links = find_linked(parsed, cast, claims, times, published)
    events = with_dates_ahead(events, published)
    claims = with_addressees(parsed, cast, claims, events)
    actors = complete_cast(parsed, cast, claims, events)
    return Extraction(
        parsed.document,
        tool,
        published,
        actors,
        tuple(events),
        _about(claims, actors, events),
        links,
    )


def _about(
    claims: Sequence[Claim], actors: Sequence[Actor], events: Sequence[Event]
) -> tuple[Claim, ...]:
    """Claims with the actors and events whose words stand in their content."""
    places = [(m.span, actor.id) for actor in actors for m in actor.mentions]
    places += [(m.span, event.id) for event in events for m in event.triggers]
    places.sort()
    return tuple(replace(claim, about=_inside(claim.content, places)) for claim in claims)


def _inside(content: Sequence[Span], places: Sequence[tuple[Span, str]]) -> tuple[str, ...]:
    """Ids of the sorted places that lie in a piece of the content."""
    found: set[str] = set()
    for piece in content:
        first, last = (bisect_left(places, at, key=lambda place: place[0].start) for at in piece)
        found |= {id_ for span, id_ in places[first:last] if piece.holds(span)}
    return tuple(sorted(found))
