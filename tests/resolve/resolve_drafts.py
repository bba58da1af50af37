"""Extractions from a short description, for tests: texts are made so that all spans hold.

An article may be `published` on a day, and its times be read against it (`dated`). A claim `says`
something, with the words `before` and `after` it, in which [brackets] mark the source and {braces}
the cue; or the words stand `within` those of an earlier claim. An event is named by `words`; `told`
are lines in which [brackets] mark it; `in` is the claim whose content names it, and `quantities_in`
are figures by the claims that give them.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from kg.ids import source_id
from kg.records import (
    GOING_ON,
    Actor,
    Claim,
    Document,
    Event,
    EventLink,
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

    def add_marked(self, line: str) -> dict[str, Span]:
        """Add a line; the spans of its first [, { and < marks, which are left out of the text."""
        start, spans = len(self.text) + 1, dict[str, Span]()
        while match := re.search(r"\[([^\]]*)\]|\{([^}]*)\}|<([^>]*)>", line):
            inner = next(group for group in match.groups() if group is not None)
            begin = start + match.start()
            spans[match[0][0]] = Span(begin, begin + len(inner))
            line = line[: match.start()] + inner + line[match.end() :]
        self.text += f"\n{line}"
        return spans


def extraction(name: str, draft: dict[str, Any]) -> Extraction:
    """One article: `actors`, `events` and `claims` by id, each as briefly as it can be told."""
    text = _Text(name)
    actors = tuple(_actor(text, *item) for item in draft.get("actors", {}).items())
    said: dict[str, Span] = {}
    claims = tuple(_claim(text, said, *item) for item in draft.get("claims", {}).items())
    events = tuple(_event(text, said, *item) for item in draft.get("events", {}).items())
    published = str(draft["published"]) if "published" in draft else None
    document = Document(name, f"/{name}", text.text, Source(published=published))
    day = Time(published, ANY, "test") if published and draft.get("dated") else None
    return Extraction(document, TOOL, day, actors, events, claims, _links(draft))


def with_all_names(found: Extraction) -> Extraction:
    """The same, with a mention of each named actor wherever its name stands in the text."""
    text = found.document.text
    actors = tuple(
        replace(actor, mentions=tuple(_mentions(text, actor.name))) if actor.mentions else actor
        for actor in found.actors
    )
    return replace(found, actors=actors)


def _mentions(text: str, name: str) -> list[Mention]:
    found = re.finditer(rf"\b{re.escape(name)}\b", text)
    return [Mention(Span(*match.span()), "test") for match in found]


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


def _event(text: _Text, said: dict[str, Span], local: str, draft: dict[str, Any]) -> Event:
    parts = draft.get("participants", {})
    roles = parts if isinstance(parts, dict) else dict.fromkeys(parts, "participant")
    words = draft.get("words", "event")
    return Event(
        id=local,
        type=draft.get("type", "CONSULT"),
        label=words,
        status=draft.get("status", "occurred"),
        triggers=tuple(Mention(s, "happening-noun") for s in _triggers(text, said, words, draft)),
        time=_time(draft, "time"),
        truncated=_time(draft, "truncated"),
        place=draft.get("place"),
        claimed_in=tuple(draft.get("claimed_in", ())),
        participants=tuple(Participant(actor, role, ANY) for actor, role in roles.items()),
        quantities=tuple(
            Quantity(value, unit, _quantity(text, said, f"{value} {unit}", claim))
            for claim, value, unit in _counts(draft)
        ),
    )


def _time(draft: dict[str, Any], field: str) -> Time | None:
    """A time, by the rule `going-on` where the draft says so."""
    rule = GOING_ON if draft.get("going_on") else "test"
    return Time(str(draft[field]), ANY, rule) if field in draft else None


def _links(draft: dict[str, Any]) -> tuple[EventLink, ...]:
    """Links that are told as `[event, relation, other]`."""
    return tuple(EventLink(r, e, o, ANY, "test") for e, r, o in draft.get("links", ()))


def _triggers(text: _Text, said: dict[str, Span], words: str, draft: dict[str, Any]) -> list[Span]:
    told = [text.add_marked(line)["["] for line in draft.get("told", ())]
    if "in" in draft:
        start = text.text.index(words, said[draft["in"]].start)
        told.append(Span(start, start + len(words)))
    return told or [text.add(words)]


def _counts(draft: dict[str, Any]) -> list[tuple[str | None, float, str]]:
    """Figures and units, with the claim that gives them, if one does."""
    units = draft.get("quantities", {}).items()
    told = [(claim, *count) for claim, count in draft.get("quantities_in", {}).items()]
    return told + [
        (draft.get("in"), value, unit)
        for unit, values in units
        for value in (values if isinstance(values, list) else [values])
    ]


def _quantity(text: _Text, said: dict[str, Span], words: str, claim: str | None) -> Span:
    """Where the claim gives the figure; a line of its own otherwise."""
    start = text.text.find(words, said[claim].start) if claim else -1
    return Span(start, start + len(words)) if start >= 0 else text.add(words)


def _said(text: _Text, said: dict[str, Span], draft: dict[str, Any]) -> dict[str, Span]:
    """Where the words of a claim stand: in those of an earlier one, or on a line of their own."""
    words = draft["says"]
    if "within" in draft:
        start = text.text.index(words, said[draft["within"]].start)
        return {"<": Span(start, start + len(words))}
    return text.add_marked(f"{draft.get('before', '')}<{words}>{draft.get('after', '')}")


def _claim(text: _Text, said: dict[str, Span], local: str, draft: dict[str, Any]) -> Claim:
    spans = _said(text, said, draft)
    said[local] = spans["<"]
    return Claim(
        id=local,
        speaker=draft["speaker"],
        speaker_reason="test",
        source_span=spans.get("["),
        cue=spans.get("{"),
        content=(spans["<"],),
        kind="indirect",
        act=draft.get("act", "state"),
        rule="test",
        polarity=draft.get("polarity", "positive"),
        nested_in=draft.get("nested_in", draft.get("within")),
        relayed_by=tuple(Relay(name, ANY) for name in draft.get("relays", [])),
        about=tuple(draft.get("about", [])),
    )
