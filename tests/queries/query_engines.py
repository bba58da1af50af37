"""Graphs in the store's engine and in a second one, and their answers as plain values.

An answer is a list of rows under the names of its columns. IRIs are cut to what follows the base,
numbers are numbers, and None stands where a variable is unbound.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib

from kg import queries
from kg.config import Settings
from kg.rdf.inferred import describe_inferred
from kg.rdf.ontology import describe_ontology

HERE = Path(__file__).parent
BASE = "https://kg.example/"
GRAPH = (HERE / "graph.trig").read_text(encoding="utf-8")
COPY = pyoxigraph.NamedNode(f"{BASE}graph/copy")
NUMBERS = ("integer", "decimal", "double")


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    rows: list[list[Any]]


@cache
def inferred() -> str:
    """The ontology and what follows by it from the small graph, as N-Quads."""
    lines: dict[str, str] = defaultdict(str)
    for quad in oxigraph(GRAPH):
        lines[quad.graph_name.value] += f"{quad} .\n"
    concluded = {f"{BASE}graph/{name}" for name in ("identity", "statements", "disputes")}
    articles = [(graph, lines[graph].split("\n")) for graph in lines.keys() - concluded]
    given = {graph: lines[graph] for graph in concluded} | dict([describe_ontology(Settings())])
    return given[f"{BASE}graph/ontology"] + describe_inferred(articles, given, Settings())[1]


def graphs_of(query: queries.Query) -> tuple[str, ...]:
    """What a query is asked of: the small graph, and what it needs beside that."""
    return (GRAPH, inferred()) if query.needs else (GRAPH,)


def oxigraph(*graphs: str, twice: bool = False) -> pyoxigraph.Store:
    """A store of TriG or N-Quads texts; `twice`: all that they hold stands in one more graph."""
    store = pyoxigraph.Store()
    for graph in graphs:
        trig = "GRAPH <" in graph
        form = pyoxigraph.RdfFormat.TRIG if trig else pyoxigraph.RdfFormat.N_QUADS
        store.load(graph.encode(), format=form)
    if twice:
        quads = list(store)
        store.extend(pyoxigraph.Quad(*quad.triple, COPY) for quad in quads)
    return store


def second_engine(*graphs: str) -> rdflib.Graph:
    """The same as one graph in rdflib, whose query engine is not the store's."""
    merged = rdflib.Graph()
    triples = (f"{quad.triple} ." for quad in oxigraph(*graphs))
    return merged.parse(data="\n".join(triples), format="nt")


def ask_oxigraph(store: pyoxigraph.Store, text: str) -> Table:
    found = store.query(text, use_default_graph_as_union=True)
    columns = [variable.value for variable in found.variables]
    return Table(columns, [[_plain_oxigraph(row[name]) for name in columns] for row in found])


def ask_second(graph: rdflib.Graph, text: str) -> Table:
    found = graph.query(text)
    columns = [str(variable) for variable in found.vars]
    return Table(columns, [[_plain_rdflib(term) for term in row] for row in found])


def _plain_oxigraph(term: Any) -> Any:
    if term is None:
        return None
    return _plain(term.value, term.datatype.value if isinstance(term, pyoxigraph.Literal) else "")


def _plain_rdflib(term: Any) -> Any:
    if term is None:
        return None
    datatype = term.datatype if isinstance(term, rdflib.Literal) else None
    return _plain(str(term), str(datatype or ""))


def _plain(value: str, datatype: str) -> Any:
    if datatype.rpartition("#")[2] in NUMBERS:
        return float(value) if float(value) % 1 else int(float(value))
    return value.removeprefix(BASE)
