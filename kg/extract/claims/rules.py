"""The rules that find attributions in the parse: one function a rule, and the table of them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.extract.claims.acts import act_of_word, is_negated
from kg.extract.claims.addressees import addressee_of
from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import content_of, governed, pieces, trim
from kg.extract.claims.quoted import is_citing, quoted_source
from kg.extract.language import Parsed
from kg.extract.lexicon import Lexeme, lexicon
from kg.extract.subjects import own_subject, subject
from kg.records import Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where an adjective completes a verb or stands for one.
PREDICATIVE = {"acomp", "ccomp", "oprd", "advmod", "ROOT", "conj", "amod", "xcomp"}


def reporting_verb(parsed: Parsed) -> Iterator[Attribution]:
    """A verb of saying, thinking or wanting, with its subject and what it governs."""
    for token in parsed.doc:
        lexeme = lexicon().verbs.get(token.lemma_) if token.pos_ in {"VERB", "AUX"} else None
        if lexeme is None or not _has_particle(token, lexeme):
            continue
        frame, content = ("", ()) if _carries_noun(token) else governed(parsed, token, lexeme)
        content = content or _after_colon(parsed, token)
        source = quoted_source(token) or subject(token)
        yield Attribution(
            _cue(parsed, token, lexeme), content, source, act_of_word(token, lexeme, frame),
            "reporting-verb", _polarity(token, lexeme), addressee_of(parsed, token),
        )  # fmt: skip


def _after_colon(parsed: Parsed, verb: "Token") -> tuple[Span, ...]:
    """ "she replied: the gates stay shut": the sentence that follows, or what is quoted of it."""
    if verb.i + 2 >= len(parsed.doc) or verb.nbor().text != ":":
        return ()
    first = verb.nbor(2)
    following = parsed.doc[first.i + 1 : first.sent.end]
    last = next((token.nbor(-1) for token in following if token.is_quote), first.sent[-1])
    return (trim(parsed.document.text, parsed.span(first, last)),)


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
                "predicate-adjective", _polarity(verb, lexeme), addressee_of(parsed, token),
            )  # fmt: skip


def _predicate_verb(token: "Token") -> "Token":
    """The verb that the adjective completes: in "made it clear that X" it is "made"."""
    return token if token.dep_ == "ROOT" else token.head


def _clause_of(parsed: Parsed, verb: "Token", token: "Token", lexeme: Lexeme) -> tuple[Span, ...]:
    """ "made clear that X" hangs X on the verb, "made it clear that X" on the adjective."""
    if not lexeme.partner:
        return ()
    for child in (*verb.children, *token.children):
        if child.i > token.i and child.dep_ in {"ccomp", "advcl", "conj"}:
            found = [t for t in child.subtree if not (t.dep_ == "mark" and t.head == child)]
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
        negated = [word for word in (token, carrier) if word is not None and is_negated(word)]
        yield Attribution(
            _noun_cue(parsed, carrier, token, lexeme, content), content, source,
            act_of_word(token, lexeme), "noun-of-attribution",
            "negative" if negated else lexeme.polarity, addressee_of(parsed, token),
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
        beside = (child for child in clause.children if is_citing(child))
        own = {t.i for each in (token, *beside) for t in each.subtree}
        found = [t for t in clause.subtree if t.i not in own]
        if source is not None and found:
            yield Attribution(
                parsed.span(token, to), pieces(parsed, found), source, "state", "according-to",
            )  # fmt: skip


def _credited(according: "Token") -> "Token":
    """The clause that the phrase is about: after a comma, the whole of "Y said X but warned Z"."""
    clause = according.head
    if not according.i or according.i < clause.i or not according.nbor(-1).is_punct:
        return clause
    if clause.dep_ == "ccomp" and clause.head.i < clause.i:
        return clause.head
    goes_on = clause.dep_ == "conj" and own_subject(clause) is None
    return clause.head if goes_on and clause.head.pos_ in {"VERB", "AUX"} else clause


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
    return "negative" if is_negated(verb) else lexeme.polarity


RULES: tuple[Callable[[Parsed], Iterator[Attribution]], ...] = (
    reporting_verb,
    predicate_adjective,
    noun_of_attribution,
    according_to,
)
