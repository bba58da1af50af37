"""JSON-LD: one object a graph and a subject, with the context of `ontology/context.jsonld`."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.rdf.names import prefixed, relative
from kg.rdf.namespaces import RDF
from kg.rdf.quads import Quad, read_literal
from kg.resources import resource

Json = dict[str, Any]


def write_jsonld(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """Graph by graph; what stands in the default graph comes first."""
    context = load_context()
    quads = sorted(set(quads), key=itemgetter(3, 0, 1, 2))
    graphs = [
        _graph(graph, list(_nodes(members, context, base)), base)
        for graph, members in groupby(quads, key=itemgetter(3))
    ]
    whole = {
        "@context": {"@base": base} | context if base else context,
        "@graph": [item for graph in graphs for item in graph],
    }
    yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@cache
def load_context() -> Json:
    """Prefixes, and what kind of value each property has."""
    file = resource("ontology") / "context.jsonld"
    context: Json = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return context


def _graph(graph: str, nodes: list[Json], base: str) -> list[Json]:
    return [{"@id": relative(graph[1:-1], base), "@graph": nodes}] if graph else nodes


def _nodes(quads: Iterable[Quad], context: Json, base: str) -> Iterator[Json]:
    for subject, group in groupby(quads, key=itemgetter(0)):
        node: Json = {"@id": relative(subject[1:-1], base)}
        for predicate, members in groupby(group, key=itemgetter(1)):
            objects = [quad.object for quad in members]
            node |= _property(predicate, objects, context, base)
        yield node


def _property(predicate: str, objects: list[str], context: Json, base: str) -> Json:
    if predicate == RDF["type"]:
        return {"@type": [_name(object_[1:-1]) for object_ in objects]}
    key = _name(predicate[1:-1])
    kind = context.get(key, {}).get("@type")
    values = [_value(object_, kind, base) for object_ in objects]
    return {key: values[0] if len(values) == 1 else values}


def _value(term: str, kind: str | None, base: str) -> str | Json:
    """A bare string where the context says how to read it, and an object otherwise."""
    literal = read_literal(term)
    if literal is None:
        iri = _name(term[1:-1])
        iri = relative(iri, base) if iri == term[1:-1] else iri
        return iri if kind == "@id" else {"@id": iri}
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    datatype = _name(literal.datatype) if literal.datatype else None
    if datatype == kind:
        return literal.value
    return {"@value": literal.value} | ({"@type": datatype} if datatype else {})


def _name(iri: str) -> str:
    name = prefixed(iri)
    return f"{name.prefix}:{name.rest}" if name else iri
