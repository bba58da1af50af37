"""Who the source of an attribution is: a member of the cast, or the words that describe it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import trim
from kg.extract.language import Parsed
from kg.ids import slug
from kg.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

UNSPECIFIED = "unspecified"
# Clauses that say more about the source than who it is.
BESIDE = {"relcl", "acl", "advcl", "ccomp", "parataxis"}
FIRST_PERSON = {"i", "we", "my", "our", "us", "me"}
NAME_WORDS = 9


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor id, the words that name it here, and how the one was found from the other."""

    actor: str
    span: Span | None
    reason: str


def speakers_of(parsed: Parsed, cast: Cast, item: Attribution) -> Iterator[Speaker]:
    """Each speaker of an attribution; joint sources give one each, with the same words."""
    source = item.source
    if source is None:
        yield Speaker(UNSPECIFIED, None, "the text names no source")
        return
    span = None if item.cue is None else source_span(parsed, source)
    referents = [cast.at(token) for token in (source, *source.conjuncts)]
    actors = [(id_, ref.reason) for ref in referents if ref for id_ in _speaking(ref.actors)]
    for id_, reason in dict(actors).items():
        yield Speaker(id_, span, reason)
    if not actors:
        yield Speaker(described_id(parsed, source), span, "described, not resolved")


def _speaking(actors: tuple[str, ...]) -> tuple[str, ...]:
    """Two people under one description ("the two leaders") speak as one."""
    return actors if len(actors) == 1 else (joint_id(actors),)


def joint_id(actors: tuple[str, ...]) -> str:
    """Id of the group of several actors."""
    return "-and-".join(sorted(actors))


def described_id(parsed: Parsed, source: "Token") -> str:
    """Id of a source that is only described, from its words."""
    if source.lower_ in FIRST_PERSON:
        return "first-person"
    return slug(described_name(parsed, source), NAME_WORDS) or UNSPECIFIED


def described_name(parsed: Parsed, source: "Token") -> str:
    """The words that describe the source, without its article."""
    return " ".join(bare_words(parsed.surface(source_span(parsed, source)))[:NAME_WORDS])


def bare_words(phrase: str) -> list[str]:
    """The words of a phrase without its article, which stays where it stands alone."""
    words = phrase.split()
    headed = len(words) > 1 and words[0].lower() in {"the", "a", "an"}
    return words[1:] if headed else words


def source_span(parsed: Parsed, source: "Token") -> Span:
    """The noun phrase with title and apposition, without clauses about it."""
    beside = {t.i for child in source.children if child.dep_ in BESIDE for t in child.subtree}
    tokens = [t for t in source.subtree if t.i not in beside]
    run = _contiguous(sorted(t.i for t in tokens), source.i)
    span = parsed.span(parsed.doc[run[0]], parsed.doc[run[-1]])
    trimmed = trim(parsed.document.text, span)
    return trimmed if trimmed.start < trimmed.end else parsed.span(source)


def _contiguous(indices: list[int], around: int) -> list[int]:
    """The unbroken run of indices that holds `around`."""
    first = last = around
    known = set(indices)
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return list(range(first, last + 1))
