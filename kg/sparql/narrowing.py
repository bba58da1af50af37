"""The same query, with what surrounds an OPTIONAL said again inside it.

Many engines answer the part in OPTIONAL for the whole store and only then keep what fits, so that a
lookup of one claim takes longer the more claims there are. Said again inside, the triples around it
bind its variables first. The answer is the same: a solution of plain triples stands once, so that
joining them twice changes nothing (SPARQL 1.1, section 18.5). Paths, blank nodes and all else that
could stand more than once are not said again; nor is anything where a BIND, a MINUS or another
OPTIONAL inside would see variables that it did not see (the patterns that are not well designed in
Pérez, Arenas and Gutierrez, Semantics and Complexity of SPARQL, 2009).
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.sparql.rewriting import Edit
from kg.sparql.terminals import Token

_TERMS = frozenset({"iri", "name", "variable", "string"})
_CONSTANTS = frozenset({"true", "false"})
_TYPES = frozenset({"a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"})
_KEYWORDS = frozenset(
    ["OPTIONAL", "FILTER", "BIND", "GRAPH", "VALUES", "MINUS", "SERVICE", "UNION", "SELECT"]
)
_MOST_VALUES = 100
# Beyond these a text is a program's or hostile, and what surrounds is long to say again.
_MOST_OPTIONALS = 40
_MOST_TERMINALS = 20_000
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class Part:
    """What can be said again: a triple, or the values of one variable.

    `selects` tells whether it has few solutions by itself, as far as its form tells.
    """

    text: str
    variables: frozenset[str]
    selects: bool


@dataclass(slots=True)
class _Walk:
    """A way through the terminals of a query, and the texts found to be put in on it."""

    found: Sequence[Token]
    at: int = 0
    put_in: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.found[self.at].text if self.at < len(self.found) else "}"

    @property
    def word(self) -> str:
        is_word = self.at < len(self.found) and self.found[self.at].kind == "word"
        return self.text.upper() if is_word else ""


def narrowings(_: str, found: Sequence[Token]) -> Iterator[Edit]:
    """What is said again in each OPTIONAL, where that narrows it."""
    optionals = sum(token.kind == "word" and token.text.upper() == "OPTIONAL" for token in found)
    if optionals > _MOST_OPTIONALS or len(found) > _MOST_TERMINALS:
        return
    walk = _Walk(found)
    _find_pattern(walk)
    _group(walk, [])
    for place, text in walk.put_in:
        yield place, place, text


def _find_pattern(walk: _Walk) -> None:
    """Go to the pattern of the query, past a template, and past values and EXISTS before it."""
    before = ""
    while walk.at < len(walk.found):
        if walk.text == "{" and before not in {"CONSTRUCT", "EXISTS"}:
            return
        if walk.text == "{":
            _skip_braces(walk)
            before = ""
        else:
            before = walk.word or before
            walk.at += 1


def _group(walk: _Walk, outer: Sequence[Part]) -> None:
    """Walk through a group, from its opening brace past its closing one."""
    walk.at += 1
    parts = list(outer)
    # After the first OPTIONAL, triples are joined to what it gave, and narrow those behind it too.
    while walk.text != "}":
        _element(walk, parts)
    walk.at += 1


def _element(walk: _Walk, parts: list[Part]) -> None:
    match walk.word:
        case "OPTIONAL":
            walk.at += 1
            _optional(walk, parts)
        case "VALUES":
            parts.extend(_values(walk))
        case "FILTER" | "BIND":
            walk.at += 1
            _skip_expression(walk)
        case "MINUS" | "SERVICE":
            _skip_to_brace(walk)
            _skip_braces(walk)
        case "GRAPH" | "SELECT":
            _skip_to_brace(walk)
            _group(walk, [])
        case "UNION":
            walk.at += 1
        case _:
            if walk.text == "{":
                _group(walk, [])
            else:
                parts.extend(_triples(walk))


def _optional(walk: _Walk, parts: Sequence[Part]) -> None:
    if walk.text != "{":
        return
    start = walk.at
    _skip_braces(walk)
    inside = _variables(walk.found[start : walk.at])
    walk.at = start
    chosen = _connected(parts, inside)
    said = {name for part in chosen for name in part.variables}
    if not any(part.selects for part in chosen) or not _is_open(walk, said):
        chosen = []
    if chosen:
        walk.put_in.append((walk.found[start].end, f" {' '.join(part.text for part in chosen)} "))
    _group(walk, chosen)


def _is_open(walk: _Walk, said: set[str]) -> bool:
    """Whether all in the group that comes next sees the variables that are said again already."""
    scout, seen = _Walk(walk.found, walk.at + 1), set[str]()
    while scout.text != "}":
        word, start = scout.word, scout.at
        if word in {"BIND", "MINUS", "SELECT"}:
            return False
        _pass(scout)
        names = _variables(walk.found[start : scout.at])
        if word == "OPTIONAL" and not names & said <= seen:
            return False
        if word not in _KEYWORDS and walk.found[start].text != "{":
            seen |= names
    return True


def _pass(walk: _Walk) -> None:
    """Go past an element, whatever is in it."""
    match walk.word:
        case "FILTER":
            walk.at += 1
            _skip_expression(walk)
        case "UNION":
            walk.at += 1
        case word if word in _KEYWORDS or walk.text == "{":
            _skip_to_brace(walk)
            _skip_braces(walk)
        case _:
            deque(_triples(walk), maxlen=0)


def _connected(parts: Sequence[Part], variables: set[str]) -> list[Part]:
    """Those that share a variable with `variables`, or with one another that does."""
    known, chosen = set(variables), set[int]()
    while more := {n for n, p in enumerate(parts) if n not in chosen and p.variables & known}:
        chosen |= more
        known |= {name for n in more for name in parts[n].variables}
    return [part for n, part in enumerate(parts) if n in chosen]


def _triples(walk: _Walk) -> Iterator[Part]:
    """The triples of one subject, as far as they are plain."""
    start, depth = walk.at, 0
    while depth or not (walk.text in {".", "{", "}"} or walk.word in _KEYWORDS):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(walk.text, 0)
        walk.at += 1
        if walk.at >= len(walk.found):
            break
    yield from _plain(walk.found[start : walk.at])
    if walk.text == ".":
        walk.at += 1


def _plain(found: Sequence[Token]) -> list[Part]:
    """The triples `s p o, o ; p o`; none where anything else stands there."""
    if not found:
        return []
    subject, rest, parts = found[0], list(found[1:]), list[Part]()
    predicate: Token | None = None
    while rest:
        if predicate is None:
            predicate = rest.pop(0)
            if predicate.text == ";":
                predicate = None
            continue
        value = rest.pop(0)
        if not all(map(_is_term, (subject, predicate, value))):
            return []
        parts.append(_part(subject, predicate, value))
        after = rest.pop(0).text if rest else ";"
        if after not in {";", ","}:
            return []
        predicate = predicate if after == "," else None
    return parts if predicate is None else []


def _part(subject: Token, predicate: Token, value: Token) -> Part:
    terms = (subject, predicate, value)
    selects = subject.kind != "variable" or (
        value.kind != "variable" and predicate.kind != "variable" and predicate.text not in _TYPES
    )
    text = " ".join(term.text for term in terms)
    return Part(f"{text} .", frozenset(_variables(terms)), selects)


def _is_term(token: Token) -> bool:
    if token.kind == "word":
        return token.text == "a" or token.text in _CONSTANTS
    return token.kind in _TERMS and not token.text.startswith("_:")


def _values(walk: _Walk) -> list[Part]:
    """The values of one variable, if they are terms of which none stands twice."""
    start = walk.at
    _skip_to_brace(walk)
    open_brace = walk.at
    _skip_braces(walk)
    head, inside = walk.found[start + 1 : open_brace], walk.found[open_brace + 1 : walk.at - 1]
    if [token.kind for token in head] != ["variable"] or not _all_differ(inside):
        return []
    texts = [token.text for token in inside]
    text = f"VALUES {head[0].text} {{ {' '.join(texts)} }}"
    return [Part(text, frozenset(_variables(head)), len(texts) <= _MOST_VALUES)]


def _all_differ(values: Sequence[Token]) -> bool:
    """Whether these are terms of which none stands twice, in another spelling either."""
    texts = {value.text for value in values}
    if len(texts) < len(values) or any("\\" in text for text in texts):
        return False
    kinds = {value.kind for value in values}
    if len(values) == 1:
        return kinds <= {"iri", "name", "string"}
    one_prefix = len({text.partition(":")[0] for text in texts}) == 1
    return (kinds == {"iri"} and all(map(_ABSOLUTE.match, texts))) or (
        kinds == {"name"} and one_prefix
    )


def _variables(found: Sequence[Token]) -> set[str]:
    """Names without their signs: `?x` is `$x`."""
    return {token.text[1:] for token in found if token.kind == "variable"}


def _skip_expression(walk: _Walk) -> None:
    """Past a bracketed expression, a call of a function, or (NOT) EXISTS and its group."""
    while walk.text not in {"(", "{", "}"}:
        walk.at += 1
    if walk.text == "{":
        _skip_braces(walk)
    elif walk.text == "(":
        _skip(walk, "(", ")")


def _skip_to_brace(walk: _Walk) -> None:
    while walk.text not in {"{", "}"}:
        walk.at += 1


def _skip_braces(walk: _Walk) -> None:
    if walk.text == "{":
        _skip(walk, "{", "}")


def _skip(walk: _Walk, opening: str, closing: str) -> None:
    depth = 0
    while walk.at < len(walk.found):
        depth += {opening: 1, closing: -1}.get(walk.text, 0)
        walk.at += 1
        if depth == 0:
            return
