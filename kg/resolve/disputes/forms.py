"""Different forms of one talk: by telephone here, by video or face to face there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.ids import digest
from kg.records import Dispute, Identity, Key, Side, Span
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.sides import by_value
from kg.resolve.wording import listed
from kg.resolve.words import load

BESIDE = 25  # characters on either side of a happening whose words may tell its form


def find_forms(accounts: Accounts) -> Iterator[Dispute]:
    """Accounts of one talk tell of it in different forms.

    An article that gives two forms speaks of two talks, or is not sure: it takes no side.
    """
    for identity in accounts.identities:
        if identity.type == "CONSULT":
            given = [side for key in identity.members for side in _only_form(accounts, key)]
            if len({side.value for side in given}) > 1:
                yield _dispute(identity, given)


def _only_form(accounts: Accounts, key: Key) -> list[Side]:
    text, found = accounts.text(key.source), dict[str, Span]()
    for trigger in accounts.events[key].triggers:
        for form, span in _forms_at(text, trigger.span):
            found.setdefault(form, span)
    return [Side(key, form, span) for form, span in found.items()] if len(found) == 1 else []


def _forms_at(text: str, trigger: Span) -> Iterator[tuple[str, Span]]:
    """The forms that a mention is told in, with the words from the form to the happening."""
    room = _sentence(text, trigger)
    for form, pattern in _patterns().items():
        if match := pattern.search(text, room.start, room.end):
            yield form, Span(min(trigger.start, match.start()), max(trigger.end, match.end()))


def _sentence(text: str, trigger: Span) -> Span:
    """What stands beside a trigger, in its sentence."""
    before = re.split(r"[.;:!?,]\s|\n", text[max(0, trigger.start - BESIDE) : trigger.start])[-1]
    after = re.split(r"[.;:!?,]\s|\n", text[trigger.end : trigger.end + BESIDE])[0]
    return Span(trigger.start - len(before), trigger.end + len(after))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        form: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        for form, words in load("disputes")["forms"].items()
    }


def _dispute(identity: Identity, sides: Sequence[Side]) -> Dispute:
    return Dispute(
        id=digest("form", identity.id),
        kind="form",
        subject=identity.id,
        reason=f"{identity.name}: {listed(sorted({side.value for side in sides}))} are told of",
        sides=by_value(sides),
        rule="form-of-a-talk",
    )
