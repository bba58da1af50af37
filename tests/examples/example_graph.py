"""The graph of the example articles, built as a user would, and what tests ask of it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.config import Settings
from kg.pipeline import Target, conclude
from kg.rdf import iris
from kg.records import Actor, Claim, Event, Extraction, Span
from kg.store.archive import Archive
from kg.store.embedded import open_store
from kg.store.protocol import Store

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "examples" / "articles"
BASE = Settings().base
_CLEAN = {f"KG_{name}": None for name in ("STORE", "BASE", "MODEL", "NO_MODEL", "RECORDED_AT")}
_GLOBAL = """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?local ?global ?label WHERE {
  ?local prov:specializationOf ?global .
  ?global <http://www.w3.org/2000/01/rdf-schema#label> ?label
}"""


def build_examples(folder: Path) -> None:
    """`kg build examples/articles --store FOLDER`, without settings from outside.

    Raises `RuntimeError` with what `kg` printed, where it failed.
    """
    args = ["build", str(ARTICLES), "--store", str(folder)]
    result = CliRunner(env=_CLEAN).invoke(main, args)
    if result.exit_code:
        raise RuntimeError(result.output)


def reason_over(folder: Path, other: Path) -> None:
    """A copy of a store, with the graph of what is inferred."""
    shutil.copytree(folder, other)
    settings = Settings(store=other, reason=True)
    with closing(open_store(other)) as store:
        conclude(Target(store, Archive(other), settings))


@dataclass(frozen=True)
class Article:
    """What one article yields, and who and what its actors and events are in the graph."""

    source: str
    record: Extraction
    globals: dict[str, tuple[str, str]]

    @property
    def text(self) -> str:
        return self.record.document.text

    def words(self, claim: Claim) -> list[str]:
        """The content of a claim, piece by piece, without the stops and quotation marks around."""
        return [piece.of(self.text).strip(" ,.“”") for piece in claim.content]

    def claim(self, *pieces: str) -> Claim:
        """The one claim with exactly this content."""
        found = [claim for claim in self.record.claims if self.words(claim) == list(pieces)]
        assert len(found) == 1, f"{len(found)} claims say {pieces} of:\n{self._all_words()}"
        return found[0]

    def event(self, trigger: str, before: str = "") -> Event:
        """The one event that a word names; `before`: what stands before it, if it comes again."""
        at = self.text.index(before + trigger) + len(before)
        span = Span(at, at + len(trigger))
        found = [e for e in self.record.events if any(t.span.overlaps(span) for t in e.triggers)]
        assert len(found) == 1, f"{len(found)} events are named by {trigger!r}"
        return found[0]

    def actor(self, id_: str) -> Actor:
        return next(actor for actor in self.record.actors if actor.id == id_)

    def who(self, actor: str | None) -> str | None:
        """The name under which all articles know a local actor."""
        return actor and self.globals[iris.actor_iri(BASE, self.source, actor)][1]

    def same(self, id_: str) -> str:
        """IRI of the global event of a local one."""
        return self.globals[iris.event_iri(BASE, self.source, id_)][0]

    def _all_words(self) -> str:
        return "\n".join(" … ".join(self.words(claim)) for claim in self.record.claims)


@dataclass(frozen=True)
class Examples:
    """The built graph, open to read, with its archive."""

    store: Store
    archive: Archive

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by the names of their files, without the ending."""
        known = {row["local"]: (row["global"], row["label"]) for row in self.ask(_GLOBAL)}
        return {
            Path(self.archive.paths(source)[0]).stem: Article(
                source, self.archive.load(source), known
            )
            for source in self.archive.sources()
        }

    def ask(self, query: str) -> list[dict[str, str]]:
        """Rows as plain strings; what is unbound is left out."""
        table = self.store.select(query)
        return [
            {name: term.value for name, term in zip(table.variables, row, strict=True) if term}
            for row in table.rows
        ]


@contextmanager
def open_examples(folder: Path) -> Iterator[Examples]:
    """The examples that were built in a folder."""
    store = open_store(folder, read_only=True)
    try:
        yield Examples(store, Archive(folder))
    finally:
        store.close()
