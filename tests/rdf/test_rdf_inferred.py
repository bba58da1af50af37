"""The graph of what follows: what stands in it, from which batches, and where it came from."""

import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version

import owlrl
import pytest
from rdflib import BNode, Literal

from kg.config import Settings
from kg.ids import source_id
from kg.rdf import inferred, iris, reason
from kg.rdf.article import open_article
from kg.rdf.check import check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.inferred import describe_inferred
from kg.rdf.namespaces import DCTERMS, KG, OA, ORG, OWL, PROV, RDF, SCHEMA, SEM
from kg.rdf.nodes import node_of, term_of
from kg.rdf.ontology import describe_ontology, load_ontology
from kg.rdf.quads import read_quads
from kg.rdf.resolution import describe_resolution
from kg.records import Extraction, Resolution

BASE = Settings().base
GRAPH = f"{BASE}graph/inferred"


@pytest.fixture
def concluded(extraction: Extraction, resolution: Resolution) -> dict[str, str]:
    text = extraction.document.text
    sources = {source_id(text): open_article(extraction, Settings().base)}
    graphs = describe_resolution(resolution, Settings(), sources)
    return graphs | dict([describe_ontology(Settings())])


Article = tuple[str, list[str]]


def described(extraction: Extraction) -> Article:
    lines = describe_extraction(extraction, Settings()).splitlines(keepends=True)
    return iris.graph_iri(BASE, source_id(extraction.document.text)), lines


def other(extraction: Extraction) -> Article:
    """The same article with one more word at its end, which makes it and its claims others."""
    document = extraction.document
    longer = replace(extraction, document=replace(document, text=f"{document.text}End."))
    graph, lines = described(longer)
    return graph, [line.replace(f"<{BASE}claim/", f"<{BASE}claim/other-") for line in lines]


def triples(nquads: str) -> set[tuple[str, str, str]]:
    return {quad[:3] for quad in read_quads(nquads.split("\n"))}


def about_data(nquads: str) -> set[tuple[str, str, str]]:
    """All but the record of the run that made it."""
    ends = tuple(f"<{BASE}{kind}" for kind in ("inference>", "tool/reasonable"))
    return {triple for triple in triples(nquads) if not triple[0].startswith(ends)}


def test_others_can_ask_in_their_own_terms(extraction, concluded) -> None:
    _, nquads = describe_inferred([described(extraction)], concluded, Settings())
    source = source_id(extraction.document.text)
    article = f"<{iris.source_iri(BASE, source)}>"
    claim = f"<{iris.claim_iri(BASE, extraction.claims[0].id)}>"
    minister = f"<{iris.actor_iri(BASE, source, 'mara-lind')}>"
    event = f"<{iris.event_iri(BASE, source, 'warning')}>"
    found = triples(nquads)
    assert (claim, DCTERMS["source"], article) in found
    assert (minister, RDF["type"], SEM["Actor"]) in found
    assert any(s == minister and p == ORG["hasMembership"] for s, p, _ in found)
    assert any(s == event and p == SEM["eventType"] for s, p, _ in found)
    assert any(s == claim and p == SCHEMA["about"] for s, p, _ in found)
    assert any(p == RDF["type"] and o == OA["TextQuoteSelector"] for _, p, o in found)


def test_what_is_stated_is_not_repeated_and_nothing_is_trivial(extraction, concluded) -> None:
    articles = [described(extraction)]
    graph, nquads = describe_inferred(articles, concluded, Settings())
    assert graph == GRAPH
    stated = triples("".join((*articles[0][1], *concluded.values())))
    assert about_data(nquads) & stated == set()
    for subject, predicate, object_ in about_data(nquads):
        assert subject.startswith("<")
        assert not predicate.startswith((f"<{KG.iri}", f"<{OWL.iri}"))
        assert not (predicate == RDF["type"] and object_.startswith((f"<{KG.iri}", f"<{OWL.iri}")))
    assert nquads.splitlines() == sorted(set(nquads.splitlines()))
    assert "_:" not in nquads


def test_links_to_others_are_not_drawn_into_it(extraction, concluded) -> None:
    assert OWL["sameAs"] in concluded[f"{BASE}graph/identity"]
    _, nquads = describe_inferred([described(extraction)], concluded, Settings())
    ends = {
        end for s, _, o in about_data(nquads) for end in (s, o) if end.startswith("<https://who")
    }
    assert ends == set()


