"""The operations of an update, and the same update with its graphs named.

https://www.w3.org/TR/sparql11-update/#sparqlUpdateGrammar. All texts given here have been found
valid by an engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg import errors
from kg.sparql.forms import PROLOGUE
from kg.sparql.terminals import Token, tokens

_DATA: Final = ("INSERT DATA", "DELETE DATA")
_ON_GRAPHS: Final = frozenset({"CLEAR", "DROP", "ADD", "MOVE", "COPY"})
_TEMPLATES: Final = frozenset({"INSERT", "DELETE", "DATA"})

Edit = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    `prologue` holds the declarations up to it; `blocks` are its parts in braces, each with the
    word before it.
    """

    prologue: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    blocks: tuple[tuple[str, tuple[Token, ...]], ...]

    @property
    def is_data(self) -> bool:
        """Whether it inserts or deletes given quads, and reads nothing."""
        return " ".join(self.names[:2]) in _DATA

    @property
    def is_delete_where(self) -> bool:
        """Whether its pattern is its template too."""
        return tuple(token.text.upper() for token in self.tokens[:2]) == ("DELETE", "WHERE")

    @property
    def names(self) -> tuple[str, ...]:
        """The words outside of braces, in upper case."""
        return tuple(word.text.upper() for word in self.words)


def operations(text: str) -> tuple[Operation, ...]:
    """The operations, in their order."""
    return tuple(_operations(list(tokens(text))))


def hoisted(text: str) -> str:
    """The update with all declarations before its first operation: the engine takes no others.

    The same text where there are none later, or where one of them changes what came before.
    """
    found = operations(text)
    later = [each for each in found if each.prologue != found[0].prologue]
    if not later or not _agree(found[-1].prologue):
        return text
    return found[-1].prologue + " ;\n".join(_inside(text, each.tokens) for each in found)


def followed(text: str, more: str) -> str:
    """The update with operations after its last; places in it stay where they are."""
    if not more:
        return text
    found = list(tokens(text))
    while found and found[-1].text == ";":
        found.pop()
    end = found[-1].end if found else 0
    return f"{text[:end]}{' ;' if operations(text) else ''}\n{more}"


def data(text: str, operation: Operation) -> str:
    """The quads that an operation on data gives, as TriG, or nearly: TriG has no `} .`."""
    return operation.prologue + _inside(text, operation.blocks[0][1])


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update asked of the graphs of `using-graph-uri` and `using-named-graph-uri`.

    Raises `errors.BadRequest` where it names its graphs itself (SPARQL 1.1 Protocol, 2.2.3).
    """
    using = "".join(f"USING <{iri}> " for iri in default)
    using += "".join(f"USING NAMED <{iri}> " for iri in named)
    found = operations(text)
    if any({"USING", "WITH"} & set(operation.names) for operation in found):
        raise errors.BadRequest(
            "The update names its graphs by USING or WITH, and the request names them too."
        )
    edits = [edit for each in found for edit in _using(text, each, using)]
    return _inside(text, tuple(tokens(text)), edits)


def with_default(text: str, operation: Operation, graph: str) -> str:
    """One operation that writes into `graph` what it would write into the default graph.

    It comes without its prologue.
    """
    return _inside(text, operation.tokens, list(_named(text, operation, graph)))


def prologue(text: str) -> str:
    """All declarations of an update."""
    found = operations(text)
    return found[-1].prologue if found else ""


def _agree(declarations: str) -> bool:
    """Whether no prefix is declared twice in two ways, and the base once at most."""
    lines = set(declarations.splitlines())
    return len({line.partition(" ")[2].rpartition(" ")[0] for line in lines}) == len(lines)


def _operations(found: Sequence[Token]) -> Iterator[Operation]:
    at, prologue = 0, ""
    while at < len(found):
        while at < len(found) and (more := PROLOGUE.get(found[at].text.upper(), 0)):
            prologue += " ".join(token.text for token in found[at : at + 1 + more]) + "\n"
            at += 1 + more
        inside = _depths(found[at:])
        end = next((at + n for n, (t, depth) in enumerate(inside) if _parts(t, depth)), len(found))
        if end > at:
            yield _operation(prologue, found[at:end])
        at = end + 1


def _parts(token: Token, depth: int) -> bool:
    return depth == 0 and token.text == ";"


def _operation(prologue: str, found: Sequence[Token]) -> Operation:
    words = tuple(t for t, depth in _depths(found) if depth == 0 and t.kind == "word")
    return Operation(prologue, tuple(found), words, tuple(_blocks(found)))


def _blocks(found: Sequence[Token]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Parts in braces at the top, without their braces."""
    word, block = "", list[Token]()
    for token, depth in _depths(found):
        if depth == 0:
            if token.text == "}":
                yield word, tuple(block[1:])
            block.clear()
            word = token.text.upper() if token.kind == "word" else word
        else:
            block.append(token)


