"""The same words in other characters: line ends, marks and Unicode forms that programs change.

Which of them it was is told by the hash of the text that a pack cites, so that it is sure.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from kg.ids import text_sha256

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Form:
    """How a given text becomes the one that is cited, and how the two differ, as a sentence."""

    change: Callable[[str], str]
    differs: str = ""


_AS_IT_IS = Form(lambda text: text)
# A row a trait that one change leaves to the others, in the order in which they are made.
_TRAITS = (
    (
        _AS_IT_IS,
        Form(
            lambda text: text.removeprefix(_MARK),
            "the text begins with a byte order mark (U+FEFF), which the pack's text does not have",
        ),
        Form(
            lambda text: _MARK + text.removeprefix(_MARK),
            "the pack's text begins with a byte order mark (U+FEFF), which the text does not have",
        ),
    ),
    (
        _AS_IT_IS,
        Form(
            lambda text: text.replace("\r\n", "\n"),
            r"the text has Windows line ends (\r\n), and the pack's text has \n",
        ),
        Form(
            lambda text: text.replace("\r", "\n"),
            r"the text has the line ends \r, and the pack's text has \n",
        ),
        Form(
            lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
            r"the text has the line ends \n, and the pack's text has those of Windows (\r\n)",
        ),
    ),
    (
        _AS_IT_IS,
        Form(
            lambda text: unicodedata.normalize("NFC", text),
            "the text has decomposed characters, and the pack's text composed ones (Unicode NFC)",
        ),
        Form(
            lambda text: unicodedata.normalize("NFD", text),
            "the text has composed characters, and the pack's text decomposed ones (Unicode NFD)",
        ),
    ),
    (
        _AS_IT_IS,
        Form(str.rstrip, "the text ends in white space, which the pack's text does not"),
        Form(
            lambda text: f"{text.rstrip()}\n",
            "the text does not end in one line end, as the pack's text does",
        ),
        Form(
            lambda text: f"{text.rstrip()}\r\n",
            "the text does not end in one Windows line end, as the pack's text does",
        ),
    ),
)


_WAYS = sorted(product(*_TRAITS), key=lambda way: sum(form is not _AS_IT_IS for form in way))


def other_forms(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """SHA-256 of each form of a text, and how the text differs from it; least changes first."""
    known = {text}
    for way in _WAYS:
        made, differs = _changed(text, way)
        if made not in known:
            known.add(made)
            yield text_sha256(made), differs


def _changed(text: str, way: tuple[Form, ...]) -> tuple[str, tuple[str, ...]]:
    """The text that a way leads to, and what was changed on it."""
    differs = []
    for form in way:
        after = form.change(text)
        if after != text:
            differs.append(form.differs)
        text = after
    return text, tuple(differs)
