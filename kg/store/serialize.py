"""Exports: N-Quads lines in, the bytes of another syntax out, the same for any order of lines.

Turtle, N-Triples and RDF/XML have no graphs: there the graphs are merged. N-Quads and N-Triples
stream, and so keep the order and repetitions of their lines; the others are sorted in memory.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import batched
from typing import Any, Literal, get_args

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import serialize as write

from kg import errors
from kg.resources import resource

Syntax = Literal["turtle", "trig", "nquads", "ntriples", "jsonld", "xml"]
Json = dict[str, Any]
Writer = Callable[[Iterable[str], str], Iterator[bytes]]

_BATCH = 1024
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_HEAD = re.compile(rb"\A(?:@.*\n)*")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def serialize(lines: Iterable[str], syntax: str, base: str = "") -> Iterator[bytes]:
    """UTF-8 chunks. Turtle, TriG and RDF/XML have IRIs relative to `base` where it is given.

    Raises `errors.BadRequest` for an unknown syntax, `errors.Invalid` for a line that is no quad
    and for what the syntax cannot hold.
    """
    if syntax not in WRITERS:
        known = ", ".join(get_args(Syntax))
        raise errors.BadRequest(f"There is no format {syntax!r}; there are {known}.")
    return WRITERS[syntax](lines, base)


def write_nquads(lines: Iterable[str], _base: str) -> Iterator[bytes]:
    """The lines as they come."""
    for batch in batched(lines, _BATCH):
        yield _write(_read(batch), RdfFormat.N_QUADS)


def write_ntriples(lines: Iterable[str], _base: str) -> Iterator[bytes]:
    """The lines as they come, without their graphs."""
    for batch in batched(lines, _BATCH):
        yield _write((quad.triple for quad in _read(batch)), RdfFormat.N_TRIPLES)


def write_turtle(lines: Iterable[str], base: str) -> Iterator[bytes]:
    """All triples, whichever graph they stand in."""
    lines = tuple(lines)
    yield _write_turtle(_sorted_triples(lines), RdfFormat.TURTLE, base, _prefixes_in(lines))


def write_trig(lines: Iterable[str], base: str) -> Iterator[bytes]:
    """Graph by graph."""
    lines = tuple(lines)
    yield _write_turtle(_sorted_quads(lines), RdfFormat.TRIG, base, _prefixes_in(lines))


def write_xml(lines: Iterable[str], base: str) -> Iterator[bytes]:
    """All triples, whichever graph they stand in.

    Raises `errors.Invalid` where a text holds a character, or a property a name, that XML cannot.
    """
    lines = tuple(lines)
    triples = _sorted_triples(lines)
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            property_ = str(triple.predicate)
            raise errors.Invalid(
                f"RDF/XML cannot name the property {property_}: use another format."
            )
    document = _write(triples, RdfFormat.RDF_XML, base, _prefixes_in(lines))
    if match := _NOT_IN_XML.search(document.decode()):
        sign = f"U+{ord(match[0]):04X}"
        raise errors.Invalid(f"RDF/XML cannot hold the character {sign}: use another format.")
    # Readers of XML take a bare carriage return for a line feed.
    yield document.replace(b"\r", b"&#13;")


def write_jsonld(lines: Iterable[str], _base: str) -> Iterator[bytes]:
    """Graph by graph, in the terms of `ontology/context.jsonld`, which is part of the document.

    IRIs are written in full: PyLD shortens `BASE/a//b` and `BASE/c:d` to what is read otherwise.
    """
    from pyld import jsonld  # noqa: PLC0415  (half a second that other formats must not pay)

    expanded = json.loads(_write(_sorted_quads(lines), RdfFormat.JSON_LD), object_hook=_typed)
    options = {"graph": True, "skipExpansion": True}
    whole = jsonld.compact(expanded, {"@context": load_context()}, options)
    yield f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


WRITERS: Mapping[str, Writer] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "ntriples": write_ntriples,
    "jsonld": write_jsonld,
    "xml": write_xml,
}


@cache
def load_context() -> Json:
    """Prefixes, and what kind of value each property has."""
    file = resource("ontology") / "context.jsonld"
    context: Json = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return context


def _prefixes_in(lines: Sequence[str]) -> dict[str, str]:
    """The prefixes of the context that an IRI of the lines begins with."""
    text = "".join(lines)
    names = {name: iri for name, iri in load_context().items() if isinstance(iri, str)}
    return {name: iri for name, iri in names.items() if f"<{iri}" in text}


def _read(lines: Iterable[str]) -> list[Quad]:
    lines = [line.rstrip("\n") for line in lines]
    try:
        return list(parse("\n".join(lines), RdfFormat.N_QUADS))
    except SyntaxError as error:
        line = lines[error.lineno - 1] if error.lineno else ""
        raise errors.Invalid(f"This is not a line of N-Quads: {line!r}.") from None


def _write(
    statements: Iterable[Triple] | Iterable[Quad],
    syntax: RdfFormat,
    base: str = "",
    prefixes: dict[str, str] | None = None,
) -> bytes:
    written = write(statements, format=syntax, prefixes=prefixes, base_iri=base or None)
    return written or b""


def _write_turtle(
    statements: Iterable[Triple] | Iterable[Quad],
    syntax: RdfFormat,
    base: str,
    prefixes: Mapping[str, str],
) -> bytes:
    """Turtle or TriG whose prefixes are in full; the engine writes them relative to the base."""
    head = [f"@base <{base}> .\n"] if base else []
    head += [f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()]
    body = _HEAD.sub(b"", _write(statements, syntax, base, dict(prefixes)))
    return "".join(head).encode() + body


def _sorted_triples(lines: Iterable[str]) -> list[Triple]:
    return sorted({quad.triple for quad in _read(lines)}, key=_order)


def _sorted_quads(lines: Iterable[str]) -> list[Quad]:
    return sorted(set(_read(lines)), key=lambda q: (str(q.graph_name), _order(q.triple)))


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate
    return str(triple.subject), predicate != _TYPE, str(predicate), str(triple.object)


def _typed(node: Json) -> Json:
    """The node with `@type`, which the engine writes as any other property."""
    if types := node.pop(_TYPE.value, ()):
        node["@type"] = [type_["@id"] for type_ in types]
    return node
