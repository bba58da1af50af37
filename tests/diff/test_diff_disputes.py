"""What became of disputes and of days of writing, and which article, claim or person caused it."""

from collections.abc import Iterable

from kg.diff.conclusions import Views, view
from kg.diff.disputes import compare_datings, compare_disputes
from kg.diff.elsewhere import cause_elsewhere
from kg.diff.groups import Concluded, Dispute, Side
from kg.diff.ledger import Ledger
from kg.diff.records import ArticleChange, Cause, Change, Conclusion, Decided

ONE, OTHER = Side("40 ship", "source/a/event/e"), Side("90 ship", "claim/c")
GONE = ArticleChange("gone", "a", None, "Harbour", {}, (), ())
RULES = cause_elsewhere([], [])


def dispute(*sides: Side, iri: str = "dispute/1") -> Dispute:
    return Dispute(iri, "figure", "40 and 90 ship are given", "figures", frozenset(sides))


def concluded(*disputes: Dispute, days: Iterable[str] = ()) -> Concluded:
    datings = {f"source/{id_}": {"writtenOn": {'"2024-05-03"'}} for id_ in days}
    return Concluded({}, {}, {each.iri: each for each in disputes}, datings)


def views(left: Concluded, right: Concluded, ledger: Ledger | None = None) -> Views:
    return view(left, right, ledger or Ledger(), RULES)


def one(conclusions: Iterable[Conclusion]) -> Conclusion:
    (found,) = conclusions
    return found


def test_a_dispute_is_gone_with_the_article_of_a_side() -> None:
    ledger = Ledger()
    ledger.note_article(GONE, [])
    found = one(compare_disputes(views(concluded(dispute(ONE, OTHER)), concluded(), ledger)))
    assert (found.what, found.left, found.right) == ("gone", ("dispute/1",), ())
    assert found.causes == (Cause("article", "the article “Harbour” is gone"),)
    assert found.follows


def test_a_dispute_is_gone_with_the_claim_of_a_side() -> None:
    tagger = Cause("tagger", "1 → 2")
    ledger = Ledger()
    ledger.note(Change("claim", "gone", "b", "claim/c", None, "ninety", (), (), (tagger,)))
    found = one(compare_disputes(views(concluded(dispute(ONE, OTHER)), concluded(), ledger)))
    assert [cause.kind for cause in found.causes] == ["tagger"]
    assert found.causes[0].detail == "the claim “ninety” is gone in b (tagger: 1 → 2)"
    assert not found.follows


def test_a_dispute_that_is_new_though_all_was_there_is_the_rules_doing() -> None:
    found = one(compare_disputes(views(concluded(), concluded(dispute(ONE, OTHER)))))
    assert (found.what, found.causes) == ("new", (RULES,))


def test_a_dispute_with_a_side_more_is_changed_whatever_its_id() -> None:
    third = Side("70 ship", "claim/d")
    right = dispute(ONE, OTHER, third, iri="dispute/2")
    found = one(compare_disputes(views(concluded(dispute(ONE, OTHER)), concluded(right))))
    assert (found.what, found.left, found.right) == ("changed", ("dispute/1",), ("dispute/2",))
    assert [(f.name, f.left, f.right) for f in found.fields] == [
        ("sides", (), ("70 ship (claim/d)",))
    ]


def test_the_same_dispute_under_another_id_is_no_change() -> None:
    right = dispute(ONE, OTHER, iri="dispute/2")
    assert list(compare_disputes(views(concluded(dispute(ONE, OTHER)), concluded(right)))) == []


def test_a_day_of_writing_that_is_no_longer_concluded() -> None:
    found = one(compare_datings(views(concluded(days=["b"]), concluded())))
    assert (found.what, found.causes) == ("gone", (RULES,))


def test_what_rests_on_the_same_is_put_down_to_what_else_differs() -> None:
    read = ArticleChange("changed", "b", "b", "", {}, (), (Cause("tagger", "1 → 2"),))
    program = ArticleChange("changed", "b", "b", "", {}, (), (Cause("program", "1 → 2"),))
    person = Decided("new", "person", "they are one", None)
    assert cause_elsewhere([GONE], []).kind == "article"
    assert cause_elsewhere([], [person]).kind == "person"
    assert cause_elsewhere([GONE, read], []).kind == "elsewhere"
    assert cause_elsewhere([read], [person]).kind == "elsewhere"
    assert cause_elsewhere([GONE, program], []) == Cause("program", "1 → 2")
    assert cause_elsewhere([], []).kind == "resolution"
