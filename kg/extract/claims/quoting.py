"""Joins quotations to the cues beside them; a quotation without a cue goes to who spoke last."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.claims.attribution import Attribution
from kg.extract.claims.contents import trim
from kg.extract.language import Parsed
from kg.extract.quotes import Quotation, paragraphs
from kg.records import Span

# Shorter quotations are words in a sentence, not utterances.
UTTERANCE_WORDS = 4
# A cue without content belongs to a quotation at most this many characters away.
REACH = 80
# A short one only where it stands next to the cue's clause: `"No," she said`.
BESIDE = 12


def with_quotations(
    parsed: Parsed, found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> list[Attribution]:
    """Attributions with whole quotations as content, and new ones for quotations without a cue."""
    text = parsed.document.text
    quoted = _by_paragraph(text, quotations, lambda quotation: [quotation.inner])
    items = _by_paragraph(text, found, _places)
    placed: list[Attribution] = []
    for zone, here in sorted(items.items()):
        near = quoted.get(zone, [])
        placed += _place(text, [_widen(text, item, near) for item in here], near)
    return [*placed, *_without_cue(text, placed, quotations)]


def _places(item: Attribution) -> list[Span]:
    """Where an attribution stands: its cue, else its content."""
    return [item.cue] if item.cue else list(item.content)


def _by_paragraph[T](
    text: str, things: Iterable[T], places: Callable[[T], Sequence[Span]]
) -> dict[Span, list[T]]:
    """Things by the paragraph that they stand in: quotations and cues never leave one."""
    zones = list(paragraphs(text))
    starts = [zone.start for zone in zones]
    grouped: dict[Span, list[T]] = defaultdict(list)
    for thing in things:
        at = bisect_right(starts, places(thing)[0].start) - 1
        grouped[zones[max(at, 0)]].append(thing)
    return grouped


def _widen(text: str, item: Attribution, quotations: Iterable[Quotation]) -> Attribution:
    """Content that reaches into a quotation takes all of it, where the cue stands outside."""
    pieces = item.content
    for quotation in quotations:
        if item.cue and quotation.outer.overlaps(item.cue):
            continue
        pieces = tuple(_joined(text, piece, quotation) for piece in pieces)
    return replace(item, content=_merged(pieces))


def _joined(text: str, piece: Span, quotation: Quotation) -> Span:
    if not piece.overlaps(quotation.inner):
        return piece
    if piece.start >= quotation.outer.start:
        # What follows the closing mark after a stop or comma is the article's own again.
        whole = text[quotation.inner.end - 1] in ",.?!" and is_utterance(text, quotation)
        inside = piece.end <= quotation.outer.end
        return trim(text, quotation.inner) if inside or whole else piece
    return Span(piece.start, max(piece.end, quotation.outer.end))


def _merged(pieces: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for piece in sorted(set(pieces)):
        if out and piece.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, piece.end))
        else:
            out.append(piece)
    return tuple(out)


def _place(
    text: str, found: Sequence[Attribution], quotations: Iterable[Quotation]
) -> list[Attribution]:
    """Quotations of a paragraph that no content covers go to a cue beside them."""
    items = list(found)
    for quotation in quotations:
        if _covered(items, quotation):
            continue
        reach = REACH if is_utterance(text, quotation) else BESIDE
        at = _nearest_cue(items, quotation, reach)
        if at is not None:
            piece = trim(text, quotation.inner)
            items[at] = replace(items[at], content=_merged([*items[at].content, piece]))
    return items


def is_utterance(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is long enough to be something said, not a word in marks."""
    return len(quotation.inner.of(text).split()) >= UTTERANCE_WORDS


def _covered(items: Iterable[Attribution], quotation: Quotation) -> bool:
    """Whether somebody outside the quotation already has it as content."""
    return any(
        piece.start < quotation.inner.end - 2 and quotation.inner.start + 2 < piece.end
        for item in items
        if item.cue is None or not quotation.inner.holds(item.cue)
        for piece in item.content
    )


def _nearest_cue(items: Sequence[Attribution], quotation: Quotation, reach: int) -> int | None:
    """Index of the speech cue nearest to the quotation that may have it as content."""
    best: tuple[int, int] | None = None
    for index, item in enumerate(items):
        if item.rule != "reporting-verb" or item.cue is None:
            continue
        if quotation.inner.overlaps(item.cue) or not _may_quote(item, quotation):
            continue
        gap = _gap(item, quotation)
        if gap <= reach and (best is None or gap < best[0]):
            best = gap, index
    return best[1] if best else None


def _may_quote(item: Attribution, quotation: Quotation) -> bool:
    """A cue without content, or one whose content is a quotation that goes on here."""
    return not item.content or (item.cue is not None and item.content[0].end <= item.cue.start
                                and item.cue.end <= quotation.inner.start)  # fmt: skip


def _gap(item: Attribution, quotation: Quotation) -> int:
    assert item.cue is not None
    marks = [item.cue, *item.content]
    return min(
        max(quotation.outer.start - mark.end, mark.start - quotation.outer.end, 0) for mark in marks
    )


def _without_cue(
    text: str, items: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """A paragraph that opens with a quotation goes on for the speaker of the one before it."""
    near = _by_paragraph(text, items, _places)
    quoted = _by_paragraph(text, quotations, lambda quotation: [quotation.inner])
    last: Attribution | None = None
    for zone, here in sorted(quoted.items()):
        cued = near.get(zone, [])
        for quotation in here:
            opens = not text[zone.start : quotation.outer.start].strip()
            alone = is_utterance(text, quotation) and not _covered(cued, quotation)
            if alone and opens and last is not None:
                piece = trim(text, quotation.inner)
                yield Attribution(None, (piece,), last.source, "state", "quotation-goes-on")
        last = _last_speaker(cued, here) or last


def _last_speaker(
    items: Iterable[Attribution], quotations: Sequence[Quotation]
) -> Attribution | None:
    """The attribution of a paragraph's last quotation, of those not made inside one."""
    speaking = [
        item
        for item in items
        if item.content
        and item.source is not None
        and any(q.inner.overlaps(item.content[-1]) for q in quotations)
        and not any(item.cue and q.inner.holds(item.cue) for q in quotations)
    ]
    return max(speaking, key=lambda item: item.content[-1].end, default=None)
