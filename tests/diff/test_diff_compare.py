"""What a comparison tells of builds whose difference is known, and what it names as the cause."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diff_builds import FERRY, HARBOUR, TOOL, Told, compared, make_store
from diff_builds import no_shapes as no_shapes  # noqa: PLC0414  (a fixture for all tests here)

from kg.diff.records import Cause, Change, Comparison, Field
from kg.ids import source_id
from kg.records import Source, Tool
from kg.resolve.corrections import Correction, Corrections, Ref

NEW_TAGGER = replace(TOOL, tagger_version="2")
NEW_PROGRAM = replace(TOOL, version="1.1")
TAGGER = Cause("tagger", f"claims 1 {'1' * 12} → claims 2 {'1' * 12}")
PROGRAM = Cause("program", "kg 1.0 → kg 1.1")


@pytest.fixture(scope="session")
def stores() -> dict[object, Path]:
    """Stores by what they were made of: each is made once, and none is changed."""
    return {}


@pytest.fixture
def pair(stores: dict[object, Path], tmp_path: Path):
    """Compares the builds of two lists of articles."""

    def store(told: list[Told], options: dict[str, Any]) -> Path:
        key = (*told, *options.items())
        if key not in stores:
            stores[key] = make_store(tmp_path / str(len(stores)), *told, **options)
        return stores[key]

    def made(left: list[Told], right: list[Told], **options: Any) -> Comparison:
        return compared(store(left, {}), store(right, options))

    return made


def of_kind(found: Comparison, kind: str) -> list[Change]:
    return [change for change in found.changes if change.kind == kind]


def fields(change: Change) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {field.name: (field.left, field.right) for field in change.fields}


def test_the_same_articles_are_the_same(pair) -> None:
    found = pair([Told(HARBOUR), Told(FERRY)], [Told(FERRY), Told(HARBOUR)])
    assert found.is_same
    assert (found.articles, found.changes, found.conclusions, found.graphs) == ((), (), (), ())
    assert {count.kind: count.same for count in found.counts}["claim"] == 2


def test_another_base_is_no_difference(pair) -> None:
    found = pair([Told(HARBOUR)], [Told(HARBOUR)], base="https://news.example/kg/")
    assert found.is_same
    assert found.bases == ("https://kg.example/", "https://news.example/kg/")


def test_a_claim_that_covers_more_words_is_changed_and_not_another(pair) -> None:
    longer = "the harbour closes on Monday after the talks in Oakport"
    found = pair([Told(HARBOUR)], [Told(HARBOUR, content=longer, tool=NEW_TAGGER)])
    (claim,) = of_kind(found, "claim")
    assert claim.what == "changed"
    assert claim.left != claim.right
    start = HARBOUR.index("the harbour")
    assert fields(claim) == {
        "content": (
            (f"{start}-{start + 28} “the harbour closes on Monday”",),
            (f"{start}-{start + len(longer)} “{longer}”",),
        )
    }
    assert claim.causes == (TAGGER,)
    (count,) = [count for count in found.counts if count.kind == "claim"]
    assert (count.left, count.right, count.same, count.changed, count.new) == (1, 1, 0, 1, 0)


def test_what_else_changes_of_a_claim_is_told_by_its_property(pair) -> None:
    found = pair([Told(HARBOUR)], [Told(HARBOUR, act="promise", tool=NEW_PROGRAM)])
    (claim,) = of_kind(found, "claim")
    assert fields(claim) == {"act": (("state",), ("promise",))}
    assert claim.label == "Ada Lund: the harbour closes on Monday"
    assert claim.causes == (PROGRAM,)


def test_an_actor_with_another_id_is_the_same_where_it_hangs_on_the_same_words(pair) -> None:
    named = Told(HARBOUR, speaker="Lund", tool=NEW_PROGRAM)
    found = pair([Told(HARBOUR)], [named])
    (actor,) = of_kind(found, "actor")
    assert actor.what == "changed"
    assert fields(actor)["label"] == (("Ada Lund",), ("Lund",))
    (claim,) = of_kind(found, "claim")
    assert "speaker" not in fields(claim), "who speaks is still the same actor"


def test_what_hangs_on_other_words_is_another_thing(pair) -> None:
    found = pair([Told(HARBOUR)], [Told(HARBOUR, event="talks", tool=NEW_PROGRAM)])
    assert sorted((change.what, change.label) for change in of_kind(found, "event")) == [
        ("gone", "closes"),
        ("new", "talks"),
    ]


def test_rules_are_counted_by_what_became_of_their_resources(pair) -> None:
    right = Told(HARBOUR, event="talks", event_rule="happening-noun", tool=NEW_PROGRAM)
    found = pair([Told(HARBOUR)], [right])
    assert [(r.kind, r.rule, r.changed, r.new, r.gone) for r in found.rules] == [
        ("event", "happening-noun", 0, 1, 0),
        ("event", "happening-verb", 0, 0, 1),
    ]


def test_of_several_parts_of_a_tool_the_one_that_a_rule_works_with_is_named(pair) -> None:
    both = replace(NEW_TAGGER, version="1.1")
    found = pair([Told(HARBOUR)], [Told(HARBOUR, act="promise", event="talks", tool=both)])
    assert found.articles[0].causes == (PROGRAM, TAGGER)
    assert of_kind(found, "claim")[0].causes == (TAGGER,)
    assert of_kind(found, "event")[0].causes == (PROGRAM, TAGGER)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        (replace(TOOL, model_sha256="2" * 64), "model"),
        (replace(TOOL, authority_sha256="2" * 64), "authority"),
        (replace(TOOL, tagger=None, tagger_version=None, tagger_sha256=None), "tagger"),
    ],
)
def test_another_tool_is_a_difference_though_it_reads_the_same(
    pair, changed: Tool, part: str
) -> None:
    found = pair([Told(HARBOUR)], [Told(HARBOUR, tool=changed)])
    assert not found.is_same
    assert found.changes == ()
    assert [cause.kind for cause in found.articles[0].causes] == [part]


def test_under_one_tool_the_rules_are_the_cause(pair) -> None:
    found = pair([Told(HARBOUR)], [Told(HARBOUR, act="promise")])
    assert [cause.kind for cause in found.changes[0].causes] == ["rules"]


def test_what_an_article_says_of_itself_is_a_cause(pair) -> None:
    dated = Source(title="Harbour", published="2024-05-03")
    found = pair([Told(HARBOUR)], [Told(HARBOUR, source=dated)])
    (article,) = found.articles
    assert article.fields == (Field("datePublished", (), ("2024-05-03",)),)
    assert article.causes == (Cause("article", "datePublished: none → 2024-05-03"),)


def test_what_came_from_an_article_that_is_gone_is_counted_and_not_listed(pair) -> None:
    found = pair([Told(HARBOUR), Told(FERRY, source=Source(title="Ferry"))], [Told(HARBOUR)])
    (article,) = found.articles
    assert (article.what, article.left, article.right) == ("gone", source_id(FERRY), None)
    assert article.counts["claim"] == 1
    assert found.changes == ()
    assert found.conclusions, "the actor of both articles has one member less"
    assert all(item.follows for item in found.conclusions)
    assert found.conclusions[0].causes == (Cause("article", "the article “Ferry” is gone"),)


def test_another_text_at_the_same_address_takes_the_place_of_the_first(pair) -> None:
    source = Source(title="Harbour", url="https://news.example/harbour")
    other = Told(FERRY, source=replace(source, title="Harbour to close"))
    found = pair([Told(HARBOUR, source=source)], [other])
    (article,) = found.articles
    assert (article.what, article.left) == ("replaced", source_id(HARBOUR))
    assert article.right == source_id(FERRY)


def test_other_articles_at_other_addresses_are_gone_and_new(pair) -> None:
    left = Told(HARBOUR, source=Source(title="One", url="https://news.example/1"))
    right = Told(FERRY, source=Source(title="Two", url="https://news.example/2"))
    assert {article.what for article in pair([left], [right]).articles} == {"gone", "new"}


def split_apart() -> Corrections:
    left, right = (Ref("actor", source_id(text), "ada-lund") for text in (HARBOUR, FERRY))
    return Corrections((Correction("split", (left,), (right,), by="Mo"),))


def test_a_decision_of_a_person_is_the_cause_of_a_split(pair) -> None:
    told = [Told(HARBOUR), Told(FERRY)]
    found = pair(told, told, corrections=split_apart())
    assert found.changes == ()
    assert [(decided.what, decided.by) for decided in found.decided] == [("new", "Mo")]
    (actor,) = [item for item in found.conclusions if item.kind == "actor"]
    assert (actor.what, actor.label) == ("split", "Ada Lund")
    assert actor.causes[0].kind == "person"


def test_a_name_that_is_read_otherwise_is_the_cause_of_a_split(pair) -> None:
    other = Told(FERRY, speaker="Bo Rask", tool=NEW_PROGRAM)
    told = [Told(HARBOUR), Told(FERRY)]
    found = pair(told, [replace(told[0], tool=NEW_PROGRAM), other])
    assert {change.what for change in of_kind(found, "actor")} == {"gone", "new"}
    kinds = {(item.kind, item.what) for item in found.conclusions}
    assert ("actor", "changed") in kinds, "one member of Ada Lund is gone"
    assert ("actor", "new") in kinds
    (lund,) = [i for i in found.conclusions if (i.kind, i.what) == ("actor", "changed")]
    assert lund.causes[0].kind == "program"
    assert "“Ada Lund” is gone" in lund.causes[0].detail