def test_every_inferred_thing_keeps_to_the_shapes(extraction, concluded) -> None:
    _, nquads = describe_inferred([described(extraction)], concluded, Settings())
    assert check_shapes(nquads, Settings()) == ()


def test_the_run_says_what_it_read_what_it_made_and_with_what(extraction, concluded) -> None:
    settings = Settings(recorded_at="2024-05-03T12:00:00+00:00")
    articles = [described(extraction)]
    _, nquads = describe_inferred(articles, concluded, settings)
    run = f"<{BASE}inference>"
    said = {triple[1:] for triple in triples(nquads) if triple[0] == run}
    used = {object_ for predicate, object_ in said if predicate == PROV["used"]}
    assert used == {f"<{graph}>" for graph in (*concluded, articles[0][0])}
    assert (PROV["generated"], f"<{GRAPH}>") in said
    assert any(predicate == PROV["endedAtTime"] for predicate, _ in said)
    (tool,) = (object_ for predicate, object_ in said if predicate == PROV["wasAssociatedWith"])
    about_tool = {triple[1:] for triple in triples(nquads) if triple[0] == tool}
    assert (SCHEMA["name"], '"reasonable"') in about_tool
    assert (SCHEMA["softwareVersion"], f'"{version("reasonable")}"') in about_tool


def test_the_order_of_articles_does_not_matter(extraction, concluded) -> None:
    articles = [described(extraction), other(extraction)]
    forward = describe_inferred(articles, concluded, Settings())
    assert describe_inferred(articles[::-1], concluded, Settings()) == forward


def test_an_article_adds_what_follows_of_it_and_changes_nothing_else(extraction, concluded) -> None:
    alone = describe_inferred([described(extraction)], concluded, Settings())[1]
    both = describe_inferred([described(extraction), other(extraction)], concluded, Settings())[1]
    added = triples(both) - triples(alone)
    assert triples(alone) < triples(both)
    shared = {triple[0] for triple in added} & {triple[0] for triple in triples(alone)}
    assert shared <= {f"<{BASE}inference>"}


def test_batches_of_things_across_articles_may_be_of_any_size(
    extraction, concluded, monkeypatch
) -> None:
    whole = describe_inferred([described(extraction)], concluded, Settings())
    monkeypatch.setattr(inferred, "_THINGS", 2)
    assert describe_inferred([described(extraction)], concluded, Settings()) == whole


@pytest.mark.slow
def test_the_batches_give_what_a_second_engine_gives_at_once(extraction, concluded) -> None:
    articles = [described(extraction), other(extraction)]
    lines = [line for _, text in articles for line in text]
    data = "".join((*lines, *concluded.values()))
    stated = triples(data)
    whole = load_ontology() + type(load_ontology())()
    for triple in stated:
        if triple[1] != OWL["sameAs"]:
            whole.add(tuple(map(node_of, triple)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    vocabulary = triples(concluded[f"{BASE}graph/ontology"])
    absent = f"<{BASE}source/other-1f>"  # of which a day is concluded, but no article is given
    things = {triple[0] for triple in stated - vocabulary} - {absent}
    theirs = {
        triple
        for triple in (
            tuple(map(term_of, node))
            for node in whole
            if not isinstance(node[0], Literal | BNode) and not isinstance(node[2], BNode)
        )
        if triple[0] in things and reason._is_for_others(triple[1], triple[2])
    }
    _, nquads = describe_inferred(articles, concluded, Settings())
    assert {triple for triple in about_data(nquads) if triple[0] in things} == theirs - stated


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_hash_seed(extraction, concluded, tmp_path) -> None:
    files = []
    for number, (graph, text) in enumerate([described(extraction), *concluded.items()]):
        file = tmp_path / f"{number}.nq"
        file.write_text("".join(text), encoding="utf-8")
        files.append((graph, str(file)))
    code = (
        "import sys, pathlib\nfrom kg.config import Settings\n"
        "from kg.rdf.inferred import describe_inferred\n"
        f"read = [(g, pathlib.Path(f).read_text('utf-8')) for g, f in {files!r}]\n"
        "articles = [(read[0][0], read[0][1].split(chr(10)))]\n"
        "text = describe_inferred(articles, dict(read[1:]), Settings())[1]\n"
        "sys.stdout.buffer.write(text.encode())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert outputs.pop()
