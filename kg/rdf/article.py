"""One article while it is described: its text, and the terms that name what it holds."""

from dataclasses import dataclass

from kg import errors
from kg.ids import source_id, text_sha256
from kg.rdf import iris
from kg.rdf.terms import iri
from kg.records import Extraction, Span


@dataclass(frozen=True, slots=True)
class Article:
    """`id` is the source's; `actors` and `events` are the ids that `about` may mean."""

    base: str
    id: str
    text: str
    sha256: str
    actors: frozenset[str]
    events: frozenset[str]

    @property
    def source(self) -> str:
        """The article itself."""
        return iri(iris.source_iri(self.base, self.id))

    @property
    def snapshot(self) -> str:
        """Its text."""
        return iri(iris.text_iri(self.base, self.sha256))

    @property
    def run(self) -> str:
        """The run that read it."""
        return iri(iris.extraction_iri(self.base, self.id))

    def actor(self, id_: str) -> str:
        """A local actor."""
        return iri(iris.actor_iri(self.base, self.id, id_))

    def event(self, id_: str) -> str:
        """A local event."""
        return iri(iris.event_iri(self.base, self.id, id_))

    def claim(self, id_: str) -> str:
        """A claim."""
        return iri(iris.claim_iri(self.base, id_))

    def subjects(self, id_: str) -> list[str]:
        """The local actor and event of an id; raises `errors.Invalid` where there is neither."""
        found = [self.actor(id_)] * (id_ in self.actors) + [self.event(id_)] * (id_ in self.events)
        if not found:
            raise errors.Invalid(f"A claim in {self.id} is about {id_!r}, which nothing there is.")
        return found

    def span(self, span: Span) -> str:
        """Characters of the text; raises `errors.Invalid` unless it has at least one of them."""
        if not 0 <= span.start < span.end <= len(self.text):
            where = f"{span.start} to {span.end} of the {len(self.text)} characters of {self.id}"
            raise errors.Invalid(f"No evidence can stand at {where}.")
        return iri(iris.span_iri(self.base, self.sha256, span))


def open_article(extraction: Extraction, base: str) -> Article:
    """The article of an extraction."""
    text = extraction.document.text
    return Article(
        base=base,
        id=source_id(text),
        text=text,
        sha256=text_sha256(text),
        actors=frozenset(actor.id for actor in extraction.actors),
        events=frozenset(event.id for event in extraction.events),
    )
