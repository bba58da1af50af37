"""The groups of a query as a tree: https://www.w3.org/TR/sparql11-query/#rGroupGraphPattern.

Only what passes over a text ask for: which elements a group has, in their order, which groups stand
in them, and from which terminal to which they go.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.sparql.terminals import Token

Kind = Literal[
    "triples", "filter", "bind", "values", "optional", "minus", "graph", "service", "union"
]
_KINDS: dict[str, Kind] = {
    "OPTIONAL": "optional",
    "MINUS": "minus",
    "GRAPH": "graph",
    "SERVICE": "service",
    "FILTER": "filter",
    "BIND": "bind",
    "VALUES": "values",
}
_DEPTHS = {"(": 1, "[": 1, ")": -1, "]": -1}


class UnreadableError(Exception):
    """The text has something that is no SPARQL 1.1, or that is not looked into."""


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a group, from terminal `start` up to `end`.

    `groups` are its patterns, of a filter and the like those in EXISTS. A group in braces is a
    union of one. Triples are those of one subject.
    """

    kind: Kind
    start: int
    end: int
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """A query in braces: `start` is its SELECT, `where` its pattern; then come modifiers."""

    start: int
    where: "Group"


@dataclass(frozen=True, slots=True)
class Group:
    """A pattern from its opening brace to its closing one, `end` being the terminal after that."""

    start: int
    end: int
    elements: tuple[Element, ...]
    select: Select | None = None


def read(found: Sequence[Token], at: int) -> Group:
    """The group whose brace is terminal `at`. Raises `UnreadableError`."""
    try:
        return _group(found, at)
    except (IndexError, RecursionError):
        raise UnreadableError from None


def queried(found: Sequence[Token]) -> Iterator[Group]:
    """The pattern of a query, and those of EXISTS outside of it. Raises `UnreadableError`."""
    return (group for _, group in _outermost(found))


def asked(found: Sequence[Token]) -> Group:
    """The pattern of a query. Raises `UnreadableError`, also where there is none."""
    for word, group in _outermost(found):
        if word != "EXISTS":
            return group
    raise UnreadableError


def names(found: Iterable[Token]) -> set[str]:
    """Names of the variables, without their signs: `?x` is `$x`."""
    return {token.text[1:] for token in found if token.kind == "variable"}


def unused(name: str, known: Iterable[str]) -> str:
    """A name like this with which no known one begins."""
    known = tuple(known)
    while any(each.startswith(name) for each in known):
        name += "_"
    return name


