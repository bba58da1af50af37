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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.sparql.patterns import Group, UnreadableError, asked, is_word, listed, names
from kg.sparql.rewriting import Edit
from kg.sparql.terminals import Token
from kg.sparql.triples import Triple, plain

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


def narrowings(_: str, found: Sequence[Token]) -> Iterator[Edit]:
    """What is said again in each OPTIONAL, where that narrows it."""
    optionals = sum(is_word(token, "OPTIONAL") for token in found)
    if optionals > _MOST_OPTIONALS or len(found) > _MOST_TERMINALS:
        return
    try:
        group = asked(found)
    except UnreadableError:
        return
    yield from _group(found, group, [])


def _group(found: Sequence[Token], group: Group, outer: Sequence[Part]) -> Iterator[Edit]:
    """What is said again in a group into which `outer` was said."""
    if group.select:
        yield from _group(found, group.select.where, [])
    parts = list(outer)
    # After the first OPTIONAL, triples are joined to what it gave, and narrow those behind it too.
    for element in group.elements:
        match element.kind:
            case "optional":
                yield from _optional(found, element.groups[0], parts)
            case "values":
                parts.extend(_values(found[element.start : element.end]))
            case "triples":
                parts.extend(map(_part, plain(found[element.start : element.end])))
            case "graph" | "union":
                for each in element.groups:
                    yield from _group(found, each, [])
            case _:  # what is said in others, they would see otherwise
                pass


def _optional(found: Sequence[Token], group: Group, parts: Sequence[Part]) -> Iterator[Edit]:
    chosen = _connected(parts, names(found[group.start : group.end]))
    said = {name for part in chosen for name in part.variables}
    if not any(part.selects for part in chosen) or not _is_open(found, group, said):
        chosen = []
    if chosen:
        place = found[group.start].end
        yield place, place, f" {' '.join(part.text for part in chosen)} "
    yield from _group(found, group, chosen)


def _is_open(found: Sequence[Token], group: Group, said: set[str]) -> bool:
    """Whether all in a group sees the variables that are said again already."""
    seen = set[str]()
    for element in group.elements:
        inside = names(found[element.start : element.end])
        if element.kind in {"bind", "minus"}:
            return False
        if element.kind == "optional" and not inside & said <= seen:
            return False
        if element.kind == "triples":
            seen |= inside
    return group.select is None


def _connected(parts: Sequence[Part], variables: set[str]) -> list[Part]:
    """Those that share a variable with `variables`, or with one another that does."""
    known, chosen = set(variables), set[int]()
    while more := {n for n, p in enumerate(parts) if n not in chosen and p.variables & known}:
        chosen |= more
        known |= {name for n in more for name in parts[n].variables}
    return [part for n, part in enumerate(parts) if n in chosen]


def _part(triple: Triple) -> Part:
    return Part(triple.text, frozenset(names(triple)), triple.selects)


def _values(found: Sequence[Token]) -> list[Part]:
    """The values of one variable, if they are terms of which none stands twice."""
    head, inside = listed(found)
    if [token.kind for token in head] != ["variable"] or not _all_differ(inside):
        return []
    texts = [token.text for token in inside]
    text = f"VALUES {head[0].text} {{ {' '.join(texts)} }}"
    return [Part(text, frozenset(names(head)), len(texts) <= _MOST_VALUES)]


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
