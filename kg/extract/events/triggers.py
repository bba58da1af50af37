"""The words of an article that name happenings."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.claims.acts import lexeme_of
from kg.extract.claims.tagged import RULE as TAGGER
from kg.extract.events.lexicon import Entry, entry_for, particle_of, prepositions
from kg.extract.language import Parsed
from kg.extract.subjects import subject
from kg.extract.words import words
from kg.records import Claim, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
# What becomes of people where nobody attacks them.
NATURAL = {
    "kill": Entry("OTHER", "death", "kill"),
    "injure": Entry("OTHER", "injury", "injure"),
    "wound": Entry("OTHER", "injury", "wound"),
}
HYPHENATED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of several happenings told of together, or which portion of one: "the second".

    `whole` is the token index of the trigger that tells of them together; `order` is a number,
    where the words count, or the word that picks it out: "last".
    """

    whole: int
    order: int | str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names a happening; `span` takes in the nouns that make it one term."""

    token: "Token"
    span: Span
    entry: Entry
    turn: Turn | None = None

    @property
    def is_verb(self) -> bool:
        """Whether the happening is told by a verb."""
        return self.token.pos_ == "VERB"


def find_triggers(parsed: Parsed, cast: Cast, claims: Sequence[Claim]) -> list[Trigger]:
    """Triggers in order, without those that only carry another, and without acts of speech."""
    found = {trigger.token.i: trigger for trigger in _candidates(parsed, cast)}
    spoken = _speaking(parsed, claims)
    kept = [
        trigger
        for trigger in found.values()
        if not is_carrier(trigger.token, found.keys())
        and not is_inside_term(trigger.token, found.keys())
        and not (is_spoken(parsed, trigger, spoken) and is_speech(trigger, cast))
    ]
    return sorted(kept, key=lambda trigger: trigger.span)


def _speaking(parsed: Parsed, claims: Sequence[Claim]) -> set[int]:
    """The words of cues that rules know.

    What the tagger alone takes for a cue may hold the happening: "held a phone call on X".
    """
    cues = [parsed.tokens(claim.cue) for claim in claims if claim.cue and claim.rule != TAGGER]
    return {token.i for cue in cues for token in cue if lexeme_of(token, cue) is not None}


def is_spoken(parsed: Parsed, trigger: Trigger, spoken: set[int]) -> bool:
    """Whether a word of the trigger is one with which a claim is made."""
    return any(token.i in spoken for token in parsed.tokens(trigger.span))


def _candidates(parsed: Parsed, cast: Cast) -> Iterator[Trigger]:
    for token, lemma in lemmas(parsed):
        if token.pos_ not in {"VERB", *NOUNS} or is_name(token, cast) or is_idiom(token):
            continue
        entry = entry_for(token, lemma)
        if entry is not None and entry.type == "ASSAULT" and is_natural(token):
            entry = NATURAL.get(lemma)
        if entry is not None:
            yield Trigger(token, term_of(parsed, cast, token, entry), entry)


def is_natural(token: "Token") -> bool:
    """Whether what strikes or kills is an earthquake or accident, and nobody's attack."""
    doer = subject(token) if token.pos_ == "VERB" else None
    causes = [doer] if doer is not None else list(_occasions(token))
    entries = (entry_for(cause, cause.lemma_.lower()) for cause in causes)
    return any(it is not None and it.family in words("events")["natural"] for it in entries)


def _occasions(token: "Token") -> Iterator["Token"]:
    """What people died or were hurt in, where nobody did it: "in the crash", "when a bus sank"."""
    named = prepositions(token)
    yield from (named[each] for each in ("in", "during", "after", "from") if each in named)
    for clause in token.children:
        if clause.dep_ == "advcl" and any(c.lower_ in {"when", "after"} for c in clause.children):
            yield clause


