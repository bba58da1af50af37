"""Whether each piece of evidence agrees with itself, with its IRI, and with the others."""

import re
from collections.abc import Iterator

from kg.pack.reading import Pack, Problem
from kg.pack.selection import is_link
from kg.rdf.iris import COUNT, parse_span
from kg.rdf.namespaces import KG, OA
from kg.records import Span

_KEYS = (OA["start"], OA["end"], OA["exact"])


def check_spans(pack: Pack) -> Iterator[Problem]:
    """IRI, offsets and quote of each span: what one says, the others say too."""
    described = set(pack.quads.of_type(KG["Span"]))
    pointed = {q.subject for q in pack.quads.all if q.predicate in _KEYS}
    for span in sorted(described | pointed | _like_spans(pack)):
        if what := _wrong(pack, span, described):
            yield Problem("spans", pack.short(span), what)


def check_overlaps(pack: Pack) -> Iterator[Problem]:
    """Quotes of the same characters have the same words."""
    known: dict[tuple[str, int], str] = {}
    for sha256, span, name in sorted(_places(pack)):
        for at, char in enumerate(pack.quads.value(name, OA["exact"]) or "", start=span.start):
            if (other := known.setdefault((sha256, at), char)) != char:
                what = f"character {at} is {char!r}, and {other!r} by another quote"
                yield Problem("overlaps", pack.short(name), what)
                break


def check_snapshots(pack: Pack) -> Iterator[Problem]:
    """The hash of each text is the one that its IRI names, and no span ends behind the text."""
    lengths: dict[str, int] = {}
    for text in pack.quads.of_type(KG["TextSnapshot"]):
        named, said = text[1:-1].rpartition("/")[2], pack.quads.value(text, KG["sha256"])
        lengths[named] = _number(pack.quads.value(text, KG["length"]))
        if named != said:
            yield Problem("snapshots", pack.short(text), f"its hash is given as {said}")
    for sha256, span, name in sorted(_places(pack)):
        if sha256 not in lengths:
            yield Problem("snapshots", pack.short(name), "the text that it is of is not described")
        elif span.end > lengths[sha256]:
            what = f"the text ends at character {lengths[sha256]}"
            yield Problem("snapshots", pack.short(name), what)


def _like_spans(pack: Pack) -> set[str]:
    """Spans that the article's claims and actors rest on, but for those that lead out."""
    linked = {quad.object for quad in pack.quads.graph(pack.subject.graph) if is_link(quad)}
    return {term for term in linked if term[0] == "<" and parse_span(term[1:-1])}


def _wrong(pack: Pack, span: str, described: set[str]) -> str | None:
    if span not in described:
        return "it is not described as a span"
    start, end, exact = (pack.quads.value(span, key) for key in _KEYS)
    named = parse_span(span[1:-1])
    if named is None or not span.startswith(f"<{pack.subject.base}text/"):
        return "its IRI names no characters of a text"
    if start is None or end is None or exact is None:
        return "it does not have one start, one end and one quote"
    if (_number(start), _number(end)) != named[1]:
        return f"its IRI and its offsets, {start} to {end}, differ"
    if not 0 <= named[1].start < named[1].end or len(exact) != named[1].end - named[1].start:
        return f"the quote {exact!r} has {len(exact)} characters, which the offsets have not"
    return None


def _places(pack: Pack) -> Iterator[tuple[str, Span, str]]:
    for name in pack.quads.of_type(KG["Span"]):
        if place := parse_span(name[1:-1]):
            yield *place, name


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(COUNT, value) else -1
