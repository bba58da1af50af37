"""What IRIs and values say by themselves. IRIs here are relative to the base of their build."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from kg.rdf.iris import CONCLUDED, INFERRED, ONTOLOGY
from kg.rdf.quads import read_literal
from kg.store.sorting import sort_lines

# The graphs that are not an article's, by the last part of their IRIs.
BESIDE_ARTICLES = (*CONCLUDED, ONTOLOGY, INFERRED)
# Our vocabulary, whose IRIs may begin with the base but are the same in every build.
_TERMS = r"(?!ontology[/#>])"
_STRING = r'"(?:[^"\\]|\\.)*"'
_SPAN = re.compile(r"text/[0-9a-f]{64}#char=(\d+),(\d+)\Z")
_SOURCE = re.compile(r"source/([^/]+)")


def relative(lines: Iterable[str], base: str) -> Iterator[str]:
    """Sorted lines in which the IRIs that a build minted do not begin with its base."""
    if not base:
        return sort_lines(lines)
    minted = re.compile(f"{_STRING}|<{re.escape(base)}{_TERMS}")
    return sort_lines(minted.sub(_without_base, line) for line in lines)


def _without_base(match: re.Match[str]) -> str:
    return match[0] if match[0][0] == '"' else "<"


def local_name(iri: str) -> str:
    """The end of a property's or a class's IRI: `speaker`."""
    return re.split(r"[#/]", iri.strip("<>"))[-1]


def source_of(iri: str) -> str | None:
    """The article (as its IRI writes it) that a local resource belongs to; None for claims."""
    match = _SOURCE.match(iri)
    return match[1] if match else None


def span_of(term: str) -> tuple[int, int] | None:
    """First character and end of a span, None for other terms."""
    match = _SPAN.search(term.strip("<>"))
    return (int(match[1]), int(match[2])) if match else None


def shown(term: str, words: str | None = None) -> str:
    """A value for people: what a literal says, the place and words of a span, the end of an IRI."""
    literal = read_literal(term)
    if literal:
        return literal.value
    span = span_of(term)
    if span:
        place = f"{span[0]}-{span[1]}"
        return f"{place} “{words}”" if words else place
    iri = term.strip("<>")
    return words or unquote(iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri)
