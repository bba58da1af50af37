"""What is a conflict and what is none: all disputes of each case in tests/cases/disputes."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from resolve_drafts import extractions, key, with_all_names

from kg.ids import source_id
from kg.records import Dispute, DisputeKind, Extraction, Resolution, global_ids
from kg.resolve import resolve
from kg.resolve.disputes import KINDS

FOLDER = Path(__file__).parent.parent / "cases" / "disputes"
FILES = sorted(FOLDER.glob("*.yaml"))
FEWEST_CASES = 8
CAST = {
    "ana": {"name": "Ana Lindqvist"},
    "ben": {"name": "Ben Okafor"},
    "cem": {"name": "Cem Aydin", "roles": {"mayor": "town"}},
    "dia": {"name": "Dia Moreau", "roles": {"spokeswoman": "board"}},
    "pier": {"name": "Long Pier", "type": "Place"},
    "town": {"name": "Esterwick", "type": "Place"},
    "norland": {"name": "Norland", "type": "Place"},
    "sudria": {"name": "Sudria", "type": "Place"},
    "board": {"name": "Harbour Board", "type": "Organization"},
    "office": {
        "name": "Harbour Board spokesman", "type": "Role", "described": True, "party": "board",
    },
    "official": {"name": "port official", "type": "Role", "described": True},
    "officer": {"name": "customs officer", "type": "Role", "described": True},
    "wire": {"name": "Coast Press", "type": "Organization"},
    "nobody": {"name": "unspecified source", "type": "Role", "described": True},
}  # fmt: skip


def read_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in FILES
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def built(case: dict[str, Any]) -> dict[str, Extraction]:
    drafts = {name: {"actors": CAST, **draft} for name, draft in case["articles"].items()}
    return {name: with_all_names(found) for name, found in extractions(drafts).items()}


def told(dispute: Dispute) -> tuple[str, list[str]]:
    return dispute.kind, sorted(side.value for side in dispute.sides)


@pytest.mark.parametrize("case", read_cases())
def test_disputes(case: dict[str, Any]) -> None:
    found = built(case)
    resolution = resolve(found.values())
    wanted = sorted(case["disputes"], key=lambda w: (w["kind"], sorted(map(str, w["sides"]))))
    made = sorted(resolution.disputes, key=told)
    assert [told(dispute) for dispute in made] == [
        (want["kind"], sorted(map(str, want["sides"]))) for want in wanted
    ]
    for dispute, want in zip(made, wanted, strict=True):
        assert dispute.reason == want.get("reason", dispute.reason)
        assert dispute.rule == want.get("rule", dispute.rule)
        check_sides(found, dispute, want)
        check_subject(resolution, found, dispute.subject, want)


def check_sides(found: dict[str, Extraction], dispute: Dispute, want: dict[str, Any]) -> None:
    """Each side is a claim or event of its article, and its words are there to be read."""
    texts = {source_id(each.document.text): each for each in found.values()}
    words = [side.span.of(texts[side.key.source].document.text) for side in dispute.sides]
    assert sorted(words) == sorted(want.get("words", words))
    for side in dispute.sides:
        extraction = texts[side.key.source]
        assert side.key.id in {item.id for item in (*extraction.claims, *extraction.events)}


def check_subject(
    resolution: Resolution, found: dict[str, Extraction], subject: str, want: dict[str, Any]
) -> None:
    known = global_ids((*resolution.actors, *resolution.events, *resolution.statements))
    assert subject in known.values()
    if "subject" in want:
        assert subject == known[key(found, want["subject"])]


def test_each_kind_has_its_cases_of_both_sorts() -> None:
    assert {f"{kind}s" if kind != "status" else "statuses" for kind in KINDS} == {
        file.stem for file in FILES
    }
    for file in FILES:
        cases = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert len(cases) >= FEWEST_CASES, file.stem
        assert any(case["disputes"] for case in cases)
        assert any(not case["disputes"] for case in cases)


def test_the_table_has_every_kind() -> None:
    assert set(KINDS) == set(DisputeKind.__args__)
    assert all(find.__doc__ for find in KINDS.values())


def test_the_order_of_articles_changes_nothing() -> None:
    case = next(case.values[0] for case in read_cases() if case.values[0]["disputes"])
    found = list(built(case).values())
    assert resolve(found).disputes == resolve(found[::-1]).disputes


def test_span_of_a_side_is_the_figure() -> None:
    event = {"words": "march", "time": "2024-03-05", "participants": ["ana", "ben"]}
    drafts: dict[str, Any] = {
        name: {"actors": CAST, "events": {"e": event | {"quantities": {"marcher": number}}}}
        for name, number in (("A", 300), ("B", 450))
    }
    found = extractions(drafts)
    (dispute,) = resolve(found.values()).disputes
    words = [
        side.span.of(found[name].document.text)
        for name, side in zip("AB", dispute.sides, strict=True)
    ]
    assert words == ["300 marcher", "450 marcher"]
    assert [side.key for side in dispute.sides] == [key(found, "A.e"), key(found, "B.e")]
