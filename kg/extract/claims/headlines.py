"""Headline claims: `Biden: "..."`, where the colon is the cue."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import trim
from kg.extract.language import Parsed
from kg.extract.quotes import Quotation, find_single_quotations, overlapping, paragraphs
from kg.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMES = {"PROPN", "NOUN"}
# A headline fits on a line or two; a longer paragraph with a colon is prose.
HEADLINE_CHARACTERS = 250
# A speaker before the colon is a name with at most a title.
NAME_WORDS = 5


def headline_claims(parsed: Parsed, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """`Name: "words"` and `Name: words` at the start of a short line, or after such a claim."""
    text = parsed.document.text
    for line in paragraphs(text):
        if line.end - line.start > HEADLINE_CHARACTERS:
            continue
        colons = [token for token in parsed.tokens(line) if token.text == ":" and _named(token)]
        for colon, following in zip_longest(colons, colons[1:]):
            end = _name_start(following).idx if following is not None else line.end
            content = _quoted(parsed, quotations, Span(colon.idx + 1, end))
            if content.start < content.end:
                yield Attribution(
                    parsed.span(colon), (content,), colon.nbor(-1), "state", "headline-colon"
                )


def _named(colon: "Token") -> bool:
    """Whether only a name stands between the colon and the start of the line or a quotation."""
    return colon.i > 0 and colon.nbor(-1).pos_ == "PROPN" and _starts_line(_name_start(colon))


def _name_start(colon: "Token") -> "Token":
    token = colon.nbor(-1)
    for _ in range(NAME_WORDS):
        if token.i == 0 or token.nbor(-1).pos_ not in NAMES:
            break
        token = token.nbor(-1)
    return token


def _starts_line(token: "Token") -> bool:
    return token.i == 0 or token.nbor(-1).is_space or token.nbor(-1).is_punct


def _quoted(parsed: Parsed, quotations: Sequence[Quotation], zone: Span) -> Span:
    """What is quoted right after the colon, or else all up to the end."""
    text = parsed.document.text
    marked = [q.inner for q in overlapping(quotations, zone) if zone.holds(q.inner)]
    single = find_single_quotations(zone.of(text))
    marked += [Span(zone.start + start, zone.start + end) for start, end in single]
    first = min(marked, default=None)
    if first is not None and not text[zone.start : first.start - 1].strip():
        return trim(text, first)
    return trim(text, zone)
