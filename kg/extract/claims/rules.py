"""The rules that find attributions in the parse: one function a rule, and the table of them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import content_of, governed, is_infinitive, pieces
from kg.extract.language import Parsed
from kg.extract.lexicon import Lexeme, lexicon
from kg.extract.subjects import is_passive, own_subject, subject
from kg.records import Act, Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

ADDRESSED = {"dobj", "dative"}
# Where an adjective completes a verb or stands for one.
PREDICATIVE = {"acomp", "ccomp", "oprd", "advmod", "ROOT", "conj", "amod", "xcomp"}


def reporting_verb(parsed: Parsed) -> Iterator[Attribution]:
    """A verb of saying, thinking or wanting, with its subject and what it governs."""
    for token in parsed.doc:
        lexeme = lexicon().verbs.get(token.lemma_) if token.pos_ in {"VERB", "AUX"} else None
        if lexeme is None or not _has_particle(token, lexeme):
            continue
        frame, content = ("", ()) if _carries_noun(token) else governed(parsed, token, lexeme)
        # Who calls something a success asks for nothing, whatever "call" does elsewhere.
        act: Act = "assess" if frame == "as" and lexeme.act == "urge" else lexeme.act
        yield Attribution(
            _cue(parsed, token, lexeme), content, subject(token), act, "reporting-verb",
            _polarity(token, lexeme), addressee(token),
        )  # fmt: skip


def _carries_noun(verb: "Token") -> bool:
    """ "expressed concern about X" is one attribution, by its noun."""
    return (
        any(c.dep_ == "dobj" and c.lemma_ in lexicon().nouns for c in verb.children)
        and verb.lemma_ in lexicon().carriers
    )


def predicate_adjective(parsed: Parsed) -> Iterator[Attribution]:
    """ "is satisfied with X", "made clear that X"."""
    for token in parsed.doc:
        lexeme = lexicon().adjectives.get(token.lower_)
        if lexeme is None or token.dep_ not in PREDICATIVE:
            continue
        verb = _predicate_verb(token)
        if lexeme.partner and verb.lemma_ != lexeme.partner:
            continue
        content = content_of(parsed, token, lexeme) or _clause_of(parsed, verb, token, lexeme)
        if content and verb.pos_ in {"VERB", "AUX"}:
            first = verb if lexeme.partner else token
            yield Attribution(
                parsed.span(first, token), content, subject(verb), lexeme.act,
                "predicate-adjective", _polarity(verb, lexeme),
            )  # fmt: skip


def _predicate_verb(token: "Token") -> "Token":
    """The verb that the adjective completes: in "made it clear that X" it is "made"."""
    return token if token.dep_ == "ROOT" else token.head


def _clause_of(parsed: Parsed, verb: "Token", token: "Token", lexeme: Lexeme) -> tuple[Span, ...]:
    """ "made it clear that X" hangs X on the verb."""
    if not lexeme.partner:
        return ()
    for child in verb.children:
        if child.i > token.i and child.dep_ in {"ccomp", "advcl", "conj"}:
            found = [t for t in child.subtree if not (t.dep_ == "mark" and t.lower_ == "that")]
            return pieces(parsed, found)
    return ()


def noun_of_attribution(parsed: Parsed) -> Iterator[Attribution]:
    """ "Putin's demand that X", "expressed concern about X"."""
    for token in parsed.doc:
        lexeme = lexicon().nouns.get(token.lemma_) if token.pos_ == "NOUN" else None
        if lexeme is None or token.dep_ == "compound":
            continue
        content = content_of(parsed, token, lexeme)
        if not content:
            continue
        carrier = _carrier(token)
        source = subject(carrier) if carrier is not None else _owner(token)
        yield Attribution(
            _noun_cue(parsed, carrier, token, lexeme, content), content, source, lexeme.act,
            "noun-of-attribution", lexeme.polarity,
        )  # fmt: skip


def _owner(noun: "Token") -> "Token | None":
    """ "Putin's demand", "warnings from Brussels", "fears in Eastern Europe"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in {"from", "by", "in", "among"}:
            return next((obj for obj in child.children if obj.dep_ == "pobj"), None)
    return None


