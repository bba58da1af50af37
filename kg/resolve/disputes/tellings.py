"""Whether a happening is told as over or as still to come, by the words around it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.records import Claim, Key, Span
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.words import load, word_set

VALUES = ("occurred", "to come")
REACH = 80  # characters on either side of a happening in which words speak of it
NEAR = 3  # words before it that may make it another happening

type Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How one mention presents a happening: the claim or event that does, a value, the words."""

    key: Key
    value: str
    span: Span


def tellings(accounts: Accounts, key: Key) -> Iterator[Telling]:
    """The mentions of a local event whose words say whether it is over."""
    text = accounts.text(key.source)
    for trigger in accounts.events[key].triggers:
        found = _telling(text, trigger.span)
        claim = accounts.claim_at(key.source, trigger.span) if found else None
        if found and not (found[0] == "to come" and claim and _looks_back(text, claim)):
            yield Telling(Key(key.source, claim.id) if claim else key, *found)


def _telling(text: str, trigger: Span) -> tuple[str, Span] | None:
    """What the words on either side say, where they do not say both."""
    if word_set("disputes", "another").intersection(
        _before(text, trigger).casefold().split()[-NEAR:]
    ):
        return None
    found = [(value, span) for value in VALUES if (span := _marked(text, trigger, value))]
    return found[0] if len(found) == 1 else None


def _before(text: str, trigger: Span) -> str:
    """The text before a trigger, in its sentence."""
    near = text[max(0, trigger.start - REACH) : trigger.start]
    return re.split(r"[.;:!?]\s|\n", near)[-1]


def _marked(text: str, trigger: Span, value: str) -> Span | None:
    """From the trigger to the words that tell of it, where there are such words."""
    before, after = _patterns()[value]
    for pattern in after:
        if match := pattern.match(text, trigger.end, min(len(text), trigger.end + REACH)):
            return Span(trigger.start, match.end())
    near = _before(text, trigger)
    for pattern in before:
        if match := pattern.search(near):
            return Span(trigger.start - len(near) + match.start(), trigger.end)
    return None


@cache
def _patterns() -> Mapping[str, tuple[Patterns, Patterns]]:
    lists = load("disputes")["status"]
    return {
        value: (_compiled(lists, value, "before"), _compiled(lists, value, "after"))
        for value in VALUES
    }


def _compiled(lists: Mapping[str, Mapping[str, list[str]]], value: str, side: str) -> Patterns:
    whole = (row.replace("LINK", str(lists["LINK"])) for row in lists[value][side])
    whole = (row.replace("NOUNS", str(lists["NOUNS"])) for row in whole)
    return tuple(re.compile(row, re.IGNORECASE) for row in whole)


def _looks_back(text: str, claim: Claim) -> bool:
    """Whether a claim was made before the article was written: what it foresaw may be over."""
    if claim.cue is None:
        return False
    words = claim.cue.of(text).casefold().split()
    return any(w.endswith("ed") or w in word_set("disputes", "past_cues") for w in words)
