"""What a cue does: the act, and whether it denies what follows, by the words of the cue alone."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.claims.contents import governed
from kg.extract.language import Parsed
from kg.extract.lexicon import Lexeme, lexicon
from kg.extract.words import words
from kg.records import Act, Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIVE = {"no", "not", "n't", "never", "neither", "nor", "little"}
NEGATING = {"neg", "det", "preconj", "advmod", "amod", "cc"}
# "Not only said" says it.
ONLY = {"only", "just", "merely", "simply"}


def act_of_cue(parsed: Parsed, cue: Span) -> tuple[Act, Polarity]:
    """Act and polarity of a cue of any length: "issued a warning", "according to", ":".

    The first word that does something decides; `state` where none does: then the content tells.
    """
    tokens = parsed.tokens(cue)
    known = [(token, lexeme) for token in tokens if (lexeme := lexeme_of(token, tokens))]
    acts = [
        act_of_word(token, lexeme, governed(parsed, token, lexeme)[0]) for token, lexeme in known
    ]
    acts += [act for token in tokens if (act := _other_acts().get(token.lemma_.lower()))]
    denied = any(lexeme.polarity == "negative" for _, lexeme in known)
    negative = denied or any(is_negated(token) for token in tokens)
    return next((act for act in acts if act != "state"), "state"), (
        "negative" if negative else "positive"
    )


def lexeme_of(token: "Token", cue: Sequence["Token"] = ()) -> Lexeme | None:
    """The row of a cue word; none for a verb that only carries a noun beside it in the cue."""
    lists = lexicon()
    if token.pos_ in {"NOUN", "PROPN"}:
        return lists.nouns.get(token.lemma_.lower())
    found = lists.verbs.get(token.lemma_.lower()) if token.pos_ in {"VERB", "AUX"} else None
    carries = found is not None and token.lemma_ in lists.carriers
    if carries and any(
        other.lemma_.lower() in lists.nouns for other in cue if other.pos_ == "NOUN"
    ):
        return None
    return found or lists.adjectives.get(token.lower_)


def act_of_word(token: "Token", lexeme: Lexeme, frame: str = "") -> Act:
    """The act of a cue word, by what it governs: "called for X" urges, "called it X" judges."""
    if frame in lexeme.by_frame:
        return lexeme.by_frame[frame]
    lists = words("acts")
    if token.pos_ == "NOUN":
        voiced = token.dep_ == "dobj" and token.head.lemma_ in lists["expressing"]
        return "other" if voiced and token.lemma_ in lists["feelings"] else lexeme.act
    objects = [child.lemma_ for child in token.children if child.dep_ == "dobj"]
    if token.lemma_ in lists["expressing"] and {*objects} & {*lists["positions"]}:
        return "state"
    return lexeme.act


def is_negated(word: "Token") -> bool:
    """ "did not promise", "made no promise", "without promising"."""
    words_before = (c for c in word.children if c.lower_ in NEGATIVE and c.dep_ in NEGATING)
    negated = any(child.nbor().lower_ not in ONLY for child in words_before if child.i < word.i)
    return negated or (word.dep_ == "pcomp" and word.head.lower_ == "without")


@cache
def _other_acts() -> dict[str, Act]:
    """Acts of words that attribute too seldom to be cues by themselves."""
    return {word: act for act, listed in words("acts")["cues"].items() for word in listed}
