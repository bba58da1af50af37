"""Queries of data whose literals stand as they were written: see `kg.store.lexical`.

Where a query asks for values (in FILTER, BIND, ORDER BY and the like), each variable is read
through a function; where it matches terms, a literal stands as the store has it.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from kg.sparql.forms import base_of, expanded, prefixes
from kg.sparql.rewriting import Edit, Rewritten
from kg.sparql.terminals import Token, tokens

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBER = re.compile(
    r"(?P<double>[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+)|(?P<decimal>[+-]?\d*\.\d+)"
    r"|(?P<integer>[+-]?\d+)"
)
# Functions of terms and not of values, and what only looks like a function.
_OF_TERMS = frozenset(
    ["BOUND", "COUNT", "SAMPLE", "STR", "SAMETERM", "LANG", "ISIRI", "ISURI", "ISBLANK", "<<"]
)
_MODIFIERS = frozenset({"GROUP", "ORDER"})
_LISTS = frozenset({"SELECT", "BY", "KEYS"})
_GRAPHS = frozenset({"GRAPH", "SERVICE", "SILENT"})
_NO_OBJECT = frozenset(".;{}")  # what follows is a subject or a property

Read = Callable[[str], str]  # a variable with its sign to an expression
Leads = Callable[[str], bool]
Stored = Callable[[str, str], str | None]  # lexical form and datatype to the datatype in the store


def rewritten(text: str, read: Read, stored: Stored, leads: Leads) -> Rewritten:
    """The text for such a store; `read` says how a variable is read for its value.

    `leads` tells whether a property (IRI) has such literals.
    """
    places = list(_places(list(tokens(text))))
    declared, start = prefixes(text), base_of(text)

    def expand(token: Token) -> str:
        return expanded(token, declared, start)

    open_ones = _open(places, lambda token: leads(expand(token)))
    edits = [*_values(places, open_ones, read), *_literals(text, places, stored, expand)]
    return Rewritten(text, tuple(sorted(edits)))


@dataclass(frozen=True, slots=True)
class _Place:
    """A terminal, its neighbours, and whether it stands in an expression.

    `function` is the word before the innermost parenthesis; `depth` counts open braces.
    """

    token: Token
    before: Token
    after: Token
    expression: bool
    function: str
    depth: int
    clause: str


def _places(found: Sequence[Token]) -> Iterator[_Place]:
    none = Token("other", "", 0)
    stack, clause = list[tuple[str, bool, str]](), ""
    for at, token in enumerate(found):
        before = found[at - 1] if at else none
        after = found[at + 1] if at + 1 < len(found) else none
        is_sign = token.kind == "other"
        if is_sign and token.text in ")}" and stack:
            clause = stack.pop()[2]
        clause = _clause(clause, token, before)
        sign, expression, _ = stack[-1] if stack else ("", False, "")
        depth = sum(each[0] == "{" for each in stack)
        yield _Place(token, before, after, expression, sign, depth, clause)
        if is_sign and token.text == "{":
            stack.append(("{", False, ""))
            clause = ""
        elif is_sign and token.text == "(":
            name = _name(found, at)
            within = expression or clause in {"SELECT", "BY"} or before.kind == "word"
            stack.append((name, within and name != "VALUES" and before.text != "a", clause))


def _clause(clause: str, token: Token, before: Token) -> str:
    """The clause of a query that a terminal stands in: SELECT, ORDER or GROUP BY, or another."""
    word = token.text.upper() if token.kind == "word" else ""
    if word == "SELECT":
        return word
    if word == "BY":
        return "BY" if before.text.upper() == "ORDER" else "KEYS"
    ends = word in {"WHERE", "FROM", "LIMIT", "OFFSET", "HAVING", "VALUES", *_MODIFIERS}
    return "" if ends else clause


def _name(found: Sequence[Token], at: int) -> str:
    if at > 1 and found[at - 1].text == "<" and found[at - 2].text == "<":
        return "<<"
    return found[at - 1].text.upper() if at and found[at - 1].kind == "word" else "("


def _open(places: Sequence[_Place], leads: Callable[[Token], bool]) -> set[str]:
    """The variables that may stand for such a literal, without their signs."""
    return {
        place.token.text[1:]
        for place in places
        if place.token.kind == "variable" and _may_be_one(place, leads)
    }


def _may_be_one(place: _Place, leads: Callable[[Token], bool]) -> bool:
    before = place.before
    if before.text.upper() == "AS":
        return True
    if place.expression or not place.depth or place.clause in _LISTS:
        return False
    if before.kind in {"iri", "name"}:
        return leads(before)
    return before.text not in _NO_OBJECT and before.text.upper() not in _GRAPHS


def _values(places: Sequence[_Place], names: Set[str], read: Read) -> Iterator[Edit]:
    for place in places:
        token = place.token
        if token.kind == "variable" and token.text[1:] in names and _is_value(place):
            yield token.start, token.end, read(token.text)


def _is_value(place: _Place) -> bool:
    if place.clause == "BY" and place.function in {"", "{"}:
        return True  # ORDER BY ?x
    named = place.before.text.upper() == "AS"
    alone = place.before.text == "(" and place.after.text.upper() == "AS"
    return place.expression and not named and not alone and place.function not in _OF_TERMS


def _literals(
    text: str, places: Sequence[_Place], stored: Stored, expand: Callable[[Token], str]
) -> Iterator[Edit]:
    skip = 0
    for at, place in enumerate(places):
        token = place.token
        if place.expression or not place.depth or token.start < skip:
            continue
        if token.kind == "string" and at + 3 < len(places) and _typed(places[at + 1 : at + 4]):
            name = places[at + 3].token
            if new := stored(_lexical(token.text), expand(name)):
                yield name.start, name.end, f"<{new}>"
        elif token.kind == "other" and (number := _NUMBER.match(text, token.start)):
            skip = number.end()
            kind = number.lastgroup or ""
            if new := stored(number[0], XSD + kind):
                yield token.start, skip, f'"{number[0]}"^^<{new}>'


def _typed(following: Sequence[_Place]) -> bool:
    first, second, name = (place.token for place in following)
    return first.text == second.text == "^" and name.kind in {"iri", "name"}


def _lexical(quoted: str) -> str:
    """What a string without escapes stands for; one with escapes is no number."""
    return quoted.strip("'\"")
