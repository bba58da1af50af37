"""The parts of a text that ask other servers: SERVICE patterns and LOAD operations.

https://www.w3.org/TR/sparql11-federated-query/, https://www.w3.org/TR/sparql11-update/#load. They
are found by the terminals of the standard. Where an engine could read a text otherwise, what it
finds more is refused by `kg.sparql.remote`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.sparql.forms import PROLOGUE, expanded, resolved
from kg.sparql.patterns import names
from kg.sparql.rewriting import spelled
from kg.sparql.terminals import Token, decoded, tokens

_NAMES = frozenset({"iri", "name"})


@dataclass(frozen=True, slots=True)
class Call:
    """`SERVICE SILENT? endpoint { pattern }`, the outermost where one stands inside another.

    `endpoint` is an IRI, or a variable with its sign. `first` is the number of its first terminal,
    `opened` those of the braces that it stands in.
    """

    start: int
    end: int
    silent: bool
    endpoint: str
    prologue: str
    pattern: str
    variables: frozenset[str]
    first: int
    opened: tuple[int, ...]

    @property
    def variable(self) -> str | None:
        """The name of the variable that names the server, if one does."""
        return self.endpoint[1:] if self.endpoint[:1] in {"?", "$"} else None

    @property
    def query(self) -> str:
        """What the other server is asked."""
        return f"{self.prologue}SELECT * WHERE {self.pattern}"


@dataclass(frozen=True, slots=True)
class Load:
    """`LOAD SILENT? iri (INTO GRAPH into)?`; `into` is None for the default graph."""

    start: int
    end: int
    silent: bool
    iri: str
    into: str | None


class _Prologue:
    """Declarations read so far."""

    def __init__(self) -> None:
        self.text, self._base = "", ""
        self._prefixes: dict[str, str] = {}

    def read(self, found: Sequence[Token]) -> int:
        """Take a declaration if one begins here; how many terminals it has."""
        word = found[0].text.upper() if found[0].kind == "word" else ""
        length = 1 + PROLOGUE.get(word, -1)
        if length > len(found):
            return 0
        iri = found[length - 1].text[1:-1]
        if word == "BASE":
            self._base = resolved(self._base, decoded(iri))
        elif word == "PREFIX":
            name = found[1].text.removesuffix(":")
            self._prefixes[name] = resolved(self._base, decoded(iri))
        if word in {"BASE", "PREFIX"}:
            self.text += " ".join(token.text for token in found[:length]) + "\n"
        return length

    def iri(self, token: Token) -> str:
        return decoded(expanded(token, self._prefixes, self._base))


def calls(text: str) -> Iterator[Call]:
    """The SERVICE patterns of a query or an update, in their order."""
    if "service" not in text.lower():
        return
    found, prologue, opened = list(tokens(text)), _Prologue(), list[int]()
    closing, at = _closing(found), 0
    while at < len(found):
        declared = 0 if opened else prologue.read(found[at : at + 3])
        if (there := _endpoint(found, at)) and there + 1 in closing:
            last = closing[there + 1]
            yield _call(text, found[at : last + 1], there - at, prologue, (at, *opened))
            at = last
        elif _is(found[at], "{"):
            opened.append(at)
        elif _is(found[at], "}") and opened:
            opened.pop()
        at += max(1, declared)


def loads(text: str) -> Iterator[Load]:
    """The LOAD operations of an update, in their order."""
    if "load" not in text.lower():
        return
    found, prologue, depth = list(tokens(text)), _Prologue(), 0
    at = 0
    while at < len(found):
        declared = 0 if depth else prologue.read(found[at : at + 3])
        if depth == 0 and (load := _load(found[at : at + 6], prologue)):
            yield load
        depth += _is(found[at], "{") - _is(found[at], "}")
        at += max(1, declared)


def _endpoint(found: Sequence[Token], at: int) -> int:
    """The number of the terminal that names the server of a call, 0 where none begins."""
    words = _words(found[at : at + 2], "SERVICE", "SILENT")
    there = at + words
    is_there = words and there + 1 < len(found) and found[there].kind in _NAMES | {"variable"}
    return there if is_there else 0


def _call(
    text: str, found: Sequence[Token], there: int, prologue: _Prologue, stands: tuple[int, ...]
) -> Call:
    endpoint, inside = found[there], found[there + 1 :]
    return Call(
        start=found[0].start,
        end=found[-1].end,
        silent=there == 2,
        endpoint=endpoint.text if endpoint.kind == "variable" else prologue.iri(endpoint),
        prologue=prologue.text,
        pattern=spelled(text, inside),
        variables=frozenset(names(inside)),
        first=stands[0],
        opened=stands[1:],
    )


def _load(found: Sequence[Token], prologue: _Prologue) -> Load | None:
    words = _words(found, "LOAD", "SILENT")
    if not words or len(found) <= words or found[words].kind not in _NAMES:
        return None
    last, into = found[words], None
    after = found[words + 1 :]
    if _words(after, "INTO", "GRAPH") == 2 and len(after) > 2 and after[2].kind in _NAMES:
        last, into = after[2], prologue.iri(after[2])
    return Load(found[0].start, last.end, words == 2, prologue.iri(found[words]), into)


def _words(found: Sequence[Token], *words: str) -> int:
    """How many of some words begin a text."""
    for number, word in enumerate(words):
        if len(found) <= number or found[number].kind != "word":
            return number
        if found[number].text.upper() != word:
            return number
    return len(words)


def _closing(found: Sequence[Token]) -> dict[int, int]:
    """The number of each opening brace, and that of the brace that closes it."""
    opened, closing = list[int](), dict[int, int]()
    for at, token in enumerate(found):
        if _is(token, "{"):
            opened.append(at)
        elif _is(token, "}") and opened:
            closing[opened.pop()] = at
    return closing


def _is(token: Token, sign: str) -> bool:
    return token.kind == "other" and token.text == sign
