"""No query sorts by what a row may lack: stores put such rows in different places."""

from collections.abc import Callable, Iterator

import pytest
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from kg import queries

QUERIES = queries.all_queries()


def parts(node: CompValue) -> Iterator[CompValue]:
    """A pattern of the algebra (SPARQL 1.1, section 18.2), and all within it."""
    yield node
    for name in ("p", "p1", "p2"):
        if isinstance(node.get(name), CompValue):
            yield from parts(node[name])


def bound(node: CompValue) -> set[Variable]:
    """Variables that each solution of a pattern binds."""
    return BOUND.get(node.name, lambda node: bound(node.p))(node)


BOUND: dict[str, Callable[[CompValue], set[Variable]]] = {
    "BGP": lambda node: {t for triple in node.triples for t in triple if isinstance(t, Variable)},
    "values": lambda node: set.intersection(
        *({name for name, value in row.items() if value != "UNDEF"} for row in node.res)
    ),
    "Join": lambda node: bound(node.p1) | bound(node.p2),
    "Union": lambda node: bound(node.p1) & bound(node.p2),
    "LeftJoin": lambda node: bound(node.p1),
    "Minus": lambda node: bound(node.p1),
    "Graph": lambda node: bound(node.p) | {node.term},
    "Extend": lambda node: bound(node.p) | {node.var},
    "AggregateJoin": lambda node: bound(node.p) | {aggregate.res for aggregate in node.A},
    "Project": lambda node: bound(node.p) & set(node.PV),
}


def unsure(text: str) -> set[str]:
    """Variables that are sorted by, themselves or as text, and are not always bound."""
    orders = [part for part in parts(prepareQuery(text).algebra) if part.name == "OrderBy"]
    keys = [(order, condition.expr) for order in orders for condition in order.expr]
    plain = [(order, key.arg if _is_text(key) else key) for order, key in keys]
    return {
        str(key) for order, key in plain if isinstance(key, Variable) and key not in bound(order.p)
    }


def _is_text(key: object) -> bool:
    return isinstance(key, CompValue) and key.name == "Builtin_STR"


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_rows_are_sorted_by_what_they_have(query: queries.Query) -> None:
    assert unsure(query.text) == set()


def test_what_may_be_missing_is_found() -> None:
    optional = "SELECT * { ?a ?b ?c OPTIONAL { ?a <urn:time> ?time } } ORDER BY "
    assert unsure(f"{optional} ?a DESC(?time)") == {"time"}
    assert unsure(f"{optional} STR(?time)") == {"time"}
    assert unsure(f"{optional} ?c COALESCE(STR(?time), '')") == set()
