"""Nanopublications, judged by the package `nanopub`."""

import re
import sys
from collections import defaultdict

import pytest
from export_graphs import BASE, copies, graphs_of, small_graph
from rdflib import RDF, Dataset, Namespace, URIRef

from kg import errors
from kg.export import nanopub, selection, views
from kg.store import syntaxes
from kg.store.embedded import open_store
from kg.store.protocol import Store

package = pytest.importorskip("nanopub", reason="the package nanopub is not installed")
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

KG = Namespace(f"{BASE}ontology#")
CODE = re.compile(rf"{BASE}np/RA[A-Za-z0-9_-]{{43}}")


def published(chosen: selection.Selection) -> dict[str, str]:
    """N-Quads of each nanopublication by its IRI."""
    data = b"".join(views.write(chosen, "nanopub", syntaxes.NQUADS)).decode()
    found: dict[str, str] = defaultdict(str)
    for line in data.split("\n")[:-1]:
        found[line.rsplit(" ", 2)[1][1:-1].rpartition("/")[0]] += f"{line}\n"
    return found


def read(lines: str) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=lines, format="nquads")
    return dataset


def claim_of(lines: str) -> str:
    (claim,) = re.findall(r"<http://purl.org/dc/terms/subject> <([^>]*)>", lines)
    return claim.removeprefix(f"{BASE}claim/")


@pytest.fixture(scope="module")
def all_(small: Store) -> dict[str, str]:
    return published(selection.everything(small, BASE))


def test_each_claim_has_one(all_) -> None:
    assert sorted(map(claim_of, all_.values())) == sorted(
        [f"a{n}" for n in range(1, 5)] + [f"b{n}" for n in range(1, 7)]
        + [f"c{n}" for n in range(1, 5)]
    )  # fmt: skip
    assert all(CODE.fullmatch(iri) for iri in all_)


def test_the_package_finds_all_of_them_valid(all_) -> None:
    for iri, lines in all_.items():
        found = package.Nanopub(rdf=read(lines))
        assert found.is_valid
        assert found.has_valid_trusty
        assert str(found.source_uri) == iri


@pytest.mark.parametrize("old", ['"new tariffs"', "confidence", "reporting-verb", "/a1>", "warn>"])
def test_the_package_finds_every_change(all_, old: str) -> None:
    (lines,) = (lines for lines in all_.values() if claim_of(lines) == "a2")
    assert old in lines
    with pytest.raises(package.utils.MalformedNanopubError):
        package.Nanopub(rdf=read(lines.replace(old, f"x{old}" if old[0] != '"' else '"others"')))


def test_it_asserts_that_the_claim_was_made_and_not_what_it_says(all_) -> None:
    (iri, lines), = ((i, t) for i, t in all_.items() if claim_of(t) == "b5")  # fmt: skip
    graph = read(lines).graph(URIRef(f"{iri}/assertion"))
    claims = set(graph.subjects(RDF.type, KG.Claim))
    assert claims == {URIRef(f"{BASE}claim/b{number}") for number in (3, 4, 5)}
    speakers = set(graph.objects(None, KG.speaker)) | set(graph.objects(None, KG.addressee))
    assert set(graph.subjects()) == claims | speakers
    assert {str(kind).rpartition("/")[2] for kind in graph.objects(None, RDF.type)} == {
        "ontology#Claim", "Person", "ontology#Group", "Place"
    }  # fmt: skip


def test_it_says_where_it_is_from_and_what_made_it(all_) -> None:
    (iri, lines), = ((i, t) for i, t in all_.items() if claim_of(t) == "a2")  # fmt: skip
    graphs = {
        name: read(lines).graph(URIRef(f"{iri}/{name}")) for name in ("provenance", "pubinfo")
    }
    prov = Namespace("http://www.w3.org/ns/prov#")
    assertion = URIRef(f"{iri}/assertion")
    assert (assertion, prov.wasDerivedFrom, URIRef(f"{BASE}source/a")) in graphs["provenance"]
    exact = Namespace("http://www.w3.org/ns/oa#").exact
    words = {str(text) for text in graphs["provenance"].objects(None, exact)}
    assert {"warned", "new tariffs", "President Tobias Kern", "told"} <= words
    creator = URIRef("http://purl.org/dc/terms/creator")
    assert (URIRef(iri), creator, URIRef(f"{BASE}tool/kg")) in graphs["pubinfo"]
    assert (URIRef(f"{BASE}tool/kg"), KG.model, None) in graphs["pubinfo"]


def test_another_article_changes_none(all_, tmp_path) -> None:
    lines = small_graph()
    more = copies([line for line in lines if "graph/a>" in line], "z")
    store = open_store(tmp_path)
    store.replace(graphs_of([*lines, *more]))
    now = published(selection.everything(store, BASE))
    store.close()
    assert all_.items() < now.items()


def test_without_the_package_the_message_says_how_to_get_it(small, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "nanopub.trustyuri.rdf", None)
    (facts,) = selection.of_source(small, BASE, "a").facts()
    with pytest.raises(errors.Unavailable, match=r"pip install -e '\.\[nanopub\]'"):
        list(nanopub.describe(facts, None, BASE))
