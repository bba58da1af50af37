"""Coded sentences in PLOVER's form: a JSON list; of each sentence one event, marked in its text.

The markup names what pieces of the sentence stand for: `(EVT: signed)` are words of the event,
`(SRC: …)` who acts, `(TAR: …)` on whom, `(SRC/TAR: …)` those that act on one another (Open Event
Data Alliance, PLOVER Exchange Format).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg import errors
from kg.records import Document, EventType, ParticipantRole, Source, Span

SUFFIXES = {".json", ".txt"}
_OPENING = re.compile(r"\(([A-Z]{3}(?:/[A-Z]{3})?): ?")
_ROLES: dict[str, ParticipantRole] = {
    "SRC": "agent",
    "TAR": "recipient",
    "SRC/TAR": "participant",
    "SRC/LOC": "agent",
    "TAR/LOC": "recipient",
}
# Types of older editions of PLOVER, by what they are now.
_SUCCESSORS: dict[str, frozenset[EventType]] = {
    "YIELD": frozenset({"CONCEDE", "RETREAT"}),
    "INVESTIGATE": frozenset({"OTHER"}),
    "DEMAND": frozenset({"REQUEST"}),
    "DISAPPROVE": frozenset({"ACCUSE"}),
    "FIGHT": frozenset({"ASSAULT"}),
}


class _Markup(msgspec.Struct):
    markup: str


class _Row(msgspec.Struct):
    """What is read of a row; the first row of a file only tells of the file."""

    event: str
    text: str = ""
    markup: str | _Markup = msgspec.field(default="", name="textInfo")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that name who takes part in the event, and how."""

    span: Span
    role: ParticipantRole


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, and the event that it is coded with; any of the `types` is right."""

    name: str
    text: str
    types: frozenset[str]
    triggers: tuple[Span, ...]
    parts: tuple[Part, ...]

    def document(self, path: Path) -> Document:
        """The sentence as an article of its own, of the file it comes from."""
        return Document(self.name, str(path), self.text, Source())


def is_plover(path: Path) -> bool:
    """Whether a path may be a file of coded sentences."""
    return path.is_file() and path.suffix in SUFFIXES


def read_coded(path: Path) -> tuple[Coded, ...]:
    """The sentences of a file, named by their place in it; raises `errors.BadRequest`."""
    try:
        rows = msgspec.json.decode(path.read_bytes(), type=list[_Row])
    except msgspec.MsgspecError as error:
        raise errors.BadRequest(f"{path} does not hold coded sentences: {error}.") from error
    coded = [_coded(f"{path.name}#{number}", row) for number, row in enumerate(rows, 1) if row.text]
    if not coded:
        raise errors.BadRequest(f"{path} does not hold coded sentences.")
    return tuple(coded)


def _coded(name: str, row: _Row) -> Coded:
    """The text is that of the markup, where the two differ: the pieces stand in it."""
    markup = row.markup if isinstance(row.markup, str) else row.markup.markup
    text, pieces = _unmarked(markup)
    return Coded(
        name=name,
        text=text,
        types=_SUCCESSORS.get(row.event, frozenset({row.event})),
        triggers=tuple(span for label, span in pieces if label == "EVT"),
        parts=tuple(Part(span, _ROLES[label]) for label, span in pieces if label in _ROLES),
    )


def _unmarked(markup: str) -> tuple[str, list[tuple[str, Span]]]:
    """The plain text, and the pieces that are marked in it, perhaps inside one another."""
    text, opened, pieces = "", list[tuple[str, int]](), list[tuple[str, Span]]()
    for token in _tokens(markup):
        if match := _OPENING.fullmatch(token):
            opened.append((match[1], len(text)))
            continue
        label, start = opened.pop() if token == ")" and opened else ("", 0)
        if label:
            pieces.append((label, Span(start, len(text))))
            continue
        if token == "(":
            opened.append(("", 0))
        text += token
    return text, sorted(pieces, key=lambda piece: piece[1])


def _tokens(markup: str) -> Iterator[str]:
    """The openings of pieces, and all other characters one by one."""
    at = 0
    while at < len(markup):
        match = _OPENING.match(markup, at)
        yield match[0] if match else markup[at]
        at = match.end() if match else at + 1
