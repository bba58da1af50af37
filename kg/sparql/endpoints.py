"""Which servers a variable after SERVICE names: a query that asks the store for them.

https://www.w3.org/TR/sparql11-federated-query/#variableService: what stands before the call in its
group has to bind the variable. Filters on what only stands further on are left out, so that a
server too many may be asked, and none too few.
"""

from collections.abc import Iterator, Sequence

from kg.sparql.calls import Call
from kg.sparql.patterns import names
from kg.sparql.rewriting import Edit, edited
from kg.sparql.terminals import Token, tokens


def servers_query(text: str, call: Call, edits: Sequence[Edit], most: int) -> str | None:
    """A SELECT of up to so many IRIs of a call's variable in a query; None if none can be made.

    `edits` have put answers in the place of the calls before this one.
    """
    found = list(tokens(text))
    until: int | None = call.first
    for depth in reversed(range(len(call.opened))):
        opening = call.opened[depth]
        before = found[opening + 1 : until]
        if any(token.kind == "variable" and token.text[1:] == call.variable for token in before):
            pattern = _in_graphs(found, call.opened[: depth + 1], _kept(text, before, edits))
            iris = f"{{ {pattern} FILTER(isIRI(?{call.variable})) }} LIMIT {most}"
            return f"{call.prologue}SELECT DISTINCT ?{call.variable} {_dataset(found)}{iris}"
        until = _element(found, call.opened[: depth + 1])
        if until is None:
            break
    return None


def _kept(text: str, before: Sequence[Token], edits: Sequence[Edit]) -> str:
    """The text before the call, with the answers of other calls and without early filters."""
    start, end = before[0].start, before[-1].end
    own = [edit for edit in edits if start <= edit[0] and edit[1] <= end]
    dropped = [(a, b, "") for a, b in _early_filters(before) if not any(a <= e[0] < b for e in own)]
    moved = [(a - start, b - start, new) for a, b, new in sorted([*own, *dropped])]
    return f"{{ {edited(text[start:end], moved)} }}"


def _early_filters(before: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Filters of the group on variables that nothing else before the call has."""
    spans = list(_filters(before))
    inside = {at for first, last in spans for at in range(first, last + 1)}
    bound = names(token for at, token in enumerate(before) if at not in inside)
    for first, last in spans:
        part = before[first : last + 1]
        if names(part) - bound:
            yield part[0].start, part[-1].end


def _filters(before: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First and last terminal of the filters that stand in the group itself."""
    depth, first, opened = 0, -1, 0
    for at, token in enumerate(before):
        if depth == 0 and token.kind == "word" and token.text.upper() == "FILTER":
            first, opened = at, 0
        if token.kind == "other" and token.text in "({":
            depth, opened = depth + 1, opened + 1
        elif token.kind == "other" and token.text in ")}":
            depth -= 1
            if first >= 0 and depth == 0 and opened:
                yield first, at
                first = -1


def _element(found: Sequence[Token], opened: Sequence[int]) -> int | None:
    """Where in the group around it the last group begins, None if nothing before it binds for it.

    That is so in the group of a query, and after UNION, MINUS and EXISTS.
    """
    if len(opened) < 2 or found[opened[-2] + 1].text.upper() == "SELECT":
        return None
    opening = opened[-1]
    if found[opening - 2].text.upper() == "GRAPH":
        return opening - 2
    if found[opening - 1].text.upper() == "OPTIONAL":
        return opening - 1
    return None if found[opening - 1].kind == "word" else opening


def _in_graphs(found: Sequence[Token], opened: Sequence[int], pattern: str) -> str:
    """A pattern in the graphs that the groups around it name."""
    for opening in opened:
        if opening > 1 and found[opening - 2].text.upper() == "GRAPH":
            pattern = f"{{ GRAPH {found[opening - 1].text} {pattern} }}"
    return pattern


def _dataset(found: Sequence[Token]) -> str:
    """The FROM clauses of a query."""
    words, clauses = [token.text for token in found], ""
    for at, token in enumerate(found):
        if token.text == "{":
            break
        if token.kind == "word" and token.text.upper() == "FROM":
            named = words[at + 1].upper() == "NAMED"
            clauses += f"FROM {'NAMED ' if named else ''}{words[at + 1 + named]} "
    return clauses
