"""Turtle and TriG: sorted, grouped by subject, with the prefixes that are used and no others."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.rdf.names import prefixed, relative
from kg.rdf.namespaces import NAMESPACES, RDF, XSD
from kg.rdf.quads import Quad
from kg.rdf.terms import Triple

# Literals that Turtle lets stand without quotation marks.
_BARE = {
    XSD["integer"]: re.compile(r"[+-]?\d+"),
    XSD["decimal"]: re.compile(r"[+-]?\d*\.\d+"),
    XSD["boolean"]: re.compile(r"true|false"),
}
_DATATYPE = re.compile(r'("(.*)")\^\^(<[^>]*>)', re.DOTALL)


def write_turtle(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """All triples, whichever graph they stand in."""
    triples = sorted({quad[:3] for quad in quads}, key=_order)
    names = _name_all((term for triple in triples for term in triple), base)
    yield _header(names.values(), base)
    for block in _blocks(triples, names):
        yield f"\n{block}"


def write_trig(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Graph by graph; what stands in the default graph comes first."""
    quads = sorted(set(quads), key=lambda quad: (quad.graph, _order(quad[:3])))
    names = _name_all((term for quad in quads for term in quad), base)
    yield _header(names.values(), base)
    for graph, members in groupby(quads, key=itemgetter(3)):
        blocks = list(_blocks([quad[:3] for quad in members], names))
        if graph:
            yield f"\n{names[graph]} {{\n{''.join(blocks)}}}\n"
        else:
            yield "\n" + "\n".join(blocks)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, object_ = triple
    return subject, predicate != RDF["type"], predicate, object_


def _blocks(triples: Iterable[Triple], names: dict[str, str]) -> Iterator[str]:
    for subject, group in groupby(triples, key=itemgetter(0)):
        lines = [
            f"    {_verb(predicate, names)} {', '.join(names[triple[2]] for triple in members)}"
            for predicate, members in groupby(group, key=itemgetter(1))
        ]
        yield f"{names[subject]}\n{' ;\n'.join(lines)} .\n"


def _verb(predicate: str, names: dict[str, str]) -> str:
    return "a" if predicate == RDF["type"] else names[predicate]


def _header(names: Iterable[str], base: str) -> str:
    used = {prefix for name in names for prefix in re.findall(r"(?:^|\^\^)([a-z-]+):", name)}
    lines = [f"@base <{base}> .\n"] if base else []
    lines += [f"@prefix {n.prefix}: <{n.iri}> .\n" for n in NAMESPACES if n.prefix in used]
    return "".join(lines)


def _name_all(terms: Iterable[str], base: str) -> dict[str, str]:
    return {term: _name(term, base) for term in set(terms) if term}


def _name(term: str, base: str) -> str:
    if term.startswith("<"):
        return _name_iri(term, base)
    match = _DATATYPE.fullmatch(term)
    if match is None:
        return term
    quoted, value, datatype = match.groups()
    if datatype in _BARE and _BARE[datatype].fullmatch(value):
        return str(value)
    return f"{quoted}^^{_name_iri(datatype, base)}"


def _name_iri(term: str, base: str) -> str:
    name = prefixed(term[1:-1])
    return f"{name.prefix}:{name.rest}" if name else f"<{relative(term[1:-1], base)}>"
