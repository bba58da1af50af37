"""Whether a pack has the shapes of the graph, by pySHACL: seconds where the others take none."""

from collections.abc import Iterator

from kg.config import Settings
from kg.pack.quads import line
from kg.pack.reading import Pack, Problem
from kg.pack.selection import LEADING_OUT
from kg.rdf.check import check_shapes as violations


def check_shapes(pack: Pack) -> Iterator[Problem]:
    """The article's graph and what is concluded; of other articles a pack has excerpts alone."""
    graphs = {pack.subject.graph, *pack.subject.concluded()}
    quads = (q for q in pack.quads.all if q.graph in graphs and q.predicate not in LEADING_OUT)
    lines = "".join(map(line, sorted(quads)))
    for violation in violations(lines, Settings(base=pack.subject.base)):
        yield Problem("shapes", violation.focus, violation.message)
