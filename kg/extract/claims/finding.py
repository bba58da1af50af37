"""Claims: attributions with their speakers, nesting, addressees and relays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.extract.actors.cast import Cast
from kg.extract.claims.attribution import Attribution
from kg.extract.claims.confidence import with_confidence
from kg.extract.claims.headlines import headline_claims
from kg.extract.claims.quoting import with_quotations
from kg.extract.claims.rules import RULES
from kg.extract.claims.speakers import Speaker, speakers_of
from kg.extract.claims.stance import kind_of, with_acts
from kg.extract.claims.tagged import joined, tagged_attributions
from kg.extract.language import Parsed
from kg.extract.lexicon import lexicon
from kg.extract.options import Options
from kg.extract.quotes import Quotation
from kg.extract.tagger.model import confidence_weights
from kg.ids import claim_id, source_id
from kg.records import Claim, Span

EMPTY = {"PUNCT", "SPACE", "SCONJ", "DET", "ADP", "CCONJ", "PART"}
CONTENT_WORDS = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution and one of its speakers."""

    attribution: Attribution
    speaker: Speaker


def find_claims(
    parsed: Parsed, cast: Cast, quotations: Sequence[Quotation], options: Options
) -> list[Claim]:
    """All claims of an article, outermost first where they start together."""
    speeches = [
        Speech(item, speaker)
        for item in find_attributions(parsed, quotations, options)
        for speaker in speakers_of(parsed, cast, item)
    ]
    source = source_id(parsed.document.text)
    claims = [_claim(parsed, cast, quotations, source, speech) for speech in speeches]
    nested = _nested(sorted(claims, key=_place))
    whole = nested if options.nesting else [c for c in nested if c.nested_in is None]
    return with_acts(parsed, whole)


def find_attributions(
    parsed: Parsed, quotations: Sequence[Quotation], options: Options
) -> list[Attribution]:
    """All attributions of an article that say something, each once."""
    by_rule = list(chain.from_iterable(rule(parsed) for rule in RULES))
    found = [*with_quotations(parsed, by_rule, quotations), *headline_claims(parsed, quotations)]
    allowed = [item for item in found if item.rule not in options.without]
    if options.tagger:
        allowed = joined(
            allowed, tagged_attributions(parsed, quotations, options.weights), quotations
        )
    said = _distinct(_kept(item) for item in allowed if _says_something(parsed, item))
    return with_confidence(said, confidence_weights(options.weights))


def outermost(items: Sequence[Attribution]) -> list[Attribution]:
    """Attributions that stand in no other's content, cue and all."""
    return [
        item
        for item in items
        if not any(_stands_inside(item, other) for other in items if other is not item)
    ]


def _says_something(parsed: Parsed, item: Attribution) -> bool:
    """Whether the content holds a word beyond a mere "that", and beyond "comment"."""
    tokens = (token for piece in item.content for token in parsed.tokens(piece))
    formulas = lexicon().formulas
    return any(token.pos_ not in EMPTY and token.lower_ not in formulas for token in tokens)


def _kept(item: Attribution) -> Attribution:
    return replace(item, content=tuple(sorted(item.content)))


def _distinct(items: Iterable[Attribution]) -> list[Attribution]:
    """One attribution a content and source: the one whose cue says most."""
    best: dict[tuple[tuple[Span, ...], int], Attribution] = {}
    for item in items:
        key = item.content, item.source.i if item.source is not None else -1
        if key not in best or _length(item) > _length(best[key]):
            best[key] = item
    return list(best.values())


def _length(item: Attribution) -> int:
    return item.cue.end - item.cue.start if item.cue else 0


def _place(claim: Claim) -> tuple[int, int, Span, str]:
    return claim.content[0].start, -claim.content[-1].end, claim.cue or Span(0, 0), claim.id


def _claim(
    parsed: Parsed, cast: Cast, quotations: Sequence[Quotation], source: str, speech: Speech
) -> Claim:
    item, speaker = speech.attribution, speech.speaker
    addressed = item.addressee
    to = cast.ids(addressed) if addressed is not None else ()
    return Claim(
        id=claim_id(source, item.cue, item.content, speaker.actor),
        speaker=speaker.actor,
        speaker_reason=speaker.reason,
        source_span=speaker.span,
        cue=item.cue,
        content=item.content,
        kind=kind_of(item.content, quotations),
        act=item.act,
        rule=item.rule,
        polarity=item.polarity,
        addressee=to[0] if to else None,
        addressee_span=parsed.span(addressed) if addressed is not None and to else None,
        lemmas=_lemmas(parsed, item.content),
        confidence=item.confidence,
    )


def _lemmas(parsed: Parsed, content: Iterable[Span]) -> tuple[str, ...]:
    """Content words in order, for comparison across articles."""
    return tuple(
        token.lemma_.lower()
        for piece in content
        for token in parsed.tokens(piece)
        if token.pos_ in CONTENT_WORDS and not token.is_stop
    )


def _nested(claims: Sequence[Claim]) -> list[Claim]:
    """Each claim inside the smallest claim whose content holds its cue and its content.

    One sweep over the text: only claims whose content is still open can hold the next one.
    """
    waiting = sorted(claims, key=lambda claim: claim.content[0].start, reverse=True)
    open_: list[Claim] = []
    outer: dict[str, str | None] = {}
    for claim in sorted(claims, key=_start):
        while waiting and waiting[-1].content[0].start <= _start(claim):
            open_.append(waiting.pop())
        open_ = [other for other in open_ if other.content[-1].end > _start(claim)]
        holders = [other for other in open_ if _holds(other, claim)]
        outer[claim.id] = min(holders, key=lambda c: (_size(c), c.id)).id if holders else None
    return [replace(claim, nested_in=outer[claim.id]) for claim in claims]


def _start(claim: Claim) -> int:
    """Where the claim begins, with its cue."""
    return min(claim.content[0].start, claim.cue.start if claim.cue else claim.content[0].start)


def _size(claim: Claim) -> int:
    return sum(piece.end - piece.start for piece in claim.content)


def _holds(outer: Claim, inner: Claim) -> bool:
    """Whether `inner` is a smaller claim inside the content of `outer`."""
    if outer.id == inner.id or _size(outer) <= _size(inner):
        return False
    return _stands_inside(inner, outer)


def _stands_inside(inner: Attribution | Claim, outer: Attribution | Claim) -> bool:
    """Whether all of `inner`, its cue included, stands inside the content of `outer`."""
    parts = [*inner.content, *([inner.cue] if inner.cue else [])]
    return all(any(_within(piece, part) for piece in outer.content) for part in parts)


def _within(piece: Span, part: Span) -> bool:
    # A closing mark or stop may belong to the inner content and not to the outer one.
    return piece.start <= part.start and part.end <= piece.end + 2
