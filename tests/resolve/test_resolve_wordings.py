"""How the words of a statement change from one claim to the next."""

from typing import Any

import pytest
from resolve_drafts import extractions, key

from kg.records import Extraction, Statement, Wording
from kg.resolve import resolve

CAST = {"ana": {"name": "Ana Lindqvist"}}
FIRST = {"speaker": "ana", "says": "the storm may close the northern bridge at night"}


def built(drafts: dict[str, dict[str, Any]]) -> dict[str, Extraction]:
    """One claim an article; `published` is its day."""
    return extractions(
        {
            name: {
                "actors": CAST,
                "claims": {"c": {k: v for k, v in draft.items() if k != "published"}},
                **{k: v for k, v in draft.items() if k == "published"},
            }
            for name, draft in drafts.items()
        }
    )


def the_statement(found: dict[str, Extraction]) -> Statement:
    (statement,) = resolve(found.values()).statements
    return statement


def wording_of(found: dict[str, Extraction], name: str) -> Wording:
    wordings = {wording.claim: wording for wording in the_statement(found).wordings}
    return wordings[key(found, f"{name}.c")]


def test_each_member_has_one_wording_and_one_base() -> None:
    found = built({"A": FIRST, "B": FIRST | {"says": "the storm will close the northern bridge"}})
    statement = the_statement(found)
    assert {wording.claim for wording in statement.wordings} == set(statement.members)
    (base,) = {wording.base for wording in statement.wordings}
    assert wording_of(found, "A") == Wording(base, base)


def test_what_was_added_dropped_and_strengthened() -> None:
    second = {"speaker": "ana", "act": "warn", "says": "the great storm will close the bridge"}
    found = built(
        {"A": FIRST | {"published": "2024-03-05"}, "B": second | {"published": "2024-03-06"}}
    )
    changed = wording_of(found, "B")
    assert changed.base == key(found, "A.c")
    assert changed.added == ("great",)
    assert changed.dropped == ("night", "northern")
    assert changed.stronger == ("state → warn", "may → will")
    assert changed.weaker == ()


def test_what_was_weakened() -> None:
    later = FIRST | {"act": "request", "says": "the council to close the northern bridge"}
    first = later | {"act": "demand", "published": "2024-03-05"}
    found = built({"A": first, "B": later | {"published": "2024-03-06"}})
    assert wording_of(found, "B").weaker == ("demand → request",)


@pytest.mark.parametrize(("days", "base"), [(("06", "05"), "B"), (("05", None), "A")])
def test_the_base_is_the_earliest_or_the_fullest(days: tuple[str, str | None], base: str) -> None:
    texts = {"A": FIRST, "B": FIRST | {"says": "the storm may close the bridge"}}
    found = built(
        {
            name: draft | ({"published": f"2024-03-{day}"} if day else {})
            for (name, draft), day in zip(texts.items(), days, strict=True)
        }
    )
    assert {wording.base for wording in the_statement(found).wordings} == {key(found, f"{base}.c")}


def test_other_words_for_the_same_change_nothing() -> None:
    found = built(
        {"A": FIRST, "B": FIRST | {"says": "at night the storm might shut the northern bridge"}}
    )
    other = wording_of(found, "B" if wording_of(found, "A").base == key(found, "A.c") else "A")
    assert (other.added, other.dropped, other.stronger, other.weaker) == ((), (), (), ())


def test_words_of_several_steps_are_not_compared() -> None:
    mixed = FIRST | {"says": "the storm may close the northern bridge, and will close it at night"}
    found = built({"A": FIRST, "B": mixed})
    assert all(not w.stronger and not w.weaker for w in the_statement(found).wordings)