def _carrier(noun: "Token") -> "Token | None":
    """The verb that has the noun as its object, where the two attribute together."""
    verb = noun.head
    return verb if noun.dep_ == "dobj" and verb.lemma_ in lexicon().carriers else None


def _noun_cue(
    parsed: Parsed,
    carrier: "Token | None",
    noun: "Token",
    lexeme: Lexeme,
    content: tuple[Span, ...],
) -> Span:
    first = carrier if carrier is not None and carrier.i < noun.i else noun
    following = noun.nbor() if noun.i + 1 < len(parsed.doc) else noun
    joins = following.lower_ in lexeme.frames and parsed.span(following).end <= content[0].start
    return parsed.span(first, following if joins else noun)


def according_to(parsed: Parsed) -> Iterator[Attribution]:
    """ "X, according to Y": the clause that the phrase hangs on is Y's."""
    for token in parsed.doc[:-1]:
        if token.lower_ != "according" or token.nbor().lower_ != "to":
            continue
        to = token.nbor()
        source = next((c for c in [*to.children, *token.children] if c.dep_ == "pobj"), None)
        clause = _credited(token)
        own = {t.i for t in token.subtree}
        found = [t for t in clause.subtree if t.i not in own]
        if source is not None and found:
            yield Attribution(
                parsed.span(token, to), pieces(parsed, found), source, "state", "according-to",
            )  # fmt: skip


def _credited(according: "Token") -> "Token":
    """The clause that the phrase is about: after a comma, the whole of "Y said X"."""
    clause = according.head
    after_comma = according.i > clause.i and according.nbor(-1).is_punct
    reported = clause.dep_ == "ccomp" and clause.head.i < clause.i
    return clause.head if after_comma and reported else clause


def _has_particle(token: "Token", lexeme: Lexeme) -> bool:
    if lexeme.particle is None:
        return True
    return any(c.dep_ in {"prt", "prep"} and c.lower_ == lexeme.particle for c in token.children)


def _cue(parsed: Parsed, token: "Token", lexeme: Lexeme) -> Span:
    """The verb, with its particle or the preposition that it governs through."""
    following = token.nbor() if token.i + 1 < len(parsed.doc) else token
    joined = following.lower_ == lexeme.particle or (
        following.dep_ == "prep"
        and following.lower_ in lexeme.frames
        and following.head.i == token.i
    )
    return parsed.span(token, following if joined else token)


def _polarity(verb: "Token", lexeme: Lexeme) -> Polarity:
    """A negated cue holds its content not to be so; a negated denial is no assertion either."""
    negated = any(child.dep_ == "neg" for child in verb.children)
    return "negative" if negated else lexeme.polarity


def addressee(verb: "Token") -> "Token | None":
    """Who is spoken to: "told reporters", "said to Biden", "told reporters X but warned Y"."""
    if is_passive(verb):
        return None
    told = _told(verb) if verb.lemma_ in lexicon().addressing else None
    found = told if told is not None else _told_to(verb)
    shared = verb.dep_ == "conj" and own_subject(verb) is None and verb.head.pos_ == "VERB"
    return addressee(verb.head) if found is None and shared else found


def _told(verb: "Token") -> "Token | None":
    """The object; the parser may make it the subject of the clause: "urged Russia to act"."""
    found = next((c for c in verb.children if c.dep_ in ADDRESSED), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and is_infinitive(c)), None)
    return own_subject(clause) if found is None and clause is not None else found


def _told_to(verb: "Token") -> "Token | None":
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            return next((obj for obj in child.children if obj.dep_ == "pobj"), None)
    return None


RULES: tuple[Callable[[Parsed], Iterator[Attribution]], ...] = (
    reporting_verb,
    predicate_adjective,
    noun_of_attribution,
    according_to,
)
