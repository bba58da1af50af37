"""Which of several happenings the words pick out: "two strikes ... the first ... the second"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.extract.events.links.counting import PLURAL, count_of, is_number, is_of_time, order_of
from kg.extract.events.links.headless import is_headless, whole_named
from kg.extract.events.links.portions import portion_of
from kg.extract.events.triggers import Trigger, Turn
from kg.extract.language import Parsed
from kg.extract.times.tense import clause_verb
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# So many sentences lie at most between what is counted and "the first", or "the first strike".
NEAR = 2
NEAR_NAMED = 10
PAIR = ("former", "latter")
# Nobody calls one of more than so many the first.
FEW = 4


def with_turns(parsed: Parsed, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Triggers, with the words that pick out one of several happenings, or a portion of one."""
    found = {trigger.token.i: trigger for trigger in triggers}
    reading = _Reading(found)
    for number, sentence in enumerate(parsed.doc.sents):
        for token in sentence:
            picked = reading.read(token, number)
            if picked is not None:
                entry, turn = picked
                known = found.get(token.i) or Trigger(token, parsed.span(token), entry.entry)
                found[token.i] = replace(known, turn=turn)
    return sorted(found.values(), key=lambda trigger: trigger.span)


@dataclass(slots=True)
class _Group:
    """What a text counts: the noun, how many, where last spoken of, and who were picked out."""

    noun: "Token"
    size: int | None
    sentence: int
    told: Trigger | None
    turns: list[int | str] = field(default_factory=list)

    def has_room(self, order: int | str) -> bool:
        """Whether there can be such a one among so many."""
        if order in PAIR:
            return self.size == len(PAIR)
        return not isinstance(order, int) or self.size is None or order <= self.size


class _Reading:
    """What was counted so far, while an article is read from its start."""

    def __init__(self, triggers: dict[int, Trigger]) -> None:
        self._triggers = triggers
        self._told: dict[str, _Group] = {}
        self._latest: _Group | None = None
        self._rival: _Group | None = None

    def read(self, token: "Token", sentence: int) -> tuple[Trigger, Turn] | None:
        """The trigger that the word picks one of, and which; None for most words."""
        self._count(token, sentence)
        portion = portion_of(token, self._triggers)
        if portion is not None:
            return portion
        group, order = self._picked(token, sentence)
        if group is None or group.told is None or order is None or not group.has_room(order):
            return None
        group.sentence = sentence
        group.turns.append(order)
        self._latest = group
        return group.told, Turn(group.noun.i, order)

    def _count(self, token: "Token", sentence: int) -> None:
        size = count_of(token)
        if size is None or is_of_time(token):
            return
        told = self._triggers.get(token.i)
        group = _Group(token, size or None, sentence, told)
        if told is not None:
            self._told[token.lemma_] = self._latest = group
        elif size <= FEW:
            self._rival = group

    def _picked(self, token: "Token", sentence: int) -> tuple[_Group | None, int | str | None]:
        if token.i in self._triggers:
            return self._by_name(token, sentence), order_of(token)
        if not is_headless(token):
            return None, None
        whole = whole_named(token)
        if _only_describes(token, self._triggers):
            return None, None
        if whole is not None:
            told = self._triggers.get(whole.i) if whole.tag_ in PLURAL else None
            group = _Group(whole, None, sentence, told) if told else None
        else:
            group = self._meant(token, sentence)
        return group, self._order(token, group)

    def _by_name(self, token: "Token", sentence: int) -> _Group | None:
        """ "The second strike", after "two strikes": of those told of last by that word."""
        group = self._told.get(token.lemma_)
        near = group is not None and sentence - group.sentence <= NEAR_NAMED
        pointed = any(child.dep_ in {"det", "poss"} for child in token.children)
        apart = any(_is_spelt_out(child) for child in token.children)
        single = token.tag_ in {"NN", "NNP"}
        return group if near and single and pointed and not apart else None

    def _meant(self, token: "Token", sentence: int) -> _Group | None:
        """The happenings counted last; past others that are few, only where it takes place."""
        latest = self._latest
        if latest is None or sentence - latest.sentence > NEAR:
            return None
        if not self._is_rivalled(token, latest):
            return latest
        return latest if self._goes_on(token, latest) or _takes_place(token) else None

    def _is_rivalled(self, token: "Token", group: _Group) -> bool:
        """Whether others that are few were counted since, or beside it in a sentence before."""
        rival = self._rival
        if rival is None or rival.sentence < group.sentence:
            return False
        return token.sent.start > group.noun.i or rival.noun.i > group.noun.i

    def _goes_on(self, token: "Token", group: _Group) -> bool:
        """Whether the number is the one after that told of last: "the first ... the second"."""
        order = words("relations")["orders"].get(token.lower_)
        paired = token.lower_ in words("relations")["other"] and "one" in group.turns
        return paired or (isinstance(order, int) and order - 1 in group.turns)

    def _order(self, token: "Token", group: _Group | None) -> int | str | None:
        lists = words("relations")
        if group is None or token.lower_ in lists["orders"]:
            return order_of(token)
        if token.lower_ in lists["one"]:
            return "one"
        # "The other" is one more of those of which one was told.
        return f"another-{len(group.turns)}" if "one" in group.turns else None


def _only_describes(token: "Token", triggers: Mapping[int, Trigger]) -> bool:
    """ "The debate, the first of the campaign": says which one the debate is."""
    head = token.head
    named = head.i in triggers and head.tag_ not in PLURAL and not is_number(head)
    return token.dep_ == "appos" and named


def _is_spelt_out(child: "Token") -> bool:
    """ "The second attack in a week" is counted by the week, not by what was told before."""
    return child.dep_ == "prep" and any(c.ent_type_ == "DATE" for c in child.children)


def _takes_place(token: "Token") -> bool:
    verb = clause_verb(token)
    return verb is None or verb.lemma_ in words("relations")["unfolding"]
