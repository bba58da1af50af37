"""Sizes of a graph, read off its N-Quads lines."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(r"<(?P<subject>[^>]*)> <(?P<predicate>[^>]*)> ")
_CLAIM = re.compile(r"claim/[^/]+\Z")
_RUN = re.compile(r"(text/[0-9a-f]+|tool/[^/]+|source/[^/]+/extraction)\Z")
_SPAN = re.compile(r"text/[0-9a-f]+#char=[0-9,]+\Z")
_ORIGIN = re.compile(
    r"[#/](sourceSpan|cue|content|addresseeSpan|rule|confidence|speakerReason|inSource|wasGeneratedBy)\Z"
)


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of quads, and the SHA-256 over all lines, sorted as bytes and ended by newlines.

    `provenance` are the quads that lead from claims to their words, rule, article and run, and
    those of texts, runs and tools, one record an article; `spans` those that give the characters.
    """

    quads: int
    provenance: int
    spans: int
    sha256: str


def measure(lines: Iterable[str], base: str) -> Size:
    """The size of a graph whose IRIs begin with `base`."""
    ordered = sorted(line.rstrip("\n").encode() for line in lines)
    total = hashlib.sha256()
    kinds = {"provenance": 0, "spans": 0, "other": 0}
    for line in ordered:
        total.update(line + b"\n")
        kinds[_kind(line.decode(), base)] += 1
    return Size(len(ordered), kinds["provenance"], kinds["spans"], total.hexdigest())


def _kind(line: str, base: str) -> str:
    match = _LINE.match(line)
    if not match or not match["subject"].startswith(base):
        return "other"
    subject = match["subject"].removeprefix(base)
    if _SPAN.match(subject):
        return "spans"
    origin = _CLAIM.match(subject) and _ORIGIN.search(match["predicate"])
    return "provenance" if origin or _RUN.match(subject) else "other"
