"""RDF/XML: one description a subject."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from kg import errors
from kg.rdf.names import prefixed
from kg.rdf.namespaces import NAMESPACES
from kg.rdf.quads import Literal, Quad, read_literal

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPLIT = re.compile(r"<(.*?)([A-Za-z_][A-Za-z0-9_.-]*)>")


def write_rdfxml(quads: Iterable[Quad], _base: str) -> Iterator[str]:
    """All triples, whichever graph they stand in.

    Raises `errors.Invalid` where a text holds a character, or a property a name, that XML cannot.
    """
    declared = "".join(f'\n    xmlns:{n.prefix}="{n.iri}"' for n in NAMESPACES)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'
    triples = sorted({quad[:3] for quad in quads})
    for subject, group in groupby(triples, key=itemgetter(0)):
        lines = "".join(_property(predicate, object_) for _, predicate, object_ in group)
        yield f"<rdf:Description rdf:about={quoteattr(subject[1:-1])}>\n{lines}</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(predicate: str, object_: str) -> str:
    tag, declared = _tag(predicate)
    literal = read_literal(object_)
    if literal is None:
        return f"  <{tag}{declared} rdf:resource={quoteattr(object_[1:-1])}/>\n"
    return f"  <{tag}{declared}{_attributes(literal)}>{_escape(literal.value)}</{tag}>\n"


def _tag(predicate: str) -> tuple[str, str]:
    """The element of a property, and the declaration of its namespace where it is not known."""
    if name := prefixed(predicate[1:-1]):
        return f"{name.prefix}:{name.rest}", ""
    match = _SPLIT.fullmatch(predicate)
    if match is None:
        raise errors.Invalid(f"RDF/XML cannot name the property {predicate}: use another format.")
    return f"p:{match[2]}", f" xmlns:p={quoteattr(match[1])}"


def _attributes(literal: Literal) -> str:
    if literal.language:
        return f" xml:lang={quoteattr(literal.language)}"
    if literal.datatype:
        return f" rdf:datatype={quoteattr(literal.datatype)}"
    return ""


def _escape(value: str) -> str:
    if match := _NOT_IN_XML.search(value):
        sign = f"U+{ord(match[0]):04X}"
        raise errors.Invalid(f"RDF/XML cannot hold the character {sign}: use another format.")
    return escape(value, {"\r": "&#13;"})
