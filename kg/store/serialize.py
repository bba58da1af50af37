"""Exports: N-Quads lines in, the bytes of another syntax out, the same for any order of lines.

Turtle, N-Triples and RDF/XML have no graphs: there the graphs are merged. All of them stream, and
take no more memory for a larger graph. N-Quads and N-Triples keep the order and repetitions of
their lines; the others are sorted first, in temporary files where they are many.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as write

from kg import errors
from kg.store import syntaxes
from kg.store.blocks import Block, order, read_batches

_HEAD = re.compile(rb"\A(?:@.*\n)*")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_END = b"</rdf:RDF>"


@dataclass(frozen=True, slots=True)
class Style:
    """Turtle, TriG and RDF/XML write IRIs relative to `base`, where it is given.

    JSON-LD names the `context` at this address instead of carrying it, where it is given.
    """

    base: str = ""
    context: str | None = None


Writer = Callable[[Iterable[str], Style], Iterator[bytes]]


def serialize(
    lines: Iterable[str], syntax: str, base: str = "", *, context: str | None = None
) -> Iterator[bytes]:
    """UTF-8 chunks, in the `Style` of base and context.

    Raises `errors.BadRequest` for an unknown syntax, `errors.Invalid` for a line that is no quad
    and for what the syntax cannot hold.
    """
    name = syntaxes.named(syntax).name
    if name not in WRITERS:
        raise errors.BadRequest(f"A graph cannot be written as {name}; {_choice()} can hold it.")
    return WRITERS[name](lines, Style(base, context))


def write_nquads(lines: Iterable[str], _style: Style) -> Iterator[bytes]:
    """The lines as they come."""
    for quads in read_batches(lines):
        yield _write(quads, RdfFormat.N_QUADS)


def write_ntriples(lines: Iterable[str], _style: Style) -> Iterator[bytes]:
    """The lines as they come, without their graphs."""
    for quads in read_batches(lines):
        yield _write((quad.triple for quad in quads), RdfFormat.N_TRIPLES)


def write_turtle(lines: Iterable[str], style: Style) -> Iterator[bytes]:
    """All triples, whichever graph they stand in, each once."""
    prefixes, blocks = order(lines, merge=True)
    yield _head(style.base, prefixes)
    for block in blocks:
        yield _body(_write(block.triples, RdfFormat.TURTLE, style.base, prefixes))


def write_trig(lines: Iterable[str], style: Style) -> Iterator[bytes]:
    """Graph by graph."""
    prefixes, blocks = order(lines, merge=False)
    yield _head(style.base, prefixes)
    for graph, of_graph in groupby(blocks, key=lambda block: block.graph):
        written = (_body(_write(_quads(b), RdfFormat.TRIG, style.base, prefixes)) for b in of_graph)
        yield from _in_braces(written) if graph else written


def write_xml(lines: Iterable[str], style: Style) -> Iterator[bytes]:
    """All triples, whichever graph they stand in, each once.

    Raises `errors.Invalid`, before it writes anything, where a text holds a character, or a
    property a name, that XML cannot.
    """
    prefixes, blocks = order(lines, merge=True, check=_check_xml)
    empty = _write([], RdfFormat.RDF_XML, style.base, prefixes)
    yield empty.removesuffix(_XML_END)
    for block in blocks:
        document = _write(block.triples, RdfFormat.RDF_XML, style.base, prefixes)
        # Readers of XML take a bare carriage return for a line feed.
        yield document[_xml_head(document) : -len(_XML_END)].replace(b"\r", b"&#13;")
    yield _XML_END


def write_jsonld(lines: Iterable[str], style: Style) -> Iterator[bytes]:
    """Graph by graph, in the terms of `ontology/context.jsonld`."""
    from kg.store import jsonld  # noqa: PLC0415  (half a second that other formats must not pay)

    return jsonld.write_jsonld(lines, style.context)


WRITERS: Mapping[str, Writer] = {
    syntaxes.NQUADS.name: write_nquads,
    syntaxes.NTRIPLES.name: write_ntriples,
    syntaxes.TURTLE.name: write_turtle,
    syntaxes.TRIG.name: write_trig,
    syntaxes.JSONLD.name: write_jsonld,
    syntaxes.RDFXML.name: write_xml,
}


def _choice() -> str:
    return ", ".join(WRITERS)


def _write(
    statements: Iterable[Triple] | Iterable[Quad],
    syntax: RdfFormat,
    base: str = "",
    prefixes: dict[str, str] | None = None,
) -> bytes:
    written = write(statements, format=syntax, prefixes=prefixes, base_iri=base or None)
    return written or b""


def _head(base: str, prefixes: Mapping[str, str]) -> bytes:
    """Prefixes in full; the engine writes them relative to the base."""
    lines = [f"@base <{base}> .\n"] if base else []
    lines += [f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()]
    return "".join(lines).encode()


def _body(document: bytes) -> bytes:
    return _HEAD.sub(b"", document)


def _quads(block: Block) -> Iterator[Quad]:
    graph = NamedNode(block.graph[1:-1]) if block.graph else None
    return (Quad(t.subject, t.predicate, t.object, graph) for t in block.triples)


def _in_braces(written: Iterable[bytes]) -> Iterator[bytes]:
    """Blocks of one graph, each `<graph> {…}`, as one."""
    first = True
    for document in written:
        name, brace, body = document.partition(b"{\n")
        if first:
            yield name + brace
        first = False
        yield body.removesuffix(b"}\n")
    yield b"}\n"


def _xml_head(document: bytes) -> int:
    """Where the first element of a document begins."""
    return document.index(b">\n", document.index(b"<rdf:RDF")) + 2


def _check_xml(quad: Quad) -> None:
    if not _XML_NAME.search(quad.predicate.value):
        raise errors.Invalid(
            f"RDF/XML cannot name the property {quad.predicate}: use another format."
        )
    if isinstance(quad.object, Literal) and (match := _NOT_IN_XML.search(quad.object.value)):
        sign = f"U+{ord(match[0]):04X}"
        raise errors.Invalid(f"RDF/XML cannot hold the character {sign}: use another format.")
