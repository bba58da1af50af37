"""The graph with triple terms."""

import pyoxigraph as ox
import pytest
from export_graphs import BASE

from kg.export import selection, views
from kg.export.triple_terms import quote
from kg.store import syntaxes
from kg.store.protocol import Store

REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
KG = f"{BASE}ontology#"


@pytest.fixture(scope="module")
def quads(small: Store) -> list[ox.Quad]:
    data = b"".join(views.write(selection.everything(small, BASE), "rdf12", syntaxes.TRIG))
    return list(ox.parse(data, ox.RdfFormat.TRIG))


def term(*names: str) -> ox.Triple:
    s, p, o = names
    return ox.Triple(ox.NamedNode(BASE + s), ox.NamedNode(p), ox.NamedNode(BASE + o))


def test_a_claim_reifies_that_its_speaker_says_its_words(quads) -> None:
    says = ox.NamedNode(f"{KG}says")
    kern = ox.NamedNode(f"{BASE}source/a/actor/tobias-kern")
    (found,) = (q for q in quads if q.subject.value == f"{BASE}claim/a2" and q.predicate == REIFIES)
    assert found.object == ox.Triple(kern, says, ox.Literal("new tariffs"))
    assert found.graph_name == ox.NamedNode(f"{BASE}graph/a")
    assert not any(quad.predicate == says for quad in quads)


def test_parts_and_links_of_events_reify_what_they_are_evidence_of(quads) -> None:
    reified = {
        q.subject.value.removeprefix(BASE): q.object for q in quads if q.predicate == REIFIES
    }
    march, meeting = "source/a/event/march", "source/a/event/meeting"
    assert reified[f"{march}/part/dockworkers"] == term(
        march, f"{SEM}hasActor", "source/a/actor/dockworkers"
    )
    assert reified[f"{meeting}/link/after/march"] == term(march, f"{KG}before", meeting)


def test_all_else_is_as_in_the_store_but_for_hearsay(small: Store, quads) -> None:
    stored = {str(quad) for quad in ox.parse("".join(small.quads()), ox.RdfFormat.N_QUADS)}
    plain = {str(quad) for quad in quads if quad.predicate != REIFIES}
    assert plain <= stored
    lost = stored - plain
    assert all(f"<{SEM}hasActor>" in line or f"<{KG}before>" in line for line in lost)


@pytest.mark.parametrize("claimed", [True, False])
def test_only_what_an_article_tells_itself_is_asserted(claimed: bool) -> None:
    event, graph = f"<{BASE}source/a/event/march>", f"<{BASE}graph/a>"
    lines = [
        f"{event} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SEM}Event> {graph} .\n",
        f"{event} <{SEM}hasActor> <urn:actor> {graph} .\n",
        f"{event} <{KG}participation> <urn:part> {graph} .\n",
        f"<urn:part> <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> <urn:actor> {graph} .\n",
    ] + [f"{event} <{KG}claimedIn> <{BASE}claim/c> {graph} .\n"] * claimed
    quoted = list(quote(lines))
    assert f"<urn:part> {REIFIES} <<( {event} <{SEM}hasActor> <urn:actor> )>> {graph} .\n" in quoted
    assert (lines[1] in quoted) is not claimed
    assert set(lines) - {lines[1]} <= set(quoted)
