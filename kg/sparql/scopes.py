"""What is asked of each graph in turn: `GRAPH ?g { … }` as the standard has it.

The pattern is evaluated in one graph after the other, and what comes of it is joined with ?g being
that graph (SPARQL 1.1, section 18.6): inside, ?g is a variable like any other. The engine binds ?g
in every triple of the pattern instead. Most patterns have the same solutions either way. Where they
may not, the pattern is put into LATERAL, which the engine evaluates for each graph, under a
variable of its own where the pattern has ?g in it:

    { GRAPH ?h {} LATERAL { GRAPH ?h { … } } { GRAPH ?g {} BIND (?g AS ?h) } }

Queries in braces then select ?h too, by which they know the graph. Where MINUS stands between
patterns that share no variable for certain, the engine's ?g is one that they share: such a MINUS
removes nothing, or is said as FILTER NOT EXISTS. `scoping` tells which they are.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.sparql.patterns import (
    Element,
    Group,
    Select,
    UnreadableError,
    is_sign,
    is_word,
    names,
    read,
    unused,
)
from kg.sparql.rewriting import Edit, edited, spelled
from kg.sparql.scoping import Findings, Reading
from kg.sparql.terminals import AGGREGATES, Token, tokens

_PLAIN = r"\{(?:(?!FILTER|BIND|VALUES|SELECT)[^{}\"'])*+\}"
# GRAPH before a variable, and a pattern that is more than triples.
ASKED: Final = re.compile(rf"(?i)(?<![?$:\w])GRAPH\s*+[?$]\w++(?!\s*+{_PLAIN})")
_MOST_LEVELS = 6  # of queries and graphs in one another: what a query aggregates is said twice


def scopes(text: str, found: Sequence[Token]) -> Iterator[Edit]:
    """Patterns of graphs in turn, where the engine would read them otherwise."""
    writing = _Writing(text, found)
    for at, group in _in_graphs(found, nested=False):
        if _levels(group) <= _MOST_LEVELS:
            yield from writing.graph(at, group)


def hiding(found: Sequence[Token], beginning: str) -> Iterator[Edit]:
    """Graphs whose names begin so are left out of patterns that hold in graphs without triples."""
    for at, group in _in_graphs(found, nested=True):
        if not group.select and not _needs_triple(group):
            end, name = found[group.end - 1].start, found[at + 1].text
            # A blank node has no string.
            shown = f'!STRSTARTS(COALESCE(STR({name}), ""), "{beginning}")'
            yield end, end, f" FILTER ({shown}) "


def _needs_triple(group: Group) -> bool:
    return any(
        element.kind == "triples"
        or (element.kind == "union" and all(map(_needs_triple, element.groups)))
        for element in group.elements
    )


def _in_graphs(found: Sequence[Token], *, nested: bool) -> Iterator[tuple[int, Group]]:
    """Where `GRAPH ?g { … }` begins, and its group, up to one that cannot be read.

    Those in other ones come too where `nested` says so.
    """
    at = 0
    while at + 2 < len(found):
        named = is_word(found[at], "GRAPH") and found[at + 1].kind == "variable"
        if not named or not is_sign(found[at + 2], "{"):
            at += 1
            continue
        try:
            group = read(found, at + 2)
        except UnreadableError:
            return
        yield at, group
        at = at + 1 if nested else group.end


class _Writing:
    """Writes patterns anew."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text, self._found = text, found
        self._known, self._hidden = names(found), _hidden(found)
        self._stars = any(
            is_sign(two, "*") and is_word(one, "SELECT", "DISTINCT", "REDUCED", "DESCRIBE")
            for one, two in itertools.pairwise(found)
        )

    def graph(self, at: int, group: Group) -> Iterator[Edit]:
        """`GRAPH ?g` at a place, and its group."""
        name = self._found[at + 1].text[1:]
        findings = Reading(self._found, name).pattern(group)
        if not findings.scope:
            yield from self._inside(group, findings, None)
            return
        inner = self._found[group.start : group.end]
        variable = self._fresh("graph") if name in names(inner) else name
        pattern = self._rendered(group.start, group.end, self._inside(group, findings, variable))
        turn = f"GRAPH ?{variable} {{}} LATERAL {{ GRAPH ?{variable} {pattern} }}"
        if variable != name:
            turn = self._named(turn, variable, name, self._seen(group), hidden=at in self._hidden)
        yield self._found[at].start, self._found[group.end - 1].end, f"{{ {turn} }}"

    def _named(self, turn: str, variable: str, name: str, seen: set[str], *, hidden: bool) -> str:
        """A pattern under a variable of its own, joined with the one that it was asked with."""
        joined = f"GRAPH ?{name} {{}} BIND (?{name} AS ?{variable})"
        if hidden:  # what EXISTS is asked of has to come in
            return f"{{ {turn} }} {{ {joined} }}"
        # What is beside the pattern must not be seen in it, which the engine would let happen.
        inner = " ".join(f"?{each}" for each in [variable, *sorted(seen)])
        turn = f"{{ SELECT {inner} {{ {turn} }} }} {{ {joined} }}"
        outer = " ".join(f"?{each}" for each in sorted({*seen, name}))
        return f"SELECT {outer} {{ {turn} }}" if self._stars else turn

    def _inside(self, group: Group, findings: Findings, variable: str | None) -> Iterator[Edit]:
        """The edits in a group of which `variable` names the graph, if it has to be named."""
        if group.select and variable:
            yield from self._select(group, group.select, findings, variable)
            return
        if group.select:
            yield from self._inside(group.select.where, findings, variable)
        for element in group.elements:
            yield from self._element(group, element, findings, variable)

    def _element(
        self, group: Group, element: Element, findings: Findings, variable: str | None
    ) -> Iterator[Edit]:
        if element.kind == "graph":
            yield from self._other_graph(element, findings)
        elif element.start in findings.minus:
            yield self._minus(group, element, findings, variable)
        elif element.kind != "service":
            for each in element.groups:
                yield from self._inside(each, findings, variable)

    def _other_graph(self, element: Element, findings: Findings) -> Iterator[Edit]:
        group = element.groups[0]
        if self._found[element.start + 1].kind == "variable":
            yield from self.graph(element.start, group)
        else:
            yield from self._inside(group, findings, None)

    def _select(
        self, group: Group, select: Select, findings: Findings, variable: str
    ) -> Iterator[Edit]:
        """A query in braces that gives ?h too; of no solution, an aggregate makes one."""
        found, where = self._found, select.where
        edits = list(self._inside(where, findings, variable))
        head, tail = found[select.start : where.start], found[where.end : group.end - 1]
        after = select.start + 1 + is_word(found[select.start + 1], "DISTINCT", "REDUCED")
        if is_sign(found[after], "*"):
            if not where.select:
                edits.append(
                    (found[where.start].end, found[where.start].end, f" GRAPH ?{variable} {{}} ")
                )
            yield from sorted(edits)
            return
        place, grouped = found[after].start, any(is_word(t, "GROUP") for t in _outside(tail))
        named = (place, place, f"?{variable} ")
        if grouped:
            by = next(n for n, t in enumerate(tail) if is_word(t, "GROUP")) + 1
            edits.append((tail[by].end, tail[by].end, f" ?{variable}"))
        elif _aggregates([*_outside(head), *_outside(tail)]):
            yield self._aggregate(group, select, edits, named)
            return
        yield from sorted([*edits, named])

    def _aggregate(self, group: Group, select: Select, edits: list[Edit], named: Edit) -> Edit:
        where, found = select.where, self._found
        pattern = self._rendered(where.start, where.end, edits)
        head = self._rendered(select.start, where.start, [named])
        bare = self._rendered(select.start, where.start)
        tail = self._rendered(where.end, group.end - 1)
        key = named[2].strip()
        some = f"{{ {head} {pattern} GROUP BY {key} {tail} }}"
        empty = f"{{ GRAPH {key} {{}} FILTER NOT EXISTS {pattern} }}"
        none = f"{{ {empty} {{ {bare} {{ FILTER (false) }} {tail} }} }}"
        return found[group.start].start, found[group.end - 1].end, f"{{ {some} UNION {none} }}"

    def _minus(
        self, group: Group, element: Element, findings: Findings, variable: str | None
    ) -> Edit:
        """A MINUS of what may share no variable with what is before it."""
        inner = element.groups[0]
        start, end = self._found[element.start].start, self._found[element.end - 1].end
        before = [each for each in group.elements if each.end <= element.start]
        shared = self._seen(inner) & {name for each in before for name in self._given(each)}
        if not shared:
            return start, end, "OPTIONAL {}"  # of a group without more, the engine knows the graph
        pattern = self._rendered(inner.start, inner.end, self._inside(inner, findings, variable))
        return start, end, f"LATERAL {{ {self._not_exists(pattern, sorted(shared), variable)} }}"

    def _not_exists(self, pattern: str, shared: Sequence[str], variable: str | None) -> str:
        """What fits and shares a variable, under other names, is not there."""
        prefix = self._fresh("other")
        other = edited(
            pattern,
            [
                (token.start, token.end, f"?{prefix}_{token.text[1:]}")
                for token in tokens(pattern)
                if token.kind == "variable" and token.text[1:] != variable
            ],
        )
        pairs = [(f"?{name}", f"?{prefix}_{name}") for name in shared]
        fit = " && ".join(
            f"(!BOUND({one}) || !BOUND({two}) || SAMETERM({one}, {two}))" for one, two in pairs
        )
        share = " || ".join(f"(BOUND({one}) && BOUND({two}))" for one, two in pairs)
        return f"FILTER NOT EXISTS {{ {other} FILTER ({fit} && ({share})) }}"

    def _rendered(self, start: int, end: int, edits: Iterable[Edit] = ()) -> str:
        """The text from one terminal up to another, after edits in it."""
        return spelled(self._text, self._found[start:end], edits)

    def _seen(self, group: Group) -> set[str]:
        """The variables that a pattern gives to what is around it (section 18.2.1)."""
        if group.select:
            return self._selected(group.select)
        return {name for each in group.elements for name in self._given(each)}

    def _given(self, element: Element) -> set[str]:
        inside = self._found[element.start : element.end]
        seen = {name for each in element.groups for name in self._seen(each)}
        match element.kind:
            case "triples":
                return names(inside)
            case "values":
                return names(_outside(inside))
            case "bind":
                return names(inside[-2:-1])
            case "union" | "optional" | "graph":
                return seen | names(inside[1:2] if element.kind == "graph" else [])
            case _:
                return set()

    def _selected(self, select: Select) -> set[str]:
        head = self._found[select.start : select.where.start]
        if any(is_sign(token, "*") for token in head[1:3]):
            return self._seen(select.where)
        named = {
            two.text[1:]
            for one, two in itertools.pairwise(head)
            if is_word(one, "AS") and two.kind == "variable"
        }
        return named | names(_outside(head, "(", ")"))

    def _fresh(self, name: str) -> str:
        """A name that no variable begins with, not given before."""
        name = unused(name, self._known)
        self._known.add(name)
        return name


