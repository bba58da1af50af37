"""Words between two happenings: "ahead of", "in response to", "as part of", "while"."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from kg.extract.events.links.stated import Stated
from kg.extract.events.links.told import Told, is_negated
from kg.extract.lexicon import lexicon
from kg.extract.times.tense import auxiliaries, is_clause_verb
from kg.extract.words import words
from kg.records import EventRelation

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

GOVERNED = {"pobj", "pcomp"}
# Of a sentence that goes on with "..., a source said": the verb stands so near before.
REACH = 8
CONJUNCTIONS = {"mark", "advmod", "prep"}


def marked(told: Told) -> Iterator[Stated]:
    """What a preposition or conjunction says of what it hangs on and what hangs on it."""
    for relation, phrase in _markers(told):
        for left, right in _sides(told, phrase):
            if not is_negated(left):
                yield Stated(relation, left, right, phrase[0], phrase[-1])


def placed(told: Told) -> Iterator[Stated]:
    """ "Signed the pact at the summit": what is done there is done during it."""
    venues = words("relations")["venues"]
    for token in told.parsed.doc:
        if token.dep_ != "prep" or token.lower_ not in venues["prepositions"]:
            continue
        done = list(told.above(token.head)) if token.head.pos_ == "VERB" else []
        held = [each for child in token.children for each in told.named(child)]
        for left, right in product(done, held):
            family, own = (told.triggers[each.i].entry.family for each in (right, left))
            if family in venues["families"] and own != family and not is_negated(left):
                yield Stated("during", left, right, token, token)


def _markers(told: Told) -> Iterator[tuple[EventRelation, "Phrase"]]:
    """The markers of an article, the longest at each place."""
    doc, done = told.parsed.doc, 0
    for token in doc:
        for named, relation in _phrases().get(token.lower_, ()) if token.i >= done else ():
            phrase = doc[token.i : token.i + len(named)]
            if tuple(each.lower_ for each in phrase) == named:
                yield relation, phrase
                done = phrase.end
                break


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], EventRelation], ...]]:
    """Markers by their first word, the longest first; hyphens are words as in the parse."""
    found: dict[str, list[tuple[tuple[str, ...], EventRelation]]] = defaultdict(list)
    for relation, listed in words("relations")["markers"].items():
        for marker in listed:
            named = tuple(marker.replace("-", " - ").split())
            found[named[0]].append((named, relation))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def _sides(told: Told, phrase: "Phrase") -> Iterator[tuple["Token", "Token"]]:
    """What the marker joins: each happening above it with each below."""
    last = phrase[-1]
    nouns = [child for child in last.children if child.dep_ in GOVERNED]
    if nouns:
        above = _outside(phrase)
        below = [each for noun in nouns for each in _below(told, noun)]
    elif (noun := _before_attribution(phrase)) is not None:
        above, below = _verb_before(phrase), list(told.named(noun))
    elif last.dep_ in CONJUNCTIONS and last.head.dep_ == "advcl" and _joins(last.lower_, last.head):
        above, below = last.head.head, list(told.clause(last.head))
    else:
        return
    lefts = list(told.above(above)) if above is not None and below else []
    yield from ((left, right) for left in lefts for right in below)


def _outside(phrase: "Phrase") -> "Token | None":
    """The word that the whole phrase hangs on."""
    head = phrase[0].head
    while phrase.start <= head.i < phrase.end and head.head.i != head.i:
        head = head.head
    return None if phrase.start <= head.i < phrase.end else head


def _below(told: Told, noun: "Token") -> Iterator["Token"]:
    """The happenings that a preposition governs: a noun, or "after meeting them"."""
    if noun.pos_ in {"VERB", "AUX"}:
        yield from told.clause(noun)
    else:
        yield from told.named(noun)
        yield from told.before(noun)


def _before_attribution(phrase: "Phrase") -> "Token | None":
    """ "Before the talks, a source said": the noun, where it was read as the verb's subject."""
    verb = phrase[-1].head
    if phrase[-1].dep_ != "mark" or verb.lemma_ not in lexicon().verbs:
        return None
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    noun = next((each for each in subjects if each.i > phrase.start), None)
    aside = noun is not None and any(t.text == "," for t in noun.doc[noun.i : verb.i])
    return noun if aside else None


def _verb_before(phrase: "Phrase") -> "Token | None":
    """The verb that stands nearest before."""
    near = phrase.doc[max(phrase.sent.start, phrase.start - REACH) : phrase.start]
    return next((token for token in reversed(near) if is_clause_verb(token)), None)


def _joins(word: str, verb: "Token") -> bool:
    """Whether a conjunction that has other senses as well speaks of time."""
    senses: dict[str, Callable[[Token], bool]] = {
        "since": _is_counted_from,
        "when": _is_past_perfect,
        "while": _goes_on,
    }
    return senses[word](verb) if word in senses else True


def _is_counted_from(verb: "Token") -> bool:
    """ "Since they met", with the perfect above: a reason stands with any tense."""
    above = {aux.lemma_ for aux in auxiliaries(verb.head)}
    return "have" in above and verb.tag_ == "VBD" and not auxiliaries(verb)


def _is_past_perfect(verb: "Token") -> bool:
    """ "When they had left": the one was over when the other took place."""
    return verb.tag_ == "VBN" and any(aux.lower_ in {"had", "'d"} for aux in auxiliaries(verb))


def _goes_on(verb: "Token") -> bool:
    """ "While they were meeting": the progressive; any other "while" may set against."""
    return verb.tag_ == "VBG" and any(aux.lemma_ == "be" for aux in auxiliaries(verb))
