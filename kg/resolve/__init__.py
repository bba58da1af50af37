"""Same actor, same happening, same statement: decisions beside the records, with their reasons."""

from collections.abc import Iterable, Mapping

from kg.ids import source_id
from kg.records import Extraction, Resolution
from kg.resolve.actors import resolve_actors
from kg.resolve.claims import claim_profiles
from kg.resolve.corrections import NO_CORRECTIONS, Corrections, apply
from kg.resolve.disputes import resolve_disputes
from kg.resolve.disputes.accounts import open_accounts
from kg.resolve.events import resolve_events
from kg.resolve.statements import resolve_statements
from kg.resolve.writing import datings

__all__ = ["by_source", "resolve"]


def resolve(
    extractions: Iterable[Extraction], corrections: Corrections = NO_CORRECTIONS
) -> Resolution:
    """What the articles together say: a function of their set, in whatever order they come.

    Copies of one text are one source. No record is changed; each conclusion names its members and
    why they belong together, so that it can be taken back. What people decided stands above what
    clues say; decisions about what is not there do nothing.
    """
    sources = by_source(extractions)
    told = apply(corrections, sources)
    cast = resolve_actors(sources, told.of("actor"))
    events, written = resolve_events(sources, cast, told.of("event"))
    claims = claim_profiles(sources, cast)
    statements = resolve_statements(sources, claims, told.of("claim"))
    return Resolution(
        actors=cast.identities,
        events=events,
        statements=statements,
        disputes=resolve_disputes(open_accounts(sources, cast, events, statements, claims)),
        datings=datings(written),
    )


def by_source(extractions: Iterable[Extraction]) -> Mapping[str, Extraction]:
    """One extraction a text, by source id, sorted; of copies, that with the first path."""
    found: dict[str, Extraction] = {}
    for extraction in extractions:
        source = source_id(extraction.document.text)
        found[source] = min(found.get(source, extraction), extraction, key=_place)
    return dict(sorted(found.items()))


def _place(extraction: Extraction) -> tuple[str, str, str]:
    return extraction.document.path, extraction.document.name, repr(extraction)
