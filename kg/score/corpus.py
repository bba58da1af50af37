"""A corpus of attributions in PolNeAR's form: `text/NAME.txt` and `attributions/NAME_WHO.ann`.

The annotations are brat standoff (https://brat.nlplab.org/standoff.html): lines `T` give labelled
spans of characters, in pieces; lines `E` join a source, a cue and a content.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import errors
from kg.records import Span

TEXTS, ANNOTATIONS = "text", "attributions"
_SPAN_LINE = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)(\t|$)")
_EVENT_LINE = re.compile(r"E\d+\t(.*)")
# What an annotator set aside as no part of the article.
_DISCARDED = "Discard"

type Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as an annotator marked it, each role in pieces of characters."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text, and what each of its annotators marked in it, in order of the files' names.

    `discarded` is, for each annotator, what counts as no part of the article.
    """

    name: str
    text: str
    annotators: tuple[tuple[Gold, ...], ...]
    discarded: tuple[Pieces, ...]


def is_corpus(folder: Path) -> bool:
    """Whether a folder has the form of a corpus of attributions."""
    return (folder / TEXTS).is_dir() and (folder / ANNOTATIONS).is_dir()


def read_corpus(folder: Path) -> Iterator[Annotated]:
    """The annotated articles of a folder, by name; raises `errors.NotFound` where there is none."""
    files = _files(folder)
    if not files:
        raise errors.NotFound(
            f"There are no annotated articles in {folder}: "
            f"expected {TEXTS}/NAME.txt and {ANNOTATIONS}/NAME_WHO.ann."
        )
    for path, annotations in sorted(files.items()):
        marked = [_read_annotations(file) for file in annotations]
        yield Annotated(
            path.name,
            path.read_bytes().decode("utf-8"),
            tuple(golds for golds, _ in marked),
            tuple(discarded for _, discarded in marked),
        )


def _files(folder: Path) -> dict[Path, list[Path]]:
    """The texts that are annotated, each with its annotators' files."""
    found: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted((folder / ANNOTATIONS).glob("*.ann")):
        names = (path.stem, path.stem.rpartition("_")[0])
        texts = (folder / TEXTS / f"{name}.txt" for name in names if name)
        if text := next(filter(Path.is_file, texts), None):
            found[text].append(path)
    return found


def _read_annotations(path: Path) -> tuple[tuple[Gold, ...], Pieces]:
    """The attributions that have a content, and what is discarded.

    Lines of another form are skipped: the words of a span may be wrapped over several.
    """
    spans: dict[str, Pieces] = {}
    discarded: list[Span] = []
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if span := _SPAN_LINE.match(line):
            spans[span[1]] = _pieces(span[3])
            discarded += spans[span[1]] if span[2] == _DISCARDED else ()
        elif event := _EVENT_LINE.match(line):
            events.append(event[1])
    golds = (_gold(event, spans, path) for event in events)
    return tuple(gold for gold in golds if gold.content), tuple(discarded)


def _pieces(offsets: str) -> Pieces:
    return tuple(Span(*map(int, piece.split())) for piece in offsets.split(";"))


def _gold(event: str, spans: Mapping[str, Pieces], path: Path) -> Gold:
    roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for argument in event.split():
        label, _, target = argument.partition(":")
        role = label.rstrip("0123456789").lower()
        if role in roles:
            roles[role] += _target(target, spans, path)
    return Gold(*(tuple(sorted(pieces)) for pieces in roles.values()))


def _target(name: str, spans: Mapping[str, Pieces], path: Path) -> Iterable[Span]:
    if name not in spans:
        raise errors.BadRequest(f"{path}: an event names {name}, and there is no such span.")
    return spans[name]
