from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import iris
from kg.rdf.terms import iri
from kg.records import Decision, Key, Span, Tool

BASE = "https://kg.example/"
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(IDS, IDS)
def test_any_id_makes_an_iri_that_gives_it_back(source, actor):
    made = iris.actor_iri(BASE, source, actor)
    assert iri(made) == f"<{made}>"
    assert pyoxigraph.NamedNode(made).value == made
    assert iris.local_id(made) == actor
    assert iris.source_of(BASE, made) == source


@given(IDS, IDS, IDS, IDS)
def test_different_ids_never_share_an_iri(event, actor, other_event, other_actor):
    one = iris.participation_iri(BASE, "s", event, actor)
    other = iris.participation_iri(BASE, "s", other_event, other_actor)
    assert (one == other) == ((event, actor) == (other_event, other_actor))


@pytest.mark.parametrize(
    ("made", "path"),
    [
        (iris.source_iri(BASE, "s"), "source/s"),
        (iris.graph_iri(BASE, "s"), "graph/s"),
        (iris.extraction_iri(BASE, "s"), "source/s/extraction"),
        (iris.text_iri(BASE, "0a"), "text/0a"),
        (iris.span_iri(BASE, "0a", Span(3, 9)), "text/0a#char=3,9"),
        (iris.actor_iri(BASE, "s", "joe-biden"), "source/s/actor/joe-biden"),
        (iris.role_iri(BASE, "s", "a", Span(1, 5)), "source/s/actor/a/role/1-5"),
        (iris.event_iri(BASE, "s", "e"), "source/s/event/e"),
        (iris.participation_iri(BASE, "s", "e", "a"), "source/s/event/e/part/a"),
        (iris.link_iri(BASE, "s", "e", "part", "f/g"), "source/s/event/e/link/part/f%2Fg"),
        (iris.quantity_iri(BASE, "s", "e", Span(4, 6)), "source/s/event/e/quantity/4-6"),
        (iris.claim_iri(BASE, "c"), "claim/c"),
        (iris.relay_iri(BASE, "c", 1), "claim/c/relay/1"),
        (iris.global_actor_iri(BASE, "joe-biden-1f"), "actor/joe-biden-1f"),
        (iris.global_event_iri(BASE, "2e"), "event/2e"),
        (iris.statement_iri(BASE, "3d"), "statement/3d"),
        (iris.wording_iri(BASE, "3d", "c"), "statement/3d/wording/c"),
        (iris.dispute_iri(BASE, "4c"), "dispute/4c"),
        (iris.side_iri(BASE, "4c", 2), "dispute/4c/side/2"),
        (iris.actor_iri(BASE, "s", "a/b c"), "source/s/actor/a%2Fb%20c"),
        (iris.actor_iri(BASE, "s", ".."), "source/s/actor/%2E%2E"),
    ],
)
def test_each_kind_has_its_path(made, path):
    assert made == BASE + path


def test_a_tool_is_named_by_all_that_is_known_of_it():
    one = Tool("kg", "0.1.0", "en_core_web_md", "3.8.0", "aa")
    other = Tool("kg", "0.1.0", "en_core_web_md", "3.8.0", "bb")
    assert iris.tool_iri(BASE, one).startswith(f"{BASE}tool/kg-en-core-web-md-")
    tagged = [replace(one, tagger="claims", tagger_version=v, tagger_sha256="cc") for v in "12"]
    known = [replace(tool, authority_sha256=h) for tool in (one, tagged[0]) for h in ("dd", "ee")]
    assert len({iris.tool_iri(BASE, tool) for tool in (one, other, *tagged, *known)}) == 8


def test_the_name_of_a_tool_without_a_tagger_stays_as_it_was():
    tool = Tool("kg", "0.1.0", "en_core_web_md", "3.8.0", "0a" * 32)
    assert iris.tool_iri(BASE, tool) == f"{BASE}tool/kg-en-core-web-md-fdd6b26b82b1"


def test_decisions_over_different_kinds_of_the_same_ids_differ():
    decision = Decision(Key("s", "x"), Key("t", "x"), "same-name", 1.0, "both are called X")
    kinds = {iris.decision_iri(BASE, kind, decision) for kind in ("actor", "event", "claim")}
    assert len(kinds) == 3


def test_a_span_is_read_back_from_its_iri():
    sha256 = "0a" * 32
    assert iris.parse_span(iris.span_iri(BASE, sha256, Span(3, 9))) == (sha256, Span(3, 9))
    assert iris.parse_span(iris.text_iri(BASE, sha256)) is None


@pytest.mark.parametrize("end", ["9" * 13, "9" * 5000, "٩", "²", "-9", ""])
def test_what_is_no_count_of_characters_makes_no_span(end):
    assert iris.parse_span(f"{BASE}text/{'0a' * 32}#char=3,{end}") is None


def test_only_local_resources_belong_to_an_article():
    assert iris.source_of(BASE, f"{BASE}claim/c") is None
