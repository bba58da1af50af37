"""Small builds to compare: records of two short articles of our own, and stores made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Settings
from kg.diff.builds import open_pair
from kg.diff.compare import compare
from kg.diff.records import Comparison
from kg.ids import claim_id, source_id
from kg.pipeline import Target, build
from kg.records import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Mention,
    Role,
    Source,
    Span,
    Tool,
)
from kg.resolve.corrections import NO_CORRECTIONS, Corrections
from kg.store.archive import Archive
from kg.store.embedded import open_store

TOOL = Tool("kg", "1.0", "md", "3", "0" * 64, "claims", "1", "1" * 64)
HARBOUR = "Ada Lund, the minister, said the harbour closes on Monday after the talks in Oakport."
FERRY = "Ada Lund said the harbour closes on Monday, and Bo Rask spoke of a strike."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@dataclass(frozen=True)
class Told:
    """What one article yields: one claim by one speaker, and one event, as keywords say."""

    text: str
    speaker: str = "Ada Lund"
    content: str = "the harbour closes on Monday"
    act: str = "state"
    rule: str = "tagger and reporting-verb"
    event: str = "closes"
    event_rule: str = "happening-verb"
    role: str | None = None
    source: Source = field(default_factory=lambda: Source(title="Harbour"))
    tool: Tool = TOOL

    def extraction(self) -> Extraction:
        actor = Actor(
            self.speaker.lower().replace(" ", "-"),
            self.speaker,
            "Person",
            (Mention(span(self.text, self.speaker), "named-entity"),),
            roles=(Role(self.role, span(self.text, self.role)),) if self.role else (),
        )
        claim = self._claim(actor.id)
        trigger = Mention(span(self.text, self.event), self.event_rule)
        event = Event(f"e-{self.event}", "OTHER", self.event, "occurred", (trigger,))
        document = Document("a.txt", "/a.txt", self.text, self.source)
        return Extraction(document, self.tool, None, (actor,), (event,), (claim,))

    def _claim(self, speaker: str) -> Claim:
        cue, content = span(self.text, "said"), (span(self.text, self.content),)
        return Claim(
            claim_id(source_id(self.text), cue, content, speaker),
            speaker,
            "named",
            span(self.text, self.speaker),
            cue,
            content,
            "indirect",
            self.act,  # type: ignore[arg-type]
            self.rule,
        )


@dataclass
class Played:
    """An extractor that plays what was told."""

    told: dict[str, Told]

    @property
    def tool(self) -> Tool:
        return next(iter(self.told.values())).tool

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        return (self.told[document.text].extraction() for document in documents)


def make_store(
    folder: Path, *told: Told, corrections: Corrections = NO_CORRECTIONS, base: str = ""
) -> Path:
    """A store of these articles; raises `AssertionError` where one cannot be built."""
    settings = Settings(store=folder)
    settings = replace(settings, base=base) if base else settings
    store = open_store(folder)
    target = Target(store, Archive(folder), settings, corrections)
    documents = [each.extraction().document for each in told]
    report = build(documents, Played({each.text: each for each in told}), target, lambda *_: None)
    store.close()
    assert report.skipped == ()
    return folder


def compared(left: Path, right: Path) -> Comparison:
    with open_pair(left, right) as pair:
        return compare(pair, lambda *_: None)


@pytest.fixture(autouse=True)
def no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes have tests of their own, and take longest."""
    for check in ("check_shapes", "check_changes"):
        monkeypatch.setattr(pipeline, check, lambda *_: ())
