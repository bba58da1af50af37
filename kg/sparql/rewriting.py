"""Parts of a text replaced by others, and places in the new text told as places in the old."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kg import errors
from kg.places import PLACE, offset, place
from kg.sparql.terminals import Token

Edit = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text after edits of its `source` that stand in order and do not overlap."""

    source: str
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """What came of the source."""
        return edited(self.source, self.edits)

    @contextmanager
    def places(self) -> Iterator[None]:
        """Let an `errors.BadRequest` about the text name places in the source."""
        try:
            yield
        except errors.BadRequest as error:
            if not self.edits:
                raise
            raise errors.BadRequest(self._moved(str(error))) from None

    def _moved(self, message: str) -> str:
        def moved(match: re.Match[str]) -> str:
            at = offset(self.text, int(match[1]), int(match[2]))
            return place(self.source, self._offset(at))

        return PLACE.sub(moved, message)

    def _offset(self, at: int) -> int:
        """Where in the source a character of the text comes from; of an edit, its beginning."""
        shift = 0
        for start, end, new in self.edits:
            if at < start + shift:
                break
            if at < start + shift + len(new):
                return start
            shift += len(new) - (end - start)
        return at - shift


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that stand in order and do not overlap."""
    parts, at = list[str](), 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def spelled(text: str, found: Sequence[Token], edits: Iterable[Edit] = ()) -> str:
    """What a text has for terminals that follow each other, after edits in it."""
    if not found:
        return ""
    first = found[0].start
    moved = [(start - first, end - first, new) for start, end, new in sorted(edits)]
    return edited(text[first : found[-1].end], moved)
