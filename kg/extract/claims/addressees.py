"""Who is spoken to, as far as the grammar around a cue says it."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.actors.descriptions import describe
from kg.extract.claims.contents import is_infinitive
from kg.extract.claims.settings import at_contact, contacted, in_setting, partners, phrases
from kg.extract.language import Parsed
from kg.extract.lexicon import lexicon
from kg.extract.subjects import PASSIVE, RELATIVE, agent, goes_on, is_passive, own_subject
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = {"NOUN", "PROPN"}
LISTENERS = {*NOUNS, "PRON"}
# So many verbs up a chain of verbs are asked whom they speak to.
CLIMBS = 5


def addressee_of(parsed: Parsed, cue: "Token") -> "Token | None":
    """The head of the phrase for who is spoken to: a name, a pronoun or people who are described.

    `cue` is the verb, noun or adjective that attributes, or one word of a longer cue.
    """
    return next((token for token in phrases_for(parsed, cue) if _may_listen(token)), None)


def phrases_for(parsed: Parsed, cue: "Token") -> Iterator["Token"]:
    """Heads of all phrases that stand where the addressee does, whatever they name."""
    if is_silent(cue):
        return
    for word in _bearers(cue):
        yield from _beside(parsed, word)
    for word in _bearers(cue):
        for below, above in pairwise(_climb(word)):
            if below.dep_ != "conj" or _needs_listener(cue):
                yield from contacted(above)
            if above.pos_ in NOUNS:
                yield from partners(above)
            elif above.lemma_ in lexicon().verbs and not is_silent(above):
                yield from _beside(parsed, above)


def _beside(parsed: Parsed, word: "Token") -> Iterator["Token"]:
    """What stands beside the word itself."""
    for rule in RULES:
        yield from map(_named, rule(word))
    yield from in_setting(parsed, word)
    yield from partners(word) if word.pos_ in NOUNS else ()


def is_silent(cue: "Token") -> bool:
    """Whether it is a verb of thought or feeling: who thinks speaks to nobody."""
    return cue.pos_ == "VERB" and cue.lemma_ in words("addressing")["silent"]


def _bearers(cue: "Token") -> Iterator["Token"]:
    """The cue, and the verb that it says it with: "issued a warning", "made clear"."""
    yield cue
    verb = cue.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.i == cue.i:
        return
    carried = cue.dep_ in {"dobj", *PASSIVE} and verb.lemma_ in lexicon().carriers
    if (cue.pos_ in NOUNS and carried) or (cue.pos_ == "ADJ" and cue.dep_ != "amod"):
        yield verb


def _may_listen(token: "Token") -> bool:
    return token.pos_ in {"PROPN", "PRON"} or describe(token) is not None


def _named(token: "Token") -> "Token":
    """The name after a common noun: "the engineer, Rui Costa", "a meeting of the Senate"."""
    apposed = (c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN")
    meeting = token.lemma_ in words("addressing")["exchanges"]["nouns"]
    inside = phrases(token, {"of"}) if meeting else apposed
    return token if token.pos_ in {"PROPN", "PRON"} else next(inside, token)


def told(verb: "Token") -> Iterator["Token"]:
    """ "told Spain", "urged Spain to act", where the parser may see a subject of "act"."""
    if is_passive(verb):
        return
    lists = words("addressing")
    if verb.lemma_ in lists["object"]:
        yield from (
            c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ in LISTENERS
        )
        clauses = (c for c in verb.children if c.dep_ == "ccomp" and is_infinitive(c))
        yield from (s for clause in clauses if (s := own_subject(clause)) is not None)
    if verb.lemma_ in lists["recipient"]:
        clause = any(child.dep_ == "ccomp" for child in verb.children)
        who = {"dative", "dobj"} if clause else {"dative"}
        yield from (c for c in verb.children if c.dep_ in who and c.pos_ in LISTENERS)


def was_told(verb: "Token") -> Iterator["Token"]:
    """ "Spain was told", "Spain, told by Portugal that ..."."""
    if verb.lemma_ not in words("addressing")["object"]:
        return
    for child in verb.children:
        if child.dep_ in PASSIVE:
            relative = child.lower_ in RELATIVE and verb.dep_ == "relcl"
            yield verb.head if relative else child
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and agent(verb) is not None:
        yield verb.head


def led_to(word: "Token") -> Iterator["Token"]:
    """ "said to Spain", "demanded of Spain", "a warning to Spain"."""
    lists = words("addressing")
    if word.pos_ in NOUNS:
        table = lists["nouns"]
        yield from phrases(word, {prep for prep in table if word.lemma_.lower() in table[prep]})
        return
    verbs = {prep for prep, lemmas in lists["verbs"].items() if word.lemma_ in lemmas}
    if word.lemma_ not in lists["not_to"]:
        verbs.add("to")
    yield from phrases(word, verbs)
    if "from" in verbs:
        # "demanded an apology from Spain"
        for thing in word.children:
            yield from phrases(thing, {"from"}) if thing.dep_ == "dobj" else ()


def bidden(word: "Token") -> Iterator["Token"]:
    """ "demanded that Spain open the gates", "a call for Spain to open the gates"."""
    if word.lemma_.lower() not in words("addressing")["bidding"]:
        return
    for clause in _clauses(word):
        doer = own_subject(clause)
        # "They" may be things: "demanded that they be returned".
        if doer is not None and doer.pos_ != "PRON" and _is_wish(clause, doer):
            yield doer
        if clause.lemma_ in words("addressing")["entering"] and is_infinitive(clause):
            yield from (child for child in clause.children if child.dep_ == "dobj")


def _clauses(word: "Token") -> Iterator["Token"]:
    for child in word.children:
        if child.dep_ in {"ccomp", "acl", "advcl", "relcl"}:
            yield child
        elif child.dep_ == "prep" and child.lower_ == "for":
            yield from (c for c in child.children if c.dep_ in {"pcomp", "ccomp"})


def _is_wish(clause: "Token", doer: "Token") -> bool:
    """ "that she go", "that she should go", "for her to go": not "that she goes"."""
    helpers = {child.lower_ for child in clause.children if child.dep_ == "aux"}
    bare = clause.tag_ == "VB" or (clause.tag_ == "VBP" and doer.tag_ in {"NN", "NNP"})
    return helpers == {"should"} or is_infinitive(clause) or (bare and not helpers)


def _climb(word: "Token") -> Iterator["Token"]:
    """The word, and those above it that the same one speaks: "wrote to Spain, demanding X"."""
    at: Token | None = word
    for _ in range(CLIMBS):
        if at is None:
            return
        yield at
        at = _above(at)


def _above(word: "Token") -> "Token | None":
    """The word whose subject speaks this one as well."""
    head = word.head
    if word.pos_ in NOUNS and head.pos_ == "VERB" and word.dep_ == "dobj":
        return head
    if word.pos_ != "VERB" or own_subject(word) is not None or is_passive(word):
        return None
    if goes_on(word) or word.dep_ == "pcomp":
        return head.head if head.head.pos_ == "VERB" else None
    if word.dep_ == "acl" and head.pos_ in NOUNS:
        return head if word.tag_ == "VBG" else None
    return head if head.pos_ == "VERB" and _goes_on_for(word, head) else None


def _goes_on_for(word: "Token", head: "Token") -> bool:
    """ "met Costa and warned", "called Spain to ask": not "urged Spain to ask"."""
    if word.dep_ == "advcl":
        return word.i > head.i and not any(child.dep_ == "mark" for child in word.children)
    urged = any(child.dep_ in {"dobj", "dative"} for child in head.children)
    if word.dep_ == "xcomp" and urged and any(contacted(head)):
        return True
    return word.dep_ == "conj" or (word.dep_ == "xcomp" and not urged)


def _needs_listener(cue: "Token") -> bool:
    """Who "met Spain and warned" warned Spain; who "met Spain and said" may speak to anybody."""
    lists = lexicon()
    lexeme = lists.verbs.get(cue.lemma_) or lists.nouns.get(cue.lemma_)
    return lexeme is not None and lexeme.act in words("addressing")["addressed"]


RULES: tuple[Callable[["Token"], Iterator["Token"]], ...] = (
    told,
    was_told,
    led_to,
    bidden,
    at_contact,
)