def _depths(found: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """How many braces are open around each terminal; the opening brace is inside of itself."""
    depth = 0
    for token in found:
        if token.kind == "other":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        yield token, depth


def _using(text: str, operation: Operation, using: str) -> Iterator[Edit]:
    where = next((word for word in operation.words if word.text.upper() == "WHERE"), None)
    if where is None:
        return
    template = ""
    if operation.is_delete_where:
        template = f"{{ {_inside(text, operation.blocks[0][1])} }} "
    yield where.start, where.start, template + using


def _named(text: str, operation: Operation, graph: str) -> Iterator[Edit]:
    names = operation.names
    if names[0] in _ON_GRAPHS:
        yield from _graph_named(operation, graph)
    elif operation.is_delete_where:
        pattern = operation.blocks[0][1]
        wrapped = _inside(text, pattern, list(_wrapped(pattern, graph)))
        yield operation.words[1].start, operation.words[1].start, f"{{ {wrapped} }} "
    elif names[0] != "WITH":
        for head, template in operation.blocks:
            if head in _TEMPLATES:
                yield from _wrapped(template, graph)


def _graph_named(operation: Operation, graph: str) -> Iterator[Edit]:
    """In an operation on graphs: the default graph is `graph`, and that is not among the named."""
    if operation.names[0] in {"CLEAR", "DROP"} and operation.names[-1] == "NAMED":
        others = "GRAPH ?g { ?s ?p ?o }"
        emptied = f"DELETE {{ {others} }} WHERE {{ {others} FILTER (?g != <{graph}>) }}"
        yield operation.tokens[0].start, operation.tokens[-1].end, emptied
    for word in operation.words:
        if word.text.upper() == "DEFAULT":
            yield word.start, word.end, f"GRAPH <{graph}>"


def _wrapped(block: Sequence[Token], graph: str) -> Iterator[Edit]:
    """Put the triples that stand in no graph into one."""
    for part in _ungraphed(block):
        yield part[0].start, part[0].start, f"GRAPH <{graph}> {{ "
        yield part[-1].end, part[-1].end, " } "


def _ungraphed(block: Sequence[Token]) -> Iterator[list[Token]]:
    """Stretches of triples outside of `GRAPH x { }`."""
    part, graph = list[Token](), False
    for token, depth in _depths(block):
        graph = graph or (depth == 0 and token.kind == "word" and token.text.upper() == "GRAPH")
        if not graph and (part or token.text != "."):
            part.append(token)
        if graph and depth == 0 and token.text == "}":
            graph = False
        if graph and part:
            yield part
            part = []
    if part:
        yield part


def _inside(text: str, found: Sequence[Token], edits: Sequence[Edit] = ()) -> str:
    """The text from the first of some terminals to the last, after edits."""
    if not found:
        return ""
    end = found[-1].end
    for start, stop, new in sorted(edits, reverse=True):
        text, end = text[:start] + new + text[stop:], end + len(new) - (stop - start)
    return text[found[0].start : end]
