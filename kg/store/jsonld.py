"""JSON-LD 1.1, node by node: https://www.w3.org/TR/json-ld11/, compacted by PyLD.

IRIs are written in full: PyLD shortens `BASE/a//b` and `BASE/c:d` to what is read otherwise.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from pyld import jsonld
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg import errors
from kg.resources import load_context
from kg.store.blocks import TYPE, Block, order

PUBLISHED: Final = "https://kg.example/ontology/context.jsonld"

Json = dict[str, Any]


def write_jsonld(lines: Iterable[str], context: str | None) -> Iterator[bytes]:
    """Graph by graph. The context is part of the document, or its address is, where one is given.

    The top level is one object with `@graph`, an array of graphs with arrays of nodes. Raises
    `errors.Invalid`, before it writes anything, for a triple term (RDF 1.2).
    """
    _, blocks = order(lines, merge=False, check=_check)
    head = json.dumps({"@context": context or load_context()}, ensure_ascii=False, indent=1)
    yield f'{head.removesuffix("\n}")},\n "@graph": ['.encode()
    yield from _separated(_graphs(blocks))
    yield b"\n ]\n}\n"


def _check(quad: Quad) -> None:
    if isinstance(quad.object, Triple):
        raise errors.Invalid(
            f"JSON-LD cannot hold the triple term {quad.object}: use another format."
        )


def _graphs(blocks: Iterable[Block]) -> Iterator[Iterator[bytes]]:
    """The items of the top level, each in pieces: nodes of the default graph, then graphs."""
    for graph, of_graph in groupby(blocks, key=lambda block: block.graph):
        nodes = (node for block in of_graph for node in _nodes(block))
        if graph:
            yield _graph(graph[1:-1], nodes)
        else:
            yield from (iter([_indented(node, 2)]) for node in nodes)


def _graph(name: str, nodes: Iterator[Json]) -> Iterator[bytes]:
    yield f'\n  {{\n   "@id": {json.dumps(name, ensure_ascii=False)},\n   "@graph": ['.encode()
    yield from _separated(iter([_indented(node, 4)]) for node in nodes)
    yield b"\n   ]\n  }"


def _separated(items: Iterable[Iterator[bytes]]) -> Iterator[bytes]:
    for number, item in enumerate(items):
        if number:
            yield b","
        yield from item


def _nodes(block: Block) -> list[Json]:
    document = serialize(block.triples, format=RdfFormat.JSON_LD) or b"[]"
    expanded = json.loads(document, object_hook=_typed)
    options = {"graph": True, "skipExpansion": True}
    nodes: list[Json] = jsonld.compact(expanded, {"@context": load_context()}, options)["@graph"]
    return nodes


def _typed(node: Json) -> Json:
    """The node with `@type`, which the engine writes as any other property."""
    if types := node.pop(TYPE, ()):
        node["@type"] = [type_["@id"] for type_ in types]
    return node


def _indented(node: Json, depth: int) -> bytes:
    # Strings of JSON hold no line feeds: those of the text are all between its parts.
    text = json.dumps(node, ensure_ascii=False, indent=1)
    return f"\n{text}".replace("\n", f"\n{' ' * depth}").encode()