def listed(found: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The variables of a VALUES element, given by its terminals, and what is in its braces."""
    brace = next(at for at, token in enumerate(found) if is_sign(token, "{"))
    return found[1:brace], found[brace + 1 : -1]


def is_sign(token: Token, sign: str) -> bool:
    """Whether a terminal is this one character."""
    return token.kind == "other" and token.text == sign


def is_word(token: Token, *words: str) -> bool:
    """Whether a terminal is one of some words, given in upper case."""
    return token.kind == "word" and token.text.upper() in words


def _outermost(found: Sequence[Token]) -> Iterator[tuple[str, Group]]:
    """The groups that stand in no other, each with the last word before it."""
    word, at = "", 0
    while at < len(found):
        token = found[at]
        word = token.text.upper() if token.kind == "word" else word
        if not is_sign(token, "{"):
            at += 1
        elif word in {"CONSTRUCT", "VALUES"}:
            at, word = _past_braces(found, at), ""
        else:
            group = read(found, at)
            yield word, group
            at, word = group.end, ""


def _group(found: Sequence[Token], at: int) -> Group:
    start, at, elements = at, _past(found, at, "{"), list[Element]()
    if is_word(found[at], "SELECT"):
        select = _select(found, at)
        end = _end_of_query(found, select.where.end)
        return Group(start, end + 1, (), select)
    while not is_sign(found[at], "}"):
        if is_sign(found[at], "."):
            at += 1
            continue
        elements.append(_element(found, at))
        at = elements[-1].end
    return Group(start, at + 1, tuple(elements))


def _element(found: Sequence[Token], at: int) -> Element:
    token = found[at]
    kind = _KINDS.get(token.text.upper()) if token.kind == "word" else None
    match kind:
        case "optional" | "minus":
            groups: tuple[Group, ...] = (_group(found, at + 1),)
        case "graph":
            groups = (_group(found, at + 2),)
        case "service":
            groups = (_group(found, at + 2 + is_word(found[at + 1], "SILENT")),)
        case "filter" | "bind":
            return _constraint(found, at, kind)
        case "values":
            return Element("values", at, _past_values(found, at))
        case _ if is_sign(token, "{"):
            kind, groups = "union", tuple(_alternatives(found, at))
        case _:
            return Element("triples", at, _past_triples(found, at))
    return Element(kind, at, groups[-1].end, groups)


def _alternatives(found: Sequence[Token], at: int) -> Iterator[Group]:
    yield (group := _group(found, at))
    while is_word(found[group.end], "UNION"):
        yield (group := _group(found, group.end + 1))


def _constraint(found: Sequence[Token], start: int, kind: Kind) -> Element:
    """An expression in parentheses, a call of a function, or (NOT) EXISTS and its group."""
    at = start + 1
    while not (is_sign(found[at], "(") or is_sign(found[at], "{")):
        if is_sign(found[at], "}"):
            raise UnreadableError
        at += 1
    if is_sign(found[at], "{"):
        group = _group(found, at)
        return Element(kind, start, group.end, (group,))
    end, groups = _parentheses(found, at)
    return Element(kind, start, end, groups)


def _parentheses(found: Sequence[Token], at: int) -> tuple[int, tuple[Group, ...]]:
    """The terminal after a closing parenthesis, and the groups up to there."""
    depth, groups = 0, list[Group]()
    while True:
        if is_sign(found[at], "{"):
            groups.append(_group(found, at))
            at = groups[-1].end
            continue
        depth += is_sign(found[at], "(") - is_sign(found[at], ")")
        at += 1
        if depth == 0:
            return at, tuple(groups)


def _past_values(found: Sequence[Token], at: int) -> int:
    while not is_sign(found[at], "{"):
        at += 1
    return _past_braces(found, at)


def _past_braces(found: Sequence[Token], at: int) -> int:
    depth = 0
    for number in range(at, len(found)):
        depth += is_sign(found[number], "{") - is_sign(found[number], "}")
        if depth == 0:
            return number + 1
    raise UnreadableError


def _past_triples(found: Sequence[Token], at: int) -> int:
    """Past the triples of one subject, and neither past the full stop nor what comes without."""
    if found[at].kind == "word":
        raise UnreadableError  # none that is known begins a pattern
    start, depth = at, 0
    while depth or not _ends_triples(found[at]):
        if is_sign(found[at], "{") or is_sign(found[at], "}"):
            raise UnreadableError
        depth += _DEPTHS.get(found[at].text, 0) if found[at].kind == "other" else 0
        at += 1
    if at == start or (is_sign(found[at], "{") and is_sign(found[at + 1], "|")):
        raise UnreadableError  # an annotation of RDF 1.2
    return at


def _ends_triples(token: Token) -> bool:
    if token.kind == "other":
        return token.text in {".", "{", "}"}
    return token.kind == "word" and token.text.upper() in _KINDS


def _select(found: Sequence[Token], start: int) -> Select:
    at = start + 1
    while not is_sign(found[at], "{"):
        if is_sign(found[at], "}"):
            raise UnreadableError
        at = _parentheses(found, at)[0] if is_sign(found[at], "(") else at + 1
    return Select(start, _group(found, at))


def _end_of_query(found: Sequence[Token], at: int) -> int:
    """The brace that closes a query in braces, after its modifiers and values."""
    while not is_sign(found[at], "}"):
        if is_sign(found[at], "("):
            at = _parentheses(found, at)[0]
        elif is_sign(found[at], "{"):
            at = _past_braces(found, at)
        else:
            at += 1
    return at


def _past(found: Sequence[Token], at: int, sign: str) -> int:
    if not is_sign(found[at], sign):
        raise UnreadableError
    return at + 1
