"""What IRIs and values say by themselves. IRIs here are relative to the base of their build."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from kg.rdf.iris import CONCLUDED, INFERRED, ONTOLOGY, QUERIES, UPDATES, last_part, parse_span
from kg.rdf.quads import read_literal
from kg.records import Span
from kg.store.sorting import sort_lines

# The graphs that are not an article's, by the last part of their IRIs.
BESIDE_ARTICLES = (*CONCLUDED, ONTOLOGY, INFERRED, QUERIES, UPDATES)
# Our vocabulary, whose IRIs may begin with the base but are the same in every build.
_TERMS = r"(?!ontology[/#>])"
_STRING = r'"(?:[^"\\]|\\.)*"'
_SOURCE = re.compile(r"source/([^/]+)")


def relative(lines: Iterable[str], base: str) -> Iterator[str]:
    """Sorted lines in which the IRIs that a build minted do not begin with its base."""
    if not base:
        return sort_lines(lines)
    minted = re.compile(f"{_STRING}|<{re.escape(base)}{_TERMS}")
    return sort_lines(minted.sub(_without_base, line) for line in lines)


def _without_base(match: re.Match[str]) -> str:
    return match[0] if match[0][0] == '"' else "<"


def source_of(iri: str) -> str | None:
    """The article (as its IRI writes it) that a local resource belongs to; None for claims."""
    match = _SOURCE.match(iri)
    return match[1] if match else None


def span_of(term: str) -> Span | None:
    """First character and end of a span, None for other terms."""
    found = parse_span(term.strip("<>"))
    return found and found[1]


def shown(term: str, words: str | None = None) -> str:
    """A value for people: what a literal says, the place and words of a span, the end of an IRI."""
    literal = read_literal(term)
    if literal:
        return literal.value
    span = span_of(term)
    if span:
        place = f"{span.start}-{span.end}"
        return f"{place} “{words}”" if words else place
    iri = term.strip("<>")
    return words or unquote(last_part(iri) or iri)
