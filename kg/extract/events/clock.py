"""Which of the times of a sentence a happening has."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.events.triggers import Trigger
from kg.extract.language import Parsed
from kg.extract.subjects import SUBJECTS, own_subject
from kg.extract.times.expressions import head_of
from kg.extract.times.tense import clause_verb, is_clause_verb
from kg.extract.words import words
from kg.records import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

# "working-level talks in Geneva on the 10th": so many words at most.
NEAR = 8
# A year or a month.
COARSE = r"\d{4}(-\d\d)?"

type Dated = tuple[Time, "Token"]


class Clock:
    """The times of an article by the word that each hangs on."""

    def __init__(self, parsed: Parsed, times: Sequence[Time], triggers: Sequence[Trigger]) -> None:
        """`triggers` are all happenings: a time has its place with the nearest of them."""
        self._triggers = {trigger.token.i: trigger for trigger in triggers}
        # What a portion is of, "the second round of the talks": the times are the portion's.
        self._wholes = wholes_of(triggers)
        self._times: dict[int, list[Dated]] = defaultdict(list)
        for time in times:
            head = head_of(parsed.doc, time.span)
            if head is not None:
                self._times[head.sent.start].append((time, head))

    def time_of(self, trigger: Trigger) -> Time | None:
        """The time nearest to the trigger in the parse, if any belongs to it."""
        token, whole = trigger.token, trigger.turn.whole if trigger.turn else None
        if token.i in self._wholes:
            return self._named_before(token)
        found = self._found(token)
        if found is None and whole in self._wholes:
            found = self._found(token.doc[whole], after=whole)
        return found or self._joined(token) or self._period_of(token)

    def _named_before(self, whole: "Token") -> Time | None:
        """ "The second round of the May talks on Friday": the round was on Friday."""
        named = [(t, h) for t, h in self._times[whole.sent.start] if whole.is_ancestor(h)]
        return next((time for time, head in reversed(named) if head.i < whole.i), None)

    def _found(self, token: "Token", after: int = -1) -> Time | None:
        """The nearest of the times that belong to a word, of those that stand after a place."""
        here = [(time, head) for time, head in self._times[token.sent.start] if head.i > after]
        near = [(time, head) for time, head in here if not self._is_nearer(token, head)]
        own = [(time, head) for time, head in near if self._is_own(token, head)]
        shared = own or [(time, head) for time, head in near if self._is_beside(token, head)]
        ranked = sorted(shared, key=lambda pair: abs(pair[1].i - token.i))
        return ranked[0][0] if ranked else None

    def _joined(self, token: "Token") -> Time | None:
        """ "In May they met and signed": joined verbs of one subject share the time."""
        joined = token.dep_ == "conj" and token.pos_ == "VERB" and own_subject(token) is None
        first = self._triggers.get(token.head.i) if joined else None
        return self.time_of(first) if first else None

    def _period_of(self, token: "Token") -> Time | None:
        """ "In 2014 they voted after a campaign": what goes with it falls into the same period."""
        prep = token.head
        if prep.lower_ not in words("times")["alongside"] or prep.head.i not in self._triggers:
            return None
        time = self.time_of(self._triggers[prep.head.i])
        return time if time and re.fullmatch(COARSE, time.value) else None

    def _is_own(self, trigger: "Token", head: "Token") -> bool:
        inside = self._is_inside(trigger, head)
        return inside or _is_right_before(trigger, head) or _is_when(trigger, head)

    def _is_inside(self, trigger: "Token", head: "Token") -> bool:
        """Whether the time hangs on the trigger, with at most a verb of taking place between."""
        if not trigger.is_ancestor(head):
            return False
        between = [t for t in head.ancestors if trigger.is_ancestor(t)]
        if trigger.pos_ == "VERB" and any(t.dep_ in {"xcomp", "ccomp"} for t in between):
            return False  # "agreed to meet in May": that is when they meet
        nearer = any(t.i in self._triggers for t in between)
        return not nearer and all(_takes_place(t) for t in between if is_clause_verb(t))

    def _is_nearer(self, trigger: "Token", head: "Token") -> bool:
        """Whether another noun stands right before the time: "a call before talks on Monday"."""
        words_between = trigger.doc[trigger.i + 1 : head.i]
        others = [t for t in words_between if t.i in self._triggers and t.pos_ == "NOUN"]
        if trigger.pos_ != "NOUN":
            return False
        return bool(others) and not any(
            is_clause_verb(t) for t in trigger.doc[others[-1].i : head.i]
        )

    def _is_beside(self, trigger: "Token", head: "Token") -> bool:
        """Whether the time says when the clause takes place that the trigger is the matter of."""
        verb = clause_verb(head)
        above = list(_to_clause(trigger))
        if verb is None or verb not in above or self._belongs_elsewhere(head, verb):
            return False
        timed = any(word.dep_ == "relcl" for word in above if word.i != verb.i)
        return timed or verb.i == trigger.i or _tells_of(verb, trigger, above)

    def _belongs_elsewhere(self, head: "Token", verb: "Token") -> bool:
        between = (t for t in head.ancestors if verb.is_ancestor(t))
        return any(t.i in self._triggers for t in between)


def wholes_of(triggers: Sequence[Trigger]) -> set[int]:
    """Token indexes of the triggers that stand after "of", with a portion of theirs before it."""
    turns = [(t.token, t.turn.whole) for t in triggers if t.turn is not None]
    return {whole for token, whole in turns if token.doc[whole].head.head.i == token.i}


def _is_right_before(trigger: "Token", head: "Token") -> bool:
    """ "talks in Geneva on Monday": a noun with nothing but a place between it and the time."""
    between = trigger.doc[trigger.i + 1 : head.i]
    return (
        trigger.pos_ == "NOUN"
        and 0 < len(between) <= NEAR
        and (between[-1].dep_ == "prep" or head.dep_ == "npadvmod")
        and not any(is_clause_verb(token) or token.is_punct for token in between)
    )


def _is_when(trigger: "Token", head: "Token") -> bool:
    """Whether the trigger tells what took place at that time: "in 2014, when they invaded"."""
    clause = clause_verb(trigger)
    if clause is None or not any(child.lower_ == "when" for child in clause.children):
        return False
    return clause.head.i == head.i or clause_verb(head) == clause.head


def _to_clause(trigger: "Token") -> Iterator["Token"]:
    """The trigger and the words above it, up to the verb of its clause.

    "The last time they spoke was on Friday": what tells of the time tells of the happening.
    """
    for word in (trigger, *trigger.ancestors):
        yield word
        timed = word.dep_ == "relcl" and word.head.lemma_ in {"time", "day"}
        if is_clause_verb(word) and not timed:
            return


def _takes_place(verb: "Token") -> bool:
    """Whether the verb only says that something takes place, or when."""
    lists = words("times")
    named = {*lists["light_verbs"], *lists["planning_verbs"], *lists["happening_verbs"]}
    return verb.lemma_ in named or verb.lemma_ in words("events")["carriers"]


def _tells_of(verb: "Token", trigger: "Token", above: Sequence["Token"]) -> bool:
    """Whether the clause tells of the trigger: it takes place, or the clause does "during" it."""
    counted = trigger.dep_ == "pobj" and trigger.head.lower_ == "of"
    # "A series of talks follows": what is counted is the subject.
    subject = trigger.head.head if counted else trigger
    if subject.dep_ in SUBJECTS:
        return subject.head.i == verb.i
    prepositions = {word.lower_ for word in above if word.dep_ == "prep"}
    if prepositions:
        return bool(prepositions & set(words("times")["meanwhile"])) and len(prepositions) == 1
    return _takes_place(verb)
