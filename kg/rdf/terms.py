"""RDF terms and lines as N-Quads write them, in the canonical form of the specification.

Building the text directly is many times faster than building rdflib's objects first.
Source: https://www.w3.org/TR/n-quads/ (grammar), https://www.w3.org/TR/rdf12-n-quads/ (canonical
form). Literals may hold characters at which `str.splitlines` breaks: split at line feeds alone.
"""

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import errors
from kg.rdf.namespaces import XSD

Triple = tuple[str, str, str]

PIECES = " … "  # between the pieces of a claim's wording, which may stand apart in the text

_NAMED = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_CONTROLS = [*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff"]
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04X}" for char in _CONTROLS} | _NAMED)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def iri(value: str) -> str:
    """An absolute IRI as a term; raises `errors.Invalid` where N-Quads could not hold it."""
    if _NOT_IN_IRI.search(value):
        raise errors.Invalid(f"{value!r} is not an IRI: it holds a character that none may hold.")
    return f"<{value}>"


def text(value: str) -> str:
    """A plain string literal."""
    return f'"{value.translate(_ESCAPES)}"'


def typed(value: str, datatype: str) -> str:
    """A literal with a datatype, which is given as a term."""
    return f"{text(value)}^^{datatype}"


def integer(value: int) -> str:
    """An `xsd:integer`."""
    return typed(str(value), XSD["integer"])


def decimal(value: float) -> str:
    """An `xsd:decimal` in its canonical form, which stores keep; raises `errors.Invalid`.

    Source: https://www.w3.org/TR/xmlschema11-2/#decimal (no point where nothing stands behind it).
    """
    if not math.isfinite(value):
        raise errors.Invalid(f"{value} cannot be written as a decimal number.")
    digits = format(Decimal(repr(float(value))), "f")
    return typed(digits.rstrip("0").rstrip(".") if "." in digits else digits, XSD["decimal"])


def true() -> str:
    """The `xsd:boolean` true. What is false is not written."""
    return typed("true", XSD["boolean"])


def each(subject: str, predicate: str, objects: Iterable[str]) -> Iterator[Triple]:
    """One triple an object."""
    return ((subject, predicate, object_) for object_ in objects)


def texts(*values: str | None) -> list[str]:
    """Literals of the values that are there: nothing is written of an empty one."""
    return [text(value) for value in values if value]


def nquads(triples: Iterable[Triple], graph: str) -> str:
    """Sorted, distinct lines of one graph, whose IRI is not yet a term."""
    end = f"{iri(graph)} .\n"
    return "".join(sorted({f"{s} {p} {o} {end}" for s, p, o in triples}))
