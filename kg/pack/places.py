"""Where a text first differs from what a pack quotes of it, for people."""

from kg.pack.checks.texts import Text
from kg.pack.known import Quote, pieces_of, quotes_of, text_length
from kg.pack.reading import Pack
from kg.places import place

_BEFORE, _SHOWN = 12, 48  # characters before a difference, and all that is shown


def first_change(pack: Pack, text: Text, meant: str) -> str:
    """The first change that the quotes tell of; `meant` is the SHA-256 of the text as cited."""
    pieces = pieces_of(quotes_of(pack, meant))
    piece = next((each for each in pieces if not each.stands_in(text.text)), None)
    if piece is None:
        return _outside(text, meant, text_length(pack, meant))
    at = _first_unlike(piece, text.text)
    first = "the first" if at > piece.start else "the first before or"
    start = max(at - _BEFORE, piece.start)
    said, found = excerpt(piece.words[start - piece.start :]), excerpt(text.text[start : piece.end])
    where = f"character {at} ({place(text.text, at)})"
    return f"changes, {first} at {where}: the pack has {said}, the text {found}"


def excerpt(words: str) -> str:
    """The first of some words, so that white space shows."""
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")


def characters(count: int) -> str:
    """A number of characters."""
    return "1 character" if count == 1 else f"{count} characters"


def _first_unlike(piece: Quote, text: str) -> int:
    """The first character of a piece that a text does not have, or where the text ends."""
    pairs = zip(piece.words, text[piece.start : piece.end], strict=False)
    unlike = (at for at, (old, new) in enumerate(pairs, piece.start) if old != new)
    return next(unlike, max(piece.start, min(len(text), piece.end)))


def _outside(text: Text, meant: str, length: str | None) -> str:
    """How a text differs that has all the quotes."""
    if length != str(len(text.text)):
        return f"changes outside the quotes: it has {characters(len(text.text))}, and not {length}"
    return f"changes outside the quotes: its SHA-256 is {text.sha256}, and not {meant}"