def _hidden(found: Sequence[Token]) -> set[int]:
    """Which terminals stand where no `SELECT *` sees their variables."""
    hidden, open_ones = set[int](), [False]
    for at, token in enumerate(found):
        if is_sign(token, "{"):
            open_ones.append(open_ones[-1] or is_word(found[at - 1], "EXISTS", "MINUS"))
        elif is_sign(token, "}") and len(open_ones) > 1:
            open_ones.pop()
        if open_ones[-1]:
            hidden.add(at)
    return hidden


def _outside(found: Sequence[Token], opening: str = "{", closing: str = "}") -> Iterator[Token]:
    """Terminals outside of all braces."""
    depth = 0
    for token in found:
        depth += is_sign(token, opening)
        if depth == 0:
            yield token
        depth -= is_sign(token, closing)


def _levels(group: Group) -> int:
    """How many queries and graphs stand in one another."""
    inner = [
        (element.kind == "graph") + _levels(each)
        for element in group.elements
        for each in element.groups
    ]
    return max(inner, default=0) + (1 + _levels(group.select.where) if group.select else 0)


def _aggregates(found: Sequence[Token]) -> bool:
    """Whether an aggregate is called."""
    pairs = itertools.pairwise(found)
    return any(is_word(one, *AGGREGATES) and is_sign(two, "(") for one, two in pairs)
