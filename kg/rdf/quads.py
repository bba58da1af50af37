"""N-Quads lines back into their terms, for those who check data or pick a part of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg import errors

_LINE = re.compile(
    r"(<[^>]*>) (<[^>]*>) "
    r'(<[^>]*>|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?)'
    r"(?: (<[^>]*>))? \."
)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Quad(NamedTuple):
    """Four terms as N-Quads write them; `graph` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


class Literal(NamedTuple):
    """What a literal says. A plain string has neither datatype nor language."""

    value: str
    datatype: str | None
    language: str | None


def split(line: str) -> Quad:
    """The terms of a line, with or without its newline; raises `errors.Invalid`.

    Takes what the store and this package write: single spaces, and no blank nodes.
    """
    match = _LINE.fullmatch(line.rstrip("\n"))
    if match is None:
        raise errors.Invalid(f"This is not a line of canonical N-Quads: {line!r}.")
    subject, predicate, object_, graph = match.groups(default="")
    return Quad(subject, predicate, object_, graph)


def read_quads(lines: Iterable[str]) -> Iterator[Quad]:
    """The quads of lines, of which empty ones are passed over."""
    return (split(line) for line in lines if line.strip())


def read_literal(term: str) -> Literal | None:
    """The parts of a literal; None for an IRI."""
    match = _LITERAL.fullmatch(term)
    if match is None:
        return None
    value, datatype, language = match.groups()
    return Literal(_ESCAPE.sub(_unescape, value), datatype, language)


def plain(term: str) -> str:
    """What a literal says, or an IRI without its brackets."""
    literal = read_literal(term)
    return literal.value if literal else term[1:-1]


def outward(claim: str, nested_in: Callable[[str], str]) -> list[str]:
    """A claim, the one that it is nested in, and so on out; stops where it would go round.

    `nested_in` gives the claim that a claim is nested in, empty where the article itself tells it.
    """
    hops = [claim]
    while (outer := nested_in(hops[-1])) and outer not in hops:
        hops.append(outer)
    return hops


def _unescape(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    return _PLAIN.get(char, char) if char else chr(int(short or long, 16))
