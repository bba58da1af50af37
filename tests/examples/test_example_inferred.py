"""What follows from the example graph: claim and fact stay apart, and nothing new is said."""

import pytest

from kg import queries
from kg.config import Settings
from kg.rdf.check import check_shapes
from tests.examples.example_graph import BASE, Examples

GRAPH = f"{BASE}graph/inferred"
CHECKS = [query for query in queries.all_queries() if query.folder == "checks"]
PREFIXES = """PREFIX kg: <https://kg.example/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
"""


def rows(examples: Examples, pattern: str) -> list[dict[str, str]]:
    return examples.ask(f"{PREFIXES}SELECT DISTINCT * WHERE {{ {pattern} }}")


def test_all_other_graphs_are_as_without_it(examples: Examples, reasoned: Examples) -> None:
    graphs = examples.store.graphs()
    assert GRAPH not in graphs
    assert set(reasoned.store.graphs()) == {*graphs, GRAPH}
    assert list(reasoned.store.quads(graphs)) == list(examples.store.quads())


@pytest.mark.parametrize("check", CHECKS, ids=lambda query: query.name)
def test_every_check_holds_over_it(check: queries.Query, reasoned: Examples) -> None:
    assert reasoned.store.select(check.text).rows == ()


def test_it_makes_nothing_a_kind_of_thing_that_has_to_have_evidence(reasoned: Examples) -> None:
    assert check_shapes("".join(reasoned.store.quads((GRAPH,))), Settings()) == ()


def test_no_term_of_our_own_and_no_wording_is_inferred(reasoned: Examples) -> None:
    lines = list(reasoned.store.quads((GRAPH,)))
    things = [
        line for line in lines if not line.startswith((f"<{BASE}inference>", f"<{BASE}tool/"))
    ]
    assert things
    own = "<https://kg.example/ontology#"
    assert [line for line in things if own in line.rpartition(f"<{GRAPH}>")[0]] == []
    assert [line for line in things if '"' in line] == []


def test_nothing_is_linked_that_no_article_links(reasoned: Examples) -> None:
    found = rows(
        reasoned,
        f"""GRAPH <{GRAPH}> {{ ?one ?property ?other }}
        FILTER(isIRI(?other) && !STRSTARTS(STR(?property), STR(rdf:)) && ?one != <{BASE}inference>)
        FILTER NOT EXISTS {{
          GRAPH ?stated {{ {{ ?one ?said ?other }} UNION {{ ?other ?said ?one }} }}
          FILTER(?stated != <{GRAPH}>)
        }}""".replace("STR(rdf:)", '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"'),
    )
    assert found == []


def test_nothing_but_links_to_others_is_called_the_same(reasoned: Examples) -> None:
    found = rows(reasoned, "?actor owl:sameAs ?item")
    assert found
    assert all(row["item"].startswith("http://www.wikidata.org/entity/") for row in found)
    shared = "?one owl:sameAs ?item . ?two owl:sameAs ?item . FILTER(?one != ?two)"
    assert rows(reasoned, shared) == []


def test_an_event_that_is_only_claimed_is_so_still(examples: Examples, reasoned: Examples) -> None:
    claimed = "?event a sem:Event ; kg:inSource ?source ; kg:claimedIn ?claim"
    told = """?event a sem:Event ; kg:inSource ?source
        FILTER NOT EXISTS { ?event kg:claimedIn ?claim }"""
    for pattern in (claimed, told):
        before, after = rows(examples, pattern), rows(reasoned, pattern)
        assert before
        assert sorted(map(str, after)) == sorted(map(str, before))
