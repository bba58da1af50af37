"""A corpus of attributions in PolNeAR's form: `text/NAME.txt` and `attributions/NAME_WHO.ann`.

The annotations are brat standoff (https://brat.nlplab.org/standoff.html): lines `T` give labelled
spans of characters, in pieces; lines `E` join a source, a cue and a content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import errors
from kg.records import Span

_SPAN_LINE = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)(\t|$)")
_EVENT_LINE = re.compile(r"E\d+\t(.*)")


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as an annotator marked it, each role in pieces of characters."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text, and what each of its annotators marked in it, in order of the files' names."""

    name: str
    text: str
    annotators: tuple[tuple[Gold, ...], ...]


def read_corpus(folder: Path) -> Iterator[Annotated]:
    """The annotated articles of a folder, by name; raises `errors.BadInput` where there is none."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise errors.BadInput(f"{folder}: there are no articles; expected text/*.txt in it.")
    for path in texts:
        files = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        if files:
            yield Annotated(
                path.name,
                path.read_bytes().decode("utf-8"),
                tuple(tuple(read_annotations(file)) for file in files),
            )


def read_annotations(path: Path) -> Iterator[Gold]:
    """The attributions of one annotator that have a content; words wrapped over lines are skipped."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if span := _SPAN_LINE.match(line):
            spans[span[1]] = tuple(Span(*map(int, p.split())) for p in span[3].split(";"))
        elif event := _EVENT_LINE.match(line):
            events.append(event[1])
    for event_line in events:
        gold = _gold(event_line, spans)
        if gold.content:
            yield gold


def _gold(event: str, spans: dict[str, tuple[Span, ...]]) -> Gold:
    roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for argument in event.split():
        label, _, target = argument.partition(":")
        role = label.rstrip("0123456789").lower()
        if role in roles:
            roles[role] += spans[target]
    return Gold(*(tuple(sorted(pieces)) for pieces in roles.values()))
