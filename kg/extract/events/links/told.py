"""Which happenings a word of a sentence tells of, itself or by what hangs on it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.events.lexicon import prepositions
from kg.extract.events.triggers import Trigger
from kg.extract.language import Parsed
from kg.extract.times.tense import is_clause_verb, is_infinitive
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass"}
OBJECTS = {"dobj", "nsubjpass"}
# A pronoun that opens a sentence has so many words before it at most.
OPENING = 4
# A word of these kinds only measures what it hangs on: "two weeks before".
MEASURING = {"npadvmod", "advmod", "quantmod", "nummod"}


class Told:
    """The happenings of one article by the words that tell of them."""

    def __init__(self, parsed: Parsed, triggers: Sequence[Trigger]) -> None:
        """`triggers` are all of the article's."""
        self.parsed = parsed
        self.triggers = {trigger.token.i: trigger for trigger in triggers}

    def named(self, noun: "Token") -> Iterator["Token"]:
        """Triggers that a noun and those joined to it are, or count: "a series of talks"."""
        for each in (noun, *joined(noun)):
            if each.i in self.triggers:
                yield each
            elif is_container(each):
                of = prepositions(each).get("of")
                yield from self.named(of) if of is not None else ()

    def clause(self, verb: "Token") -> Iterator["Token"]:
        """Triggers of which a clause tells: its verb, or what this says takes place."""
        if verb.i in self.triggers:
            yield verb
            return
        if verb.lemma_ in carriers():
            objects = [child for child in verb.children if child.dep_ in OBJECTS]
            found = [trigger for each in objects for trigger in self.named(each)]
            if found:
                yield from found
                return
        if verb.lemma_ in words("relations")["unfolding"]:
            yield from self.subject(verb)

    def subject(self, verb: "Token") -> Iterator["Token"]:
        """Triggers that the subject is, or stands for: "it came after"."""
        subject = subject_of(verb)
        if subject is not None:
            yield from self.named(subject)
            yield from self.before(subject) if verb.lemma_ != "be" else ()

    def before(self, word: "Token") -> Iterator["Token"]:
        """What the sentence before tells of, where "it", "the move" or "then" stands for it."""
        stand = words("relations")["standing_for"]
        start = word.sent.start
        root = word.doc[start - 1].sent.root if start else None
        if root is None or word.i - start > OPENING:
            return
        if root.i in self.triggers and root.pos_ == "VERB":
            yield from (root,) if word.lower_ in stand["told"] else ()
        elif word.lower_ in {*stand["happening"], *stand["told"]}:
            yield from self.clause(root)

    def above(self, word: "Token") -> Iterator["Token"]:
        """Triggers that a word hangs on: what is told to be before, after or during another."""
        if word.i in self.triggers:
            yield word
        elif is_clause_verb(word) and not is_purpose(word):
            yield from self.clause(word)
        elif is_aside(word) and word.head.i != word.i:
            yield from self.above(word.head)
        elif word.dep_ == "attr" and word.head.lemma_ == "be":
            yield from self.subject(word.head)
        elif is_container(word):
            yield from self.named(word)


def is_aside(word: "Token") -> bool:
    """Whether a word only measures or dates what it hangs on, or says what that is for."""
    dated = word.ent_type_ in {"DATE", "TIME"} or word.dep_ == "prep"
    return dated or word.dep_ in MEASURING or is_purpose(word)


def is_purpose(verb: "Token") -> bool:
    """ "A campaign to weaken them": an infinitive that hangs on what is told."""
    return verb.dep_ in {"acl", "advcl"} and is_infinitive(verb)


def is_container(noun: "Token") -> bool:
    """Whether a noun only says how much there is of what stands after "of": "weeks of talks"."""
    lemma = noun.lemma_.lower()
    return lemma in words("relations")["containers"] or lemma in words("quantities")["durations"]


def joined(noun: "Token") -> Iterator["Token"]:
    """The words joined to a noun after it: "a summit and a vote"."""
    for child in noun.children:
        if child.dep_ == "conj":
            yield child
            yield from joined(child)


def subject_of(verb: "Token") -> "Token | None":
    """The subject, across "is set to" and a relative pronoun: "talks that began"."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        relative = own.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl"
        return verb.head if relative else own
    if verb.dep_ == "acl":
        return verb.head
    return subject_of(verb.head) if verb.dep_ in {"xcomp", "conj"} else None


def carriers() -> set[str]:
    """Verbs that say that their object takes place."""
    return {*words("events")["carriers"], *words("times")["light_verbs"]}


def is_negated(word: "Token") -> bool:
    """Whether the clause says that something did not take place."""
    verbs = (word, *word.ancestors)
    verb = next((each for each in verbs if is_clause_verb(each)), None)
    negations = words("events")["negations"]
    negated = verb is not None and any(c.lower_ in negations for c in verb.children)
    return negated or any(c.lower_ in {"no", "neither"} for c in word.children)
