"""Exports: N-Quads lines in, the bytes of another syntax out, the same for any order of lines.

Turtle, N-Triples and RDF/XML have no graphs: there the graphs are merged. N-Quads and N-Triples
stream, and so keep the order and repetitions of their lines; the others are sorted in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, get_args

from kg import errors
from kg.rdf.jsonld import write_jsonld
from kg.rdf.quads import Quad, read_quads
from kg.rdf.rdfxml import write_rdfxml
from kg.rdf.turtle import write_trig, write_turtle

Syntax = Literal["turtle", "trig", "nquads", "ntriples", "jsonld", "xml"]
Writer = Callable[[Iterable[Quad], str], Iterator[str]]


def serialize(lines: Iterable[str], syntax: str, base: str = "") -> Iterator[bytes]:
    """UTF-8 chunks. Where the syntax can, IRIs under `base` are written relative to it.

    Raises `errors.BadRequest` for an unknown syntax, `errors.Invalid` for a line that is no quad.
    """
    if syntax not in WRITERS:
        known = ", ".join(get_args(Syntax))
        raise errors.BadRequest(f"There is no format {syntax!r}; there are {known}.")
    chunks = WRITERS[syntax](read_quads(lines), base)
    return (chunk.encode("utf-8") for chunk in chunks)


def write_nquads(quads: Iterable[Quad], _base: str) -> Iterator[str]:
    """The lines themselves."""
    return (f"{' '.join(filter(None, quad))} .\n" for quad in quads)


def write_ntriples(quads: Iterable[Quad], _base: str) -> Iterator[str]:
    """The lines without their graphs."""
    return (f"{' '.join(quad[:3])} .\n" for quad in quads)


WRITERS: Mapping[str, Writer] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "ntriples": write_ntriples,
    "jsonld": write_jsonld,
    "xml": write_rdfxml,
}
