"""Attributions that the trained tagger finds, and how they join those that the rules find.

Tagger and rules read the same words. Where both find a cue, the tagger says what belongs to it, and
the rule how it is meant. What only a rule finds stays where the tagger, which never saw a claim in
another, has no say: inside another claim, in a headline, in a quotation that is left over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract.claims.acts import act_of_cue
from kg.extract.claims.addressees import addressee_of
from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import trim
from kg.extract.claims.stance import kind_of
from kg.extract.language import Parsed
from kg.extract.quotes import Quotation
from kg.extract.tagger.decode import Linked, Run
from kg.extract.tagger.encoding import Words
from kg.extract.tagger.model import FOLDER, load_model
from kg.extract.tagger.tagging import tag
from kg.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "tagger"
# Where the network gives its content or source less, a rule's is right more often.
SURE_CONTENT, SURE_SOURCE = 0.8, 0.6
# How the parser tags a "that" which opens a clause, rightly or not.
COMPLEMENTIZER = {"IN", "WDT"}
# Rules whose attributions the tagger was never shown.
BEYOND = {"headline-colon", "quotation-goes-on"}


def tagged_attributions(
    parsed: Parsed, quotations: Sequence[Quotation], weights: Path | None
) -> list[Attribution]:
    """What the tagger of a folder, or the one that ships, finds in an article, in order."""
    words, found = _tag(parsed, tuple(quotations), weights or FOLDER)
    return [_attribution(parsed, words, item) for item in found]


# One article is kept: whoever extracts it in several ways pays for the network once.
@lru_cache(maxsize=1)
def _tag(
    parsed: Parsed, quotations: Sequence[Quotation], weights: Path
) -> tuple[Words, list[Linked]]:
    return tag(load_model(weights), parsed, quotations)


def _attribution(parsed: Parsed, words: Words, item: Linked) -> Attribution:
    cue = _span(parsed, words, item.cue)
    act, polarity = act_of_cue(parsed, cue)
    source = _head(_tokens(parsed, words, item.source)) if item.source else None
    return Attribution(
        cue=cue,
        content=_contents(parsed, words, item.contents),
        source=source,
        act=act,
        rule=RULE,
        polarity=polarity,
        addressee=addressee_of(parsed, _head(_tokens(parsed, words, item.cue))),
        signs=_signs(item),
    )


def _signs(item: Linked) -> dict[str, float]:
    """Probabilities that the network gives to its parts."""
    sure = [run.sure for run in item.contents]
    return {
        "cue": item.cue.sure,
        "content": min(sure),
        "source": item.source.sure if item.source else 1.0,
        "cue link": item.cue_link,
        "source link": item.source_link,
    }


def _tokens(parsed: Parsed, words: Words, run: Run) -> list["Token"]:
    return [parsed.doc[int(i)] for i in words.tokens[run.first : run.end]]


def _head(tokens: Sequence["Token"]) -> "Token":
    """The first of some words that none of the others governs."""
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def _span(parsed: Parsed, words: Words, run: Run) -> Span:
    tokens = _tokens(parsed, words, run)
    return parsed.span(tokens[0], tokens[-1])


def _contents(parsed: Parsed, words: Words, runs: Iterable[Run]) -> tuple[Span, ...]:
    """The pieces of a content that hold more than marks; what follows at once is one piece."""
    pieces: list[Span] = []
    end = None
    for run in runs:
        piece = _content(parsed, words, run)
        if run.first == end and pieces:
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
        elif piece.start < piece.end:
            pieces.append(piece)
        end = run.end
    return tuple(pieces)


def _content(parsed: Parsed, words: Words, run: Run) -> Span:
    """Without marks and stops at the edges, and without the "that" which opens a clause."""
    tokens = _tokens(parsed, words, run)
    opens = len(tokens) > 1 and tokens[0].lower_ == "that" and tokens[0].tag_ in COMPLEMENTIZER
    return trim(parsed.document.text, parsed.span(tokens[1 if opens else 0], tokens[-1]))


def joined(
    by_rule: Sequence[Attribution],
    tagged: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> list[Attribution]:
    """All that the tagger finds, with what rules know of it, and what only rules can find."""
    pairs = {id(item): _same_cue(item, by_rule) for item in tagged}
    taken = {id(item) for found in pairs.values() for item in found}
    whole = [_completed(item, pairs[id(item)]) for item in tagged]
    alone = (item for item in by_rule if id(item) not in taken)
    beyond = (_beyond(item, whole, quotations) for item in alone)
    return [*whole, *filter(None, beyond)]


def _same_cue(item: Attribution, by_rule: Iterable[Attribution]) -> list[Attribution]:
    return [other for other in by_rule if other.cue and item.cue and other.cue.overlaps(item.cue)]


def _completed(item: Attribution, same: Sequence[Attribution]) -> Attribution:
    """With the act, polarity and addressee of a rule, and what the tagger is not sure of."""
    if not same:
        return item
    best = max(same, key=lambda other: _shared(other.content, item.content))
    if best.rule in BEYOND:
        return best
    return replace(
        best,
        content=item.content if _sure_of_content(item) or not best.content else best.content,
        source=item.source if _sure_of_source(item) or best.source is None else best.source,
        signs=item.signs,
        rule=f"{RULE} and {best.rule}",
    )


def _sure_of_content(item: Attribution) -> bool:
    return item.signs["content"] >= SURE_CONTENT


def _sure_of_source(item: Attribution) -> bool:
    sure = item.signs["source"] * item.signs["source link"]
    return item.source is not None and sure >= SURE_SOURCE


def _shared(left: Iterable[Span], right: Sequence[Span]) -> int:
    """How many characters two contents have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _beyond(
    item: Attribution, whole: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Attribution | None:
    """What a rule found where the tagger has no say; inside a content, no more than that holds."""
    if item.rule in BEYOND or item.cue is None:
        return item
    for other in whole:
        if any(piece.holds(item.cue) for piece in other.content):
            content = tuple(_cut(item.content, other.content))
            return replace(item, content=content) if content else None
    said = any(_shared(item.content, other.content) for other in whole)
    return item if item.content and not said and _is_quoted(item, quotations) else None


def _is_quoted(item: Attribution, quotations: Sequence[Quotation]) -> bool:
    """Whether the content is quoted whole: that somebody says it, its marks alone tell."""
    return kind_of(item.content, quotations) == "direct"


def _cut(inner: Iterable[Span], outer: Sequence[Span]) -> Iterator[Span]:
    """What the pieces of two contents have in common."""
    for piece in inner:
        for bound in outer:
            if piece.overlaps(bound):
                yield Span(max(piece.start, bound.start), min(piece.end, bound.end))
