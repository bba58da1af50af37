"""Who quotes whom: "Reuters quoted Prado as saying", "TASS reported, citing Prado"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.subjects import PASSIVE, agent, antecedent_of_relative, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTING = {"quote", "cite"}


def quoted_source(verb: "Token") -> "Token | None":
    """Prado in "quoted Prado as saying" and in "Prado was quoted as saying"."""
    above = _quoting_verb(verb)
    if above is None:
        return None
    said = (child for child in above.children if child.dep_ in {"dobj", *PASSIVE})
    found = next(said, None)
    if found is None and above.dep_ == "acl":
        return above.head
    return antecedent_of_relative(found, above) if found is not None else None


def quoting_sources(verb: "Token") -> Iterator["Token"]:
    """Reuters in "Reuters quoted Prado as saying", "Prado was quoted as saying by Reuters"."""
    above = _quoting_verb(verb)
    if above is None:
        return
    found = (subject(above), agent(verb), _by(verb))
    yield from (token for token in found if token is not None)


def cited_source(cue: "Token") -> "Token | None":
    """Prado in "TASS reported X, citing Prado" and in "citing Prado, TASS reported X"."""
    for token in cue.sent:
        if is_citing(token) and _goes_with(token, cue):
            return next((child for child in token.children if child.dep_ == "dobj"), None)
    return None


def is_citing(token: "Token") -> bool:
    """Whether the word is the participle in "citing Prado", "quoting Prado"."""
    return token.lemma_ in QUOTING and token.tag_ == "VBG"


def _quoting_verb(verb: "Token") -> "Token | None":
    """The "quoted" above "as saying"."""
    preposition = verb.head
    quoting = preposition.head
    linked = verb.dep_ == "pcomp" and preposition.lower_ == "as"
    return quoting if linked and quoting.lemma_ in QUOTING else None


def _by(verb: "Token") -> "Token | None":
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "by":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _goes_with(participle: "Token", cue: "Token") -> bool:
    """Whether the participle hangs on the cue, on its subject, or beside "according to"."""
    head = participle.head
    return head in {cue, cue.head} or head.head == cue
