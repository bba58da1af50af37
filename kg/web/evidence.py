"""The stored text behind a page: marked where actors, events and claims stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from kg.errors import NotFound, StoreBroken
from kg.lookup import first_report, origins
from kg.web.context import context
from kg.web.links import code
from kg.web.marks import Mark, Segment, passage, segments
from kg.web.views import Facts, Parts, Row, grouped


def of_source(facts: Facts, parts: Parts) -> dict[str, Any]:
    """The whole article, marked; no segments where its text is not kept."""
    text = article_text(code(facts.get("snapshot", [""])[0]))
    marks = [
        *_marks(parts["marks"]),
        *_marks(parts["furniture"], "furniture"),
        *_marks(parts["spans"]),  # so that any evidence can be linked to
    ]
    return {"text": segments(text, marks) if text else []}


def of_event(_: Facts, parts: Parts) -> dict[str, Any]:
    """Each article's words for an event, on whose word alone it has it, and what it puts when."""
    return {
        "words_of": grouped(parts["words"], "local"),
        "speakers_of": grouped(parts["speakers"], "local"),
        "placed": grouped(parts["links"], "place"),
    }


def of_claim(_: Facts, parts: Parts) -> dict[str, Any]:
    """The passage of a claim, marked, and the words of each hop of its chain."""
    text = article_text(parts["source"][0]["sha256"] or "") if parts["source"] else None
    return {
        "passage": _passage(text, _marks(parts["marks"])) if text else [],
        "verified": bool(text) and all(_stands(text or "", row) for row in parts["marks"]),
        "cues_of": grouped(parts["cues"], "hop"),
        "relays_of": grouped(parts["relays"], "hop"),
        "people_of": grouped(parts["people"], "part"),
        "roles_of": grouped(parts["roles"], "hop"),
        "wording_of": {row["report"]: row for row in parts["wordings"]},
        "speakers_of": {row["stated_by"]: row for row in parts["opponents"]},
        "first": first_report(parts),
        "origins": origins(parts),
    }


def article_text(sha256: str) -> str | None:
    """The stored text of that hash, None where it is not kept as it was read."""
    try:
        return context().archive.text(sha256)
    except (NotFound, StoreBroken):
        return None


def _passage(text: str, marks: Sequence[Mark]) -> list[Segment]:
    start, end = passage(text, marks)
    return segments(text, marks, start, end)


def _stands(text: str, row: Row) -> bool:
    return text[_number(row, "start") : _number(row, "end")] == row["words"]


def _marks(table: Iterable[Row], kind: str = "") -> list[Mark]:
    return [
        Mark(
            start=_number(row, "start"),
            end=_number(row, "end"),
            kind=kind or row["kind"] or "",
            target=row.get("target"),
            label=row.get("label") or row.get("reason") or "",
        )
        for row in table
    ]


def _number(row: Row, name: str) -> int:
    return int(row[name] or 0)
