"""Blank nodes named by strings: BNODE("a") twice in one solution is one node.

In another solution it is another (SPARQL 1.1, section 17.4.2.9). The engine makes a new one at each
call, so each solution gets a key, and a function makes the node of the key and the string.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.sparql.patterns import Group, UnreadableError, is_sign, is_word, names, read, unused
from kg.sparql.rewriting import Edit
from kg.sparql.terminals import AGGREGATES, Token

# Two calls with a string: one alone is as the standard has it.
CALLED: Final = re.compile(r"(?is)\bBNODE\s*+\(\s*+[^)\s].*\bBNODE\s*+\(\s*+[^)\s]")


def shared_nodes(found: Sequence[Token], function: str) -> Iterator[Edit]:
    """Calls in what a SELECT gives and in the last BINDs and FILTERs of its pattern.

    `function` is the IRI of what takes the key and the string. Where solutions are grouped, or
    there are no more calls than one, nothing is changed.
    """
    key = "?" + unused("solution", names(found))
    for at, token in enumerate(found):
        if is_word(token, "SELECT") and (where := _pattern(found, at)):
            yield from _shared(found, at, where, key, function)


def _pattern(found: Sequence[Token], at: int) -> Group | None:
    """The pattern of a SELECT that gives solutions as they are."""
    depth, brace = 0, at + 1
    while brace < len(found) and (depth or not is_sign(found[brace], "{")):
        if is_word(found[brace], "SELECT"):
            return None
        depth += is_sign(found[brace], "(") - is_sign(found[brace], ")")
        brace += 1
    try:
        where = read(found, brace)
    except UnreadableError:
        return None
    after = found[where.end] if where.end < len(found) else None
    grouped = after and is_word(after, "GROUP", "HAVING")
    counts = any(is_word(token, *AGGREGATES) for token in found[at:brace])
    return None if grouped or counts or where.select else where


def _shared(
    found: Sequence[Token], at: int, where: Group, key: str, function: str
) -> Iterator[Edit]:
    last = len(where.elements)
    while last and where.elements[last - 1].kind in {"bind", "filter"}:
        last -= 1
    ending = [each for each in where.elements[last:] if not each.groups]
    parts = [(at, where.start), *((each.start, each.end) for each in ending)]
    called = [n for start, end in parts for n in range(start, end - 2) if _is_call(found, n)]
    if len(called) < 2:
        return
    elements = where.elements[last:]
    place = found[elements[0].start].start if elements else found[where.end - 1].start
    yield place, place, f" BIND (UUID() AS {key}) "
    for n in called:
        yield found[n].start, found[n + 1].end, f"<{function}>({key}, "


def _is_call(found: Sequence[Token], at: int) -> bool:
    """Whether BNODE is called with a string."""
    return (
        is_word(found[at], "BNODE")
        and is_sign(found[at + 1], "(")
        and not is_sign(found[at + 2], ")")
    )
