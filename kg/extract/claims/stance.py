"""How something is said: what its wording does, and whether the words are quoted."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.claims.addressees import is_silent
from kg.extract.language import Parsed
from kg.extract.lexicon import lexicon
from kg.extract.quotes import Quotation, overlapping
from kg.extract.subjects import own_subject
from kg.extract.words import words
from kg.records import Act, Claim, Span
from kg.records import Quotation as Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = {"i", "we"}


@cache
def _content_acts() -> tuple[tuple[re.Pattern[str], Act], ...]:
    """The rows of the word list, with its lists in place of their names."""
    lists = {name: "|".join(listed) for name, listed in words("acts")["lists"].items()}
    named = re.compile(r"\b(" + "|".join(lists) + r")\b")
    rows = words("acts")["contents"]
    filled = (named.sub(lambda match: lists[match.group()], row["pattern"]) for row in rows)
    compiled = (re.compile(pattern, re.S | re.I) for pattern in filled)
    return tuple((pattern, row["act"]) for pattern, row in zip(compiled, rows, strict=True))


def act_of_content(content: str) -> Act:
    """What the content of a neutral cue does."""
    return next((found for pattern, found in _content_acts() if pattern.search(content)), "state")


def with_acts(parsed: Parsed, claims: Sequence[Claim]) -> list[Claim]:
    """Claims, each with what is done by saying it: a neutral cue does what its wording does.

    What a claim passes on of others does not count as its own wording.
    """
    inner: dict[str | None, list[Span]] = defaultdict(list)
    for claim in claims:
        inner[claim.nested_in] += claim.content
    return [replace(claim, act=_act(parsed, claim, inner[claim.id])) for claim in claims]


def _act(parsed: Parsed, claim: Claim, inner: Sequence[Span]) -> Act:
    said = _without(parsed.document.text, claim.content, inner)
    # That somebody has already done something is no expectation, whatever the cue.
    if claim.act == "expect" and re.search(words("acts")["past"], said):
        return "assess"
    words_said = parsed.tokens(claim.content[0])
    if claim.act != "state" or _passes_on(words_said):
        return claim.act
    found = act_of_content(said)
    return "demand" if found == "state" and _is_order(words_said) else found


def _passes_on(tokens: Sequence["Token"]) -> bool:
    """ "Prado made it clear that X": who says this says what somebody else did by saying X."""
    inside = {token.i for token in tokens}
    root = next((t for t in tokens if t.pos_ == "VERB" and _is_top(t, inside)), None)
    speaker = own_subject(root) if root is not None else None
    if root is None or speaker is None or speaker.lower_ in FIRST_PERSON:
        return False
    clear = (lexicon().adjectives.get(child.lower_) for child in root.subtree)
    carried = any(lexeme and lexeme.partner == root.lemma_ for lexeme in clear)
    clauses = any(child.dep_ in {"ccomp", "xcomp"} for child in root.children)
    return carried or (root.lemma_ in lexicon().verbs and clauses and not is_silent(root))


def _is_top(token: "Token", inside: set[int]) -> bool:
    return token.head == token or token.head.i not in inside


def _without(text: str, content: Iterable[Span], inner: Sequence[Span]) -> str:
    """The content without the stretches that are another's."""
    kept = []
    for piece in content:
        at = piece.start
        for start, end in sorted(span for span in inner if piece.holds(span)):
            kept.append(text[at:start])
            at = max(at, end)
        kept.append(text[at : piece.end])
    return " ".join(kept)


def _is_order(tokens: Sequence["Token"]) -> bool:
    """ "Open the gates": a bare verb that nobody is the subject of stands first."""
    said = [token for token in tokens if not token.is_punct and not token.is_space]
    if not said or said[0].tag_ != "VB":
        return False
    verb = said[0]
    return not any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children)


def kind_of(content: Iterable[Span], quotations: Sequence[Quotation]) -> Kind:
    """`direct` where all is quoted, `mixed` where some is, `indirect` otherwise.

    Marks around a larger stretch belong to whoever says that stretch, not to this content.
    """
    kinds = {_kind(piece, quotations) for piece in content}
    if kinds == {"direct"}:
        return "direct"
    return "indirect" if kinds == {"indirect"} else "mixed"


def _kind(piece: Span, quotations: Sequence[Quotation]) -> Kind:
    near = overlapping(quotations, piece)
    if any(_same(q.inner, piece) for q in near):
        return "direct"
    return "mixed" if any(_holds(piece, q) for q in near) else "indirect"


def _holds(piece: Span, quotation: Quotation) -> bool:
    return quotation.inner.start >= piece.start and quotation.inner.end <= piece.end + 2


def _same(left: Span, right: Span) -> bool:
    """Equal but for the punctuation at the end."""
    return abs(left.start - right.start) <= 1 and abs(left.end - right.end) <= 2