def lemmas(parsed: Parsed) -> Iterator[tuple["Token", str]]:
    """Words with their lemmas; what is joined by hyphens is one word, if it is a word at all."""
    joined: dict[int, tuple[Phrase, str]] = {}
    for match in HYPHENATED.finditer(parsed.doc.text):
        phrase = parsed.doc.char_span(*match.span())
        if phrase is not None and len(phrase) > 1:
            joined |= {token.i: (phrase, match.group().lower()) for token in phrase}
    for token in parsed.doc:
        phrase, word = joined.get(token.i, (None, ""))
        if phrase is None:
            yield token, token.lemma_.lower()
        elif token.i == phrase.root.i:
            known = entry_for(token, word) or entry_for(token, word.removesuffix("s"))
            yield token, known.lemma if known else token.lemma_.lower()


def is_name(token: "Token", cast: Cast) -> bool:
    """Whether the word is part of a name or a date."""
    named = cast.at(token)
    if named is not None and named.reason == "named":
        return True
    month = token.is_title and token.lower_ in words("times")["months"]
    return month or token.ent_type_ in {"PERSON", "ORG", "GPE", "DATE"}


def is_idiom(token: "Token") -> bool:
    """Whether the word is part of a fixed phrase: "in response", "defend itself"."""
    phrase = f"{token.head.lower_} {token.lower_}"
    reflexive = any(
        c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in token.children
    )
    bare = not any(child.dep_ in {"det", "poss", "amod"} for child in token.children)
    return reflexive or (bare and phrase in words("events")["idioms"])


def term_of(parsed: Parsed, cast: Cast, token: "Token", entry: Entry) -> Span:
    """The verb with its particle, or the noun with the nouns before it that name no actor."""
    if entry.particle:
        particle = particle_of(token, entry.particle)
        near = particle is not None and particle.i == token.i + 1
        return parsed.span(token, particle if near else token)
    first = token
    if token.pos_ in NOUNS:
        while first.i > 0 and _is_of_term(parsed.doc[first.i - 1], token, cast):
            first = parsed.doc[first.i - 1]
    return _with_hyphens(parsed, first, token)


def _is_of_term(before: "Token", head: "Token", cast: Cast) -> bool:
    joined = before.i > 0 and before.nbor(-1).text == "-"
    qualifies = before.dep_ == "compound" and before.head.i == head.i and before.pos_ == "NOUN"
    return qualifies and not joined and cast.at(before) is None


def _with_hyphens(parsed: Parsed, first: "Token", last: "Token") -> Span:
    """The span widened to the whole of words joined by hyphens."""
    span = parsed.span(first, last)
    text = parsed.document.text
    while re.fullmatch(r"[a-z]-", text[max(0, span.start - 2) : span.start]):
        start = span.start - 2
        while start > 0 and text[start - 1].islower():
            start -= 1
        span = Span(start, span.end)
    tail = re.compile(r"(?:-[a-z]+)*").match(text, span.end)
    return Span(span.start, tail.end() if tail else span.end)


def is_carrier(token: "Token", found: Container[int]) -> bool:
    """Whether the verb only says that what its object names takes place: "launched an attack"."""
    if token.pos_ != "VERB" or token.lemma_ not in words("events")["carriers"]:
        return False
    objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
    objects += [of for child in objects if (of := prepositions(child).get("of")) is not None]
    shells = words("events")["shells"]
    inside = [c for child in objects if child.lemma_.lower() in shells for c in child.children]
    return any(child.i in found for child in (*objects, *inside))


def is_inside_term(token: "Token", found: Container[int]) -> bool:
    """Whether the word only qualifies another: "peace talks", "invasion plans".

    Of "a rescue effort" it says what is done, unless the whole is a happening by itself.
    """
    if token.dep_ not in {"compound", "amod"}:
        return False
    shell = token.head.lemma_.lower() in words("events")["shells"]
    return not (shell and token.pos_ in NOUNS and token.head.i not in found)


def is_speech(trigger: Trigger, cast: Cast) -> bool:
    """Whether what is told is an act of speech; agreements of several are happenings as well."""
    doer = subject(trigger.token) if trigger.is_verb else None
    if trigger.entry.type != "AGREE" or doer is None:
        return True
    return len(cast.ids(doer)) < 2 and doer.tag_ not in {"NNS", "NNPS"}
