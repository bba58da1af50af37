"""Whether the engine gives for a pattern of `GRAPH ?g { … }` what the standard gives.

That the solutions are the same is seen as follows. Say that E are those of the standard in graph
i, F those of the engine, which has ?g = i wherever a triple matched, and that J joins with ?g = i.
Then J(E) = J(F) for triples, paths and values, and this goes over to joins and unions. It goes over
to FILTER, BIND, OPTIONAL and EXISTS where these do not look at ?g, or where a triple of the same
group has bound it before: then only solutions with ?g = i count anyway. What stands on their left
has to know the graph in F, by a triple, or by being nothing at all, which the engine takes for the
graph itself. MINUS removes more in F, where both sides have ?g, unless they share another variable
in all their solutions. Of a query in braces the engine forgets the graph.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from kg.sparql.patterns import Element, Group, is_word, names
from kg.sparql.terminals import Token


@dataclass(slots=True)
class _Facts:
    """What is known of the solutions of a group, or of its elements so far.

    `bound` are variables that all have by a triple or a value; `knows` tells whether the engine has
    the graph in all of them. A group that is `empty` so far is the graph itself to the engine.
    """

    bound: set[str] = field(default_factory=set)
    knows: bool = True
    empty: bool = True

    def join(self, bound: set[str], *, knows: bool) -> None:
        """Take an element in that is joined with those before it."""
        self.knows = knows if self.empty else self.knows or knows
        self.empty = False
        self.bound |= bound


@dataclass(slots=True)
class Findings:
    """Where a pattern asks for more than the engine does.

    `scope` tells that it has to be evaluated graph by graph; `minus` are the places of MINUS that
    share no variable for certain with what is before them.
    """

    scope: bool = False
    minus: set[int] = field(default_factory=set)


class Reading:
    """Reads the pattern of a graph variable."""

    def __init__(self, found: Sequence[Token], graph: str) -> None:
        self._found, self._graph = found, graph
        self.findings = Findings()

    def pattern(self, group: Group) -> Findings:
        """The findings of the whole pattern."""
        if not self.group(group).knows:
            self.findings.scope = True
        return self.findings

    def group(self, group: Group, seen: Set[str] = frozenset()) -> _Facts:
        """The facts of a group whose filters see the variables `seen`, being bound, too."""
        facts = _Facts()
        if group.select:
            self.findings.scope = True
            self.group(group.select.where)
            return _Facts(knows=False, empty=False)
        for element in group.elements:
            if element.kind != "filter":
                self._element(element, facts)
        for element in group.elements:
            if element.kind == "filter":
                self._looks(element, facts.bound | seen, facts.knows)
                facts.empty = False
        return facts

    def _element(self, element: Element, facts: _Facts) -> None:
        match element.kind:
            case "triples":
                facts.join(self._names(element), knows=True)
            case "values":
                facts.join(self._values(element), knows=False)
            case "service":
                facts.join(set(), knows=False)
            case "union":
                self._union(element, facts)
            case "graph":
                self._other_graph(element, facts)
            case "bind":
                self._bind(element, facts)
            case _:
                self._beside(element, facts)

    def _union(self, element: Element, facts: _Facts) -> None:
        parts = [self.group(each) for each in element.groups]
        if len(parts) == 1 and parts[0].empty:
            return  # the engine drops it
        bound = set.intersection(*(part.bound for part in parts))
        facts.join(bound, knows=all(part.knows for part in parts))

    def _beside(self, element: Element, facts: _Facts) -> None:
        """OPTIONAL or MINUS: its ?g is that of what is before it only if that has bound it."""
        unseen = self._graph in self._names(element) - facts.bound
        self.findings.scope |= unseen or not facts.knows
        facts.empty = False
        if element.kind == "optional":
            self.group(element.groups[0], facts.bound)
        elif not facts.bound & self.group(element.groups[0]).bound:
            self.findings.minus.add(element.start)

    def _other_graph(self, element: Element, facts: _Facts) -> None:
        """A graph of its own: what stands there has been evaluated in it, whatever surrounds it."""
        name = self._found[element.start + 1]
        own = Reading(self._found, "")
        bound = own.group(element.groups[0]).bound | names([name])
        self.findings.minus |= own.findings.minus  # there too, LATERAL lets the graph be seen
        facts.join(bound, knows=self._graph in names([name]))

    def _bind(self, element: Element, facts: _Facts) -> None:
        self._looks(element, facts.bound, facts.knows)
        if self._graph == self._found[element.end - 2].text[1:]:
            self.findings.scope = True
        facts.empty = False

    def _looks(self, element: Element, bound: Set[str], knows: bool) -> None:
        """An expression that is evaluated on solutions in which some variables are bound."""
        if self._graph in self._names(element) - bound:
            self.findings.scope = True
        inside = Reading(self._found, "" if self._graph in bound else self._graph)
        for group in element.groups:
            inside.group(group, bound)
            self.findings.scope |= not knows
        self.findings.scope |= inside.findings.scope
        self.findings.minus |= inside.findings.minus

    def _values(self, element: Element) -> set[str]:
        inside = self._found[element.start : element.end]
        return set() if any(is_word(token, "UNDEF") for token in inside) else names(inside)

    def _names(self, element: Element) -> set[str]:
        return names(self._found[element.start : element.end])
