"""Extractions from a short description, for tests: texts are made so that all spans hold."""

from pathlib import Path
from typing import Any

import yaml

from kg.ids import source_id
from kg.records import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Key,
    Mention,
    Participant,
    Quantity,
    Relay,
    Role,
    Source,
    Span,
    Time,
    Tool,
)

CASES = Path(__file__).parent.parent / "cases" / "resolve"
TOOL = Tool("kg", "0", "model", "0", "0")
ANY = Span(0, 1)


class _Text:
    """A text that grows by paragraphs."""

    def __init__(self, name: str) -> None:
        self.text = f"Report {name}"

    def add(self, words: str, before: str = "", after: str = "") -> Span:
        start = len(self.text) + 1 + len(before)
        self.text += f"\n{before}{words}{after}"
        return Span(start, start + len(words))


def extraction(name: str, draft: dict[str, Any]) -> Extraction:
    """One article: `actors`, `events` and `claims` by id, each as briefly as it can be told."""
    text = _Text(name)
    actors = tuple(_actor(text, *item) for item in draft.get("actors", {}).items())
    events = tuple(_event(text, *item) for item in draft.get("events", {}).items())
    claims = tuple(_claim(text, *item) for item in draft.get("claims", {}).items())
    document = Document(name, f"/{name}", text.text, Source())
    return Extraction(document, TOOL, None, actors, events, claims)


def extractions(drafts: dict[str, dict[str, Any]]) -> dict[str, Extraction]:
    return {name: extraction(name, draft) for name, draft in drafts.items()}


def key(found: dict[str, Extraction], place: str) -> Key:
    """The key of `ARTICLE.local-id`."""
    name, local = place.split(".", 1)
    return Key(source_id(found[name].document.text), local)


def cases(name: str) -> list[Any]:
    """The cases of a file in tests/cases/resolve."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def _actor(text: _Text, local: str, draft: dict[str, Any]) -> Actor:
    type_ = draft.get("type", "Person")
    surfaces = [] if draft.get("described") else [draft["name"], *draft.get("called", [])]
    return Actor(
        id=local,
        name=draft["name"],
        type=type_,
        mentions=tuple(Mention(text.add(surface), "test") for surface in surfaces),
        roles=tuple(Role(title, ANY, party) for title, party in draft.get("roles", {}).items()),
        party=draft.get("party"),
        same_as=tuple(draft.get("same_as", [])),
    )


def _event(text: _Text, local: str, draft: dict[str, Any]) -> Event:
    parts = draft.get("participants", {})
    roles = parts if isinstance(parts, dict) else dict.fromkeys(parts, "participant")
    words = draft.get("words", "event")
    return Event(
        id=local,
        type=draft.get("type", "CONSULT"),
        label=words,
        status=draft.get("status", "occurred"),
        triggers=(Mention(text.add(words), "test"),),
        time=Time(str(draft["time"]), ANY, "test") if "time" in draft else None,
        place=draft.get("place"),
        participants=tuple(Participant(actor, role, ANY) for actor, role in roles.items()),
        quantities=tuple(
            Quantity(value, unit, text.add(f"{value} {unit}"))
            for unit, values in draft.get("quantities", {}).items()
            for value in (values if isinstance(values, list) else [values])
        ),
    )


def _claim(text: _Text, local: str, draft: dict[str, Any]) -> Claim:
    content = text.add(draft["says"], draft.get("before", ""), draft.get("after", ""))
    return Claim(
        id=local,
        speaker=draft["speaker"],
        speaker_reason="test",
        source_span=None,
        cue=None,
        content=(content,),
        kind="indirect",
        act=draft.get("act", "state"),
        rule="test",
        polarity=draft.get("polarity", "positive"),
        nested_in=draft.get("nested_in"),
        relayed_by=tuple(Relay(name, ANY) for name in draft.get("relays", [])),
        about=tuple(draft.get("about", [])),
    )
