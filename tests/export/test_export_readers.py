"""Each view in each of its forms, read back by other implementations: the same statements.

There are no blank nodes, so that graphs are equal where their sorted statements are.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from export_graphs import BASE, ROOT, graphs_of, small_graph
from pyld import jsonld
from rdflib import Dataset

from kg import errors
from kg.export import selection, views
from kg.resources import load_context
from kg.store import syntaxes
from kg.store.embedded import open_store
from kg.store.jsonld import PUBLISHED
from kg.store.protocol import Store

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

WITH_GRAPHS = {syntaxes.NQUADS, syntaxes.TRIG, syntaxes.JSONLD}
RDFLIB = {"nquads": "nquads", "ntriples": "nt", "turtle": "turtle", "trig": "trig",
          "rdfxml": "xml", "jsonld": "json-ld"}  # fmt: skip
RDF = [
    (view.name, form)
    for view in views.VIEWS.values()
    for form in view.forms
    if view.name != "claims"
]
# rdflib has no RDF 1.2.
PLAIN = [(view, form) for view, form in RDF if view != "rdf12"]

Read = Callable[[bytes, syntaxes.Syntax], set[str]]


def by_oxigraph(data: bytes, form: syntaxes.Syntax) -> set[str]:
    quads = ox.parse(data, ox.RdfFormat.from_media_type(form.media_type), base_iri="urn:none:")
    return {str(quad) for quad in quads}


def by_rdflib(data: bytes, form: syntaxes.Syntax) -> set[str]:
    parsed = Dataset()
    parsed.parse(data=data, format=RDFLIB[form.name], publicID="urn:none:")
    found = set()
    for s, p, o, graph in parsed.quads():
        name = str(getattr(graph, "identifier", graph))
        known = "" if name.startswith("urn:") or graph is None else f" <{name}>"
        found.add(f"{s.n3()} {p.n3()} {o.n3()}{known}")
    return found


def by_pyld(data: bytes, _form: syntaxes.Syntax) -> set[str]:
    lines = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    return by_oxigraph(lines.encode(), syntaxes.NQUADS)


def export(store: Store, view: str, form: syntaxes.Syntax, **options: str) -> bytes:
    return b"".join(views.write(selection.everything(store, BASE), view, form, **options))


def expected(store: Store, view: str, form: syntaxes.Syntax, read: Read) -> set[str]:
    """What the N-Quads of a view say to a reader, without graphs where the form has none."""
    quads = ox.parse(export(store, view, syntaxes.NQUADS), ox.RdfFormat.N_QUADS)
    items = (quad if form in WITH_GRAPHS else quad.triple for quad in quads)
    lines = (f"{item} .\n" for item in items)
    return read("".join(lines).encode(), syntaxes.NQUADS)


@pytest.mark.parametrize(("view", "form"), RDF, ids=lambda item: getattr(item, "name", item))
def test_pyoxigraph_reads_the_same(small: Store, view: str, form: syntaxes.Syntax) -> None:
    found = by_oxigraph(export(small, view, form), form)
    assert sorted(found) == sorted(expected(small, view, form, by_oxigraph))
    assert len(found) > 30
    assert not any("_:" in line.split('"')[0] for line in found)


@pytest.mark.parametrize(("view", "form"), PLAIN, ids=lambda item: getattr(item, "name", item))
def test_rdflib_reads_the_same(small: Store, view: str, form: syntaxes.Syntax) -> None:
    found = by_rdflib(export(small, view, form), form)
    assert sorted(found) == sorted(expected(small, view, form, by_rdflib))


@pytest.mark.parametrize("view", ["graph", "nanopub", "schema"])
def test_pyld_reads_the_same(small: Store, view: str) -> None:
    found = by_pyld(export(small, view, syntaxes.JSONLD), syntaxes.JSONLD)
    assert sorted(found) == sorted(expected(small, view, syntaxes.JSONLD, by_oxigraph))


def test_the_graph_is_what_the_store_holds(small: Store) -> None:
    assert export(small, "graph", syntaxes.NQUADS).decode() == "".join(small.quads())


def test_with_the_published_context_the_same_is_read(small: Store) -> None:
    document = export(small, "graph", syntaxes.JSONLD, context=PUBLISHED)
    assert json.loads(document)["@context"] == PUBLISHED

    def load(address: str, _options: object) -> dict[str, object]:
        assert address == PUBLISHED
        return {"document": {"@context": load_context()}, "documentUrl": address,
                "contextUrl": None, "contentType": "application/ld+json"}  # fmt: skip

    options = {"format": "application/n-quads", "documentLoader": load}
    lines = jsonld.to_rdf(json.loads(document), options)
    assert by_oxigraph(lines.encode(), syntaxes.NQUADS) == expected(
        small, "graph", syntaxes.JSONLD, by_oxigraph
    )


@pytest.mark.parametrize(("view", "form"), [*RDF, ("claims", syntaxes.CSV)],
                         ids=lambda item: getattr(item, "name", item))  # fmt: skip
def test_a_second_export_has_the_same_bytes(small: Store, view: str, form: syntaxes.Syntax) -> None:
    assert export(small, view, form) == export(small, view, form)


HASHER = f"""
import hashlib, sys
from pathlib import Path
from kg.export import selection, views
from kg.store.embedded import open_store

store = open_store(Path(sys.argv[1]), read_only=True)
for view in views.VIEWS.values():
    for form in view.forms:
        data = b"".join(views.write(selection.everything(store, "{BASE}"), view.name, form))
        print(hashlib.sha256(data).hexdigest())
store.close()
"""


@pytest.mark.slow
def test_processes_with_other_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.replace(graphs_of(small_graph()))
    store.close()
    outputs = {
        subprocess.run(
            [sys.executable, "-c", HASHER, tmp_path],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "12345")
    }
    (output,) = outputs
    assert len(output.split()) == len(RDF) + 1


@pytest.mark.parametrize(
    ("view", "form"),
    [("graph", syntaxes.CSV), ("claims", syntaxes.TURTLE), ("nanopub", syntaxes.TURTLE),
     ("rdf12", syntaxes.JSONLD)],
)  # fmt: skip
def test_a_form_that_cannot_hold_a_view_is_refused(small: Store, view: str, form) -> None:
    with pytest.raises(errors.BadRequest, match=f"{form.name} cannot hold .*: use "):
        export(small, view, form)


def names(forms: Iterable[syntaxes.Syntax]) -> set[str]:
    return {form.name for form in forms}


def test_every_form_is_tried_here() -> None:
    assert names(form for _, form in RDF) == names(syntaxes.GRAPHS) == RDFLIB.keys()
