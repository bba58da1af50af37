"""A small SPARQL, evaluated as its algebra is defined.

See https://www.w3.org/TR/sparql11-query/#sparqlAlgebra, and #defn_evalGraph there.

Patterns are tuples whose first word is their kind; a group is a list of them. It is slow, for few
triples, and there to compare with.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Solution = Mapping[str, str]
Triples = Sequence[tuple[str, str, str]]
Pattern = tuple[Any, ...]


def spelled(group: Sequence[Pattern]) -> str:
    """A group as SPARQL."""
    return "{ " + " ".join(map(_spelled, group)) + " }"


def solutions(
    group: Sequence[Pattern], graphs: Mapping[str, Triples], graph: str = ""
) -> list[Solution]:
    """What a group gives in one of some graphs, each solution as often as it comes."""
    return _Evaluation(graphs, graph).group(group)


def _spelled(pattern: Pattern) -> str:  # noqa: C901, PLR0911, PLR0912  (a table of forms)
    match pattern:
        case ("triple", *terms):
            return f"{' '.join(terms)} ."
        case ("values", names, rows):
            inside = " ".join(f"({' '.join(term or 'UNDEF' for term in row)})" for row in rows)
            return f"VALUES ({' '.join(names)}) {{ {inside} }}"
        case ("bound", name):
            return f"FILTER (BOUND({name}))"
        case ("same", one, two):
            return f"FILTER (SAMETERM({one}, {two}))"
        case ("exists", group):
            return f"FILTER EXISTS {spelled(group)}"
        case ("bind", one, two):
            return f"BIND ({one} AS {two})"
        case ("union", *groups):
            return " UNION ".join(map(spelled, groups))
        case ("graph", name, group):
            return f"GRAPH {name} {spelled(group)}"
        case ("select", names, group):
            return f"{{ SELECT {' '.join(names)} {spelled(group)} }}"
        case ("distinct", names, group):
            return f"{{ SELECT DISTINCT {' '.join(names)} {spelled(group)} }}"
        case ("count", name, group):
            return f"{{ SELECT (COUNT(*) AS {name}) {spelled(group)} }}"
        case ("counts", name, key, group):
            return f"{{ SELECT {key} (COUNT(*) AS {name}) {spelled(group)} GROUP BY {key} }}"
        case (kind, group):
            return f"{kind.upper()} {spelled(group)}"
    raise AssertionError(pattern)


class _Evaluation:
    """Evaluates in one graph; `given` stands for the solution that EXISTS is asked of."""

    def __init__(
        self, graphs: Mapping[str, Triples], graph: str, given: Solution | None = None
    ) -> None:
        self._graphs, self._graph, self._given = graphs, graph, given or {}

    def group(self, group: Sequence[Pattern]) -> list[Solution]:
        """Section 18.2.2.6."""
        found = self._unfiltered(group)
        return [each for each in found if self._passes(group, each)]

    def _unfiltered(self, group: Sequence[Pattern]) -> list[Solution]:
        found: list[Solution] = [{}]
        for pattern in group:
            match pattern:
                case ("optional", inner):
                    found = list(self._left_joined(found, inner))
                case ("minus", inner):
                    others = self.group(inner)
                    found = [one for one in found if not any(_removes(two, one) for two in others)]
                case ("bind", one, two):
                    found = [_extended(each, self._term(one, each), two) for each in found]
                case ("bound", *_) | ("same", *_) | ("exists", *_):
                    pass
                case _:
                    found = _joined(found, self._pattern(pattern))
        return found

    def _left_joined(self, left: list[Solution], inner: Sequence[Pattern]) -> Iterator[Solution]:
        right = self._unfiltered(inner)
        for one in left:
            both = [each for each in _joined([one], right) if self._passes(inner, each)]
            yield from both or [one]

    def _passes(self, group: Sequence[Pattern], solution: Solution) -> bool:
        for pattern in group:
            match pattern:
                case ("bound", name):
                    passes = self._term(name, solution) is not None
                case ("same", one, two):
                    terms = (self._term(one, solution), self._term(two, solution))
                    passes = None not in terms and terms[0] == terms[1]
                case ("exists", inner):
                    given = {**self._given, **solution}
                    passes = bool(_Evaluation(self._graphs, self._graph, given).group(inner))
                case _:
                    continue
            if not passes:
                return False
        return True

    def _pattern(self, pattern: Pattern) -> list[Solution]:  # noqa: C901, PLR0911  (as there)
        match pattern:
            case ("triple", *terms):
                return list(self._triple(*terms))
            case ("values", names, rows):
                return [
                    {n: term for n, term in zip(names, row, strict=True) if term} for row in rows
                ]
            case ("union", *groups):
                return [each for group in groups for each in self.group(group)]
            case ("graph", name, group):
                return self._in_graphs(name, group)
            case ("select", names, group):
                return [_only(each, names) for each in self.group(group)]
            case ("distinct", names, group):
                found = [_only(each, names) for each in self.group(group)]
                return [each for n, each in enumerate(found) if each not in found[:n]]
            case ("count", name, group):
                return [{name: _number(len(self.group(group)))}]
            case ("counts", name, key, group):
                keys = [_only(each, [key]) for each in self.group(group)]
                once = [each for n, each in enumerate(keys) if each not in keys[:n]]
                return [{**each, name: _number(keys.count(each))} for each in once]
        raise AssertionError(pattern)

    def _in_graphs(self, name: str, group: Sequence[Pattern]) -> list[Solution]:
        """Section 18.6, Evaluation of Graph."""
        if name[0] != "?":
            return _Evaluation(self._graphs, name).group(group) if name in self._graphs else []
        found = list[Solution]()
        for graph in filter(None, self._graphs):
            inside = _Evaluation(self._graphs, graph, self._given).group(group)
            found += _joined(inside, [{name: graph}])
        return found

    def _triple(self, *terms: str) -> Iterator[Solution]:
        subject, path, value = (self._given.get(term, term) for term in terms)
        for one, two in _path(path, self._graphs[self._graph], {subject, value}):
            found = dict[str, str]()
            for term, node in ((subject, one), (value, two)):
                if found.setdefault(term, node) != node or (term[0] != "?" and term != node):
                    break
            else:
                yield {name: node for name, node in found.items() if name[0] == "?"}

    def _term(self, term: str, solution: Solution) -> str | None:
        return term if term[0] != "?" else solution.get(term, self._given.get(term))


def _path(path: str, triples: Triples, ends: set[str]) -> list[tuple[str, str]]:
    """The pairs of a property, with `*` or `?` each pair once (section 18.4)."""
    steps = [(s, o) for s, p, o in triples if p == path.rstrip("*?")]
    if path[-1] not in "*?":
        return steps
    nodes = {node for s, _, o in triples for node in (s, o)} | {e for e in ends if e[0] != "?"}
    pairs = {(node, node) for node in nodes} | set(steps)
    while path[-1] == "*" and (more := _composed(pairs, steps) - pairs):
        pairs |= more
    return sorted(pairs)


def _composed(
    pairs: set[tuple[str, str]], steps: Sequence[tuple[str, str]]
) -> set[tuple[str, str]]:
    return {(one, four) for one, two in pairs for three, four in steps if two == three}


def _joined(left: Sequence[Solution], right: Sequence[Solution]) -> list[Solution]:
    return [{**one, **two} for one in left for two in right if _fits(one, two)]


def _fits(one: Solution, two: Solution) -> bool:
    return all(two.get(name, term) == term for name, term in one.items())


def _removes(two: Solution, one: Solution) -> bool:
    return _fits(one, two) and bool(one.keys() & two.keys())


def _extended(solution: Solution, term: str | None, name: str) -> Solution:
    return solution if term is None else {**solution, name: term}


def _only(solution: Solution, names: Sequence[str]) -> Solution:
    return {name: term for name, term in solution.items() if name in names}


def _number(number: int) -> str:
    return f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>'
