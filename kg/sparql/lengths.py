"""Paths of no length from a term that is not in the graph.

`<a> <p>* ?x` has the solution that ?x is <a>, whatever the graph holds (SPARQL 1.1, section 18.4,
ZeroOrMorePath and ZeroOrOnePath, and 18.5). The engine gives it only where <a> is a subject or an
object there. So it is said beside the path, for where <a> is none: then nothing else can come of
the path, since each step of it needs a triple that <a> stands in.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.sparql.forms import base_of, expanded, prefixes
from kg.sparql.patterns import Group, UnreadableError, is_sign, names, queried, unused
from kg.sparql.rewriting import Edit, spelled
from kg.sparql.terminals import Token

_NAME = r"(?:<[^<>\s]*+>|[\w.\-]*+:[\w.\-%\\]*+|\ba\b)"
_SIGN = re.compile(r"\?(?!\w)")  # of `?x`, it is none
_STAR = re.compile(r"\*")
_LONGEST_NAME, _MOST_SIGNS = 300, 500
_REST = rf"(?:\s*+(?:[)*+]|\?(?!\w)|[/|]\s*+[\^!(\s]*+{_NAME})){{0,20}}+\s*+"
_TO_VARIABLE = re.compile(rf"{_REST}[?$]\w++\s*+(?![,#])")
# A pattern that begins with a constant, or with what is not looked into; and values, which do not.
_BEGINS = re.compile(
    rf"(?i)\bVALUES\b[^{{}}]{{0,300}}+\{{[^{{}}]*+(?=\}})|([.{{}})](?:\s|\#[^\n]*+\n)*+(?!_:|a\s){_NAME})"
)

Occurs = Callable[[str, str | None], bool]
"""Whether a term (IRI) is in a graph (IRI), or in the default graph."""


@dataclass(frozen=True, slots=True)
class _Triple:
    """A triple or path by its terminals; `lengths` is how often the path has no length."""

    subject: Token
    verb: Sequence[Token]
    value: Sequence[Token]
    lengths: int


class _NotPlainError(Exception):
    """Something else than paths between IRIs, strings and variables."""


def may_be_concerned(text: str) -> bool:
    """Whether a path that may have no length seems to begin or end with a constant.

    This is for speed: most texts have none, and their terminals need not be told apart.
    """
    signs = [match.start() for match in _SIGN.finditer(text)]
    signs += [match.start() for match in _STAR.finditer(text)]
    if len(signs) > _MOST_SIGNS:
        return True  # a program's, or hostile: what follows is not linear in their number
    ends = [at + 1 for at in signs if _ends_step(text, at)]
    if not ends:
        return False
    if not all(_TO_VARIABLE.match(text, end) for end in ends):
        return True
    return any(match[1] for match in _BEGINS.finditer(text, text.find("{")))


def _ends_step(text: str, at: int) -> bool:
    """Whether an IRI, a name, `a` or a parenthesis ends before a character."""
    before = text[max(0, at - _LONGEST_NAME) : at].split()
    last = before[-1] if before else ""
    return last == "a" or ":" in last or last.endswith((">", ")", "^a", "/a", "|a", "(a"))


def zero_lengths(text: str, found: Sequence[Token], occurs: Occurs) -> Iterator[Edit]:
    """What says paths of no length beside the paths, where the constant is not in the graph."""
    try:
        statements = [each for group in queried(found) for each in _statements(found, group, None)]
    except UnreadableError:
        return
    writing = _Writing(text, found, occurs)
    for start, end, graph in statements:
        yield from writing.edits(found[start:end], graph)


class _Writing:
    """Writes statements anew."""

    def __init__(self, text: str, found: Sequence[Token], occurs: Occurs) -> None:
        self._text, self._occurs = text, occurs
        self._prefixes, self._base = prefixes(text), base_of(text)
        self._fresh = unused("term", names(found))

    def edits(self, statement: Sequence[Token], graph: Token | None) -> Iterator[Edit]:
        """A statement triple by triple, if one of them is concerned."""
        try:
            triples = list(_triples(statement))
        except (_NotPlainError, IndexError):
            return
        written = [(self._with_zero(each, graph), self._plain(each)) for each in triples]
        if any(new for new, _ in written):
            parts = " ".join(new or f"{plain} ." for new, plain in written)
            yield statement[0].start, statement[-1].end, parts.removesuffix(" .")

    def _with_zero(self, triple: _Triple, graph: Token | None) -> str | None:
        """The path, and beside it what is left of it without triples; None if that is nothing."""
        ends = (triple.subject, triple.value[0])
        constants = [end for end in ends if _is_constant(end)]
        if not triple.lengths or not constants or any(end.text.startswith("_:") for end in ends):
            return None
        constant = constants[0]
        if len(constants) > 1 and not self._same(triple):
            return None
        if graph is None or graph.kind != "variable":
            name = None if graph is None else self._iri(graph)
            if constant.kind != "string" and self._occurs(self._iri(constant), name):
                return None
        # There the engine knows the graph by what comes first in a group: see `scopes`.
        first = "OPTIONAL {} " if graph and graph.kind == "variable" else ""
        return f"{{ {self._plain(triple)} }} UNION {{ {first}{self._zero(triple, constant)} }}"

    def _zero(self, triple: _Triple, constant: Token) -> str:
        variable = next(
            (end for end in (triple.subject, triple.value[0]) if _is_variable(end)), None
        )
        term = self._spelled(triple.value) if constant is triple.value[0] else constant.text
        head, row = (variable.text, term) if variable else ("()", "()")
        subject, verb, value = (f"?{self._fresh}{number}" for number in range(3))
        stands = f"{{ {subject} {verb} {term} }}"
        if constant.kind != "string":
            stands = f"{{ {term} {verb} {value} }} UNION {stands}"
        rows = " ".join([row] * triple.lengths)
        return f"VALUES {head} {{ {rows} }} FILTER NOT EXISTS {{ {stands} }}"

    def _same(self, triple: _Triple) -> bool:
        value = triple.value[0]
        return value.kind != "string" and self._iri(triple.subject) == self._iri(value)

    def _plain(self, triple: _Triple) -> str:
        verb = self._spelled(triple.verb)
        return f"{triple.subject.text} {verb} {self._spelled(triple.value)}"

    def _spelled(self, found: Sequence[Token]) -> str:
        return spelled(self._text, found)

    def _iri(self, token: Token) -> str:
        return expanded(token, self._prefixes, self._base)


def _statements(
    found: Sequence[Token], group: Group, graph: Token | None
) -> Iterator[tuple[int, int, Token | None]]:
    """From where to where the triples of each subject go, and the graph that they are sought in."""
    if group.select:
        yield from _statements(found, group.select.where, graph)
    for element in group.elements:
        if element.kind == "triples":
            yield element.start, element.end, graph
        elif element.kind != "service":
            inner = found[element.start + 1] if element.kind == "graph" else graph
            for each in element.groups:
                yield from _statements(found, each, inner)


def _triples(found: Sequence[Token]) -> Iterator[_Triple]:
    """The triples of `s p o , o ; p o`. Raises `_NotPlainError`, and `IndexError` at the end."""
    subject, at = found[0], 1
    _check_term(subject)
    while at < len(found):
        if is_sign(found[at], ";"):
            at += 1
            continue
        verb, after = at, at + 1
        lengths = 0
        if not _is_variable(found[at]):
            after, lengths = _alternatives(found, at)
        at = after - 1
        while at == after - 1 or (at < len(found) and is_sign(found[at], ",")):
            end = _past_value(found, at + 1)
            yield _Triple(subject, found[verb:after], found[at + 1 : end], lengths)
            at = end
        if at < len(found) and not is_sign(found[at], ";"):
            raise _NotPlainError


def _check_term(token: Token) -> None:
    if token.kind not in {"iri", "name", "variable"}:
        raise _NotPlainError


def _past_value(found: Sequence[Token], at: int) -> int:
    if found[at].kind != "string":
        _check_term(found[at])
        return at + 1
    at += 1
    while at < len(found) and not (is_sign(found[at], ",") or is_sign(found[at], ";")):
        at += 1
    return at


def _alternatives(found: Sequence[Token], at: int) -> tuple[int, int]:
    """The terminal after a path, and how often the path has no length."""
    at, lengths = _sequence(found, at)
    while is_sign(found[at], "|"):
        at, more = _sequence(found, at + 1)
        lengths += more
    return at, lengths


def _sequence(found: Sequence[Token], at: int) -> tuple[int, int]:
    at, lengths = _step(found, at)
    while is_sign(found[at], "/"):
        at, more = _step(found, at + 1)
        lengths *= more
    return at, lengths


def _step(found: Sequence[Token], at: int) -> tuple[int, int]:
    at += is_sign(found[at], "^")
    if is_sign(found[at], "("):
        at, lengths = _alternatives(found, at + 1)
        if not is_sign(found[at], ")"):
            raise _NotPlainError
        at += 1
    elif is_sign(found[at], "!"):
        at, lengths = _past_negated(found, at + 1), 0
    elif found[at].kind in {"iri", "name"} or found[at].text == "a":
        at, lengths = at + 1, 0
    else:
        raise _NotPlainError
    if found[at].kind == "other" and found[at].text in _LENGTHS:
        return at + 1, _LENGTHS[found[at].text](lengths)
    return at, lengths


_LENGTHS: Mapping[str, Callable[[int], int]] = {
    "*": lambda _: 1,
    "?": lambda _: 1,
    "+": lambda inner: min(inner, 1),
}


def _past_negated(found: Sequence[Token], at: int) -> int:
    if not is_sign(found[at], "("):
        return at + 1 + is_sign(found[at], "^")
    while not is_sign(found[at], ")"):
        at += 1
    return at + 1


def _is_constant(token: Token) -> bool:
    return token.kind in {"iri", "string"} or (
        token.kind == "name" and not token.text.startswith("_:")
    )


def _is_variable(token: Token) -> bool:
    return token.kind == "variable"
